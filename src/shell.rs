//! The only door to the browser: carries out effects and tells what happens, one file for each ability.

pub(crate) mod ballot_box;
mod camera;
pub(crate) mod clock;
mod focus;
mod history;
mod idle;
mod leaving;
mod memory;
pub(crate) mod money;
mod random;
mod results;
mod script;
mod sealer;
mod start;
pub(crate) mod words;

use std::rc::Rc;

use documents::Budget;
use gloo::events::EventListener;
use web_sys::{Document, Window};

use crate::state::{Effect, Message, Mode, Phase, Seed, State};

pub(crate) use clock::today;
pub use start::{fetch_first, setting};

use self::clock::Timers;
use self::focus::Place;
use self::idle::Idle;
use self::leaving::Leaving;
use self::memory::Memory;
use self::results::ResultsPart;
use self::sealer::Sealer;

/// How the shell tells the state what happened.
pub type Tell = Rc<dyn Fn(Message)>;

/// Carries out effects for as long as it lives.
pub struct Shell {
    tell: Tell,
    memory: Memory,
    timers: Timers,
    results: ResultsPart,
    sealer: Sealer,
    leaving: Leaving,
    idle: Option<Idle>,
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
        listeners.push(camera::listen(&tell));
        camera::mark();
        listeners.extend(leaving::listen(mode));
        Self {
            memory: Memory::new(start::folder(), mode, tell.clone()),
            timers: Timers::default(),
            results: ResultsPart::new(tell.clone()),
            sealer: Sealer::new(tell.clone()),
            leaving: Leaving::default(),
            idle: idle::watch(mode, &tell),
            place: None,
            named: Default::default(),
            _listeners: listeners,
            tell,
        }
    }

    /// Tells the screen that the address asks for, when it is not the first one anyway.
    pub fn tell_start(&self) {
        if let Some(code) = history::code() {
            (self.tell)(Message::CodeTyped(code));
        } else if let Some(screen) = history::shown() {
            (self.tell)(Message::ScreenShown(screen));
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
            Effect::LookForClose => {
                self.with_budget(state, |_, budget| {
                    ballot_box::look_for_close(budget, &self.tell)
                });
            }
            Effect::CheckClose => {
                let ids = state.ballots();
                self.with_budget(state, |sealer, budget| sealer.check_close(budget, &ids));
            }
            Effect::AskServerDay => {
                self.with_budget(state, |_, budget| {
                    ballot_box::ask_server_day(budget, &self.tell)
                });
            }
            Effect::ReadMemory => self.memory.read(),
            Effect::FetchWords(lang) => words::ask(lang, &self.tell),
            Effect::AskMoneyStyle { lang, currency } => money::ask(lang, currency, &self.tell),
            Effect::KeepDraft(bytes) => self.memory.keep_draft(bytes),
            Effect::ForgetDraft => self.memory.forget_draft(),
            Effect::KeepLang(lang) => self.memory.keep_lang(&lang),
            Effect::AnnounceAfter { ms } => self.timers.announce(ms, &self.tell),
            Effect::DrawSeed => {
                if let Some(seed) = random::bytes() {
                    (self.tell)(Message::SeedDrawn(Seed(seed)));
                }
            }
            Effect::PrepareSeal => {
                self.with_budget(state, |sealer, budget| sealer.prepare_later(budget));
            }
            Effect::Seal(unsealed) => {
                self.with_budget(state, |sealer, budget| sealer.seal(budget, &unsealed));
            }
            Effect::Settle { id, bytes } => {
                self.with_budget(state, |sealer, budget| sealer.settle(budget, id, &bytes));
            }
            Effect::CheckCode(code) => {
                self.with_budget(state, |sealer, budget| sealer.check(budget, code));
            }
            Effect::ScanCode => camera::scan(),
            Effect::KeepBallot { id, bytes, after } => self.memory.keep_ballot(id, bytes, after),
            Effect::ForgetBallot(id) => self.memory.forget_ballot(id),
            Effect::KeepCast { bytes, known } => self.memory.keep_cast(bytes, known),
            Effect::ForgetCast => self.memory.forget_cast(),
            Effect::PutBallot { id, bytes } => {
                ballot_box::put_ballot(address(state), id, bytes, &self.tell)
            }
            Effect::ReadBallot(id) => {
                if let Some(path) = state.path_of(id) {
                    ballot_box::read_ballot(address(state) + &path, id, &self.tell);
                }
            }
            Effect::RetryAfter {
                ballot,
                at_least,
                spread,
            } => {
                let ms = at_least.saturating_add(random::at_most(spread));
                self.timers.retry(ballot, ms, &self.tell);
            }
            Effect::Show(screen) => {
                history::show(screen);
                self.place = Some(Place::Heading);
            }
            Effect::ShowInstead(screen) => {
                history::show_instead(screen);
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
        }
    }

    fn with_budget(&self, state: &State, act: impl FnOnce(&Sealer, &Rc<Budget>)) {
        if let Phase::Open(open) = &state.phase {
            act(&self.sealer, &open.budget);
        }
    }

    /// To be called once the page shows the state.
    pub fn drawn(&mut self, state: &State) {
        if let Some(place) = self.place.take() {
            focus::take_to(place);
        }
        self.results.draw(state);
        self.leaving.warn(state.would_lose());
        if let (Some(idle), Phase::Open(open)) = (&self.idle, &state.phase) {
            idle.ask(open.wiped_in().is_some());
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

/// The box's address, as the budget gives it.
fn address(state: &State) -> String {
    match &state.phase {
        Phase::Open(open) => ballot_box::absolute(&open.budget.ballot_box),
        Phase::Loading | Phase::Broken(_) => ballot_box::absolute(ballot_box::HOME),
    }
}

pub(crate) fn window() -> Window {
    web_sys::window().expect("the widget runs in a page, which has a window")
}

pub(crate) fn document() -> Document {
    window().document().expect("a page's window has a document")
}
