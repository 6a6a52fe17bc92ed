//! From ballots to an outcome: floors, the rule, the repair where a limit is broken, whole steps.

use crate::{Error, Limits, Profile, Ratio, Rule, repair, round};

/// What each priority gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The exact amounts, in units of money; they add up to the total.
    pub exact: Vec<Ratio>,
    /// What the rule itself gave, where that broke a limit and had to be repaired.
    pub before_repair: Option<Vec<Ratio>>,
    /// The published amounts: whole steps that add up to the total and keep all limits.
    pub amounts: Vec<u64>,
    /// Every tie that was settled by the published order (the order of the priorities).
    pub ties: Vec<Tie>,
}

/// Several priorities had the same claim; the published order decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// What was decided.
    pub decided: Decision,
    /// The priorities that had the same claim, in the published order.
    pub between: Vec<usize>,
    /// Those of them that the order favoured: rounded up, or kept closer to the rule's own amounts.
    pub favoured: Vec<usize>,
}

/// Where a tie arose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Several repairs were equally small; the first priorities were kept closest to the rule's own amounts.
    Repair,
    /// Several priorities had the same remainder; the first were rounded up.
    Rounding,
}

/// Counts the ballots by a rule: from a profile and limits, both in units of money and in the same order of
/// priorities, to an outcome of one amount for each of them.
///
/// Floors are taken off first and given back after; where the rule's amounts break a cap or a group's limit, they
/// are moved by as little as possible in total; then they are rounded to whole steps by largest remainder. Time
/// is about (distinct amounts × priorities × log) and does not depend on the number of ballots.
///
/// # Errors
/// No ballots, ballots below a floor or with another total, limits that contradict each other, and the bounds
/// on the front page.
pub fn allocate(rule: Rule, profile: &Profile, limits: &Limits) -> Result<Outcome, Error> {
    limits.validate(profile.priorities())?;
    let found = profile.total().ok_or(Error::NoBallots)?;
    if found != limits.total {
        return Err(Error::BallotSum {
            found,
            expected: limits.total,
        });
    }
    let shares = rule.share(profile, &limits.floors)?;
    let mut ties = Vec::new();
    let (exact, before_repair) = match repair::repair(&shares, limits)? {
        Some(repaired) => {
            ties.extend(repaired.tie);
            (repaired.amounts, Some(shares))
        }
        None => (shares, None),
    };
    let rounded = round::round(&exact, limits)?;
    ties.extend(rounded.ties);
    Ok(Outcome {
        exact,
        before_repair,
        amounts: rounded.amounts,
        ties,
    })
}
