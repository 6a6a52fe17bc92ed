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

    /// The list of a folder, without the names of files that are not named.
    pub(super) fn listing(&self, folder: &str, mut listing: Listing) -> Listing {
        let named = |stray: &String| self.path(&format!("{folder}{stray}"));
        listing.strays.retain(named);
        listing.more_strays = 0;
        // Of a bundle each line is looked at by itself.
        if folder == boxes::BALLOTS {
            let wants = |id: &Id, path: String| self.id(id) || self.path(&path);
            listing.ids.retain(|id| wants(id, boxes::ballot_path(id)));
            let signed = |name: &SignedName| wants(&name.id, boxes::signed_path(name));
            listing.signed.retain(signed);
        }
        listing
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
