//! Ballots with a code: of each code one counts.

use std::collections::{BTreeMap, BTreeSet};

use documents::{Id, PublicKey, SignedName};

use crate::Counted;

/// What was found so far.
#[derive(Default)]
pub(crate) struct Coded {
    by_key: BTreeMap<PublicKey, Vec<Last>>,
    names: BTreeMap<Id, Name>,
}

/// A ballot of a code: its revision, and what it says, which is `None` while its choices are sealed.
struct Last {
    revision: u64,
    id: Id,
    counted: Option<Counted>,
}

/// What a ballot is called. A code's holder can sign one name in more than one way: the smallest stands for all, so that
/// it does not matter which was found first.
struct Name {
    name: SignedName,
    /// Whether its bytes were found.
    is_here: bool,
}

impl Coded {
    /// Codes with at least one ballot.
    pub(crate) fn len(&self) -> usize {
        self.by_key.len()
    }

    pub(crate) fn has(&self, id: &Id) -> bool {
        self.names.get(id).is_some_and(|name| name.is_here)
    }

    /// Whether this very name is that of a ballot that is here.
    pub(crate) fn knows(&self, name: &SignedName) -> bool {
        let known = self.names.get(&name.id);
        known.is_some_and(|known| known.is_here && known.name == *name)
    }

    /// The highest revision of this code so far.
    pub(crate) fn last(&self, code: &PublicKey) -> Option<u64> {
        let of_code = self.by_key.get(code)?.iter();
        of_code.map(|ballot| ballot.revision).max()
    }

    /// Takes note of a name whose signature holds, whatever its bytes are.
    pub(crate) fn name(&mut self, name: &SignedName) {
        let is_here = false;
        let known = self.names.entry(name.id).or_insert(Name {
            name: *name,
            is_here,
        });
        known.name = known.name.min(*name);
    }

    pub(crate) fn add(&mut self, name: &SignedName, counted: Option<Counted>) {
        self.name(name);
        let SignedName {
            key, revision, id, ..
        } = *name;
        if let Some(known) = self.names.get_mut(&id).filter(|known| !known.is_here) {
            known.is_here = true;
            self.by_key.entry(key).or_default().push(Last {
                revision,
                id,
                counted,
            });
        }
    }

    /// Leaves the ballot with the highest revision of each code, the smallest id where two have the same, and
    /// answers with the others, each with the one that counts in its place.
    pub(crate) fn part_replaced(&mut self) -> Vec<(SignedName, Id)> {
        let mut replaced = Vec::new();
        for ballots in self.by_key.values_mut() {
            ballots.sort_by_key(|ballot| (std::cmp::Reverse(ballot.revision), ballot.id));
            let by = ballots[0].id;
            let others = ballots.drain(1..).map(|ballot| ballot.id);
            replaced.extend(others.map(|id| (self.names[&id].name, by)));
        }
        replaced
    }

    /// The ballots that can be read, and the ids of those that are sealed.
    pub(crate) fn into_parts(self) -> (Vec<(Id, Counted)>, BTreeSet<Id>) {
        let mut open = Vec::new();
        let mut sealed = BTreeSet::new();
        for Last { id, counted, .. } in self.by_key.into_values().flatten() {
            match counted {
                Some(counted) => open.push((id, counted)),
                None => {
                    sealed.insert(id);
                }
            }
        }
        (open, sealed)
    }
}
