//! EJR+ up to any project: did a group that agrees on a project get what its share of the money could have bought?

use crate::{
    picks::{BigRatio, Election, ElectionFault, Satisfaction, support::Support},
    sort,
};

/// How near an outcome comes to denying a group its share, with the group that comes nearest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EjrPlus {
    /// The group's share of the budget over what it would have with the project: the satisfaction of the one in it
    /// who has most already, and the project's cost. Above 1 is a violation.
    pub ratio: BigRatio,
    /// The project, which is not funded.
    pub project: usize,
    /// Its supporters with the least satisfaction, by position of their ballots.
    pub group: Vec<u32>,
}

impl EjrPlus {
    /// Does the group have too little?
    pub fn violated(&self) -> bool {
        self.ratio.numer() > self.ratio.denom()
    }
}

/// The witness with the largest ratio; none where every project with supporters is funded.
///
/// EJR+ up to any project for cost satisfaction: violated by an unfunded project c and a group S of its supporters
/// with u_i(W) + cost(c) < |S| · B/n for every i in S (Brill, Peters, *Robust and Verifiable Proportionality Axioms
/// for Multiwinner Voting*, EC 2023, carried over to costs). It is enough to test, for each project, the 1, 2, …
/// supporters with the least: time is (choices × log).
///
/// `funded` are positions of projects; the group's members are positions of ballots.
///
/// # Errors
/// An election that cannot be counted, or a project that is not there.
pub fn ejr_plus(election: &Election, funded: &[usize]) -> Result<Option<EjrPlus>, ElectionFault> {
    let support = Support::new(election, Satisfaction::Cost)?;
    election.expect_projects(funded)?;
    let has = satisfaction_of_each(election, funded);
    let mut best: Option<Nearest> = None;
    let mut order: Vec<(u64, u32)> = Vec::new();
    for project in (0..election.projects.len()).filter(|project| !funded.contains(project)) {
        order.clear();
        order.extend(
            support
                .supporters(project)
                .iter()
                .map(|&voter| (has[voter as usize], voter)),
        );
        // Supporters are in the order of the voters, so equal ones stay in it.
        sort::by_key(&mut order, |supporter| supporter.0);
        for (before, &(most, _)) in order.iter().enumerate() {
            let with_it = (most + election.projects[project].cost).max(1);
            let found = Nearest {
                size: before as u64 + 1,
                with_it,
                project,
            };
            if best.as_ref().is_none_or(|best| found.nearer_than(best)) {
                best = Some(found);
            }
        }
    }
    let Some(Nearest {
        size,
        with_it,
        project,
    }) = best
    else {
        return Ok(None);
    };
    order.clear();
    order.extend(
        support
            .supporters(project)
            .iter()
            .map(|&voter| (has[voter as usize], voter)),
    );
    sort::by_key(&mut order, |supporter| supporter.0);
    let group = order
        .iter()
        .take(size as usize)
        .map(|&(_, voter)| voter)
        .collect();
    let over = u128::from(size) * u128::from(election.budget);
    let under = u128::from(with_it) * election.ballots.len() as u128;
    Ok(Some(EjrPlus {
        ratio: BigRatio::new(over.into(), under.into()),
        project,
        group,
    }))
}

/// A group by its size, and the most that one of it would have with the project.
struct Nearest {
    size: u64,
    with_it: u64,
    project: usize,
}

impl Nearest {
    fn nearer_than(&self, other: &Self) -> bool {
        // All are whole numbers up to 2⁵³, so each product is within 2⁻⁵³ of itself.
        const MARGIN: f64 = 1.0 / (1u64 << 50) as f64;
        let own = self.size as f64 * other.with_it as f64;
        let others = other.size as f64 * self.with_it as f64;
        if (own - others).abs() > (own + others) * MARGIN {
            return own > others;
        }
        u128::from(self.size) * u128::from(other.with_it)
            > u128::from(other.size) * u128::from(self.with_it)
    }
}

/// The cost of the funded projects that each voter chose.
fn satisfaction_of_each(election: &Election, funded: &[usize]) -> Vec<u64> {
    let mut worth = vec![0; election.projects.len()];
    funded
        .iter()
        .for_each(|&project| worth[project] = election.projects[project].cost);
    let voters = 0..election.ballots.len();
    voters
        .map(|voter| {
            election
                .ballots
                .choices(voter)
                .iter()
                .map(|&choice| worth[choice as usize])
                .sum()
        })
        .collect()
}
