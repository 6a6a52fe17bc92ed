//! What would have to change for a priority to get more.

use ::tally::{Error, NeededSupport, needed_support};
use serde::Serialize;

use super::tally::{Allocation, Counted};
use super::tally_sentences;

#[derive(Serialize)]
pub(crate) struct More<'c> {
    priority: &'c str,
    more: u64,
    /// None where no number of ballots would do.
    needed: Option<Needed<'c>>,
    says: String,
}

#[derive(Serialize)]
struct Needed<'c> {
    /// How many further ballots.
    ballots: u64,
    /// What each of them asks.
    ballot: Allocation<'c, u64>,
    /// What the priority would get by the rule, "a/b" or "a".
    exact: String,
}

impl<'c> More<'c> {
    pub(crate) fn of(counted: &'c Counted, line: usize, more: u64) -> Result<Self, Error> {
        let (rule, profile, limits) = (counted.rule, &counted.profile, &counted.limits);
        let amounts = &counted.outcome.amounts;
        let needed = needed_support(rule, profile, limits, amounts, line, more)?;
        let priority = counted.name(line);
        Ok(More {
            priority,
            more,
            says: tally_sentences::more(
                priority,
                more,
                needed
                    .as_ref()
                    .map(|needed| (needed.ballots, needed.ballot[line])),
            ),
            needed: needed.map(|needed| self::needed(counted, needed)),
        })
    }

    pub(crate) fn says(&self) -> &str {
        &self.says
    }
}

fn needed<'c>(counted: &'c Counted, needed: NeededSupport) -> Needed<'c> {
    let asks = needed.ballot.iter().enumerate();
    Needed {
        ballots: needed.ballots,
        ballot: Allocation(
            asks.map(|(line, asks)| (counted.name(line), *asks))
                .collect(),
        ),
        exact: needed.amount.to_string(),
    }
}
