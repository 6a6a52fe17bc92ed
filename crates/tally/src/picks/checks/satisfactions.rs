//! Who got how much of what they chose?

use crate::{
    Ratio,
    picks::{Election, ElectionFault, Satisfaction, support::Support},
    sort,
};

/// Figures over all voters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Satisfactions {
    /// The sum over all voters.
    pub together: u128,
    /// Each voter's satisfaction, by position of their ballot.
    pub each: Vec<u64>,
    /// The share of voters who got nothing of what they chose (the exclusion ratio).
    pub excluded: Ratio,
    /// The Gini coefficient: 0 when all are equal.
    pub gini: Ratio,
}

/// Measures what the funded projects (by position) are worth to the voters; none where there are no voters.
///
/// A voter's satisfaction is in the smallest unit of money for [`Satisfaction::Cost`], in projects, points or ranks for
/// the others. Time is about (choices + voters × log).
///
/// # Errors
/// An election that cannot be counted, a satisfaction that its ballots have no figures for, or a project that is not
/// there.
pub fn satisfactions(
    election: &Election,
    funded: &[usize],
    satisfaction: Satisfaction,
) -> Result<Option<Satisfactions>, ElectionFault> {
    let support = Support::new(election, satisfaction)?;
    election.expect_projects(funded)?;
    let mut each = vec![0u64; election.ballots.len()];
    for &project in funded {
        let factor = support.factor(election.projects[project].cost);
        support.each(project, |voter, weight| {
            let has = &mut each[voter as usize];
            *has = has.saturating_add(factor.saturating_mul(u64::from(weight)));
        });
    }
    let voters = i128::from(election.ballots.len() as u64);
    if voters == 0 {
        return Ok(None);
    }
    let nothing = each.iter().filter(|&&has| has == 0).count();
    let together = each.iter().map(|&has| u128::from(has)).sum();
    let gini = gini(&each, voters);
    Ok(Some(Satisfactions {
        together,
        excluded: Ratio::new(nothing as i128, voters),
        gini,
        each,
    }))
}

/// Σ (2·rank − n − 1) · u / (n · Σ u) over the voters by rising satisfaction u, with ranks from 1.
///
/// A satisfaction is at most 2⁵³ for money and 2⁶⁴ for points, and there are at most 2³⁰ voters: 2¹²⁵ in all.
fn gini(each: &[u64], voters: i128) -> Ratio {
    let mut rising = each.to_vec();
    sort::by_key(&mut rising, |has| *has);
    let sum: i128 = rising.iter().map(|&has| i128::from(has)).sum();
    if sum == 0 {
        return Ratio::from(0);
    }
    let ranked = rising
        .iter()
        .zip(1i128..)
        .map(|(&has, rank)| (2 * rank - voters - 1) * i128::from(has));
    Ratio::new(ranked.sum(), voters * sum)
}
