//! One name in the device's memory. Where two tabs may write it, each calls `keep`: whoever was not the last to read it is told
//! what is there.

use std::cell::RefCell;

use workers::fetch::sleep;

use super::database::{Database, Refused, WRITE_SAFELY};
use crate::shell::start;
use crate::state::Room;

/// What is kept under the names that begin so; nothing also where the browser keeps nothing.
pub(crate) async fn all_of(begins: &str) -> Vec<Vec<u8>> {
    let kept = Database::new(start::folder()).all().await;
    let kept = kept.unwrap_or_default().into_iter();
    kept.filter(|(name, _)| name.starts_with(begins))
        .map(|(_, bytes)| bytes)
        .collect()
}

pub(crate) struct Shelf {
    database: Database,
    name: String,
    /// As it was read or written here last.
    known: RefCell<Option<Vec<u8>>>,
}

impl Shelf {
    pub(crate) fn new(name: String) -> Self {
        Self {
            database: Database::new(start::folder()),
            name,
            known: RefCell::default(),
        }
    }

    /// What is kept; nothing also where the browser keeps nothing. A device may need a moment after a power cut: what cannot be
    /// read at once is not taken for nothing before it was asked for again.
    pub(crate) async fn read(&self) -> Option<Vec<u8>> {
        let kept = match self.database.all().await {
            Ok(kept) => kept,
            Err(_) => {
                sleep(1).await;
                self.database.all().await.unwrap_or_default()
            }
        };
        let found = kept.into_iter().find(|(name, _)| *name == self.name);
        let bytes = found.map(|(_, bytes)| bytes);
        self.known.borrow_mut().clone_from(&bytes);
        bytes
    }

    /// Keeps these bytes, safe from a power cut, whatever was there.
    pub(crate) async fn put(&self, bytes: Vec<u8>) -> Result<(), Refused> {
        self.database
            .write(&self.name, Some(&bytes), WRITE_SAFELY)
            .await
    }

    /// Keeps these bytes, safe from a power cut; the others where another tab was first. To be awaited before the next call.
    pub(crate) async fn keep(&self, bytes: Vec<u8>) -> Result<Option<Vec<u8>>, Refused> {
        let known = self.known.borrow().clone();
        let room = |kept: &Vec<(String, Vec<u8>)>| {
            let mut all = kept.iter();
            let found = all.find(|(name, _)| *name == self.name);
            match found.is_none_or(|(_, found)| Some(found) == known.as_ref()) {
                true => Room::Free,
                false => Room::Taken,
            }
        };
        let kept = self.database.write_where(&self.name, &bytes, room).await?;
        let others = kept.into_iter().find(|(name, _)| *name == self.name);
        let others = others.map(|(_, others)| others);
        *self.known.borrow_mut() = Some(others.clone().unwrap_or(bytes));
        Ok(others)
    }
}
