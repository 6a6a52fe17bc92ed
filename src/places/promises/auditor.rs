//! The auditor, in a worker with a wasm of its own.

use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};
use workers::messages::{FromAuditor, ToAuditor};
use workers::wire::{from_js, to_js};
use yew::Callback;

use super::Message;

const SCRIPT: &str = workers::script!("auditor");

/// Dropping it ends the worker.
pub(super) struct Auditor {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Auditor {
    /// `None` where the browser starts no worker.
    pub(super) fn begin(tell: &Callback<Message>) -> Option<Self> {
        let worker = Worker::new(SCRIPT).ok()?;
        let (told, failed) = (tell.clone(), tell.clone());
        let listeners = [
            EventListener::new(&worker, "message", move |event| {
                let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                told.emit(match data.and_then(|data| from_js(&data)) {
                    Some(FromAuditor::Read { ledger }) => Message::LedgerRead(ledger),
                    Some(FromAuditor::Found { receipt, ballot }) => {
                        Message::BallotFound { receipt, ballot }
                    }
                    None => Message::AuditorMissing,
                });
            }),
            EventListener::new(&worker, "error", move |_| {
                failed.emit(Message::AuditorMissing)
            }),
        ];
        Some(Self {
            worker,
            _listeners: listeners,
        })
    }

    /// Was the question handed over?
    pub(super) fn ask(&self, question: &ToAuditor) -> bool {
        self.worker.post_message(&to_js(question)).is_ok()
    }
}

impl Drop for Auditor {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
