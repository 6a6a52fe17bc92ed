//! A screen that many look at: it stays on, and fills the device where somebody asks for that.
//!
//! Browsers have both as promises that they may refuse, and some have neither: then the page goes on as it is.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::by_name::{call, get};
use super::{document, window};

/// Asks the browser to keep the screen on. What it grants ends whenever the page is hidden: ask again when it is seen.
pub(crate) fn stay_on() {
    let lock = get(&window().navigator(), "wakeLock");
    quiet(call(&lock, "request", &"screen".into()));
}

/// Fills the screen, or gives it back. Browsers do it in answer to a press only.
pub(crate) fn turn_full() {
    let page: JsValue = document().into();
    let asked = match get(&page, "fullscreenElement").is_truthy() {
        true => call(&page, "exitFullscreen", &JsValue::UNDEFINED),
        false => call(
            &get(&page, "documentElement"),
            "requestFullscreen",
            &JsValue::UNDEFINED,
        ),
    };
    quiet(asked);
}

/// A refusal is no error of the page.
fn quiet(asked: Result<JsValue, JsValue>) {
    if let Ok(promised) = asked {
        spawn_local(async move {
            let _ = JsFuture::from(Promise::resolve(&promised)).await;
        });
    }
}
