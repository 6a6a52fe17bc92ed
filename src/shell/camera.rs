//! The code on a card, read by the camera: a script that is loaded when somebody asks for it.

use gloo::events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, Event};

use super::{Tell, document, script, window};
use crate::state::VoterMessage;

const SCAN: &str = "common-purse-scan";
const SCANNED: &str = "common-purse-scanned";

/// Can this browser read QR codes by itself? The button to do so is shown only then.
pub(crate) fn mark() {
    let able = Reflect::has(&window(), &"BarcodeDetector".into()) == Ok(true);
    if able {
        super::mark("data-scans", "");
    }
}

pub(crate) fn scan() {
    if let Ok(Some(_)) = document().query_selector("script[data-scan]") {
        if let Ok(event) = Event::new(SCAN) {
            let _ = window().dispatch_event(&event);
        }
        return;
    }
    if let Some(script) = script::add(&script::SCAN) {
        let _ = script.set_attribute("data-scan", "");
    }
}

/// Tells of a card that was read: its code, whether it stands alone or in an address.
pub(crate) fn listen(tell: &Tell) -> EventListener {
    let tell = tell.clone();
    EventListener::new(&window(), SCANNED, move |event| {
        let read = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
        if let Some(text) = read.and_then(|read| read.as_string()) {
            // An address ends in "#code=" and the code, in which no "=" can be.
            let code = text.rsplit('=').next().unwrap_or_default();
            tell(VoterMessage::CodeTyped(code.into()).into());
        }
    })
}
