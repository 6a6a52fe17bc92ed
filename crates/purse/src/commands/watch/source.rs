//! A box, by its folder or by its address.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::Duration;

use documents::Id;
use documents::boxes::{
    self, BALLOTS, BUDGET, BUNDLE, CLOSE, JSON, JSONL, KEYS, Listing, ListingError, PUBLISHED,
    Pages, RESULTS, STORE, Store,
};
use ureq::Agent;

use crate::failure::Failure;
use crate::files;
use crate::reading::in_parallel;

/// Bundles come after ballots: a ballot that has just been packed is in one of the two listings.
const FOLDERS: [(&str, &str); 6] = [
    (KEYS, JSON),
    (CLOSE, JSON),
    (PUBLISHED, JSON),
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
            Self::Web(address, agent) => self.get(agent, &format!("{address}{name}")),
        }
    }

    /// How the store lists files; a box that says nothing about it is a plain web server.
    fn store(&self) -> Result<Store, Failure> {
        let Self::Web(address, agent) = self else {
            return Ok(Store::PLAIN);
        };
        match self.get(agent, &format!("{address}{STORE}"))? {
            None => Ok(Store::PLAIN),
            Some(bytes) => Store::read(&bytes).map_err(|problems| {
                let first = problems.first().map(ToString::to_string);
                self.unreachable(STORE, &first.unwrap_or_default())
            }),
        }
    }

    fn listing(&self, store: &Store, folder: &str, ending: &str) -> Result<Listing, Failure> {
        let (address, agent) = match self {
            Self::Folder(place) => return files::listing(place, folder, ending),
            Self::Web(address, agent) => (address, agent),
        };
        let failed = |error| match error {
            ListingError::Cut => self.unreachable(folder, "the list was cut"),
            ListingError::Endless => self.unreachable(folder, "the list has no end"),
            ListingError::NotAListing(problem) => {
                self.unreachable(folder, &format!("it is no list of files: {problem}"))
            }
        };
        let mut pages = Pages::of(store, address, folder);
        while let Some(page) = pages.wanted() {
            match self.get(agent, &page)? {
                Some(bytes) => pages.read(&bytes).map_err(failed)?,
                // A plain web server has no list of a folder that was never made.
                None if *store == Store::PLAIN => return Ok(Listing::default()),
                None => return Err(self.unreachable(folder, "the store has no list of it")),
            }
        }
        pages.finish(ending).map_err(failed)
    }

    fn get(&self, agent: &Agent, address: &str) -> Result<Option<Vec<u8>>, Failure> {
        let failed = |why: &str| Failure::Unreachable {
            says: format!("{address} could not be read: {why}"),
        };
        let answer = agent.get(address).call();
        let mut answer = answer.map_err(|error| failed(&error.to_string()))?;
        match answer.status().as_u16() {
            200 => {
                let body = answer.body_mut().with_config().limit(MOST);
                let bytes = body.read_to_vec();
                bytes.map(Some).map_err(|error| failed(&error.to_string()))
            }
            404 | 410 => Ok(None),
            status => Err(failed(&format!("the answer was {status}"))),
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
