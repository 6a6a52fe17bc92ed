//! A screen that many look at: it stays on, and fills the device where somebody asks for that.
//!
//! Browsers have both as promises that they may refuse, and some have neither: then the page goes on as it is.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{document, window};

/// Asks the browser to keep the screen on. What it grants ends whenever the page is hidden: ask again when it is seen.
pub(crate) fn stay_on() {
    let asked = Reflect::get(&window().navigator(), &"wakeLock".into())
        .and_then(|lock| call(&lock, "request", &["screen".into()]));
    quiet(asked);
}

/// Fills the screen, or gives it back. Browsers do it in answer to a press only.
pub(crate) fn turn_full() {
    let page: JsValue = document().into();
    let full = Reflect::get(&page, &"fullscreenElement".into()).is_ok_and(|it| it.is_object());
    let asked = match (full, document().document_element()) {
        (true, _) => call(&page, "exitFullscreen", &[]),
        (false, Some(root)) => call(&root, "requestFullscreen", &[]),
        (false, None) => return,
    };
    quiet(asked);
}

fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(of, &name.into())?.dyn_into()?;
    function.apply(of, &with.iter().collect())
}

/// A refusal is no error of the page.
fn quiet(asked: Result<JsValue, JsValue>) {
    if let Ok(Ok(promise)) = asked.map(JsCast::dyn_into::<Promise>) {
        wasm_bindgen_futures::spawn_local(async move {
            let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
        });
    }
}
