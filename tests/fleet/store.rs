//! The box: a folder of files, which creates only, or lets the last writer win.

use std::collections::BTreeMap;

use documents::{PublicKey, SignedName, boxes, signed};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writes {
    /// A name that is taken stays as it is.
    Once,
    /// Whoever writes last wins.
    Over,
}

pub(crate) struct Store {
    pub(crate) writes: Writes,
    files: BTreeMap<String, Vec<u8>>,
}

impl Store {
    pub(crate) fn new(writes: Writes) -> Self {
        Self {
            writes,
            files: BTreeMap::new(),
        }
    }

    /// The status that a box of this kind answers with, when it is given the file of a ballot's line.
    pub(crate) fn put(&mut self, line: &[u8]) -> u16 {
        let path = boxes::path_of_ballot(line);
        let bytes = &*signed::file(line);
        match (self.writes, self.files.get(&path)) {
            (_, None) => {
                self.files.insert(path, bytes.to_vec());
                201
            }
            (Writes::Once, Some(there)) if there == bytes => 204,
            (Writes::Once, Some(_)) => 412,
            (Writes::Over, Some(_)) => {
                self.files.insert(path, bytes.to_vec());
                204
            }
        }
    }

    pub(crate) fn read(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Somebody with a key to the store takes the file away, or puts other bytes in its place.
    pub(crate) fn spoil(&mut self, path: String, with: Option<Vec<u8>>) {
        match with {
            Some(bytes) => self.files.insert(path, bytes),
            None => self.files.remove(&path),
        };
    }

    /// The bytes of another file than that, where there is one.
    pub(crate) fn another(&self, not: &str) -> Option<&[u8]> {
        let mut others = self.files.iter().filter(|(path, _)| *path != not);
        others.next().map(|(_, bytes)| bytes.as_slice())
    }

    /// As the sealer's worker finds them in the listing: what lies there under a code's key.
    pub(crate) fn revisions(&self, key: &PublicKey) -> Vec<u64> {
        let begins = format!("{}{key}-", boxes::BALLOTS);
        let names = self.files.range(begins.clone()..).map(|(path, _)| path);
        let own = names.take_while(|path| path.starts_with(&begins));
        let stem = |path: &String| {
            let stem = path
                .strip_prefix(boxes::BALLOTS)?
                .strip_suffix(boxes::JSON)?;
            SignedName::parse(stem).map(|name| name.revision)
        };
        own.filter_map(stem).collect()
    }

    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        self.files.clone().into_iter().collect()
    }
}
