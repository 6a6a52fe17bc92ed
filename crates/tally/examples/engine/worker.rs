//! The measurements as a browser's worker.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// Waits for the message with the elections; the last message back is empty.
pub(crate) fn start() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let back = scope.clone();
    let measure = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let pairs = Array::from(&message.data());
        let text = |pair: &Array, at| pair.get(at).as_string().unwrap_or_default();
        let elections: Vec<(String, String)> = pairs
            .iter()
            .map(|pair| Array::from(&pair))
            .map(|pair| (text(&pair, 0), text(&pair, 1)))
            .collect();
        // A page that has gone has no use for the lines.
        let tell = |line: String| drop(back.post_message(&JsValue::from_str(&line)));
        crate::measure(&elections, now, tell);
        tell(String::new());
    });
    scope.set_onmessage(Some(measure.as_ref().unchecked_ref()));
    measure.forget();
}
