//! Brings in the results page, a piece of its own, and tells it of every change.

use documents::Lang;
use gloo::events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;

use super::{Tell, clock, window};
use crate::pieces;
use crate::results::{CHANGED, MISSING};
use crate::state::{Phase, ResultsMessage, State};

/// Milliseconds that everything else has to itself: the results are asked for last, if at all.
const QUIET: u32 = 5_000;

/// In which language it shows the results now.
pub(crate) struct ResultsPart {
    tell: Tell,
    shown: Option<Lang>,
    prepared: bool,
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
            prepared: false,
            _missing: missing,
        }
    }

    /// To be called once the page shows the state.
    pub(crate) fn draw(&mut self, state: &State) {
        self.prepare_later(state);
        let wanted = state.results_lang();
        if wanted == self.shown.as_ref() {
            return;
        }
        self.shown = wanted.cloned();
        self.fetch();
    }

    /// Brings the piece in before it is asked for, where it may be, so that no step waits for the network then. Where it
    /// cannot be had now, that is said once somebody asks.
    fn prepare_later(&mut self, state: &State) {
        let open = matches!(&state.phase, Phase::Open(open) if open.budget.results_open);
        if !open || std::mem::replace(&mut self.prepared, true) {
            return;
        }
        let tell = self.tell.clone();
        let prepare = move || {
            if !is_spare() {
                load(tell, false);
            }
        };
        clock::after(QUIET, prepare).forget();
    }

    /// Also once more, where it could not be had before.
    pub(crate) fn fetch(&self) {
        load(self.tell.clone(), true);
    }
}

/// Brings the piece in, and shows the results if they have been asked for.
fn load(tell: Tell, show: bool) {
    spawn_local(async move {
        let came = pieces::results::load().await;
        if !show {
            return;
        }
        match came {
            Ok(results) => (results.start)(),
            Err(pieces::Missing) => tell(ResultsMessage::ResultsMissing.into()),
        }
        if let Ok(event) = Event::new(CHANGED) {
            let _ = window().dispatch_event(&event);
        }
    });
}

/// Does the visitor pay for each byte, or wait long for it, as far as the browser says (Network Information, Save-Data)?
fn is_spare() -> bool {
    let field = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
    let connection = field(&window().navigator(), "connection");
    let slow = field(&connection, "effectiveType").as_string();
    field(&connection, "saveData").is_truthy() || slow.is_some_and(|type_| type_.ends_with("2g"))
}
