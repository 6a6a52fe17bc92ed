//! Brings in what is needed at a kiosk, in a hall, at a desk: a piece of its own ([`crate::places`]).

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen_futures::spawn_local;

use super::{Tell, window};
use crate::pieces;
use crate::places::{Beside, Place};
use crate::state::{PieceMessage, PlaceTable, State};

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
        let place = Place::at(state, &fragment);
        if place != self.place {
            self.place = place;
            // What is still on its way belongs to the place before.
            self.begun = Begun::default();
            self.fetch();
        }
        if let Some(begun) = &mut *self.begun.borrow_mut() {
            begun.drawn(state);
        }
    }

    /// Unless it is here or on its way.
    pub(crate) fn fetch(&self) {
        let idle = Rc::strong_count(&self.begun) == 1 && self.begun.borrow().is_none();
        if let Some(place) = self.place.filter(|_| idle) {
            spawn_local(load(place, self.begun.clone(), self.tell.clone()));
        }
    }
}

async fn load(place: Place, begun: Begun, tell: Tell) {
    let came = begin_at(place, &tell).await;
    // Whoever has gone from the place meanwhile holds nothing of it any more.
    if Rc::strong_count(&begun) == 1 {
        return;
    }
    let says = match came {
        Some((came, table)) => {
            begun.replace(Some(came));
            PieceMessage::PlaceCame(table)
        }
        None => PieceMessage::PlaceMissing,
    };
    drop(begun);
    tell(says.into());
}

/// Promises are for every resident: nothing for staff is loaded along with them.
async fn begin_at(place: Place, tell: &Tell) -> Option<(Box<dyn Beside>, Option<PlaceTable>)> {
    let (begins, table) = match place {
        Place::Promises => ((pieces::results::load().await.ok()?.promises)(), None),
        place => {
            let places = pieces::places::load().await.ok()?;
            ((places.begin)(place, tell), Some(PlaceTable(places)))
        }
    };
    Some((begins.await?, table))
}

/// The page is drawn once more, and looked at.
fn look(tell: &Tell) {
    tell(PieceMessage::LaterAsked.into());
}
