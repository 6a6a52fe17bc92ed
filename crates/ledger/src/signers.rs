//! Whose word an entry is, and who says that it may be.

use documents::ledger::{Kind, Role, Says, Signer};
use documents::{Entry, Id, PublicKey, Slug};

use crate::broken::{Broken, Found, Rule};
use crate::frame::Frame;

/// One who signs, or has signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Signatory {
    pub signer: Signer,
    pub vouched: Vouched,
    /// The entry that named it; none where the budget or the event's key does.
    pub named: Option<usize>,
    /// The entry with which its word came to count no more.
    pub ended: Option<usize>,
}

/// Who says that a key is this body's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vouched {
    /// The budget names it.
    Budget,
    /// The key is the event's own.
    Event,
    /// Nobody but itself: whoever began this ledger, where the budget names nobody.
    Itself,
    /// Another one who signs, by its place in the list.
    By(usize),
}

/// Those who sign before any entry.
pub(crate) fn first(frame: &Frame) -> Vec<Signatory> {
    let named = frame.signers.iter().map(|signer| Signatory {
        signer: signer.clone(),
        vouched: Vouched::Budget,
        named: None,
        ended: None,
    });
    let own = frame.organiser.iter().filter_map(|(key, name)| {
        Some(Signatory {
            signer: Signer {
                id: Slug::parse("organiser")?,
                name: name.clone(),
                role: Role::Organiser,
                key: *key,
                lines: Vec::new(),
            },
            vouched: Vouched::Event,
            named: None,
            ended: None,
        })
    });
    named.chain(own).collect()
}

/// Where the signer of an entry is in the list.
pub(crate) fn of(signers: &[Signatory], key: &PublicKey) -> Option<usize> {
    signers
        .iter()
        .position(|one| one.signer.key == *key && one.ended.is_none())
}

/// Whether a ledger may begin with this entry, by which somebody names themselves who may name others.
pub(crate) fn begins(frame: &Frame, entry: &Entry) -> bool {
    let names_itself = |signer: &Signer| {
        signer.key == entry.key && signer.role.may_say(Kind::Signer) && signer.lines.is_empty()
    };
    frame.signers.is_empty()
        && entry.after.is_empty()
        && matches!(&entry.says, Says::Signer { signer, ends: None } if names_itself(signer))
}

/// The keys that may count here, each with the one that named it first; sorted.
pub(crate) struct Trusted(Vec<(PublicKey, Option<PublicKey>)>);

impl Trusted {
    /// Those of the budget, those that begin a ledger where the budget names nobody, and whom these have named.
    pub(crate) fn of(frame: &Frame, entries: &[(Id, Entry)]) -> Self {
        let first = first(frame);
        let mut all: Vec<(PublicKey, Option<PublicKey>)> = Vec::new();
        all.extend(first.iter().map(|one| (one.signer.key, None)));
        all.extend(beginners(frame, entries).into_iter().map(|key| (key, None)));
        let mut done = 0;
        while let Some((by, _)) = all.get(done).copied() {
            done += 1;
            for (_, entry) in entries.iter().filter(|(_, entry)| entry.key == by) {
                if let Says::Signer { signer, ends: None } = &entry.says
                    && !all.iter().any(|(key, _)| *key == signer.key)
                {
                    all.push((signer.key, Some(by)));
                }
            }
        }
        all.sort_unstable_by_key(|(key, _)| *key);
        Self(all)
    }

    fn named_by(&self, key: &PublicKey) -> Option<Option<PublicKey>> {
        let at = self.0.binary_search_by_key(key, |(own, _)| *own).ok()?;
        Some(self.0[at].1)
    }

    /// Is this one of the keys, neither the writer's nor one that the writer has named, nor one that such a key has named?
    pub(crate) fn is_independent(&self, key: &PublicKey, writer: &PublicKey) -> bool {
        let mut key = *key;
        // Whoever named a key was here before it, so that this ends.
        for _ in 0..=self.0.len() {
            match self.named_by(&key) {
                _ if key == *writer => return false,
                None => return false,
                Some(None) => return true,
                Some(Some(by)) => key = by,
            }
        }
        false
    }
}

/// Who would begin this ledger; nobody where the event's key has written in it.
pub(crate) fn beginners(frame: &Frame, entries: &[(Id, Entry)]) -> Vec<PublicKey> {
    let own = frame.organiser.as_ref().map(|(key, _)| *key);
    if own.is_some_and(|own| entries.iter().any(|(_, entry)| entry.key == own)) {
        return Vec::new();
    }
    let begins = entries.iter().filter(|(_, entry)| begins(frame, entry));
    let mut keys = Vec::from_iter(begins.map(|(_, entry)| entry.key));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether one more may sign under this name and key: nobody takes the name of another, for machines or for people.
pub(crate) fn is_new(signers: &[Signatory], signer: &Signer) -> Result<(), Broken> {
    let sounds_the_same = |one: &Signer| {
        one.id == signer.id
            || one
                .name
                .iter()
                .any(|name| signer.name.iter().any(|own| own == name))
    };
    let taken = signers.iter().find(|one| {
        one.signer.key == signer.key || (sounds_the_same(&one.signer) && one.ended.is_none())
    });
    match taken {
        None => Ok(()),
        Some(one) => {
            let found = Found::from(&one.signer.id);
            Err(Broken::new(
                Rule::NewSigner,
                "signer",
                found,
                Found::Nothing,
            ))
        }
    }
}

/// Where the one is whose word is to count no more.
pub(crate) fn ending(signers: &[Signatory], signer: &Signer) -> Result<usize, Broken> {
    let known = of(signers, &signer.key).filter(|at| signers[*at].signer.id == signer.id);
    known.ok_or_else(|| {
        let names = signers.iter().filter(|one| one.ended.is_none());
        let names = names.map(|one| one.signer.id.as_str().into()).collect();
        Broken::new(
            Rule::KnownEnd,
            "signer",
            (&signer.id).into(),
            Found::Names(names),
        )
    })
}
