//! What every worker has: whoever started it, to hear and to tell.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::wire::{Wire, to_bytes};

pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Hears every message from now on, and those that came before.
pub(crate) fn hear(mut heard: impl FnMut(Vec<u8>) + 'static) {
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        heard(bytes_in(&event.data()).unwrap_or_default());
    });
    scope().set_onmessage(Some(hear.into_js_value().unchecked_ref()));
}

/// The bytes are handed over, not copied.
pub(crate) fn tell(message: &impl Wire) {
    let bytes = Uint8Array::from(to_bytes(message).as_slice());
    let handed = Array::of1(&bytes.buffer());
    scope()
        .post_message_with_transfer(&bytes, &handed)
        .expect("bytes of our own can be handed over");
}

/// The bytes of a message; `None` where it is another thing.
pub fn bytes_in(data: &JsValue) -> Option<Vec<u8>> {
    data.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}
