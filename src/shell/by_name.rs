//! What few pages ask of a browser, by its name: whatever is named as an import adds to the first load, for everybody.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Nothing where the browser has no such thing.
pub(crate) fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// # Errors
/// Where the browser has no such function, or that refuses.
pub(crate) fn call(of: &JsValue, name: &str, with: &JsValue) -> Result<JsValue, JsValue> {
    let function: Function = get(of, name).dyn_into()?;
    function.call1(of, with)
}
