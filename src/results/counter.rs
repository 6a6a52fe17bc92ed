//! The count, in a worker with a wasm of its own that is loaded only when somebody counts.
//!
//! The worker is told the box's address by its name, and posts arrays: `["progress", done, of, refused]`,
//! `["busy", seconds]` where the box asks to come later, `["outcome", result]` where checks that take long still run,
//! `["finished", result, agreed, unread, published, id, bytes, …]` with whether the close agrees (`null` before it), how
//! many results of the box were not looked at, how many of those that follow are published (`null` where that could not
//! be found out), and those (`null` where one could not be read), `["no-result", sealed, refused]`, or `["failed", why]`.

use std::cell::OnceCell;
use std::rc::Rc;

use documents::result::Refused;
use documents::{Budget, Id};
use fetch::{Cache, Request};
use gloo::events::EventListener;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{MessageEvent, Worker, WorkerOptions};
use yew::Callback;

use super::{Held, InBox, Message};

/// Trunk gives a worker's files no hash in their names; the first is the script to start.
const USUAL: [&str; 3] = ["counter_start.js", "counter.js", "counter_bg.wasm"];
/// The same with every check.
const EVERY: [&str; 3] = [
    "counter_start.js?every",
    "counter_every.js",
    "counter_every_bg.wasm",
];
/// What the counter starts where the organiser signs codes or a close.
const VERIFIER: [&str; 3] = ["verifier_start.js", "verifier.js", "verifier_bg.wasm"];
/// Milliseconds and bytes for one of them.
const PATIENCE: u32 = 60_000;
const LARGE: usize = 10_000_000;

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
    /// Counts the ballots for this budget in the box at an absolute address.
    pub(crate) fn start(home: String, budget: &Budget, tell: &Callback<Message>) -> Self {
        let signed = budget.keys.is_some();
        let files = if budget.asks_more() { &EVERY } else { &USUAL };
        let running = Rc::<Running>::default();
        let (stopped, tell) = (Rc::downgrade(&running), tell.clone());
        spawn_local(async move {
            let verifier = if signed { &VERIFIER[..] } else { &[] };
            freshen(files.iter().chain(verifier)).await;
            let Some(running) = stopped.upgrade() else {
                return;
            };
            if running.begin(files[0], &home, &tell).is_err() {
                tell.emit(Message::CountFailed("worker".into()));
            }
        });
        Self { _running: running }
    }
}

impl Running {
    fn begin(&self, script: &str, home: &str, tell: &Callback<Message>) -> Result<(), JsValue> {
        let options = WorkerOptions::new();
        options.set_name(home);
        let worker = Worker::new_with_options(script, &options)?;
        let (told, failed) = (tell.clone(), tell.clone());
        let listeners = [
            EventListener::new(&worker, "message", move |event| {
                let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                told.emit(
                    data.and_then(read)
                        .unwrap_or(Message::CountFailed("worker".into())),
                );
            }),
            EventListener::new(&worker, "error", move |_| {
                failed.emit(Message::CountFailed("worker".into()))
            }),
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
fn read(data: JsValue) -> Option<Message> {
    let data: Array = data.dyn_into().ok()?;
    let number = |at: u32| data.get(at).as_f64().map(|number| number as u32);
    let bytes = |at: u32| {
        data.get(at)
            .dyn_into::<Uint8Array>()
            .ok()
            .map(|bytes| bytes.to_vec())
    };
    let held = |at: u32| {
        Some(Held {
            id: Id::parse(&data.get(at).as_string()?)?,
            bytes: bytes(at + 1),
        })
    };
    let all = |from: u32, to: u32| {
        (from..to)
            .step_by(2)
            .map(held)
            .collect::<Option<Vec<Held>>>()
    };
    // Where the published results end; nothing where they could not be asked for.
    let published = data.get(4).as_f64().map(|number| 5 + 2 * number as u32);
    Some(match data.get(0).as_string()?.as_str() {
        "progress" => Message::CountProgressed {
            done: number(1)?,
            of: number(2)?,
            refused: number(3)?,
        },
        "busy" => Message::CountWaits {
            seconds: number(1)?,
        },
        "outcome" => Message::OutcomeCounted { result: bytes(1)? },
        "finished" => Message::CountFinished {
            result: bytes(1)?,
            agreed: data.get(2).as_bool(),
            held: InBox {
                published: match published {
                    Some(end) => Some(all(5, end)?),
                    None => None,
                },
                counts: all(published.unwrap_or(5), data.length())?,
                unread: number(3)?,
            },
        },
        "no-result" => Message::NothingCounted {
            sealed: ids(&bytes(1)?)?,
            refused: Refused::read(&bytes(2)?).ok()?,
        },
        "failed" => Message::CountFailed(data.get(1).as_string()?),
        _ => return None,
    })
}

/// One after the other, 32 bytes each.
fn ids(bytes: &[u8]) -> Option<Vec<Id>> {
    let (ids, rest) = bytes.as_chunks();
    rest.is_empty()
        .then(|| ids.iter().copied().map(Id::from_bytes).collect())
}

/// Asks the server whether the cached files still hold, so that no stale counter runs; offline the cached ones do.
async fn freshen(files: impl Iterator<Item = &'static &'static str>) {
    let checks = files.map(|address| {
        JsValue::from(future_to_promise(async move {
            let request = Request {
                address,
                sent: None,
                cache: Cache::Checked,
                patience: PATIENCE,
                limit: LARGE,
            };
            let _ = request.send().await;
            Ok(JsValue::UNDEFINED)
        }))
    });
    let _ = JsFuture::from(Promise::all(&Array::from_iter(checks))).await;
}
