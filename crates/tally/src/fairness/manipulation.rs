//! Could anybody have gained by asking for something else than they want?

use crate::{Error, Limits, Profile, Ratio, Rule, exact, fairness::Rows};

/// The largest gain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manipulation {
    /// By how much the outcome would come closer to the ballot (ℓ₁), in units of money.
    pub gain: Ratio,
    /// Whose ballot.
    pub row: usize,
    /// What they would have had to ask for.
    pub instead: Vec<u64>,
}

/// Tries, for up to `most` rows evenly spread over all, to ask for as much as the limits allow of each priority in
/// turn, and of all those that got less than the ballot asks; none where nothing would have helped.
///
/// A probe: larger gains may exist, but what it finds is real. For the truthful rules it finds nothing while no
/// repair is needed. It looks at the rule's own amounts, before any repair and rounding.
///
/// A gain is how much nearer the outcome comes to the ballot (ℓ₁), in units of money. Time is `most` × (m + 1) counts.
///
/// # Errors
/// As for [`crate::allocate`].
pub fn manipulation(
    rule: Rule,
    profile: &Profile,
    rows: &Rows<'_>,
    limits: &Limits,
    most: usize,
) -> Result<Option<Manipulation>, Error> {
    limits.validate(profile.priorities())?;
    profile.expect_priorities(rows.priorities)?;
    let honest = rule.share(profile, &limits.floors)?;
    let mut best: Option<Manipulation> = None;
    let gap = rows.len().div_ceil(most.max(1)).max(1);
    for row in (0..rows.len())
        .step_by(gap)
        .filter(|&row| rows.weight(row) > 0)
    {
        let ballot = rows.row(row);
        let wanted: Vec<Ratio> = ballot.iter().map(|&amount| exact::whole(amount)).collect();
        let before = exact::l1(&honest, &wanted)?;
        for instead in exaggerations(ballot, &wanted, &honest, limits) {
            let after = rule.share(&profile.with_instead(ballot, &instead), &limits.floors)?;
            let gain = exact::subtract(before, exact::l1(&after, &wanted)?)?;
            if gain > best.as_ref().map_or(Ratio::from(0), |best| best.gain) {
                best = Some(Manipulation { gain, row, instead });
            }
        }
    }
    Ok(best)
}

/// Ballots of the same total, inside floors and caps.
fn exaggerations(
    ballot: &[u64],
    wanted: &[Ratio],
    given: &[Ratio],
    limits: &Limits,
) -> Vec<Vec<u64>> {
    let priorities = ballot.len();
    let others_after = |first: &dyn Fn(usize) -> bool| {
        let mut order: Vec<usize> = (0..priorities).collect();
        order.sort_by_key(|&at| !first(at));
        fill(ballot, &order, limits)
    };
    let short = |at: usize| given[at] < wanted[at];
    let mut ballots: Vec<Vec<u64>> = (0..priorities)
        .map(|one| others_after(&|at| at == one))
        .collect();
    ballots.push(others_after(&short));
    ballots.retain(|instead| {
        instead != ballot && instead.iter().sum::<u64>() == ballot.iter().sum::<u64>()
    });
    ballots
}

/// Every priority at its floor, then each in this order up to its cap while the ballot's money lasts.
fn fill(ballot: &[u64], order: &[usize], limits: &Limits) -> Vec<u64> {
    let mut amounts = limits.floors.clone();
    let mut left = ballot
        .iter()
        .sum::<u64>()
        .saturating_sub(amounts.iter().sum());
    for &at in order {
        let more = limits.caps[at].saturating_sub(amounts[at]).min(left);
        amounts[at] += more;
        left -= more;
    }
    amounts
}
