//! A box, by its folder or by its address.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use documents::boxes::{
    self, BALLOTS, BUDGET, BUNDLE, CLOSE, JSON, JSONL, KEYS, LEDGER, Listing, ListingError,
    PUBLISHED, Pages, RESULTS, STORE, Store,
};
use documents::{Id, bundle, ledger, signed};
use sha2::{Digest, Sha256};
use ureq::Agent;
use ureq::http::Uri;

use crate::failure::Failure;
use crate::files;
use crate::reading::in_parallel;
use crate::report::progress;
use crate::words::say;

/// Bundles come after ballots: a ballot that has just been packed is in one of the two listings.
const FOLDERS: [(&str, &str); 7] = [
    (KEYS, JSON),
    (CLOSE, JSON),
    (LEDGER, JSON),
    (PUBLISHED, JSON),
    (RESULTS, JSON),
    (BALLOTS, JSON),
    (BUNDLE, JSONL),
];
/// As many downloads at once as a browser makes.
const AT_ONCE: usize = 6;
/// For an answer to begin; its bytes have time at the slowest speed on top, so that a large bundle arrives at all.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes a second.
const SLOWEST: u64 = 100_000;
/// Bytes of all pages of one listing: more than a million names.
const MOST_LISTED: u64 = 400_000_000;
/// Bytes of a page that are waited for: some 90,000 names.
const MOST_OF_A_PAGE: u64 = 30_000_000;
/// Pages of one listing, each of a thousand names or more.
const MOST_PAGES: usize = 10_000;

pub(super) enum Source {
    Folder(PathBuf),
    Web(Web),
}

pub(super) struct Web {
    /// Ends in "/".
    address: String,
    agent: Agent,
    /// Hosts that the box's `store.json` may send this computer to.
    allowed: Vec<String>,
}

/// What became of a file.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Hashed {
    Is(Id),
    Gone,
    /// It has more bytes than any file in its place: it is none of a box.
    TooLarge,
}

impl Source {
    pub(super) fn of(ballot_box: &str, allowed: &[String]) -> Self {
        if !ballot_box.starts_with("http://") && !ballot_box.starts_with("https://") {
            return Self::Folder(ballot_box.into());
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(PATIENCE))
            .timeout_recv_response(Some(PATIENCE))
            // A box that has moved is another box, until somebody has looked.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build();
        Self::Web(Web {
            address: format!("{}/", ballot_box.trim_end_matches('/')),
            agent: config.into(),
            allowed: allowed.to_vec(),
        })
    }

    /// The paths of all files whose name is the hash of a file, and the budget's.
    pub(super) fn names(&self) -> Result<Vec<String>, Failure> {
        if self.read(BUDGET)?.is_none() {
            return Err(self.unreachable(BUDGET, say!("watch.no_box")));
        }
        let mut names = vec![BUDGET.to_owned()];
        let store = self.store()?;
        for (folder, ending) in FOLDERS {
            let listing = self.listing(&store, folder, ending)?;
            names.extend(listing.ids.iter().map(|id| format!("{folder}{id}{ending}")));
            if folder == BALLOTS {
                names.extend(listing.signed.iter().map(boxes::signed_path));
            }
        }
        Ok(names)
    }

    /// The hash of each file, read piece by piece.
    ///
    /// # Errors
    /// The first file that cannot be read. No other is begun after it: a host that answers nothing would keep its
    /// watcher waiting once for each.
    pub(super) fn hashes<'n>(
        &self,
        names: &[&'n String],
    ) -> Result<Vec<(&'n String, Hashed)>, Failure> {
        let failed = AtomicBool::new(false);
        let bar = progress::bar(say!("watch.reading"), names.len());
        let hashes = in_parallel(AT_ONCE, names, |name| {
            if failed.load(Ordering::Relaxed) {
                return Ok(Hashed::Gone);
            }
            bar.inc(1);
            self.hash(name)
                .inspect_err(|_| failed.store(true, Ordering::Relaxed))
        });
        bar.finish_and_clear();
        hashes
            .into_iter()
            .map(|(name, hash)| Ok((*name, hash?)))
            .collect()
    }

    fn hash(&self, name: &str) -> Result<Hashed, Failure> {
        let Some(mut bytes) = self.open(name)? else {
            return Ok(Hashed::Gone);
        };
        let most = most(name);
        let mut hash = Sha256::new();
        let (mut piece, mut length) = ([0; 65_536], 0);
        loop {
            let read = bytes.read(&mut piece);
            match read.map_err(|error| self.unreachable(name, &error.to_string()))? {
                0 => return Ok(Hashed::Is(Id::from_bytes(hash.finalize().into()))),
                more => {
                    length += more as u64;
                    hash.update(&piece[..more]);
                }
            }
            if length > most {
                return Ok(Hashed::TooLarge);
            }
        }
    }

    /// A file's bytes; none where it is gone.
    ///
    /// # Errors
    /// No answer, or one that is too large for a file of its place.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let Some(bytes) = self.open(name)? else {
            return Ok(None);
        };
        match up_to(bytes, most(name)) {
            Ok(Some(bytes)) => Ok(Some(bytes)),
            Ok(None) => Err(self.unreachable(name, say!("watch.too_large"))),
            Err(error) => Err(self.unreachable(name, &error.to_string())),
        }
    }

    fn open(&self, name: &str) -> Result<Option<Box<dyn Read + '_>>, Failure> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(name);
                // A link, a pipe or a device is no file of a box.
                match path.symlink_metadata() {
                    Ok(about) if about.is_file() => (),
                    Ok(_) => return Ok(None),
                    Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                    Err(error) => return Err(self.unreachable(name, &error.to_string())),
                }
                match File::open(&path) {
                    Ok(file) => Ok(Some(Box::new(file))),
                    Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(self.unreachable(name, &error.to_string())),
                }
            }
            Self::Web(web) => web.get(&format!("{}{name}", web.address), most(name)),
        }
    }

    /// How the store lists files; a box that says nothing about it is a plain web server.
    ///
    /// # Errors
    /// A `store.json` that is none, or that names a host which was not allowed.
    fn store(&self) -> Result<Store, Failure> {
        let Self::Web(web) = self else {
            return Ok(Store::PLAIN);
        };
        let Some(bytes) = self.read(STORE)? else {
            return Ok(Store::PLAIN);
        };
        let store = Store::read(&bytes).map_err(|problems| {
            let first = problems.first().map(ToString::to_string);
            self.unreachable(STORE, &first.unwrap_or_default())
        })?;
        web.refuse_other_host(store.address(&web.address))
            .map_err(|why| self.unreachable(STORE, &why))?;
        Ok(store)
    }

    fn listing(&self, store: &Store, folder: &str, ending: &str) -> Result<Listing, Failure> {
        let web = match self {
            Self::Folder(place) => return files::listing(place, folder, ending),
            Self::Web(web) => web,
        };
        let failed = |error| match error {
            ListingError::Cut => self.unreachable(folder, say!("watch.list_cut")),
            ListingError::Endless => self.unreachable(folder, say!("watch.list_endless")),
            ListingError::NotAListing(problem) => {
                self.unreachable(folder, &say!("watch.not_a_list", problem))
            }
        };
        let mut pages = Pages::of(store, &web.address, folder);
        let (mut left, mut number) = (MOST_LISTED, 0);
        while let Some(page) = pages.wanted() {
            let bytes = match web.get(&page, left.min(MOST_OF_A_PAGE))? {
                Some(bytes) => bytes,
                // A plain web server has no list of a folder that was never made.
                None if *store == Store::PLAIN => return Ok(Listing::default()),
                None => return Err(self.unreachable(folder, say!("watch.no_list"))),
            };
            let bytes =
                up_to(bytes, left).map_err(|error| self.unreachable(folder, &error.to_string()))?;
            number += 1;
            let Some(bytes) = bytes.filter(|_| number <= MOST_PAGES) else {
                let says = say!(
                    "watch.list_too_long",
                    most_listed = MOST_LISTED,
                    most_pages = MOST_PAGES
                );
                return Err(self.unreachable(folder, &says));
            };
            left -= bytes.len() as u64;
            pages.read(&bytes).map_err(failed)?;
        }
        pages.finish().map_err(failed)
    }

    fn unreachable(&self, name: &str, why: &str) -> Failure {
        let place = match self {
            Self::Folder(folder) => folder.join(name).display().to_string(),
            Self::Web(web) => format!("{}{name}", web.address),
        };
        Failure::Unreachable {
            says: say!("watch.not_read", place, why),
        }
    }
}

impl Web {
    /// The bytes of an answer, of which at most so many are wanted, as they come; none where there is no such file.
    fn get(&self, address: &str, most: u64) -> Result<Option<Box<dyn Read + '_>>, Failure> {
        let failed = |why: &str| Failure::Unreachable {
            says: say!("watch.not_read", place = boxes::shown(address), why),
        };
        let patience = PATIENCE + Duration::from_secs(most / SLOWEST);
        let ask = self.agent.get(address).config();
        let answer = ask.timeout_global(Some(patience)).build().call();
        let answer = answer.map_err(|error| failed(&error.to_string()))?;
        match answer.status().as_u16() {
            200 => Ok(Some(Box::new(answer.into_body().into_reader()))),
            404 | 410 => Ok(None),
            status @ 300..400 => {
                let to = answer.headers().get("location").map(|to| to.to_str());
                let to = to.and_then(Result::ok).unwrap_or("nowhere");
                Err(failed(&say!(
                    "watch.leads_elsewhere",
                    status,
                    to = boxes::shown(to)
                )))
            }
            status => Err(failed(&say!("watch.status", status))),
        }
    }

    /// Whoever can write the box's `store.json` must not send this computer to any host they like.
    fn refuse_other_host(&self, to: &str) -> Result<(), String> {
        let parts = |address: &str| {
            let address: Uri = address.parse().ok()?;
            let host = address.authority()?.as_str().rsplit('@').next()?.to_owned();
            Some((address.scheme_str()?.to_owned(), host))
        };
        let (own, other) = (parts(&self.address), parts(to));
        let Some((_, host)) = other.clone() else {
            return Err(say!("watch.no_address", found = boxes::shown(to)));
        };
        let name = host
            .rsplit_once(':')
            .map_or(host.as_str(), |(name, _)| name);
        let allowed = |allowed: &String| *allowed == host || allowed == name;
        if own == other || self.allowed.iter().any(allowed) {
            return Ok(());
        }
        Err(say!("watch.other_host", host))
    }
}

/// All bytes; none where there are more than so many.
fn up_to(bytes: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut whole = Vec::new();
    bytes.take(most + 1).read_to_end(&mut whole)?;
    Ok(Some(whole).filter(|whole| whole.len() as u64 <= most))
}

/// Bytes of the largest file in this place of a box.
fn most(name: &str) -> u64 {
    let folder = name.split_once('/').map_or(name, |(folder, _)| folder);
    match [folder, "/"].concat().as_str() {
        BALLOTS => signed::MAX_BYTES as u64,
        LEDGER => ledger::MAX_BYTES as u64,
        KEYS => 20_000_000,
        CLOSE => 160_000_000,
        BUNDLE => bundle::MAX_BYTES as u64,
        RESULTS | PUBLISHED => 80_000_000,
        _ => 1_000_000,
    }
}
