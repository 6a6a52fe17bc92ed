//! Signing, sealing and looking codes up: a worker with a wasm of its own, begun when it is needed first.

use std::cell::RefCell;
use std::rc::Rc;

use documents::{Budget, Code, Id};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};
use workers::messages::{FromSealer, ToSealer};
use workers::wire::{from_js, to_js};

use super::{Tell, ballot_box, clock};
use crate::state::{Closing, SendMessage, Unsealed, VoterMessage};

const SCRIPT: &str = workers::script!("sealer");

/// Milliseconds that the page has to itself after its budget has come.
const QUIET: u32 = 2_000;

#[derive(Clone)]
pub(crate) struct Sealer(Rc<Inside>);

struct Inside {
    tell: Tell,
    begun: RefCell<Option<Begun>>,
    /// The program will be asked for.
    soon: RefCell<Option<Timeout>>,
    /// What is told of each question that has no answer yet, if the worker's program does not come.
    waiting: RefCell<Vec<FromSealer>>,
}

struct Begun {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Sealer {
    pub(crate) fn new(tell: Tell) -> Self {
        Self(Rc::new(Inside {
            tell,
            begun: RefCell::default(),
            soon: RefCell::default(),
            waiting: RefCell::default(),
        }))
    }

    /// Loads the program once the page is there, so that it is at hand when the connection is not.
    pub(crate) fn prepare_later(&self, budget: &Rc<Budget>) {
        let (this, budget) = (self.clone(), budget.clone());
        let soon = clock::after(QUIET, move || this.prepare(&budget));
        self.0.soon.replace(Some(soon));
    }

    fn prepare(&self, budget: &Budget) {
        if self.0.begun.borrow().is_none() {
            *self.0.begun.borrow_mut() = self.begin(budget).ok().flatten();
        }
    }

    pub(crate) fn check(&self, budget: &Budget, code: Code) {
        self.ask(budget, &ToSealer::Check { code });
    }

    /// Of this device's ballots.
    pub(crate) fn check_close(&self, budget: &Budget, ballots: Vec<Id>) {
        self.ask(budget, &ToSealer::Close { ballots });
    }

    pub(crate) fn seal(&self, budget: &Budget, unsealed: Unsealed) {
        let question = ToSealer::Seal {
            ballot: unsealed.ballot.to_bytes(),
            answers: unsealed.answers.to_json(),
            code: unsealed.code,
            revisions: unsealed.revisions,
            seed: unsealed.seed.0.into(),
        };
        self.ask(budget, &question);
    }

    pub(crate) fn settle(&self, budget: &Budget, ballot: Id, lines: Vec<u8>) {
        self.ask(budget, &ToSealer::Settle { ballot, lines });
    }

    fn ask(&self, budget: &Budget, question: &ToSealer) {
        self.0.waiting.borrow_mut().extend(question.unanswered());
        self.prepare(budget);
        let asked = match &*self.0.begun.borrow() {
            Some(begun) => begun.tell(question),
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
                match data.and_then(|data| from_js(&data)) {
                    Some(said) => told.heard(said),
                    None => told.missing(),
                }
            }),
            EventListener::new(&worker, "error", move |_| failed.missing()),
        ];
        let begun = Begun {
            worker,
            _listeners: listeners,
        };
        begun.tell(&ToSealer::Event {
            budget: (budget.id.as_str().into(), budget.sha256),
            keys: keys.clone(),
            home: ballot_box::absolute(&budget.ballot_box),
        })?;
        Ok(Some(begun))
    }

    fn heard(&self, said: FromSealer) {
        let mut waiting = self.0.waiting.borrow_mut();
        waiting.retain(|other| !other.is_of_the_same(&said));
        drop(waiting);
        self.tell(said);
    }

    /// The program is not there: whoever waits for it is told, and the next question tries to load it again.
    fn missing(&self) {
        if let Some(begun) = self.0.begun.borrow_mut().take() {
            begun.worker.terminate();
        }
        for said in self.0.waiting.take() {
            self.tell(said);
        }
    }

    fn tell(&self, said: FromSealer) {
        (self.0.tell)(match said {
            FromSealer::Checked {
                code,
                standing: found,
            } => VoterMessage::CodeChecked { code, found }.into(),
            FromSealer::Closed { found } => SendMessage::CloseKnown(match found {
                Some(Some(counted)) => Closing::Closed { counted },
                Some(None) => Closing::StillOpen,
                None => Closing::NotPossible,
            })
            .into(),
            FromSealer::Sealed { seed, bytes } => SendMessage::BallotSealed { seed, bytes }.into(),
            FromSealer::Settled { ballot, bytes } => {
                SendMessage::BallotSettled { ballot, bytes }.into()
            }
        });
    }
}

impl Begun {
    fn tell(&self, question: &ToSealer) -> Result<(), JsValue> {
        self.worker.post_message(&to_js(question))
    }
}
