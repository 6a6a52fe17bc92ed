//! What every worker has: whoever started it, to hear and to tell.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::wire::{Wire, from_js, to_js};

pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Hears every message from now on, and those that came before; `None` of what is no such message.
pub(crate) fn hear<T: Wire + 'static>(mut heard: impl FnMut(Option<T>) + 'static) {
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        heard(from_js(&event.data()));
    });
    scope().set_onmessage(Some(hear.into_js_value().unchecked_ref()));
}

/// The bytes are handed over, not copied.
pub(crate) fn tell(message: &impl Wire) {
    let bytes = to_js(message);
    let handed = Array::of1(&bytes.buffer());
    scope()
        .post_message_with_transfer(&bytes, &handed)
        .expect("bytes of our own can be handed over");
}
