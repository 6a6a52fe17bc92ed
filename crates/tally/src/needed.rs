//! What would have to change for a priority to get more?

use crate::{Error, Limits, MAX_BALLOTS, Profile, Ratio, Rule, exact};

/// The further support that a priority would have needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeededSupport {
    /// How many further ballots.
    pub ballots: u64,
    /// What each of them asks: as much for the priority as the limits on single priorities allow, and the rest
    /// as in the outcome.
    pub ballot: Vec<u64>,
    /// What the priority would then get by the rule, in units of money.
    pub amount: Ratio,
}

/// The least number of further ballots, all asking as much as they may for one priority, that would have given it
/// at least `more` units above `outcome` (whole amounts, as published); none where no number of ballots would.
///
/// With further ballots like that, no rule here takes money from the priority, so the number is found by bisection.
/// It looks at the rule's own amounts, before any repair and rounding. Time is that of about 30 runs of the rule.
///
/// # Errors
/// As for [`crate::allocate`]; a priority that is not there.
pub fn needed_support(
    rule: Rule,
    profile: &Profile,
    limits: &Limits,
    outcome: &[u64],
    priority: usize,
    more: u64,
) -> Result<Option<NeededSupport>, Error> {
    limits.validate(profile.priorities())?;
    profile.expect_priorities(outcome.len())?;
    let had = *outcome.get(priority).ok_or(Error::PriorityCount {
        found: priority,
        expected: outcome.len(),
    })?;
    let wanted = exact::whole(had.saturating_add(more));
    let ballot = supporting(outcome, priority, limits);
    let with = |ballots: u64| {
        let mut joined = profile.clone();
        joined.add(&ballot, ballots)?;
        Ok::<Ratio, Error>(rule.share(&joined, &limits.floors)?[priority])
    };
    let (mut low, mut high) = (0, MAX_BALLOTS - profile.ballots());
    if with(high)? < wanted {
        return Ok(None);
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if with(middle)? >= wanted {
            high = middle
        } else {
            low = middle + 1
        }
    }
    let amount = with(low)?;
    Ok(Some(NeededSupport {
        ballots: low,
        ballot,
        amount,
    }))
}

/// The outcome with money moved to one priority up to its cap, from the last priorities first, down to their floors.
fn supporting(outcome: &[u64], priority: usize, limits: &Limits) -> Vec<u64> {
    let mut ballot = outcome.to_vec();
    for other in (0..ballot.len()).rev().filter(|&other| other != priority) {
        let room = limits.caps[priority].saturating_sub(ballot[priority]);
        let moved = ballot[other].saturating_sub(limits.floors[other]).min(room);
        ballot[other] -= moved;
        ballot[priority] += moved;
    }
    ballot
}
