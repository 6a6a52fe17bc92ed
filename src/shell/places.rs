//! Brings in what is needed at a kiosk, in a hall, at a desk: a piece of its own ([`crate::places`]).

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen_futures::spawn_local;

use super::{Tell, clock, window};
use crate::pieces;
use crate::places::{Beside, Place};
use crate::state::{PieceMessage, State};

/// Until the piece is asked for again, where it could not be had.
const AGAIN_MS: u32 = 5_000;

pub(crate) struct PlacesPart {
    tell: Tell,
    place: Option<Place>,
    begun: Begun,
    _moved: EventListener,
}

type Begun = Rc<RefCell<Option<Box<dyn Beside>>>>;

impl PlacesPart {
    pub(crate) fn new(tell: Tell) -> Self {
        // A fragment that is no screen's tells the widget nothing, and may be a place's.
        let told = tell.clone();
        let moved = EventListener::new(&window(), "hashchange", move |_| look(&told));
        Self {
            tell,
            place: None,
            begun: Begun::default(),
            _moved: moved,
        }
    }

    /// To be called once the page shows the state.
    pub(crate) fn drawn(&mut self, state: &State) {
        let fragment = window().location().hash().unwrap_or_default();
        let place = Place::of(&state.setting, &fragment);
        if place != self.place {
            self.place = place;
            // What is still on its way belongs to the place before.
            self.begun = Begun::default();
            if let Some(place) = place {
                load(place, self.begun.clone(), self.tell.clone());
            }
        }
        if let Some(begun) = &mut *self.begun.borrow_mut() {
            begun.drawn(state);
        }
    }
}

fn load(place: Place, begun: Begun, tell: Tell) {
    spawn_local(async move {
        match pieces::places::load().await {
            Ok(places) => {
                begun.replace(Some((places.begin)(place, &tell)));
                look(&tell);
            }
            // Whoever has gone from the place holds nothing of it any more.
            Err(pieces::Missing) if Rc::strong_count(&begun) > 1 => {
                clock::after(AGAIN_MS, move || load(place, begun, tell)).forget();
            }
            Err(pieces::Missing) => {}
        }
    });
}

/// The page is drawn once more, and looked at.
fn look(tell: &Tell) {
    tell(PieceMessage::LaterAsked.into());
}
