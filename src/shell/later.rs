//! The abilities of the browser that nothing asks for before the first touch: memory, sending, codes.

use std::rc::Rc;

use documents::Budget;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;

use super::clock::Retries;
use super::framed::Framed;
use super::leaving::Leaving;
use super::memory::Memory;
use super::places::PlacesPart;
use super::results::ResultsPart;
use super::sealer::Sealer;
use super::{Tell, ballot_box, camera, framed, money, random, script, start};
use crate::state::{Effect, Mode, Phase, Seed, SendMessage, State};

/// Begins to listen to what concerns it.
#[must_use]
pub fn later(mode: Mode, tell: &Tell, aside: Option<Vec<u8>>) -> Box<dyn super::Later> {
    let listeners = vec![camera::listen(tell)];
    camera::mark();
    script::add(&script::DEVICE);
    Box::new(Later {
        memory: Memory::new(start::folder(), mode, tell.clone(), aside),
        retries: Retries::default(),
        money: None,
        results: ResultsPart::new(tell.clone()),
        places: PlacesPart::new(tell.clone()),
        sealer: Sealer::new(tell.clone()),
        leaving: Leaving::default(),
        framed: Framed::default(),
        _listeners: listeners,
        tell: tell.clone(),
    })
}

struct Later {
    tell: Tell,
    memory: Memory,
    retries: Retries,
    /// How a language writes money is being asked.
    money: Option<Timeout>,
    results: ResultsPart,
    places: PlacesPart,
    sealer: Sealer,
    leaving: Leaving,
    framed: Framed,
    _listeners: Vec<EventListener>,
}

impl super::Later for Later {
    fn perform(&mut self, effect: Effect, state: &State) {
        match effect {
            Effect::LookForClose => {
                self.with_budget(state, |_, budget| {
                    ballot_box::look_for_close(budget, &self.tell)
                });
            }
            Effect::CheckClose => {
                let ballots = state.ballots();
                self.with_budget(state, |sealer, budget| sealer.check_close(budget, ballots));
            }
            Effect::AskServerDay => {
                self.with_budget(state, |_, budget| {
                    ballot_box::ask_server_day(budget, &self.tell)
                });
            }
            // `Timeout::forget` would keep what it was to do for as long as the page lives, and a kiosk's lives for weeks.
            Effect::AskMoneyStyle { lang, currency } => {
                self.money = Some(money::ask(lang, currency, &self.tell));
            }
            Effect::ReadMemory => self.memory.read(),
            Effect::KeepDraft(bytes) => self.memory.keep_draft(bytes),
            Effect::ForgetDraft => self.memory.forget_draft(),
            Effect::HandOver(draft) => framed::hand_over(&draft),
            Effect::KeepLang(lang) => self.memory.keep_lang(&lang),
            Effect::DrawSeed => {
                if let Some(seed) = random::bytes() {
                    (self.tell)(SendMessage::SeedDrawn(Seed(seed)).into());
                }
            }
            Effect::PrepareSeal => {
                self.with_budget(state, |sealer, budget| sealer.prepare_later(budget));
            }
            Effect::Seal(unsealed) => {
                self.with_budget(state, |sealer, budget| sealer.seal(budget, *unsealed));
            }
            Effect::Settle { id, bytes } => {
                self.with_budget(state, |sealer, budget| sealer.settle(budget, id, bytes));
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
                self.retries.retry(ballot, ms, &self.tell);
            }
            Effect::FetchResults => self.results.fetch(),
            Effect::FetchPlace => self.places.fetch(),
            // The first piece does these.
            _ => {}
        }
    }

    fn drawn(&mut self, state: &State) {
        self.results.draw(state);
        self.places.drawn(state);
        self.leaving.warn(state.would_lose());
        self.framed.drawn(state);
    }
}

impl Later {
    fn with_budget(&self, state: &State, act: impl FnOnce(&Sealer, &Rc<Budget>)) {
        if let Phase::Open(open) = &state.phase {
            act(&self.sealer, &open.budget);
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
