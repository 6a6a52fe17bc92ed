//! Brings in the results page's own program, and tells it of every change.

use gloo::events::EventListener;
use web_sys::Event;

use super::{Tell, script, window};
use crate::results::{CHANGED, MISSING, SCRIPT};
use crate::state::{Message, State};
use documents::Lang;

/// The program, and in which language it shows the results now.
pub(crate) struct ResultsPart {
    tell: Tell,
    shown: Option<Lang>,
    /// Stands once the script is in the page; tells when it cannot be loaded.
    script: Option<EventListener>,
    _missing: EventListener,
}

impl ResultsPart {
    pub(crate) fn new(tell: Tell) -> Self {
        let told = tell.clone();
        let missing =
            EventListener::new(&window(), MISSING, move |_| told(Message::ResultsMissing));
        Self {
            tell,
            shown: None,
            script: None,
            _missing: missing,
        }
    }

    /// To be called once the page shows the state.
    pub(crate) fn draw(&mut self, state: &State) {
        let wanted = state.results_lang();
        if wanted == self.shown.as_ref() {
            return;
        }
        self.shown = wanted.cloned();
        if self.script.is_none() {
            self.script = self.load();
        } else if let Ok(event) = Event::new(CHANGED) {
            let _ = window().dispatch_event(&event);
        }
    }

    fn load(&self) -> Option<EventListener> {
        let (script, tell) = (script::add(SCRIPT)?, self.tell.clone());
        Some(EventListener::new(&script, "error", move |_| {
            tell(Message::ResultsMissing)
        }))
    }
}
