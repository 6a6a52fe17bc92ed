//! Ballots with a code: of each code one counts.

use std::collections::{BTreeMap, BTreeSet};

use documents::{Id, PublicKey, SignedName};

use crate::Counted;

/// What was found so far; `None` while a ballot's choices are sealed.
#[derive(Default)]
pub(crate) struct Coded {
    by_key: BTreeMap<PublicKey, Vec<(SignedName, Option<Counted>)>>,
    ids: BTreeSet<Id>,
}

impl Coded {
    /// Codes with at least one ballot.
    pub(crate) fn len(&self) -> usize {
        self.by_key.len()
    }

    pub(crate) fn has(&self, id: &Id) -> bool {
        self.ids.contains(id)
    }

    /// The highest revision of this code so far.
    pub(crate) fn last(&self, code: &PublicKey) -> Option<u64> {
        let of_code = self.by_key.get(code)?.iter();
        of_code.map(|(name, _)| name.revision).max()
    }

    pub(crate) fn add(&mut self, name: SignedName, counted: Option<Counted>) {
        if self.ids.insert(name.id) {
            self.by_key
                .entry(name.key)
                .or_default()
                .push((name, counted));
        }
    }

    /// Leaves the ballot with the highest revision of each code, the smallest id where two have the same, and
    /// answers with the others, each with the one that counts in its place.
    pub(crate) fn part_replaced(&mut self) -> Vec<(SignedName, Id)> {
        let mut replaced = Vec::new();
        for ballots in self.by_key.values_mut() {
            ballots.sort_by_key(|(name, _)| (std::cmp::Reverse(name.revision), name.id));
            let by = ballots[0].0.id;
            replaced.extend(ballots.drain(1..).map(|(name, _)| (name, by)));
        }
        replaced
    }

    /// The ballots that can be read, and the ids of those that are sealed.
    pub(crate) fn into_parts(self) -> (Vec<(Id, Counted)>, BTreeSet<Id>) {
        let mut open = Vec::new();
        let mut sealed = BTreeSet::new();
        for (name, counted) in self.by_key.into_values().flatten() {
            match counted {
                Some(counted) => open.push((name.id, counted)),
                None => {
                    sealed.insert(name.id);
                }
            }
        }
        (open, sealed)
    }
}
