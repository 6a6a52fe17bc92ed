//! The box: where its files stand, and what its listings say.

use crate::json::{self, Kind, Node};
use crate::signed::{Signed, SignedName};
use crate::{Id, Problem};

pub const BUDGET: &str = "budget.json";
pub const BALLOTS: &str = "ballots/";
pub const BUNDLE: &str = "bundle/";
pub const RESULTS: &str = "results/";
/// The organiser's lists of codes.
pub const KEYS: &str = "keys/";
/// What the organiser has signed at the close.
pub const CLOSE: &str = "close/";

/// What ballots and results are named: `<id>.json`.
pub const JSON: &str = ".json";
/// What bundles are named: `<id>.jsonl`.
pub const JSONL: &str = ".jsonl";

/// `ballots/<id>.json`
pub fn ballot_path(id: &Id) -> String {
    format!("{BALLOTS}{id}{JSON}")
}

/// Where these bytes lie among the ballots: by the code, where there is one.
pub fn path_of_ballot(bytes: &[u8]) -> String {
    let name = Signed::begins(bytes)
        .then(|| Signed::read(bytes).ok())
        .flatten()
        .map(|signed| SignedName::of(&signed, bytes));
    match name {
        Some(name) => signed_path(&name),
        None => ballot_path(&Id::of(bytes)),
    }
}

/// `ballots/<key>-<revision>-<id>.json`
pub fn signed_path(name: &SignedName) -> String {
    format!("{BALLOTS}{name}{JSON}")
}

/// `keys/<id>.json`
pub fn keys_path(id: &Id) -> String {
    format!("{KEYS}{id}{JSON}")
}

/// `close/<id>.json`
pub fn close_path(id: &Id) -> String {
    format!("{CLOSE}{id}{JSON}")
}

/// `bundle/<id>.jsonl`
pub fn bundle_path(id: &Id) -> String {
    format!("{BUNDLE}{id}{JSONL}")
}

/// `results/<id>.json`
pub fn result_path(id: &Id) -> String {
    format!("{RESULTS}{id}{JSON}")
}

/// The id in a file's name such as `<id>.json`; `None` where the name is not made so.
pub fn id_of(name: &str, ending: &str) -> Option<Id> {
    Id::parse(name.strip_suffix(ending)?)
}

/// The files of one folder of the box, as nginx's `autoindex_format json` lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Sorted, each once.
    pub ids: Vec<Id>,
    /// Ballots with a code; sorted, each once.
    pub signed: Vec<SignedName>,
    /// Files with the right ending whose name is no id; sorted, each once.
    pub strays: Vec<String>,
}

/// Why a listing tells nothing about the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListingError {
    /// It stops in the middle: there are more files than it names.
    Cut,
    /// It is something else, such as a portal's page.
    NotAListing(Problem),
}

impl Listing {
    /// Reads a listing. Folders and files with another ending than `ending` are passed over, and so are
    /// fields other than `name` and `type`.
    ///
    /// # Errors
    /// A listing that was cut, or bytes that are no listing.
    pub fn read(bytes: &[u8], ending: &str) -> Result<Self, ListingError> {
        let root = json::parse(bytes).map_err(|problem| match problem.found.as_str() {
            "the end of the file" if bytes.starts_with(b"[") => ListingError::Cut,
            _ => ListingError::NotAListing(problem),
        })?;
        let Kind::List(files) = &root.kind else {
            return Err(no_listing(&root, "a list of files"));
        };
        let mut names = Vec::with_capacity(files.len());
        for file in files {
            let name = file
                .text_at("name")
                .ok_or_else(|| no_listing(file, "a file with a \"name\""))?;
            if file.text_at("type") != Some("directory") {
                names.push(name);
            }
        }
        Ok(Self::of(names.into_iter(), ending))
    }

    /// The listing of these file names: what a folder on a disk gives.
    pub fn of<'n>(names: impl Iterator<Item = &'n str>, ending: &str) -> Self {
        let mut listing = Self::default();
        for name in names.filter(|name| name.ends_with(ending) && !name.starts_with('.')) {
            let stem = name.strip_suffix(ending).unwrap_or(name);
            match (Id::parse(stem), SignedName::parse(stem)) {
                (Some(id), _) => listing.ids.push(id),
                (None, Some(signed)) => listing.signed.push(signed),
                (None, None) => listing.strays.push(name.into()),
            }
        }
        listing.ids.sort_unstable();
        listing.ids.dedup();
        listing.signed.sort_unstable();
        listing.signed.dedup();
        listing.strays.sort_unstable();
        listing.strays.dedup();
        listing
    }
}

fn no_listing(node: &Node, expected: &str) -> ListingError {
    ListingError::NotAListing(Problem::of_file(&node.describe(), expected))
}

/// So much of a file's name is shown, in characters: the whole of a ballot's with a code.
const SHOWN: usize = 176;

/// A path in the box as it may be shown: shortened, and with what cannot be seen spelt out as `U+202E`.
pub fn shown(path: &str) -> String {
    json::spelt(path, SHOWN)
}
