//! Brings in the results page, a piece of its own, and tells it of every change.

use documents::Lang;
use gloo::events::EventListener;
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;

use super::{Tell, window};
use crate::pieces;
use crate::results::{CHANGED, MISSING};
use crate::state::{ResultsMessage, State};

/// In which language it shows the results now.
pub(crate) struct ResultsPart {
    tell: Tell,
    shown: Option<Lang>,
    _missing: EventListener,
}

impl ResultsPart {
    pub(crate) fn new(tell: Tell) -> Self {
        let told = tell.clone();
        let missing = EventListener::new(&window(), MISSING, move |_| {
            told(ResultsMessage::ResultsMissing.into())
        });
        Self {
            tell,
            shown: None,
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
        self.fetch();
    }

    /// Also once more, where it could not be had before.
    pub(crate) fn fetch(&self) {
        let tell = self.tell.clone();
        spawn_local(async move {
            match pieces::results::load().await {
                Ok(results) => (results.start)(),
                Err(pieces::Missing) => tell(ResultsMessage::ResultsMissing.into()),
            }
            if let Ok(event) = Event::new(CHANGED) {
                let _ = window().dispatch_event(&event);
            }
        });
    }
}
