//! The box: a folder of files, which creates only, or lets the last writer win.

use std::collections::BTreeMap;

use documents::Id;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name that is taken stays as it is.
    CreateOnly,
    /// Whoever writes last wins.
    Overwrites,
}

pub(crate) struct Store {
    pub(crate) kind: Kind,
    files: BTreeMap<Id, Vec<u8>>,
}

impl Store {
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            kind,
            files: BTreeMap::new(),
        }
    }

    /// The status that a box of this kind answers with.
    pub(crate) fn put(&mut self, name: Id, bytes: &[u8]) -> u16 {
        match (self.kind, self.files.get(&name)) {
            (_, None) => {
                self.files.insert(name, bytes.to_vec());
                201
            }
            (Kind::CreateOnly, Some(there)) if there == bytes => 204,
            (Kind::CreateOnly, Some(_)) => 412,
            (Kind::Overwrites, Some(_)) => {
                self.files.insert(name, bytes.to_vec());
                204
            }
        }
    }

    pub(crate) fn read(&self, name: Id) -> Option<&[u8]> {
        self.files.get(&name).map(Vec::as_slice)
    }

    /// Somebody with a key to the store takes the file away, or puts other bytes in its place.
    pub(crate) fn spoil(&mut self, name: Id, with: Option<Vec<u8>>) {
        match with {
            Some(bytes) => self.files.insert(name, bytes),
            None => self.files.remove(&name),
        };
    }

    /// Another name than `not`, where there is one.
    pub(crate) fn another(&self, not: Id) -> Option<Id> {
        self.files.keys().copied().find(|id| *id != not)
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = (&Id, &Vec<u8>)> {
        self.files.iter()
    }
}
