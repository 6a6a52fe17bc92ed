//! Leaving the page and coming back to it.

use gloo::events::{EventListener, EventListenerOptions};

use super::window;

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
