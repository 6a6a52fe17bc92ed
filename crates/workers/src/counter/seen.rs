//! Which names a box listed, as one number: whether anything has come since can be told without reading it.

use std::cell::Cell;

use documents::boxes::{BALLOTS, BUNDLE, CLOSE, KEYS, Listing};

use crate::fetch::{Files, Incomplete};

/// What stands between the box's address and that number in a worker's name.
const SEEN: char = '\n';

/// The sum of what names begin with, which are hashes, and of how many other names there are: in whatever order they come.
/// Nothing hangs on it but when a page counts again.
#[derive(Default)]
pub(super) struct Seen(Cell<u64>);

impl Seen {
    pub(super) fn add(&self, listing: &Listing) {
        let ids = listing.ids.iter().copied();
        let mut sum = self.0.get() + listing.strays.len() as u64;
        for id in ids.chain(listing.signed.iter().map(|name| name.id)) {
            let begins = id.as_bytes().first_chunk().copied();
            sum = sum.wrapping_add(u64::from_le_bytes(begins.unwrap_or_default()));
        }
        self.0.set(sum);
    }

    pub(super) fn sum(&self) -> u64 {
        self.0.get()
    }

    /// The same of the box as it is now.
    pub(super) async fn now(files: &Files, signed: bool) -> Result<u64, Incomplete> {
        let seen = Self::default();
        let folders = [BALLOTS, BUNDLE, CLOSE, KEYS];
        for folder in &folders[..if signed { 4 } else { 2 }] {
            seen.add(&files.list(folder).await?);
        }
        Ok(seen.sum())
    }
}

/// The box's address, and what is known of it already.
pub(super) fn asked(name: &str) -> (String, Option<u64>) {
    match name.split_once(SEEN) {
        Some((home, seen)) => (home.to_owned(), seen.parse().ok()),
        None => (name.to_owned(), None),
    }
}
