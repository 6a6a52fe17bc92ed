//! Verifiers side by side: workers of this worker, with a wasm of their own (`crates/verifier`).

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use counter::judging::{Asked, Found, Papers, Verdict, pack_asked, unpack_verdicts};
use futures_util::future::try_join_all;
use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker, WorkerNavigator};

use super::post;

/// The script that starts one, beside the counter's.
const SCRIPT: &str = "verifier_start.js";
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
        let navigator: WorkerNavigator = post::scope().navigator();
        Self::start((navigator.hardware_concurrency() as usize).clamp(1, MOST))
    }

    /// One is enough to see whether the organiser has signed.
    pub(crate) fn for_papers() -> Result<Self, NoVerifier> {
        Self::start(1)
    }

    fn start(number: usize) -> Result<Self, NoVerifier> {
        let started = (0..number).map(|_| Verifier::start());
        Ok(Self(started.collect::<Result<_, JsValue>>()?))
    }

    /// So many batches keep all of them busy.
    pub(crate) fn at_once(&self) -> usize {
        self.0.len() * IN_HAND
    }

    /// Tells all of them what the organiser has signed; they find the same.
    pub(crate) async fn begin(&self, papers: &Papers<'_>) -> Result<Found, NoVerifier> {
        let papers = papers.to_bytes();
        let found = try_join_all(self.0.iter().map(|verifier| verifier.begin(&papers))).await?;
        found
            .first()
            .and_then(|found| Found::read(found))
            .ok_or(NoVerifier)
    }

    /// Has a batch judged by whoever has the least before it.
    pub(crate) async fn judge<B: AsRef<[u8]>>(
        &self,
        batch: &[Asked<B>],
    ) -> Result<Vec<Verdict>, NoVerifier> {
        let verifier = self.0.iter().min_by_key(|verifier| verifier.waiting());
        let answer = verifier.ok_or(NoVerifier)?.ask(&pack_asked(batch)).await?;
        unpack_verdicts(&answer)
            .filter(|verdicts| verdicts.len() == batch.len())
            .ok_or(NoVerifier)
    }
}

/// One worker; dropping it ends it.
struct Verifier {
    worker: Worker,
    turns: Turns,
    /// Its first word, that it listens.
    listens: Promise,
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
        Ok(Self {
            listens: turn(&turns),
            worker,
            turns,
        })
    }

    fn waiting(&self) -> usize {
        self.turns
            .borrow()
            .as_ref()
            .map_or(usize::MAX, VecDeque::len)
    }

    async fn begin(&self, papers: &[u8]) -> Result<Vec<u8>, JsValue> {
        JsFuture::from(self.listens.clone()).await?;
        self.ask(papers).await
    }

    /// The bytes are handed over, not copied.
    async fn ask(&self, question: &[u8]) -> Result<Vec<u8>, JsValue> {
        let answer = turn(&self.turns);
        let question = Uint8Array::from(question);
        let handed = Array::of1(&question.buffer());
        self.worker.post_message_with_transfer(&question, &handed)?;
        let answer: Uint8Array = JsFuture::from(answer).await?.dyn_into()?;
        Ok(answer.to_vec())
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
