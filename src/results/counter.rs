//! The count, in a worker with a wasm of its own that is loaded only when somebody counts.

use std::cell::OnceCell;
use std::rc::Rc;

use documents::Budget;
use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, Worker, WorkerOptions};
use workers::messages::{CountFailure, FromCounter};
use workers::wire;
use yew::Callback;

use super::Message;

const USUAL: &str = workers::script!("counter");
/// The same with every check.
const EVERY: &str = workers::script!("counter_every");

const NO_COUNTER: Message = Message::CountFailed(CountFailure::NoCounter);

/// A count under way; dropping it stops the count.
pub(crate) struct Counter {
    _running: Rc<Running>,
}

#[derive(Default)]
struct Running {
    worker: OnceCell<Worker>,
    listeners: OnceCell<[EventListener; 2]>,
}

impl Counter {
    /// Counts the ballots for this budget in the box at an absolute address, unless the box still lists what an earlier count
    /// has seen.
    pub(crate) fn start(
        home: String,
        budget: &Budget,
        unless: Option<u64>,
        tell: &Callback<Message>,
    ) -> Self {
        let name = match unless {
            Some(seen) => [&home, "\n", &seen.to_string()].concat(),
            None => home,
        };
        let script = if budget.asks_more() { EVERY } else { USUAL };
        let running = Rc::<Running>::default();
        let (stopped, tell) = (Rc::downgrade(&running), tell.clone());
        // Whoever starts a count holds it before it can say anything.
        spawn_local(async move {
            let Some(running) = stopped.upgrade() else {
                return;
            };
            if running.begin(script, &name, &tell).is_err() {
                tell.emit(NO_COUNTER);
            }
        });
        Self { _running: running }
    }
}

impl Running {
    fn begin(&self, script: &str, name: &str, tell: &Callback<Message>) -> Result<(), JsValue> {
        let options = WorkerOptions::new();
        options.set_name(name);
        let worker = Worker::new_with_options(script, &options)?;
        let (told, failed) = (tell.clone(), tell.clone());
        let listeners = [
            EventListener::new(&worker, "message", move |event| {
                let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                told.emit(data.and_then(|data| read(&data)).unwrap_or(NO_COUNTER));
            }),
            EventListener::new(&worker, "error", move |_| failed.emit(NO_COUNTER)),
        ];
        // Both cells are empty: a count begins once.
        let _ = (self.worker.set(worker), self.listeners.set(listeners));
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.get() {
            worker.terminate();
        }
    }
}

/// What the worker says; `None` where it is not a counter of this kind.
fn read(data: &JsValue) -> Option<Message> {
    Some(match wire::from_js(data)? {
        FromCounter::Progress { done, of, refused } => {
            Message::CountProgressed { done, of, refused }
        }
        FromCounter::Busy { seconds } => Message::CountWaits { seconds },
        FromCounter::Outcome { result, beside } => Message::OutcomeCounted { result, beside },
        FromCounter::Finished {
            result,
            beside,
            seen,
            agreed,
            held,
        } => Message::CountFinished {
            result,
            beside,
            seen,
            agreed,
            held,
        },
        FromCounter::NoResult {
            sealed,
            refused,
            seen,
        } => Message::NothingCounted {
            sealed,
            refused,
            seen,
        },
        FromCounter::Unchanged => Message::BoxUnchanged,
        FromCounter::Failed { why } => Message::CountFailed(why),
    })
}
