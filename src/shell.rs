//! The only door to the browser: carries out effects and tells what happens, one file for each ability.

pub(crate) mod ballot_box;
pub(crate) mod by_name;
mod camera;
pub(crate) mod clock;
pub(crate) mod focus;
mod framed;
mod history;
mod later;
mod leaving;
pub(crate) mod memory;
pub(crate) mod money;
mod places;
pub(crate) mod random;
mod results;
pub(crate) mod screen;
pub(crate) mod script;
mod sealer;
pub(crate) mod start;
pub(crate) mod stash;
pub(crate) mod words;

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Window};

use crate::pieces;
use crate::state::{
    Effect, Message, Mode, NavigateMessage, PieceMessage, State, Table, VoterMessage,
};

pub(crate) use clock::today;
pub use later::later;
pub use start::{fetch_first, setting};

use self::clock::Timers;
use self::focus::Place;

/// What is not needed for the first paint waits for it.
const AFTER_PAINT_MS: u32 = 0;

/// How the shell tells the state what happened.
pub type Tell = Rc<dyn Fn(Message)>;

/// What follows the first touch: the device's memory, sending, and what goes on outside the page.
pub trait Later {
    /// Carries out an effect that the first piece does not know how to.
    fn perform(&mut self, effect: Effect, state: &State);
    /// To be called once the page shows the state.
    fn drawn(&mut self, state: &State);
}

/// Begins that, with the draft that was put aside at an earlier visit.
pub type BeginLater = fn(Mode, &Tell, Option<Vec<u8>>) -> Box<dyn Later>;

/// Carries out effects for as long as it lives.
pub struct Shell {
    tell: Tell,
    mode: Mode,
    timers: Timers,
    later: Option<Box<dyn Later>>,
    /// What that is to do once it is here.
    waiting: Vec<Effect>,
    fetching: Rc<Cell<bool>>,
    /// Takes the focus once the page has been drawn; the last one asked for wins.
    place: Option<Place>,
    /// The page's title, language and direction.
    named: [String; 3],
    _listeners: Vec<EventListener>,
}

impl Shell {
    /// Begins to listen to the browser.
    #[must_use]
    pub fn new(mode: Mode, tell: Tell) -> Self {
        let mut listeners = start::listen(&tell);
        listeners.push(history::listen(&tell));
        let later = pieces::later::here().map(|later| (later.shell)(mode, &tell, stash::take(&[])));
        Self {
            timers: Timers::default(),
            mode,
            later,
            waiting: Vec::new(),
            fetching: Rc::default(),
            place: None,
            named: Default::default(),
            _listeners: listeners,
            tell,
        }
    }

    /// Tells the screen that the address asks for, when it is not the first one anyway.
    pub fn tell_start(&self) {
        if let Some(code) = history::code() {
            (self.tell)(VoterMessage::CodeTyped(code).into());
        } else if let Some(screen) = history::shown() {
            (self.tell)(NavigateMessage::ScreenShown(screen).into());
        }
    }

    /// Carries out one effect; what comes of it is told later.
    pub fn perform(&mut self, effect: Effect, state: &State) {
        match effect {
            Effect::FetchBudget => ballot_box::fetch_budget(&self.tell),
            Effect::TryAgainAfter(seconds) => {
                let spread = random::at_most(seconds / 2);
                self.timers.try_again(seconds + spread, &self.tell);
            }
            Effect::FetchLater => self.fetch_later(),
            Effect::FetchLaterAfter(seconds) => self.timers.ask_later(seconds, &self.tell),
            Effect::BeginLater => self.begin_later(state),
            Effect::FetchWords(lang) => words::ask(lang, &self.tell),
            Effect::AnnounceAfter { ms } => self.timers.announce(ms, &self.tell),
            Effect::Show(screen) => {
                history::show(screen);
                self.place = Some(Place::Heading);
            }
            Effect::ShowInstead(screen) => {
                // The promises stay where somebody has asked for them, whichever screen is behind them.
                if !history::is_at_promises() {
                    history::show_instead(screen);
                }
                self.place = Some(Place::Heading);
            }
            Effect::FocusHeading => self.place = Some(Place::Heading),
            Effect::FocusLine(line) => self.place = Some(Place::Line(line)),
            Effect::FocusFaults => self.place = Some(Place::Faults),
            // Done by whoever draws.
            Effect::DrawAnew => {}
            Effect::Reload => {
                let _ = window().location().reload();
            }
            effect => match &mut self.later {
                Some(later) => later.perform(effect, state),
                None => {
                    stash::keep(&effect);
                    self.waiting.push(effect);
                }
            },
        }
    }

    /// Once the page has been painted, and one after the other.
    fn fetch_later(&self) {
        if self.fetching.replace(true) {
            return;
        }
        let (tell, fetching) = (self.tell.clone(), self.fetching.clone());
        let load = async move {
            let came = pieces::later::load().await;
            fetching.set(false);
            let came = came.map(|later| PieceMessage::LaterCame(Table(later)).into());
            tell(came.unwrap_or(PieceMessage::LaterMissing.into()));
        };
        after_paint(|| spawn_local(load)).forget();
    }

    fn begin_later(&mut self, state: &State) {
        let Some(table) = state.later() else { return };
        let waiting = std::mem::take(&mut self.waiting);
        let mut later = (table.shell)(self.mode, &self.tell, stash::take(&waiting));
        for effect in waiting {
            later.perform(effect, state);
        }
        self.later = Some(later);
    }

    /// To be called once the page shows the state.
    pub fn drawn(&mut self, state: &State) {
        if let Some(place) = self.place.take() {
            focus::take_to(place);
        }
        if let Some(later) = &mut self.later {
            later.drawn(state);
        }
    }

    /// Sets what stands outside the widget's own element.
    pub fn name_page(&mut self, title: String, lang: String, dir: &str) {
        let name = [title, lang, dir.to_owned()];
        if name != self.named {
            start::name_page(&name);
            self.named = name;
        }
    }
}

/// Does this once the page has been painted; dropping the answer waits no longer.
pub(crate) fn after_paint(act: impl FnOnce() + 'static) -> Timeout {
    clock::after(AFTER_PAINT_MS, act)
}

pub(crate) fn window() -> Window {
    web_sys::window().expect("the widget runs in a page, which has a window")
}

pub(crate) fn document() -> Document {
    window().document().expect("a page's window has a document")
}

/// Writes an attribute of the page's root, where plain scripts and looks read it.
pub(crate) fn mark(attribute: &str, value: &str) {
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute(attribute, value);
    }
}
