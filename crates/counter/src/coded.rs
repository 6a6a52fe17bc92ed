//! Ballots with a code: of each code one counts.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use documents::{Id, PublicKey, SignedName};

use crate::Counted;

/// What was found so far.
#[derive(Default)]
pub(crate) struct Coded(BTreeMap<Id, Known>);

struct Known {
    /// What the ballot is called. A code's holder can sign one name in more than one way: the smallest stands for all, so
    /// that it does not matter which was found first.
    name: SignedName,
    /// Once its bytes were found.
    ballot: Option<Found>,
}

/// A ballot of a code: its revision, and what it says, which is `None` while its choices are sealed.
struct Found {
    key: PublicKey,
    revision: u64,
    counted: Option<Counted>,
}

/// What the ballots with a code come to.
#[derive(Default)]
pub(crate) struct Parted {
    /// Of each code the ballot with the highest revision, the smallest id where two have the same.
    pub(crate) open: Vec<(Id, Counted)>,
    /// The same, of ballots whose choices are sealed; sorted.
    pub(crate) sealed: Vec<Id>,
    /// The others, each with the one that counts in its place.
    pub(crate) replaced: Vec<(SignedName, Id)>,
}

impl Coded {
    pub(crate) fn has(&self, id: &Id) -> bool {
        self.0.get(id).is_some_and(|known| known.ballot.is_some())
    }

    /// Whether this very name is that of a ballot that is here.
    pub(crate) fn knows(&self, name: &SignedName) -> bool {
        let known = self.0.get(&name.id);
        known.is_some_and(|known| known.ballot.is_some() && known.name == *name)
    }

    /// The revisions so far of each code, sorted.
    pub(crate) fn revisions(&self) -> Vec<(PublicKey, u64)> {
        let ballots = self.0.values().filter_map(|known| known.ballot.as_ref());
        let mut revisions: Vec<_> = ballots.map(|found| (found.key, found.revision)).collect();
        revisions.sort_unstable();
        revisions
    }

    /// Takes note of a name whose signature holds, whatever its bytes are.
    pub(crate) fn name(&mut self, name: &SignedName) {
        self.known(name);
    }

    pub(crate) fn add(&mut self, name: &SignedName, counted: Option<Counted>) {
        let (key, revision) = (name.key, name.revision);
        self.known(name).ballot.get_or_insert(Found {
            key,
            revision,
            counted,
        });
    }

    fn known(&mut self, name: &SignedName) -> &mut Known {
        let known = self.0.entry(name.id).or_insert(Known {
            name: *name,
            ballot: None,
        });
        known.name = known.name.min(*name);
        known
    }

    pub(crate) fn into_parts(mut self) -> Parted {
        let place = |(id, known): (&Id, &Known)| {
            let found = known.ballot.as_ref()?;
            Some((found.key, Reverse(found.revision), *id))
        };
        let mut places: Vec<_> = self.0.iter().filter_map(place).collect();
        places.sort_unstable();
        let mut parted = Parted::default();
        for of_code in places.chunk_by(|a, b| a.0 == b.0) {
            let (.., by) = of_code[0];
            let others = of_code[1..].iter().map(|(.., id)| self.0[id].name);
            parted.replaced.extend(others.map(|name| (name, by)));
            let found = self.0.remove(&by).and_then(|known| known.ballot);
            match found.and_then(|found| found.counted) {
                Some(counted) => parted.open.push((by, counted)),
                None => parted.sealed.push(by),
            }
        }
        parted.sealed.sort_unstable();
        parted
    }
}
