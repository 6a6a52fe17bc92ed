//! The files that a published record names, to repeat it whatever came later.

use std::collections::BTreeSet;

use documents::result::RefusedFile;
use documents::{Id, SignedName, boxes, bundle};

pub(crate) struct Only {
    ids: BTreeSet<Id>,
    /// As they are shown.
    paths: BTreeSet<String>,
}

impl Only {
    pub(crate) fn of(counted: &[Id], refused: &[RefusedFile]) -> Self {
        let of_refused = refused.iter().filter_map(|file| id_in(&file.name));
        Self {
            ids: counted.iter().copied().chain(of_refused).collect(),
            paths: refused.iter().map(|file| file.name.clone()).collect(),
        }
    }

    /// A ballot of this name.
    pub(crate) fn id(&self, id: &Id) -> bool {
        self.ids.contains(id)
    }

    /// A file of this path.
    pub(crate) fn path(&self, path: &str) -> bool {
        self.paths.contains(&boxes::shown(path))
    }

    /// The ballots of a bundle that are named.
    pub(crate) fn part_of(&self, bytes: &[u8]) -> Vec<u8> {
        bundle::pack(bundle::lines(bytes).filter(|line| self.id(&bundle::id(line))))
    }
}

/// The id of the ballot that lies at a path, or would on its own.
pub(crate) fn id_in(path: &str) -> Option<Id> {
    let stem = path
        .strip_prefix(boxes::BALLOTS)?
        .strip_suffix(boxes::JSON)?;
    Id::parse(stem).or_else(|| Some(SignedName::parse(stem)?.id))
}
