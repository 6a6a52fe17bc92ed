//! What the device keeps: IndexedDB, one shelf of bytes by name.
//!
//! Ballots are written with strict durability, so that they outlive a crash right after "saved on this device".

mod database;
mod shelf;
mod slot;
mod tabs;

use std::cell::RefCell;

use documents::{Id, Lang};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::BroadcastChannel;

use self::database::{Database, Kept, Refused, WRITE};
pub(crate) use self::shelf::{Shelf, all_of};
use self::slot::Slot;
use super::{Tell, clock};
use crate::state::{self, DeviceMessage, Message, Mode, SendMessage};

const DRAFT: &str = "draft";
const CAST: &str = "cast";
const LANG: &str = "lang";
/// Then the time and the id, so that ballots are read in the order in which they were kept; on a shared device in no order
/// that says whose is whose.
const BALLOT: &str = "ballot ";

/// The device's memory of this widget at this address.
pub(crate) struct Memory {
    database: Database,
    /// The other tabs that share it; nothing where a browser cannot tell them.
    tabs: Option<BroadcastChannel>,
    draft: Slot,
    /// The draft of an earlier visit that is not in the database yet.
    aside: RefCell<Option<Vec<u8>>>,
    mode: Mode,
    tell: Tell,
}

impl Memory {
    /// `name` keeps widgets apart that share a host.
    pub(crate) fn new(name: String, mode: Mode, tell: Tell, aside: Option<Vec<u8>>) -> Self {
        // A kiosk shows nothing of what is kept.
        let tabs = (mode == Mode::Own)
            .then(|| tabs::listen(&name, &tell))
            .flatten();
        let database = Database::new(name);
        let draft = Slot::new(DRAFT, database.clone(), tell.clone());
        if aside.is_some() {
            draft.set(aside.clone());
        }
        Self {
            tabs,
            draft,
            aside: aside.into(),
            database,
            mode,
            tell,
        }
    }

    /// Tells `MemoryRead`, or `StorageRefused`.
    pub(crate) fn read(&self) {
        let aside = self.aside.take();
        self.carry_out(Job::Read, |done| match done {
            Ok(kept) => {
                let mut memory = memory(&kept);
                memory.draft = aside.or(memory.draft);
                Some(DeviceMessage::MemoryRead(memory).into())
            }
            Err(Refused) => Some(DeviceMessage::StorageRefused.into()),
        });
    }

    pub(crate) fn keep_draft(&self, bytes: Vec<u8>) {
        self.draft.set(Some(bytes));
    }

    pub(crate) fn forget_draft(&self) {
        self.draft.set(None);
    }

    pub(crate) fn keep_lang(&self, lang: &Lang) {
        self.try_to(Job::Set(LANG.into(), Some(lang.as_str().into())));
    }

    pub(crate) fn keep_cast(&self, bytes: Vec<u8>, known: Vec<Id>) {
        self.try_to(Job::KeepCast { bytes, known });
    }

    pub(crate) fn forget_cast(&self) {
        self.try_to(Job::Set(CAST.into(), None));
    }

    /// Tells `BallotKept` once the bytes are safe on the device, and the other tabs too; else `BallotNotKept`. Where
    /// `after` is given and another tab was first, tells `CastElsewhere`.
    pub(crate) fn keep_ballot(&self, id: Id, bytes: Vec<u8>, after: Option<Vec<Id>>) {
        // On a shared device the time would tell whose ballot it is.
        let kept = match self.mode {
            Mode::Own => clock::now(),
            Mode::Kiosk => 0,
        };
        let name = format!("{BALLOT}{kept:013} {id}");
        let tabs = self.tabs.clone();
        self.carry_out(
            Job::KeepBallot {
                name,
                bytes,
                after,
                id,
            },
            move |done| {
                Some(match done {
                    Ok(others) if others.is_empty() => {
                        tabs.map(|tabs| tabs.post_message(&JsValue::NULL));
                        SendMessage::BallotKept(id).into()
                    }
                    Ok(others) => SendMessage::CastElsewhere(id, memory(&others)).into(),
                    Err(Refused) => SendMessage::BallotNotKept(id).into(),
                })
            },
        );
    }

    pub(crate) fn forget_ballot(&self, id: Id) {
        self.try_to(Job::Forget(id.to_string()));
    }

    fn try_to(&self, job: Job) {
        self.carry_out(job, |done| {
            done.is_err()
                .then_some(DeviceMessage::StorageRefused.into())
        });
    }

    fn carry_out(&self, job: Job, then: impl FnOnce(Done) -> Option<Message> + 'static) {
        begin(
            self.database.clone(),
            job,
            Box::new(then),
            self.tell.clone(),
        );
    }
}

enum Job {
    Read,
    Set(String, Option<Vec<u8>>),
    /// Unless the device has a ballot that is neither this one nor among `after`; then what it has is the answer.
    KeepBallot {
        name: String,
        bytes: Vec<u8>,
        after: Option<Vec<Id>>,
        id: Id,
    },
    KeepCast {
        bytes: Vec<u8>,
        known: Vec<Id>,
    },
    /// The ballot whose name ends so.
    Forget(String),
}

/// What is kept, where that was asked for.
type Done = Result<Kept, Refused>;

/// Every job takes this one way, which is loaded once.
fn begin(database: Database, job: Job, then: Box<dyn FnOnce(Done) -> Option<Message>>, tell: Tell) {
    spawn_local(async move {
        if let Some(message) = then(carry_out(&database, job).await) {
            tell(message);
        }
    });
}

async fn carry_out(database: &Database, job: Job) -> Done {
    let (name, bytes, access) = match job {
        Job::Read => return database.all().await,
        Job::Set(name, bytes) => (name, bytes, WRITE),
        Job::KeepCast { bytes, known } => {
            let room = |kept: &Kept| memory(kept).room_for_cast(&known);
            return database.write_where(CAST, &bytes, room).await;
        }
        Job::KeepBallot {
            name,
            bytes,
            after,
            id,
        } => {
            let room = |kept: &Kept| memory(kept).room_for(id, after.as_deref());
            return database.write_where(&name, &bytes, room).await;
        }
        Job::Forget(id) => {
            let ours = |name: &str| name.starts_with(BALLOT) && name.ends_with(&id);
            let mut kept = database.all().await?;
            kept.retain(|(name, _)| ours(name));
            // A ballot is kept under one name; were it kept twice, the other copy is forgotten when it is sent again.
            let Some((name, _)) = kept.pop() else {
                return Ok(kept);
            };
            (name, None, WRITE)
        }
    };
    database.write(&name, bytes.as_deref(), access).await?;
    Ok(Vec::new())
}

fn memory(kept: &Kept) -> state::Memory {
    let mut memory = state::Memory::default();
    for (name, bytes) in kept {
        match name.as_str() {
            DRAFT => memory.draft = Some(bytes.clone()),
            CAST => memory.cast = Some(bytes.clone()),
            LANG => memory.lang = std::str::from_utf8(bytes).ok().and_then(Lang::parse),
            _ if name.starts_with(BALLOT) && !memory.ballots.contains(bytes) => {
                memory.ballots.push(bytes.clone());
            }
            _ => {}
        }
    }
    memory
}
