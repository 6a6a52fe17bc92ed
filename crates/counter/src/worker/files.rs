//! The files of a box, over the network.

use documents::Id;
use documents::boxes::{JSON, Listing, Pages, STORE, Store};
use fetch::{Cache, Request, Response, Unreachable};
use futures_util::{Stream, StreamExt, stream};

/// So many files are asked for at once: as many as a browser allows a host, and a few that wait for their turn.
const AT_ONCE: usize = 12;
/// Milliseconds for one file on a slow network.
const PATIENCE: u32 = 60_000;
/// Bytes of anything but a ballot: a bundle of 100,000 ballots.
const LARGE: usize = 200_000_000;
/// Bytes of a listing: two million names, so that a flood of junk does not stop the count.
const LISTING: usize = 500_000_000;
/// The status of what is not there.
const NOT_FOUND: u16 = 404;

/// The box could not be read to its end, so that no result can be had from it.
pub(crate) struct Incomplete;

impl From<Unreachable> for Incomplete {
    fn from(_: Unreachable) -> Self {
        Self
    }
}

/// A box by its address, which ends in a slash.
pub(crate) struct Files {
    home: String,
    store: Store,
}

impl Files {
    /// Asks the box first how its store lists files; a box that says nothing about it is a plain web server.
    pub(crate) async fn of(home: String) -> Result<Self, Incomplete> {
        let mut files = Self {
            home,
            store: Store::PLAIN,
        };
        let said = files.ask(STORE, Cache::Checked, LARGE).await?;
        if said.status != NOT_FOUND {
            files.store = Store::read(&whole(said)?).map_err(|_| Incomplete)?;
        }
        Ok(files)
    }

    /// The whole file. Its name does not tell its bytes, so the box is asked whether a cached copy holds.
    pub(crate) async fn read(&self, path: &str) -> Result<Vec<u8>, Incomplete> {
        whole(self.ask(path, Cache::Checked, LARGE).await?)
    }

    /// What the store says a folder holds, read page by page to the last.
    pub(crate) async fn listing(&self, folder: &str, ending: &str) -> Result<Listing, Incomplete> {
        self.list(folder, ending, false).await
    }

    /// As [`Files::listing`], of a folder that only the organiser fills; it may be missing.
    pub(crate) async fn organisers(&self, folder: &str) -> Result<Vec<Id>, Incomplete> {
        Ok(self.list(folder, JSON, true).await?.ids)
    }

    async fn list(
        &self,
        folder: &str,
        ending: &str,
        may_be_missing: bool,
    ) -> Result<Listing, Incomplete> {
        let mut pages = Pages::of(&self.store, &self.home, folder);
        while let Some(address) = pages.wanted() {
            let page = get(&address, Cache::Checked, LISTING).await?;
            if may_be_missing && page.status == NOT_FOUND {
                return Ok(Listing::default());
            }
            pages.read(&whole(page)?).map_err(|_| Incomplete)?;
        }
        pages.finish(ending).map_err(|_| Incomplete)
    }

    /// One file named by its bytes, if it has at most so many.
    pub(crate) async fn one(&self, path: &str, most: usize) -> Result<Vec<u8>, Incomplete> {
        whole(self.ask(path, Cache::Allowed, most).await?)
    }

    /// Files named by their bytes, each as it comes, in any order. A bundle or a result is read whole.
    pub(crate) fn all<'a>(
        &'a self,
        ids: &'a [Id],
        path: fn(&Id) -> String,
    ) -> impl Stream<Item = (Id, Result<Vec<u8>, Incomplete>)> + 'a {
        let one = move |id: &'a Id| async move {
            let answer = self.ask(&path(id), Cache::Allowed, LARGE).await;
            (*id, answer.map_err(Incomplete::from).and_then(whole))
        };
        stream::iter(ids).map(one).buffer_unordered(AT_ONCE)
    }

    /// Ballots, each as it comes, in any order. One without end is cut, so that it cannot stop the count.
    pub(crate) fn ballots<'a, N: Copy>(
        &'a self,
        names: &'a [N],
        path: fn(&N) -> String,
        most: usize,
    ) -> impl Stream<Item = (N, Result<Vec<u8>, Incomplete>)> + 'a {
        let one = move |name: &'a N| async move {
            // Enough to see that it is too long.
            let answer = self.ask(&path(name), Cache::Allowed, most + 1).await;
            (
                *name,
                answer
                    .map_err(Incomplete::from)
                    .and_then(at_least_the_start),
            )
        };
        stream::iter(names).map(one).buffer_unordered(AT_ONCE)
    }

    async fn ask(&self, path: &str, cache: Cache, limit: usize) -> Result<Response, Unreachable> {
        get(&format!("{}{path}", self.home), cache, limit).await
    }
}

async fn get(address: &str, cache: Cache, limit: usize) -> Result<Response, Unreachable> {
    Request {
        address,
        sent: None,
        cache,
        patience: PATIENCE,
        limit,
    }
    .send()
    .await
}

fn whole(response: Response) -> Result<Vec<u8>, Incomplete> {
    if response.ok() {
        Ok(response.bytes)
    } else {
        Err(Incomplete)
    }
}

fn at_least_the_start(response: Response) -> Result<Vec<u8>, Incomplete> {
    if (200..300).contains(&response.status) {
        Ok(response.bytes)
    } else {
        Err(Incomplete)
    }
}
