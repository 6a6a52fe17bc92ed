//! Signing, sealing and looking codes up: a worker with a wasm of its own, begun when it is needed first.

use std::cell::RefCell;
use std::rc::Rc;

use documents::key_list::Standing;
use documents::{Budget, Code};
use gloo::events::EventListener;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};

use super::{Tell, r#box};
use crate::state::{Message, Unsealed};

/// Trunk gives a worker's files no hash in their names; this is the script to start.
const SCRIPT: &str = "sealer_start.js";

#[derive(Clone)]
pub(crate) struct Sealer {
    tell: Tell,
    begun: Rc<RefCell<Option<Begun>>>,
    /// The code that is being looked up.
    asked: Rc<RefCell<Option<Code>>>,
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
        }
    }

    /// Loads the program, so that it is there when the connection is not.
    pub(crate) fn prepare(&self, budget: &Budget) {
        if self.begun.borrow().is_none() {
            *self.begun.borrow_mut() = self.begin(budget).ok().flatten();
        }
    }

    pub(crate) fn check(&self, budget: &Budget, code: Code) {
        *self.asked.borrow_mut() = Some(code);
        self.ask(budget, &["check".into(), code.to_string().into()]);
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
                (unsealed.revision as f64).into(),
            ],
        );
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
            &r#box::absolute(&budget.r#box).into(),
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
            "checked" => Some(Message::CodeChecked {
                code: Code::read(&data.get(1).as_string()?).ok()?,
                found: match data.get(2).as_string().as_deref() {
                    Some("may-vote") => Some(Standing::MayVote),
                    Some("voided") => Some(Standing::Voided),
                    Some("unknown") => Some(Standing::Unknown),
                    _ => None,
                },
            }),
            "sealed" => Some(Message::BallotSealed(
                data.get(1).dyn_ref::<Uint8Array>().map(Uint8Array::to_vec),
            )),
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
            (self.tell)(Message::CodeChecked { code, found: None });
        }
        (self.tell)(Message::BallotSealed(None));
    }
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}
