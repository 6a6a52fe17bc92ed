//! The ballots side by side, sorted by id.

use documents::{Id, Plan};
use tally::fairness::Rows;
use tally::{Error, Profile};

use crate::Count;
use crate::method::Chosen;

/// Every ballot that counts.
pub(crate) struct Table {
    pub(crate) ids: Vec<Id>,
    priorities: usize,
    amounts: Vec<u64>,
    pub(crate) profile: Profile,
}

impl Table {
    pub(crate) fn of(count: &Count, plan: &Plan) -> Result<Self, Error> {
        let priorities = plan.whole_len();
        let mut profile = Profile::new(priorities);
        let mut amounts = Vec::with_capacity(priorities * count.ballots.len());
        for ballot in count.ballots.values() {
            let Chosen::Amounts(chosen) = &ballot.chosen;
            profile.add(chosen.whole(), 1)?;
            amounts.extend_from_slice(chosen.whole());
        }
        Ok(Self {
            ids: count.ballots.keys().copied().collect(),
            priorities,
            amounts,
            profile,
        })
    }

    pub(crate) fn rows(&self) -> Result<Rows<'_>, Error> {
        Rows::new(self.priorities, &self.amounts, None)
    }

    /// The profile of the ballots in these rows.
    pub(crate) fn profile_of(&self, rows: &[u32]) -> Result<Profile, Error> {
        let mut profile = Profile::new(self.priorities);
        for &row in rows {
            let start = row as usize * self.priorities;
            profile.add(&self.amounts[start..start + self.priorities], 1)?;
        }
        Ok(profile)
    }
}
