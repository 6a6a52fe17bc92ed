//! What the device keeps: IndexedDB, one shelf of bytes by name.
//!
//! Ballots are written with strict durability, so that they outlive a crash right after "saved on this device".

mod database;
mod slot;

use documents::{Id, Lang};
use wasm_bindgen_futures::spawn_local;

use self::database::{Database, Refused};
use self::slot::Slot;
use super::{Tell, clock};
use crate::state::{self, Message};

const DRAFT: &str = "draft";
const CAST: &str = "cast";
const LANG: &str = "lang";
/// Then the time and the id, so that ballots are read in the order in which they were kept.
const BALLOT: &str = "ballot ";

/// The device's memory of this widget at this address.
#[derive(Clone)]
pub(crate) struct Memory {
    database: Database,
    draft: Slot,
    tell: Tell,
}

impl Memory {
    /// `name` keeps widgets apart that share a host.
    pub(crate) fn new(name: String, tell: Tell) -> Self {
        let database = Database::new(name);
        Self {
            draft: Slot::new(DRAFT, database.clone(), tell.clone()),
            database,
            tell,
        }
    }

    /// Tells `MemoryRead`, or `StorageRefused`.
    pub(crate) fn read(&self) {
        let Self { database, tell, .. } = self.clone();
        spawn_local(async move {
            tell(match database.all().await {
                Ok(kept) => Message::MemoryRead(memory(kept)),
                Err(Refused) => Message::StorageRefused,
            });
        });
    }

    pub(crate) fn keep_draft(&self, bytes: Vec<u8>) {
        self.draft.set(Some(bytes));
    }

    pub(crate) fn forget_draft(&self) {
        self.draft.set(None);
    }

    pub(crate) fn keep_lang(&self, lang: &Lang) {
        self.write(LANG.into(), Some(lang.as_str().into()));
    }

    pub(crate) fn keep_cast(&self, bytes: Vec<u8>) {
        self.write(CAST.into(), Some(bytes));
    }

    pub(crate) fn forget_cast(&self) {
        self.write(CAST.into(), None);
    }

    /// Tells `BallotKept` once the bytes are safe on the device, else `BallotNotKept`.
    pub(crate) fn keep_ballot(&self, id: Id, bytes: Vec<u8>) {
        let Self { database, tell, .. } = self.clone();
        spawn_local(async move {
            let name = format!("{BALLOT}{:013} {id}", clock::now());
            tell(match database.put_safely(&name, &bytes).await {
                Ok(()) => Message::BallotKept(id),
                Err(Refused) => Message::BallotNotKept(id),
            });
        });
    }

    pub(crate) fn forget_ballot(&self, id: Id) {
        let Self { database, tell, .. } = self.clone();
        spawn_local(async move {
            if forget(&database, &id.to_string()).await.is_err() {
                tell(Message::StorageRefused);
            }
        });
    }

    fn write(&self, name: String, bytes: Option<Vec<u8>>) {
        let Self { database, tell, .. } = self.clone();
        spawn_local(async move {
            if database.set(&name, bytes.as_deref()).await.is_err() {
                tell(Message::StorageRefused);
            }
        });
    }
}

async fn forget(database: &Database, id: &str) -> Result<(), Refused> {
    for (name, _) in database.all().await? {
        if name.starts_with(BALLOT) && name.ends_with(id) {
            database.set(&name, None).await?;
        }
    }
    Ok(())
}

fn memory(kept: Vec<(String, Vec<u8>)>) -> state::Memory {
    let mut memory = state::Memory::default();
    for (name, bytes) in kept {
        match name.as_str() {
            DRAFT => memory.draft = Some(bytes),
            CAST => memory.cast = Some(bytes),
            LANG => memory.lang = std::str::from_utf8(&bytes).ok().and_then(Lang::parse),
            _ if name.starts_with(BALLOT) && !memory.ballots.contains(&bytes) => {
                memory.ballots.push(bytes)
            }
            _ => {}
        }
    }
    memory
}
