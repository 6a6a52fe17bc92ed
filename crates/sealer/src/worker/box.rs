//! What the sealer reads in the box: the list of codes, and how often a code has voted.

use documents::boxes::{self, BALLOTS, JSON, KEYS, Listing, Pages, STORE, Store};
use documents::{CodeRegister, PublicKey};
use fetch::{Cache, Request, Response};
use seals::{Event, key_lists};

/// Milliseconds for one file: somebody is waiting.
const PATIENCE: u32 = 10_000;
/// Bytes of a list of a quarter of a million codes.
const LARGE: usize = 20_000_000;
/// Nobody votes so often. A junk name with a higher number than any ballot can have must not keep a voter from
/// voting again.
const MOST_REVISIONS: u64 = 1 << 52;

/// A box by its absolute address, which ends in a slash.
#[derive(Clone)]
pub(crate) struct Box {
    home: String,
}

impl Box {
    pub(crate) fn at(home: String) -> Self {
        Self { home }
    }

    /// The codes of all lists that the organiser has signed; nothing where one of the files cannot be had.
    pub(crate) async fn codes(&self, event: &Event) -> Option<CodeRegister> {
        let listing = self.listing(KEYS).await?;
        let mut files = Vec::new();
        for id in listing.ids {
            files.push((id, self.read(&boxes::keys_path(&id)).await?));
        }
        key_lists(
            event,
            files.iter().map(|(id, bytes)| (id, bytes.as_slice())),
        )
        .0
    }

    /// The highest revision among the names of this code's ballots; 0 where there is none, or no listing. Should that
    /// be too low, then of two ballots with the same revision one counts, and it is the same one everywhere.
    pub(crate) async fn last_revision(&self, key: &PublicKey) -> u64 {
        let listing = self.listing(BALLOTS).await.unwrap_or_default();
        let own = listing.signed.iter().filter(|name| name.key == *key);
        own.map(|name| name.revision)
            .filter(|revision| *revision < MOST_REVISIONS)
            .max()
            .unwrap_or(0)
    }

    /// The whole listing, in the way of the box's store.
    async fn listing(&self, folder: &str) -> Option<Listing> {
        let said = get(&format!("{}{STORE}", self.home)).await?;
        let store = match said.status {
            404 => Store::PLAIN,
            _ => Store::read(&whole(said)?).ok()?,
        };
        let mut pages = Pages::of(&store, &self.home, folder);
        while let Some(address) = pages.wanted() {
            pages.read(&whole(get(&address).await?)?).ok()?;
        }
        pages.finish(JSON).ok()
    }

    async fn read(&self, path: &str) -> Option<Vec<u8>> {
        whole(get(&format!("{}{path}", self.home)).await?)
    }
}

async fn get(address: &str) -> Option<Response> {
    let request = Request {
        address,
        sent: None,
        cache: Cache::Checked,
        patience: PATIENCE,
        limit: LARGE,
    };
    request.send().await.ok()
}

fn whole(response: Response) -> Option<Vec<u8>> {
    response.ok().then_some(response.bytes)
}
