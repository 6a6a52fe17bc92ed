//! Would the outcome move if every group counted for as many as live there?

use super::{Margin, Rows, rake};
use crate::{Error, Limits, MAX_BALLOTS, Outcome, Profile, Ratio, Rule, allocate, exact};

/// The outcome after weighting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Representation {
    /// What each priority would get.
    pub outcome: Outcome,
    /// The sum of absolute differences to the outcome as counted, as a share of the total.
    pub moved: Ratio,
    /// Groups with people but no ballots, whom no weighting can bring in.
    pub unheard: Vec<usize>,
}

/// Post-stratification: each group's ballots get its population over its number of ballots as their weight, to
/// about nine digits. `groups` are the answers to one question, with `population` figures in the same order.
/// Time is d × m to join the groups, and a count.
///
/// # Errors
/// As for [`allocate`]; another number of population figures; [`Error::NoBallots`] where no group has both.
pub fn representation(
    rule: Rule,
    limits: &Limits,
    groups: &[Profile],
    population: &[u64],
    outcome: &[Ratio],
) -> Result<Representation, Error> {
    if population.len() != groups.len() {
        return Err(Error::RowCount {
            found: population.len(),
            expected: groups.len(),
        });
    }
    let mut weighted = Profile::new(outcome.len());
    let people: u128 = population.iter().map(|&people| u128::from(people)).sum();
    for (group, &people_here) in groups.iter().zip(population) {
        let share = u128::from(MAX_BALLOTS / 2) * u128::from(people_here) / people.max(1);
        let weight = share / u128::from(group.ballots().max(1));
        // at most MAX_BALLOTS / 2, as a group's people are among all people
        weighted.merge_weighted(group, weight as u64)?;
    }
    let unheard = (0..groups.len())
        .filter(|&at| population[at] > 0 && groups[at].ballots() == 0)
        .collect();
    let counted = allocate(rule, &weighted, limits)?;
    beside(counted, limits, outcome, unheard)
}

/// As [`representation`], for several questions at once: each ballot gets its weight from [`rake`]. Whom no ballot
/// speaks for is not said here.
/// Time is that of raking, of adding every ballot to a profile, and a count.
///
/// # Errors
/// Those of [`rake`] and [`allocate`].
pub fn raked(
    rule: Rule,
    limits: &Limits,
    rows: &Rows<'_>,
    margins: &[Margin],
    rounds: usize,
    outcome: &[Ratio],
) -> Result<Representation, Error> {
    let mut weighted = Profile::new(rows.priorities);
    let before: Vec<u64> = (0..rows.len()).map(|row| rows.weight(row)).collect();
    for (row, weight) in rake(&before, margins, rounds)?.into_iter().enumerate() {
        weighted.add(rows.row(row), weight)?;
    }
    let counted = allocate(rule, &weighted, limits)?;
    beside(counted, limits, outcome, Vec::new())
}

fn beside(
    counted: Outcome,
    limits: &Limits,
    outcome: &[Ratio],
    unheard: Vec<usize>,
) -> Result<Representation, Error> {
    let apart = exact::l1(&counted.exact, outcome)?;
    Ok(Representation {
        moved: exact::divide(apart, exact::whole(limits.total.max(1)))?,
        outcome: counted,
        unheard,
    })
}
