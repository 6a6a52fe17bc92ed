//! What the worker says to the page: arrays that begin with a word.

use documents::Id;
use documents::result::Refused;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

use super::held::Held;

pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// `of` is 0 until it is known.
pub(crate) fn progress(done: u32, of: u32, refused: u64) {
    let refused = JsValue::from(refused as u32);
    post(&Array::of4(
        &"progress".into(),
        &done.into(),
        &of.into(),
        &refused,
    ));
}

/// The box asks to come later, and is asked again in so many seconds.
pub(crate) fn busy(seconds: u32) {
    post(&Array::of2(&"busy".into(), &seconds.into()));
}

/// The outcome, while checks that take long still run.
pub(crate) fn outcome(result: &[u8]) {
    post(&Array::of2(&"outcome".into(), &Uint8Array::from(result)));
}

/// The result's bytes; after the close, whether the organiser has signed that very result, else `null`; how many of the
/// box's results were not looked at; how many of those that follow are published, `null` where nobody knows; then name and
/// bytes of each.
pub(crate) fn finished(result: &[u8], agreed: Option<bool>, held: &Held) {
    let agreed = agreed.map_or(JsValue::NULL, JsValue::from);
    let published = held
        .published
        .as_ref()
        .map(|published| published.len() as u32);
    let message = Array::of5(
        &"finished".into(),
        &Uint8Array::from(result),
        &agreed,
        &held.unread.into(),
        &published.map_or(JsValue::NULL, JsValue::from),
    );
    for (id, bytes) in held.published.iter().flatten().chain(&held.counts) {
        message.push(&id.to_string().into());
        message.push(
            &bytes
                .as_deref()
                .map_or(JsValue::NULL, |bytes| Uint8Array::from(bytes).into()),
        );
    }
    post(&message);
}

/// Nothing can be counted: the ids of the ballots that are sealed, 32 bytes each, and what was refused.
pub(crate) fn no_result(sealed: &[Id], refused: &Refused) {
    let sealed: Vec<u8> = sealed.iter().flat_map(|id| *id.as_bytes()).collect();
    let sealed = Uint8Array::from(sealed.as_slice());
    let refused = Uint8Array::from(refused.to_bytes().as_slice());
    post(&Array::of3(&"no-result".into(), &sealed, &refused));
}

pub(crate) fn failed(why: &str) {
    post(&Array::of2(&"failed".into(), &why.into()));
}

fn post(message: &Array) {
    scope()
        .post_message(message)
        .expect("arrays of texts, numbers and bytes can be cloned");
}
