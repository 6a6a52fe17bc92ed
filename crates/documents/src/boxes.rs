//! The box: where its files stand, what its listings say, and how a store takes and lists them.

mod adding;
mod azure;
mod local;
mod nginx;
mod page;
mod pages;
mod s3;
pub mod sigv4;
mod store;
mod xml;

use crate::json;
use crate::signed::{Signed, SignedName};
use crate::{Id, Problem, bundle};

pub use adding::UploadRequest;
pub use local::{authority, is_local, is_own_device};
pub use pages::Pages;
pub use store::{Address, ListKey, Listed, ListedAs, Plain, Store, StoreFormat, UploadMethod};

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
/// The promise ledger's entries; nobody but those who answer for the money writes here.
pub const LEDGER: &str = "ledger/";

/// Every folder of a box.
pub const FOLDERS: [&str; 7] = [BALLOTS, BUNDLE, RESULTS, PUBLISHED, KEYS, CLOSE, LEDGER];

/// The folders that only the organiser fills; where nothing was put there they may be missing.
pub const ORGANISERS: [&str; 4] = [PUBLISHED, KEYS, CLOSE, LEDGER];

/// What ballots and results are named: `<id>.json`.
pub const JSON: &str = ".json";
/// What bundles are named: `<id>.jsonl`.
pub const JSONL: &str = ".jsonl";

/// What the files of a folder are named.
pub fn ending(folder: &str) -> &'static str {
    match folder {
        BUNDLE => JSONL,
        _ => JSON,
    }
}

/// `ballots/<id>.json`
pub fn ballot_path(id: &Id) -> String {
    format!("{BALLOTS}{id}{JSON}")
}

/// Where a ballot lies, given its line: by the code, where there is one.
pub fn path_of_ballot(line: &[u8]) -> String {
    let signed = Signed::begins(line).then(|| Signed::read(line).ok());
    match signed.flatten() {
        Some(signed) => signed_path(&SignedName::of(&signed)),
        None => ballot_path(&bundle::id(line)),
    }
}

/// `ballots/<key>-<revision>-<id>-<signature>.json`
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

/// `ledger/<id>.json`
pub fn ledger_path(id: &Id) -> String {
    format!("{LEDGER}{id}{JSON}")
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
    /// Everything else that somebody can see there, folders with a slash; the first of it, sorted, each once.
    pub strays: Vec<String>,
    /// How many more of these there are: a flood of junk fills no phone.
    pub more_strays: u64,
}

/// So many names that are none are kept of a folder.
const STRAYS: usize = 1000;

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
    /// Reads a listing as nginx's `autoindex_format json` gives it. Fields other than `name` and `type` are passed over.
    ///
    /// # Errors
    /// A listing that was cut, or bytes that are no listing.
    pub fn read(bytes: &[u8], ending: &str) -> Result<Self, ListingError> {
        let (mut entries, mut listing) = (nginx::Entries::default(), Self::default());
        entries.take(bytes, &mut |name| listing.take(name, ending))?;
        entries.end()?;
        Ok(listing.sorted())
    }

    /// The listing of these names: what a folder on a disk gives. Hidden files are passed over; a name that is not made
    /// as ours are (capitals, another ending, a copy's number, a folder) is a stray: it may be somebody's ballot.
    pub fn of<'n>(names: impl Iterator<Item = &'n str>, ending: &str) -> Self {
        let mut listing = Self::default();
        names.for_each(|name| listing.take(name, ending));
        listing.sorted()
    }

    /// Takes in one name, in any order.
    fn take(&mut self, name: &str, ending: &str) {
        if name.starts_with('.') {
            return;
        }
        let stem = name.strip_suffix(ending);
        match (stem.and_then(Id::parse), stem.and_then(SignedName::parse)) {
            (Some(id), _) => self.ids.push(id),
            (None, Some(signed)) => self.signed.push(signed),
            (None, None) => {
                self.strays.push(name.into());
                if self.strays.len() > 8 * STRAYS {
                    self.keep_few_strays();
                }
            }
        }
    }

    fn sorted(mut self) -> Self {
        self.ids.sort_unstable();
        self.ids.dedup();
        self.signed.sort_unstable();
        self.signed.dedup();
        self.keep_few_strays();
        self
    }

    /// The first ones by name, so that the order in which a store lists does not matter.
    fn keep_few_strays(&mut self) {
        self.strays.sort_unstable();
        self.strays.dedup();
        self.more_strays += self.strays.len().saturating_sub(STRAYS) as u64;
        self.strays.truncate(STRAYS);
    }
}

impl ListingError {
    fn not_a_listing(found: &str, expected: &str) -> Self {
        Self::NotAListing(Problem::of_file(found, expected))
    }
}

/// So much of a file's name is shown, in characters: the whole of a ballot's with a code.
const SHOWN: usize = BALLOTS.len() + SignedName::LONGEST + JSON.len();

/// A path in the box as it may be shown: shortened, and with what cannot be seen spelt out as `U+202E`.
pub fn shown(path: &str) -> String {
    json::spelt(path, SHOWN)
}
