//! Signing, sealing and looking codes up: a worker with a wasm of its own, begun when it is needed first.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use documents::key_list::Standing;
use documents::{Budget, Code, Id};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};

use super::{Tell, ballot_box};
use crate::state::{Closing, Message, SendMessage, Unsealed, VoterMessage};

/// Trunk gives a worker's files no hash in their names; this is the script to start.
const SCRIPT: &str = "sealer_start.js";

/// Milliseconds that the page has to itself after its budget has come.
const QUIET: u32 = 2_000;

#[derive(Clone)]
pub(crate) struct Sealer {
    tell: Tell,
    begun: Rc<RefCell<Option<Begun>>>,
    /// The code that is being looked up.
    asked: Rc<RefCell<Option<Code>>>,
    /// Whether the event is closed is being found out.
    asked_close: Rc<Cell<bool>>,
    /// Ballots whose place is being looked up.
    settling: Rc<RefCell<Vec<Id>>>,
}

struct Begun {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Sealer {
    pub(crate) fn new(tell: Tell) -> Self {
        Self {
            tell,
            begun: Rc::default(),
            asked: Rc::default(),
            asked_close: Rc::default(),
            settling: Rc::default(),
        }
    }

    /// Loads the program once the page is there, so that it is at hand when the connection is not.
    pub(crate) fn prepare_later(&self, budget: &Rc<Budget>) {
        let (this, budget) = (self.clone(), budget.clone());
        Timeout::new(QUIET, move || this.prepare(&budget)).forget();
    }

    fn prepare(&self, budget: &Budget) {
        if self.begun.borrow().is_none() {
            *self.begun.borrow_mut() = self.begin(budget).ok().flatten();
        }
    }

    pub(crate) fn check(&self, budget: &Budget, code: Code) {
        *self.asked.borrow_mut() = Some(code);
        self.ask(budget, &["check".into(), code.to_string().into()]);
    }

    /// `ids` of this device's ballots, one after the other.
    pub(crate) fn check_close(&self, budget: &Budget, ids: &str) {
        self.asked_close.set(true);
        self.ask(budget, &["close".into(), ids.into()]);
    }

    pub(crate) fn seal(&self, budget: &Budget, unsealed: &Unsealed) {
        let code = unsealed.code.map(|code| code.to_string());
        self.ask(
            budget,
            &[
                "seal".into(),
                bytes(&unsealed.ballot.to_bytes()),
                bytes(&unsealed.answers.to_json()),
                code.unwrap_or_default().into(),
                numbers(&unsealed.revisions),
                bytes(&unsealed.seed.0),
            ],
        );
    }

    pub(crate) fn settle(&self, budget: &Budget, id: Id, lines: &[u8]) {
        self.settling.borrow_mut().push(id);
        let question = ["settle".into(), id.to_string().into(), bytes(lines)];
        self.ask(budget, &question);
    }

    fn ask(&self, budget: &Budget, question: &[JsValue]) {
        self.prepare(budget);
        let asked = match &*self.begun.borrow() {
            Some(begun) => begun
                .worker
                .post_message(&question.iter().collect::<Array>()),
            None => Err(JsValue::NULL),
        };
        if asked.is_err() {
            self.missing();
        }
    }

    /// `None` where the budget has no keys, so that nothing can be sealed.
    fn begin(&self, budget: &Budget) -> Result<Option<Begun>, JsValue> {
        let Some(keys) = &budget.keys else {
            return Ok(None);
        };
        let worker = Worker::new(SCRIPT)?;
        let (told, failed) = (self.clone(), self.clone());
        let listeners = [
            EventListener::new(&worker, "message", move |event| {
                let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                match data.and_then(|data| told.read(&data)) {
                    Some(message) => (told.tell)(message),
                    None => told.missing(),
                }
            }),
            EventListener::new(&worker, "error", move |_| failed.missing()),
        ];
        let event = Array::of5(
            &"event".into(),
            &budget.id.as_str().into(),
            &budget.sha256.to_string().into(),
            &bytes(&keys.to_json()),
            &ballot_box::absolute(&budget.ballot_box).into(),
        );
        worker.post_message(&event)?;
        Ok(Some(Begun {
            worker,
            _listeners: listeners,
        }))
    }

    /// What the worker says; `None` where its program could not be loaded.
    fn read(&self, data: &JsValue) -> Option<Message> {
        let data: &Array = data.dyn_ref()?;
        match data.get(0).as_string()?.as_str() {
            "checked" => Some(
                VoterMessage::CodeChecked {
                    code: Code::read(&data.get(1).as_string()?).ok()?,
                    found: match data.get(2).as_string().as_deref() {
                        Some("may-vote") => Some(Standing::MayVote),
                        Some("voided") => Some(Standing::Voided),
                        Some("unknown") => Some(Standing::Unknown),
                        _ => None,
                    },
                }
                .into(),
            ),
            "closed" => {
                self.asked_close.set(false);
                Some(SendMessage::CloseKnown(closing(data.get(1).as_string(), data.get(2))).into())
            }
            "sealed" => Some(SendMessage::BallotSealed(bytes_in(&data.get(1))).into()),
            "settled" => {
                let ballot = Id::parse(&data.get(1).as_string()?)?;
                self.settling.borrow_mut().retain(|id| *id != ballot);
                Some(
                    SendMessage::BallotSettled {
                        ballot,
                        bytes: bytes_in(&data.get(2)),
                    }
                    .into(),
                )
            }
            _ => None,
        }
    }

    /// The program is not there: whoever waits for it is told, and the next question tries to load it again.
    fn missing(&self) {
        if let Some(begun) = self.begun.borrow_mut().take() {
            begun.worker.terminate();
        }
        let asked = self.asked.borrow_mut().take();
        if let Some(code) = asked {
            (self.tell)(VoterMessage::CodeChecked { code, found: None }.into());
        }
        (self.tell)(SendMessage::BallotSealed(None).into());
        if self.asked_close.take() {
            (self.tell)(SendMessage::CloseKnown(Closing::NotPossible).into());
        }
        for ballot in self.settling.take() {
            let bytes = None;
            (self.tell)(SendMessage::BallotSettled { ballot, bytes }.into());
        }
    }
}

/// `counted`: the ids of this device's ballots that count, one after the other.
fn closing(word: Option<String>, counted: JsValue) -> Closing {
    match word.as_deref() {
        Some("open") => Closing::StillOpen,
        Some("closed") => Closing::Closed {
            counted: ids(&counted.as_string().unwrap_or_default()),
        },
        _ => Closing::NotPossible,
    }
}

fn ids(text: &str) -> Vec<Id> {
    let each = text.as_bytes().chunks(64);
    each.filter_map(|id| Id::parse(std::str::from_utf8(id).ok()?))
        .collect()
}

fn numbers(numbers: &[u64]) -> JsValue {
    let all = numbers.iter().map(|number| JsValue::from(*number as f64));
    all.collect::<Array>().into()
}

fn bytes_in(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}
