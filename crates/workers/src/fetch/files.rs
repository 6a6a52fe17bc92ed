//! The files of a box, over the network: what every worker reads them by.

use documents::boxes::{self, KEYS, Listing, Pages, STORE, Store};
use documents::{Id, PublicKey, bundle};

use super::{Cache, Request, Response, Unreachable, sleep};

/// So many files are asked for at once: as many as a browser allows a host, and a few that wait for their turn.
pub const AT_ONCE: usize = 12;
/// Bytes of anything but a ballot: a bundle of 100,000 ballots.
const LARGE: usize = bundle::MAX_BYTES;
/// Bytes of a listing: well over a million names, so that a flood of junk stops nobody.
const LISTING: usize = 500_000_000;
/// The status of what is not there.
const NOT_FOUND: u16 = 404;

/// The box could not be read to its end, so that nothing can be said of what it holds.
#[derive(Debug)]
pub struct Incomplete;

impl From<Unreachable> for Incomplete {
    fn from(_: Unreachable) -> Self {
        Self
    }
}

/// A box by its address, which ends in a slash.
pub struct Files {
    home: String,
    store: Store,
    patience: u32,
    /// Hears how many seconds a box asks to be left alone; `None` where nobody would wait for that.
    waits: Option<fn(u32)>,
}

impl Files {
    /// Asks the box first how its store lists files; a box that says nothing about it is a plain web server. `patience`
    /// is in milliseconds: see [`Request::patience`]. A box that asks to come later (429, 503) is asked later where
    /// `waits` is there to hear in how many seconds.
    ///
    /// # Errors
    /// No answer, or one that is no `store.json`.
    pub async fn of(
        home: String,
        patience: u32,
        waits: Option<fn(u32)>,
    ) -> Result<Self, Incomplete> {
        let mut files = Self {
            home,
            store: Store::PLAIN,
            patience,
            waits,
        };
        let said = files.ask(STORE, Cache::Checked, LARGE).await?;
        if said.status != NOT_FOUND {
            files.store = Store::read(&whole(said)?).map_err(|_| Incomplete)?;
        }
        Ok(files)
    }

    /// The whole file. Its name does not tell its bytes, so the box is asked whether a cached copy holds.
    ///
    /// # Errors
    /// No answer, or none that is whole.
    pub async fn read(&self, path: &str) -> Result<Vec<u8>, Incomplete> {
        whole(self.ask(path, Cache::Checked, LARGE).await?)
    }

    /// What the store says a folder holds, read page by page to the last. A folder that only the organiser fills may be
    /// missing.
    ///
    /// # Errors
    /// A page that could not be had, or is none: a listing is whole, or there is none.
    pub async fn list(&self, folder: &str) -> Result<Listing, Incomplete> {
        let pages = Pages::of(&self.store, &self.home, folder);
        self.pages(pages, boxes::ORGANISERS.contains(&folder)).await
    }

    /// As [`Files::list`], of any folder that may be missing.
    ///
    /// # Errors
    /// As [`Files::list`].
    pub async fn list_if_there(&self, folder: &str) -> Result<Listing, Incomplete> {
        let pages = Pages::of(&self.store, &self.home, folder);
        self.pages(pages, true).await
    }

    /// As [`Files::list`], of the ballots of one code alone.
    ///
    /// # Errors
    /// As [`Files::list`].
    pub async fn of_code(&self, key: &PublicKey) -> Result<Listing, Incomplete> {
        let pages = Pages::of_code(&self.store, &self.home, key);
        self.pages(pages, false).await
    }

    /// The lists of codes in the box, each with its id.
    ///
    /// # Errors
    /// As [`Files::list`].
    pub async fn key_lists(&self) -> Result<Vec<(Id, Vec<u8>)>, Incomplete> {
        let mut lists = Vec::new();
        for id in self.list(KEYS).await?.ids {
            lists.push((id, self.read(&boxes::keys_path(&id)).await?));
        }
        Ok(lists)
    }

    async fn pages(
        &self,
        mut pages: Pages<'_>,
        may_be_missing: bool,
    ) -> Result<Listing, Incomplete> {
        while let Some(address) = pages.wanted() {
            let mut sound = Ok(());
            let mut take = |status, piece: &[u8]| {
                if (200..300).contains(&status) {
                    sound = pages.take(piece);
                }
                sound.is_ok()
            };
            let request = self.request(&address, Cache::Checked, LISTING);
            let answer = self.receive(&request, &mut take).await?;
            if may_be_missing && answer.status == NOT_FOUND {
                return Ok(Listing::default());
            }
            if !answer.ok() {
                return Err(Incomplete);
            }
            pages.end().map_err(|_| Incomplete)?;
        }
        pages.finish().map_err(|_| Incomplete)
    }

    /// One file in pieces, as they arrive. It is named by its bytes, so a copy from the cache is as good.
    ///
    /// # Errors
    /// No answer, or none that is whole.
    pub async fn pieces(&self, path: &str, take: &mut dyn FnMut(&[u8])) -> Result<(), Incomplete> {
        let address = format!("{}{path}", self.home);
        let request = self.request(&address, Cache::Allowed, LARGE);
        let mut all = |status, piece: &[u8]| {
            if (200..300).contains(&status) {
                take(piece);
            }
            true
        };
        let answer = self.receive(&request, &mut all).await?;
        answer.ok().then_some(()).ok_or(Incomplete)
    }

    /// One file named by its bytes, if it has at most so many.
    ///
    /// # Errors
    /// No answer, or none that is whole.
    pub async fn one(&self, path: &str, most: usize) -> Result<Vec<u8>, Incomplete> {
        whole(self.ask(path, Cache::Allowed, most).await?)
    }

    /// The first bytes of one file named by its bytes, at most so many: one without end cannot stop the count.
    ///
    /// # Errors
    /// No answer, or another than the file.
    pub async fn beginning(&self, path: &str, most: usize) -> Result<Vec<u8>, Incomplete> {
        let answer = self.ask(path, Cache::Allowed, most).await?;
        match answer.status {
            200..300 => Ok(answer.bytes),
            _ => Err(Incomplete),
        }
    }

    async fn ask(&self, path: &str, cache: Cache, limit: usize) -> Result<Response, Unreachable> {
        let address = format!("{}{path}", self.home);
        let request = self.request(&address, cache, limit);
        let mut bytes = Vec::new();
        let mut take = |status, piece: &[u8]| {
            // What a busy server says besides is nobody's file.
            if !matches!(status, 429 | 503) {
                bytes.extend_from_slice(piece);
            }
            true
        };
        let head = self.receive(&request, &mut take).await?;
        Ok(Response { bytes, ..head })
    }

    /// As [`Request::receive`], as often as the box asks to come later.
    async fn receive(
        &self,
        request: &Request<'_>,
        take: &mut dyn FnMut(u16, &[u8]) -> bool,
    ) -> Result<Response, Unreachable> {
        let mut tries = 0;
        loop {
            let answer = request.receive(take).await?;
            let (Some(waits), Some(seconds)) = (self.waits, answer.wait(tries)) else {
                return Ok(answer);
            };
            tries += 1;
            waits(seconds);
            sleep(seconds).await;
        }
    }

    fn request<'r>(&self, address: &'r str, cache: Cache, limit: usize) -> Request<'r> {
        Request {
            address,
            sent: None,
            cache,
            patience: self.patience,
            limit,
        }
    }
}

fn whole(response: Response) -> Result<Vec<u8>, Incomplete> {
    if response.ok() {
        Ok(response.bytes)
    } else {
        Err(Incomplete)
    }
}
