//! The files that a published record names, to repeat it whatever came later.

use std::collections::BTreeSet;

use documents::boxes::Listing;
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

/// The list of `bundle/`, where only some files are read.
pub(super) fn bundles(only: Option<&Only>, mut listing: Listing) -> Listing {
    if let Some(only) = only {
        let named = |stray: &String| only.path(&format!("{}{stray}", boxes::BUNDLE));
        listing.strays.retain(named);
        listing.more_strays = 0;
    }
    listing
}

/// The same of `ballots/`.
pub(super) fn ballots(only: Option<&Only>, mut listing: Listing) -> Listing {
    if let Some(only) = only {
        let named = |stray: &String| only.path(&format!("{}{stray}", boxes::BALLOTS));
        listing.strays.retain(named);
        listing.more_strays = 0;
        let wants = |id: &Id, path: String| only.id(id) || only.path(&path);
        listing.ids.retain(|id| wants(id, boxes::ballot_path(id)));
        let signed = |name: &SignedName| wants(&name.id, boxes::signed_path(name));
        listing.signed.retain(signed);
    }
    listing
}

/// The id of the ballot that lies at a path, or would on its own.
pub(crate) fn id_in(path: &str) -> Option<Id> {
    let stem = path
        .strip_prefix(boxes::BALLOTS)?
        .strip_suffix(boxes::JSON)?;
    Id::parse(stem).or_else(|| Some(SignedName::parse(stem)?.id))
}
