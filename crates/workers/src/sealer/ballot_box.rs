//! What the sealer reads in the box: the list of codes, and how often a code has voted.

use documents::boxes::{self, BUNDLE, CLOSE};
use documents::bundle::Revisions;
use documents::{Close, CodeRegister, PublicKey};
use seals::{Event, key_lists};

use crate::fetch::{Files, Incomplete};

/// Milliseconds for each piece of a file: somebody is waiting.
const PATIENCE: u32 = 10_000;
/// An organiser closes once, and perhaps again.
const MOST_CLOSES: usize = 100;

/// A box by its absolute address, which ends in a slash.
#[derive(Clone)]
pub(crate) struct BallotBox {
    home: String,
}

impl BallotBox {
    pub(crate) fn at(home: String) -> Self {
        Self { home }
    }

    /// The codes of all lists that the organiser has signed, where there is one.
    pub(crate) async fn codes(&self, event: &Event) -> Result<Option<CodeRegister>, Incomplete> {
        let lists = self.files().await?.key_lists().await?;
        let lists = lists.iter().map(|(id, bytes)| (id, bytes.as_slice()));
        Ok(key_lists(event, lists).0)
    }

    /// The revisions of all that lies in the box under this code's key, loose or packed; whose they are, they tell
    /// themselves. A box that cannot be read to its end is not one in which the code has not voted.
    pub(crate) async fn revisions(&self, key: &PublicKey) -> Result<Vec<u64>, Incomplete> {
        let files = self.files().await?;
        let loose = files.of_code(key).await?.signed;
        let mut seen: Vec<u64> = loose.iter().map(|name| name.revision).collect();
        for id in files.list_if_there(BUNDLE).await?.ids {
            let mut bundle = Revisions::of(key);
            let path = boxes::bundle_path(&id);
            files
                .pieces(&path, &mut |piece| bundle.take(piece, &mut seen))
                .await?;
            // The last line may do without its end.
            bundle.take(b"\n", &mut seen);
        }
        Ok(seen)
    }

    /// The close that the organiser has signed for this event, where there is one. Whatever else lies there stops
    /// nothing.
    pub(crate) async fn close(&self, event: &Event) -> Result<Option<Close>, Incomplete> {
        let files = self.files().await?;
        let ids = files.list(CLOSE).await?.ids;
        let (mut read, mut unread) = (Vec::new(), ids.len() > MOST_CLOSES);
        for id in ids.into_iter().take(MOST_CLOSES) {
            match files.read(&boxes::close_path(&id)).await {
                Ok(bytes) => read.push((id, bytes)),
                Err(Incomplete) => unread = true,
            }
        }
        let read = read.iter().map(|(id, bytes)| (id, bytes.as_slice()));
        match seals::signed_close(event, read) {
            None if unread => Err(Incomplete),
            close => Ok(close),
        }
    }

    async fn files(&self) -> Result<Files, Incomplete> {
        Files::of(self.home.clone(), PATIENCE, None).await
    }
}
