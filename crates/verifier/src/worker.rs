//! Messages in and out: bytes, of which the first message has the papers and each further one a batch. The answers
//! come in the same order, after one empty message that says that the worker listens.

use js_sys::{Array, Uint8Array};
use verifier::Verifier;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

pub(crate) fn start() {
    let mut verifier = None;
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = event
            .data()
            .dyn_into()
            .map(|data: Uint8Array| data.to_vec());
        let answer = bytes.ok().and_then(|bytes| match &verifier {
            None => {
                let (begun, found) = Verifier::begin(&bytes)?;
                verifier = Some(begun);
                Some(found)
            }
            Some(verifier) => verifier.judge(&bytes),
        });
        say(answer.as_deref());
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    say(Some(&[]));
}

/// `None` says that the message could not be understood. The bytes are handed over, not copied.
fn say(answer: Option<&[u8]>) {
    let Some(answer) = answer else {
        let _ = scope().post_message(&JsValue::NULL);
        return;
    };
    let answer = Uint8Array::from(answer);
    let handed = Array::of1(&answer.buffer());
    scope()
        .post_message_with_transfer(&answer, &handed)
        .expect("bytes of our own can be handed over");
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
