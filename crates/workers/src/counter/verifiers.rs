//! Verifiers side by side: workers of this worker, with a program of their own.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use documents::judging::{Question, Reply};
use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker, WorkerNavigator};

use crate::messages::FromVerifier;
use crate::scope::scope;
use crate::wire::{from_js, to_bytes};

/// The script that starts one: the counter's own, with another program's name behind it.
const SCRIPT: &str = "?verifier";
/// More of them than this share a phone's memory for little.
const MOST: usize = 4;
/// Batches that each has before it: one at work, one in hand.
const IN_HAND: usize = 2;

/// This browser starts no worker from a worker, or the verifier's program did not load, or it broke.
pub(crate) struct NoVerifier;

impl From<JsValue> for NoVerifier {
    fn from(_: JsValue) -> Self {
        Self
    }
}

pub(crate) struct Verifiers(Vec<Verifier>);

impl Verifiers {
    /// As many as this device has cores, within reason.
    pub(crate) fn for_ballots() -> Result<Self, NoVerifier> {
        let navigator: WorkerNavigator = scope().navigator();
        Self::start((navigator.hardware_concurrency() as usize).clamp(1, MOST))
    }

    pub(crate) fn start(number: usize) -> Result<Self, NoVerifier> {
        let started = (0..number).map(|_| Verifier::start());
        Ok(Self(started.collect::<Result<_, JsValue>>()?))
    }

    /// So many batches keep all of them busy.
    pub(crate) fn at_once(&self) -> usize {
        self.0.len() * IN_HAND
    }

    /// A setup is told to all of them, who find the same; a batch is judged by whoever has the least before it.
    pub(crate) async fn ask(&self, question: &Question<Vec<u8>>) -> Result<Reply, NoVerifier> {
        let bytes = to_bytes(question);
        let answer = match question {
            Question::Setup(_) => {
                let asked = self.0.iter().map(|verifier| verifier.ask(&bytes));
                let asked: Vec<Promise> = asked.collect::<Result<_, JsValue>>()?;
                let mut last = JsValue::NULL;
                for answer in asked {
                    last = JsFuture::from(answer).await?;
                }
                last
            }
            Question::Jobs(_) => {
                let verifier = self.0.iter().min_by_key(|verifier| verifier.waiting());
                JsFuture::from(verifier.ok_or(NoVerifier)?.ask(&bytes)?).await?
            }
        };
        from_js::<FromVerifier>(&answer).flatten().ok_or(NoVerifier)
    }
}

/// One worker; dropping it ends it.
struct Verifier {
    worker: Worker,
    turns: Turns,
}

/// Who waits for an answer, in order; `None` once it has broken.
type Turns = Rc<RefCell<Option<VecDeque<Turn>>>>;

struct Turn {
    answer: Function,
    fail: Function,
}

impl Verifier {
    fn start() -> Result<Self, JsValue> {
        let worker = Worker::new(SCRIPT)?;
        let turns: Turns = Rc::new(RefCell::new(Some(VecDeque::new())));
        let (heard, broken) = (turns.clone(), turns.clone());
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let turn = heard.borrow_mut().as_mut().and_then(VecDeque::pop_front);
            if let Some(turn) = turn {
                let _ = turn.answer.call1(&JsValue::NULL, &event.data());
            }
        });
        let broke = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            // What went wrong is told by the count; left alone, it would go on to the page as the counter's own error.
            event.prevent_default();
            for turn in broken.take().into_iter().flatten() {
                let _ = turn.fail.call0(&JsValue::NULL);
            }
        });
        // They go with the worker, not with us: ended while it loads, it still has an error to tell.
        worker.set_onmessage(Some(hear.into_js_value().unchecked_ref()));
        worker.set_onerror(Some(broke.into_js_value().unchecked_ref()));
        Ok(Self { worker, turns })
    }

    fn waiting(&self) -> usize {
        self.turns
            .borrow()
            .as_ref()
            .map_or(usize::MAX, VecDeque::len)
    }

    /// The bytes are handed over, not copied.
    fn ask(&self, question: &[u8]) -> Result<Promise, JsValue> {
        let answer = turn(&self.turns);
        let question = Uint8Array::from(question);
        let handed = Array::of1(&question.buffer());
        self.worker.post_message_with_transfer(&question, &handed)?;
        Ok(answer)
    }
}

impl Drop for Verifier {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// What comes as the next answer that nobody waits for yet.
fn turn(turns: &Turns) -> Promise {
    Promise::new(&mut |answer, fail| match turns.borrow_mut().as_mut() {
        Some(turns) => turns.push_back(Turn { answer, fail }),
        None => {
            let _ = fail.call0(&JsValue::NULL);
        }
    })
}
