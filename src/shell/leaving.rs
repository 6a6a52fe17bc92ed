//! Leaving the page and coming back to it.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::prelude::*;
use web_sys::PageTransitionEvent;

use super::window;
use crate::state::Mode;

/// Asks "leave this page?" for as long as something would be lost that somebody may believe was sent.
#[derive(Default)]
pub(crate) struct Leaving {
    question: Option<EventListener>,
}

impl Leaving {
    /// The listener stands only while it is needed, because it keeps the page out of the back/forward cache.
    pub(crate) fn warn(&mut self, warn: bool) {
        if warn == self.question.is_some() {
            return;
        }
        self.question = warn.then(|| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window(), "beforeunload", options, |event| {
                event.prevent_default()
            })
        });
    }
}

/// On a shared device a page that comes back from the back/forward cache would show the last visitor's.
pub(crate) fn listen(mode: Mode) -> Option<EventListener> {
    let kiosk = mode == Mode::Kiosk;
    kiosk.then(|| {
        EventListener::new(&window(), "pageshow", |event| {
            let persisted = event
                .dyn_ref::<PageTransitionEvent>()
                .is_some_and(PageTransitionEvent::persisted);
            if persisted {
                let _ = window().location().reload();
            }
        })
    })
}
