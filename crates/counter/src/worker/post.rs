//! What the worker says to the page: arrays that begin with a word.

use documents::Id;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// `of` is 0 until it is known.
pub(crate) fn progress(done: u32, of: u32) {
    post(&Array::of3(&"progress".into(), &done.into(), &of.into()));
}

/// The result's bytes, then name and bytes of each result that the box holds.
pub(crate) fn finished(result: &[u8], held: &[(Id, Option<Vec<u8>>)]) {
    let message = Array::of2(&"finished".into(), &Uint8Array::from(result));
    for (id, bytes) in held {
        message.push(&id.to_string().into());
        message.push(
            &bytes
                .as_deref()
                .map_or(JsValue::NULL, |bytes| Uint8Array::from(bytes).into()),
        );
    }
    post(&message);
}

pub(crate) fn failed(why: &str) {
    post(&Array::of2(&"failed".into(), &why.into()));
}

fn post(message: &Array) {
    scope()
        .post_message(message)
        .expect("arrays of texts, numbers and bytes can be cloned");
}
