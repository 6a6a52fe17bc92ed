//! The budget, the device's memory and the connection come and go in any order.

use std::rc::Rc;

use documents::{Budget, Lang, Plan};

use super::{
    Closing, CodeField, Draft, Effect, Memory, Message, Mode, MoneyStyle, Notice, Open, Origin,
    Outbox, Phase, Screen, Setting, State, Storage, Trouble, Turn,
};

/// Before the budget is asked for again, where the box does not say when.
const SOON_S: u32 = 10;
const LONGEST_S: u32 = 3_600;

impl State {
    pub(super) fn budget_arrived(&mut self, bytes: &[u8]) -> Vec<Effect> {
        if matches!(self.phase, Phase::Open(_)) {
            return Vec::new();
        }
        let budget = match Budget::read(bytes) {
            Ok(budget) => Rc::new(as_it_can_be_shown(budget, self.setting.mode)),
            // A page of a network that asks to sign in, or of a server that knows no better: nobody wrote a budget so.
            Err(_) if bytes.trim_ascii_start().starts_with(b"<") => {
                return self.budget_unreachable(None, None);
            }
            Err(problems) => {
                self.phase = Phase::Broken(Trouble::Malformed(problems));
                return Vec::new();
            }
        };
        let open = Open::new(&self.setting, budget);
        let mut effects = open.ask_for_language();
        let seals = open.budget.needs_code() || !open.budget.about.is_empty();
        effects.extend(seals.then_some(Effect::PrepareSeal));
        self.phase = Phase::Open(Box::new(open));
        // What reads the memory also knows how to settle in.
        let known = self.memory.is_some() || self.setting.storage == Storage::Refused;
        if let Some(later) = self.later().filter(|_| known) {
            effects.extend((later.settle)(self));
        }
        effects
    }

    /// A box that asks to come later is asked later; a kiosk asks again by itself whatever stands in the way.
    pub(super) fn budget_unreachable(
        &mut self,
        status: Option<u16>,
        retry_after: Option<u32>,
    ) -> Vec<Effect> {
        if !matches!(self.phase, Phase::Loading) {
            return Vec::new();
        }
        // Nobody need be there when a kiosk's network is back after its power, and ballots may wait on it.
        let later = matches!(status, Some(429 | 503)) || self.setting.mode == Mode::Kiosk;
        let again = later.then(|| retry_after.unwrap_or(SOON_S).clamp(SOON_S, LONGEST_S));
        self.phase = Phase::Broken(Trouble::Unreachable { status, again });
        again.map(Effect::TryAgainAfter).into_iter().collect()
    }

    pub(super) fn try_again(&mut self) -> Vec<Effect> {
        if !matches!(self.phase, Phase::Broken(_)) {
            return Vec::new();
        }
        self.phase = Phase::Loading;
        vec![Effect::FetchBudget]
    }

    pub(super) fn memory_read(&mut self, memory: Memory) -> Vec<Effect> {
        // A device that was full stays so for this visit.
        if self.setting.storage == Storage::Unknown {
            self.setting.storage = Storage::Allowed;
        }
        self.memory = Some(memory);
        match self.phase {
            Phase::Open(_) => self.settle_in(),
            Phase::Loading | Phase::Broken(_) => Vec::new(),
        }
    }

    /// Another tab may have kept or sent a ballot meanwhile: what the device keeps is the truth. A kiosk looks once, when
    /// it is switched on.
    pub(super) fn look_again(&self) -> Vec<Effect> {
        let again = self.setting.mode == Mode::Own && self.setting.storage == Storage::Allowed;
        again.then_some(Effect::ReadMemory).into_iter().collect()
    }

    pub(super) fn storage_refused(&mut self) -> Vec<Effect> {
        let asked_before = self.setting.storage != Storage::Unknown;
        self.setting.storage = Storage::Refused;
        if asked_before || !matches!(self.phase, Phase::Open(_)) {
            Vec::new()
        } else {
            self.settle_in()
        }
    }

    pub(super) fn connection_changed(&mut self, online: bool) -> Vec<Effect> {
        self.setting.online = online;
        match &mut self.phase {
            Phase::Open(_) if online => self.pass_on(Message::ConnectionChanged { online }),
            Phase::Broken(Trouble::Unreachable { .. }) if online => {
                let mut effects = self.try_again();
                effects.extend(self.ask_for_later());
                effects
            }
            Phase::Open(_) | Phase::Loading | Phase::Broken(_) => Vec::new(),
        }
    }

    /// Budget and memory are not both here yet.
    pub(super) fn is_arriving(&self) -> bool {
        !matches!(self.phase, Phase::Open(_)) || self.setting.storage == Storage::Unknown
    }

    /// The browser goes to a screen while something is still arriving that may make it possible: the address stays,
    /// and the screen is as near to it as can be now.
    pub(super) fn wished(&mut self, screen: Screen) -> Vec<Effect> {
        self.pending_screen = Some(screen);
        if let Phase::Open(open) = &mut self.phase {
            open.enter(open.instead_of(screen));
        }
        Vec::new()
    }

    /// Budget and memory are both here (or there is no memory): now the screen in the address can be decided.
    pub(crate) fn settle_in(&mut self) -> Vec<Effect> {
        let (screen, code) = (self.pending_screen.take(), self.pending_code.take());
        let memory = self.memory.take();
        let Phase::Open(open) = &mut self.phase else {
            return Vec::new();
        };
        let mut effects = match memory {
            Some(memory) => open.remember(&self.setting, memory),
            None => open.look_for_close(),
        };
        // A kiosk keeps no draft, so that nothing is drawn before a ballot is frozen.
        if self.setting.mode == Mode::Own {
            effects.extend(open.draw_seed());
        }
        effects.extend(match screen.unwrap_or(open.screen) {
            // Amounts that had to change are looked at before they are sent.
            Screen::About | Screen::Check if open.notice == Some(Notice::Mended) => {
                open.enter(Screen::Ballot);
                vec![Effect::ShowInstead(Screen::Ballot)]
            }
            screen => open.arrive(screen),
        });
        // A code in the address is of the card that was scanned just now.
        effects.extend(
            code.map(|text| open.code_typed(&self.setting, &text))
                .unwrap_or_default(),
        );
        effects.extend(self.ask_server());
        effects
    }
}

impl Open {
    pub(super) fn new(setting: &Setting, budget: Rc<Budget>) -> Self {
        let plan = Rc::new(Plan::of(&budget));
        let (lang, pending_language) = Self::greeting(setting, &budget);
        Self {
            lang,
            pending_language,
            money: MoneyStyle::plain(&budget.currency),
            screen: Screen::Ballot,
            turn: Turn::Filling,
            draft: Draft::new(&plan, budget.about.len()),
            origin: Origin::default(),
            code: CodeField::default(),
            past: Vec::new(),
            faults: Vec::new(),
            announced: None,
            clamped: None,
            notice: None,
            outbox: Outbox {
                closable: budget.keys.is_some(),
                ..Outbox::default()
            },
            closing: Closing::default(),
            asked_to_send: false,
            cast: None,
            elsewhere: false,
            foreign: Vec::new(),
            yours: None,
            results_missing: false,
            held: None,
            quiet: 0,
            taken: Vec::new(),
            unannounced: None,
            about_shown: false,
            plan,
            budget,
        }
    }

    pub(super) fn money_style_known(&mut self, lang: &Lang, style: MoneyStyle) -> Vec<Effect> {
        if *lang == self.lang {
            self.money = style;
        }
        Vec::new()
    }
}

/// Without a key that answers can be sealed to, the resident is asked nothing about themselves; a shared device leads
/// nobody to another website.
fn as_it_can_be_shown(mut budget: Budget, mode: Mode) -> Budget {
    if budget.keys.is_none() {
        budget.about.clear();
    }
    if mode == Mode::Kiosk {
        for evidence in &mut budget.evidence {
            evidence.url = None;
        }
    }
    budget
}
