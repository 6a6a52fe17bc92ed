//! The box: where its files stand, what its listings say, and how a store takes and lists them.

mod adding;
mod azure;
mod nginx;
mod pages;
mod s3;
pub mod sigv4;
mod store;
mod xml;

use crate::json;
use crate::signed::{Signed, SignedName};
use crate::{Id, Problem};

pub use adding::Parcel;
pub use pages::Pages;
pub use store::{Address, ListKey, Listed, ListedAs, Plain, Store, StoreFormat, Way};

pub const BUDGET: &str = "budget.json";
/// How the store takes and lists files, where plain `PUT` and plain listings are not what it offers.
pub const STORE: &str = "store.json";
pub const BALLOTS: &str = "ballots/";
pub const BUNDLE: &str = "bundle/";
/// Counts that anybody has put there.
pub const RESULTS: &str = "results/";
/// What the box's owner has published with the tool; nobody else writes here.
pub const PUBLISHED: &str = "published/";
/// The budget as it was when the box began; nobody else writes it.
pub const BEGAN: &str = "began.json";
/// The organiser's lists of codes; nobody else writes here.
pub const KEYS: &str = "keys/";
/// What the organiser has signed at the close; nobody else writes here.
pub const CLOSE: &str = "close/";

/// Every folder of a box.
pub const FOLDERS: [&str; 6] = [BALLOTS, BUNDLE, RESULTS, PUBLISHED, KEYS, CLOSE];

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

/// `published/<id>.json`
pub fn published_path(id: &Id) -> String {
    format!("{PUBLISHED}{id}{JSON}")
}

/// The id in a file's name such as `<id>.json`; `None` where the name is not made so.
pub fn id_of(name: &str, ending: &str) -> Option<Id> {
    Id::parse(name.strip_suffix(ending)?)
}

/// The files of one folder of the box.
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
    /// It is something else, such as a portal's page, or the answer to another question.
    NotAListing(Problem),
    /// Its pages lead back to one that was read before.
    Endless,
}

impl Listing {
    /// Reads a listing as nginx's `autoindex_format json` gives it. Folders and files with another ending than
    /// `ending` are passed over, and so are fields other than `name` and `type`.
    ///
    /// # Errors
    /// A listing that was cut, or bytes that are no listing.
    pub fn read(bytes: &[u8], ending: &str) -> Result<Self, ListingError> {
        let names = nginx::names(bytes)?;
        Ok(Self::of(names.iter().map(String::as_str), ending))
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

impl ListingError {
    fn not_a_listing(found: &str, expected: &str) -> Self {
        Self::NotAListing(Problem::of_file(found, expected))
    }
}

/// So much of a file's name is shown, in characters: the whole of a ballot's with a code.
const SHOWN: usize = 176;

/// A path in the box as it may be shown: shortened, and with what cannot be seen spelt out as `U+202E`.
pub fn shown(path: &str) -> String {
    json::spelt(path, SHOWN)
}
