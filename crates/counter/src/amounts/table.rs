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
    /// As how many ballots each counts; none where each is one.
    weights: Option<Vec<u64>>,
    pub(crate) profile: Profile,
}

impl Table {
    pub(crate) fn of(count: &Count, plan: &Plan) -> Result<Self, Error> {
        let priorities = plan.whole_len();
        let mut profile = Profile::new(priorities);
        let mut amounts = Vec::with_capacity(priorities * count.ballots.len());
        for ballot in count.ballots.values() {
            let Chosen::Amounts(chosen) = &ballot.chosen;
            profile.add(chosen.whole(), ballot.weight)?;
            amounts.extend_from_slice(chosen.whole());
        }
        Ok(Self {
            weights: weights(count),
            ids: count.ballots.keys().copied().collect(),
            priorities,
            amounts,
            profile,
        })
    }

    pub(crate) fn rows(&self) -> Result<Rows<'_>, Error> {
        Rows::new(self.priorities, &self.amounts, self.weights.as_deref())
    }

    /// What each ballot gives one line, and as how many ballots it counts.
    pub(crate) fn line(&self, at: usize) -> impl Iterator<Item = (u64, u64)> {
        let weight = move |row: usize| self.weights.as_ref().map_or(1, |weights| weights[row]);
        let amounts = self.amounts.chunks_exact(self.priorities).enumerate();
        amounts.map(move |(row, amounts)| (amounts[at], weight(row)))
    }

    /// The profile of the ballots in these rows.
    pub(crate) fn profile_of(&self, rows: &[u32]) -> Result<Profile, Error> {
        let mut profile = Profile::new(self.priorities);
        for &row in rows {
            let start = row as usize * self.priorities;
            let weights = self.weights.as_ref();
            let weight = weights.map_or(1, |weights| weights[row as usize]);
            profile.add(&self.amounts[start..start + self.priorities], weight)?;
        }
        Ok(profile)
    }
}

fn weights(count: &Count) -> Option<Vec<u64>> {
    let weights = || count.ballots.values().map(|ballot| ballot.weight);
    weights()
        .any(|weight| weight != 1)
        .then(|| weights().collect())
}
