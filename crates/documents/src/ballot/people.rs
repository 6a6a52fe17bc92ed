//! How many people agreed to a ballot: one, or a table of several.

use super::{Ballot, Channel, Refusal};
use crate::budget::Tables;

/// Fewer are no table.
pub const FEWEST_AT_A_TABLE: u64 = 2;

impl Ballot {
    /// How many people at a table agreed to this ballot, in an event that takes such ballots as `tables` says; none where it
    /// is one person's. A model makes ballots of either kind.
    ///
    /// # Errors
    /// A table where none is taken, or a number of people that no table has.
    pub fn people_at_a_table(&self, tables: Option<&Tables>) -> Result<Option<u64>, Refusal> {
        let most = match (self.channel, self.people, tables) {
            (Channel::Table, _, Some(tables)) | (Channel::Simulated, Some(_), Some(tables)) => {
                tables.most
            }
            (Channel::Table, ..) | (Channel::Simulated, Some(_), None) => {
                return Err(Refusal::NoTables {});
            }
            (_, Some(people), _) => return Err(Refusal::NotATable { people }),
            (_, None, _) => return Ok(None),
        };
        match self.people {
            Some(people) if (FEWEST_AT_A_TABLE..=most).contains(&people) => Ok(Some(people)),
            people => Err(Refusal::TablePeople { people, most }),
        }
    }
}
