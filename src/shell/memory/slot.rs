//! A name that is written often, such as the draft while a slider is dragged: once it is quiet, one write at a time,
//! the newest next.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::super::{Tell, clock};
use super::database::{Database, WRITE};
use crate::state::DeviceMessage;

/// A write takes longer than all the rest of a change: it waits until the change can be seen.
const QUIET_MS: u32 = 50;

#[derive(Clone)]
pub(crate) struct Slot {
    name: &'static str,
    database: Database,
    tell: Tell,
    turn: Rc<RefCell<Turn>>,
}

#[derive(Default)]
struct Turn {
    waiting: Option<Timeout>,
    busy: bool,
    /// What is to be written next: bytes, or nothing in their place.
    next: Option<Option<Vec<u8>>>,
}

impl Slot {
    pub(crate) fn new(name: &'static str, database: Database, tell: Tell) -> Self {
        Self {
            name,
            database,
            tell,
            turn: Rc::default(),
        }
    }

    /// `None` forgets.
    pub(crate) fn set(&self, bytes: Option<Vec<u8>>) {
        let slot = self.clone();
        let mut turn = self.turn.borrow_mut();
        turn.next = Some(bytes);
        turn.waiting = Some(clock::after(QUIET_MS, move || slot.begin()));
    }

    fn begin(self) {
        let busy = std::mem::replace(&mut self.turn.borrow_mut().busy, true);
        if !busy {
            spawn_local(self.write());
        }
    }

    async fn write(self) {
        while let Some(bytes) = self.next() {
            if self
                .database
                .write(self.name, bytes.as_deref(), WRITE)
                .await
                .is_err()
            {
                (self.tell)(DeviceMessage::StorageRefused.into());
            }
        }
    }

    fn next(&self) -> Option<Option<Vec<u8>>> {
        let mut turn = self.turn.borrow_mut();
        let next = turn.next.take();
        turn.busy = next.is_some();
        next
    }
}
