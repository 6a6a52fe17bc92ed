//! How many people agreed to a ballot: one, or a table of several.

use super::{Ballot, Channel, Refusal};
use crate::plan::{Broken, BrokenLimit};

/// Fewer are no table.
pub const FEWEST_AT_A_TABLE: u64 = 2;

impl Ballot {
    /// How many people at a table agreed to this ballot, in an event that takes ballots of so many at most; none where it
    /// is one person's. A model makes ballots of either kind.
    ///
    /// # Errors
    /// A table where none is taken, or a number of people that no table has.
    pub fn people_at_a_table(&self, most: Option<u64>) -> Result<Option<u64>, Refusal> {
        let may = matches!(self.channel, Channel::Table | Channel::Simulated);
        let most = most.filter(|_| may);
        let fits = |people| most.is_some_and(|most| (FEWEST_AT_A_TABLE..=most).contains(&people));
        match self.people {
            None if self.channel != Channel::Table => Ok(None),
            Some(people) if fits(people) => Ok(Some(people)),
            people => Err(Refusal::Breaks(BrokenLimit {
                reason: Broken::Table,
                id: None,
                amount: people.unwrap_or(0),
                bound: most.unwrap_or(0),
            })),
        }
    }
}
