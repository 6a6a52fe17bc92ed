//! A box, by its folder or by its address.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use documents::Id;
use documents::boxes::{
    self, BALLOTS, BUDGET, BUNDLE, CLOSE, JSON, JSONL, KEYS, Listing, ListingError, Pages, RESULTS,
    STORE, Store,
};
use ureq::Agent;

use crate::failure::Failure;
use crate::files;
use crate::reading::in_parallel;

/// Bundles come after ballots: a ballot that has just been packed is in one of the two listings.
const FOLDERS: [(&str, &str); 5] = [
    (KEYS, JSON),
    (CLOSE, JSON),
    (RESULTS, JSON),
    (BALLOTS, JSON),
    (BUNDLE, JSONL),
];
/// As many downloads at once as a browser makes.
const AT_ONCE: usize = 6;
const PATIENCE: Duration = Duration::from_secs(60);
/// More than any file of a box has.
const MOST: u64 = 400_000_000;

pub(super) enum Source {
    Folder(PathBuf),
    /// An address that ends in "/".
    Web(String, Agent),
}

impl Source {
    pub(super) fn of(r#box: &str) -> Self {
        if !r#box.starts_with("http://") && !r#box.starts_with("https://") {
            return Self::Folder(r#box.into());
        }
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            // A box that has moved is another box, until somebody has looked.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build();
        Self::Web(format!("{}/", r#box.trim_end_matches('/')), config.into())
    }

    /// The paths of all files whose name is the hash of a file, and the budget's.
    pub(super) fn names(&self) -> Result<Vec<String>, Failure> {
        if self.read(BUDGET)?.is_none() {
            return Err(self.unreachable(BUDGET, "there is no such file, so this is no box"));
        }
        let mut names = vec![BUDGET.to_owned()];
        for (folder, ending) in FOLDERS {
            let listing = self.listing(folder, ending)?;
            names.extend(listing.ids.iter().map(|id| format!("{folder}{id}{ending}")));
            if folder == BALLOTS {
                names.extend(listing.signed.iter().map(boxes::signed_path));
            }
        }
        Ok(names)
    }

    /// The hash of each file; none where it is gone.
    pub(super) fn hashes<'n>(
        &self,
        names: &[&'n String],
    ) -> Result<Vec<(&'n String, Option<Id>)>, Failure> {
        in_parallel(AT_ONCE, names, |name| {
            Ok::<_, Failure>(self.read(name)?.map(|bytes| Id::of(&bytes)))
        })
        .into_iter()
        .map(|(name, hash)| Ok((*name, hash?)))
        .collect()
    }

    /// A file's bytes; none where it is gone.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(name);
                match fs::read(&path) {
                    Ok(bytes) => Ok(Some(bytes)),
                    Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(self.unreachable(name, &error.to_string())),
                }
            }
            Self::Web(address, agent) => self.get(agent, address, name),
        }
    }

    fn listing(&self, folder: &str, ending: &str) -> Result<Listing, Failure> {
        let (address, agent) = match self {
            Self::Folder(place) => return files::listing(place, folder, ending),
            Self::Web(address, agent) => (address, agent),
        };
        let store = match self.get(agent, address, STORE)? {
            None => Store::PLAIN,
            Some(bytes) => Store::read(&bytes)
                .map_err(|problems| Failure::mistakes(Path::new(STORE), problems))?,
        };
        let mut pages = Pages::of(&store, address, folder);
        while let Some(page) = pages.wanted() {
            let Some(bytes) = self.get(agent, "", &page)? else {
                return Ok(Listing::default());
            };
            pages
                .read(&bytes)
                .map_err(|error| self.no_listing(folder, &error))?;
        }
        pages
            .finish(ending)
            .map_err(|error| self.no_listing(folder, &error))
    }

    fn no_listing(&self, folder: &str, error: &ListingError) -> Failure {
        match error {
            ListingError::Cut => self.unreachable(folder, "the list was cut"),
            ListingError::Endless => self.unreachable(folder, "the list has no end"),
            ListingError::NotAListing(problem) => {
                self.unreachable(folder, &format!("it is no list of files: {problem}"))
            }
        }
    }

    fn get(&self, agent: &Agent, address: &str, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let failed = |error: ureq::Error| self.unreachable(name, &error.to_string());
        let answer = agent.get(format!("{address}{name}")).call();
        let mut answer = answer.map_err(failed)?;
        match answer.status().as_u16() {
            200 => {
                let body = answer.body_mut().with_config().limit(MOST);
                body.read_to_vec().map(Some).map_err(failed)
            }
            404 | 410 => Ok(None),
            status => Err(self.unreachable(name, &format!("the answer was {status}"))),
        }
    }

    fn unreachable(&self, name: &str, why: &str) -> Failure {
        let place = match self {
            Self::Folder(folder) => folder.join(name).display().to_string(),
            Self::Web(address, _) => format!("{address}{name}"),
        };
        Failure::Unreachable {
            says: format!("{place} could not be read: {why}"),
        }
    }
}
