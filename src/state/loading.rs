//! The budget and the connection come and go.

use std::rc::Rc;

use documents::{Budget, Plan};

use super::{
    BallotPhase, Channel, Closing, CodeField, DeviceMessage, Effect, Filling, LaterMessage, Mode,
    MoneyStyle, Open, Outbox, Phase, Screen, Setting, State, Storage, Trouble,
};

/// Before the budget is asked for again, where the box does not say when.
const SOON_S: u32 = 10;
const LONGEST_S: u32 = 3_600;

#[derive(Clone, Debug, PartialEq)]
pub enum LoadMessage {
    BudgetArrived(Vec<u8>),
    /// The box did not answer (`None`), or answered with this status.
    BudgetUnreachable {
        status: Option<u16>,
        /// In seconds, where the box named it.
        retry_after: Option<u32>,
    },
    TryAgainPressed,
    ConnectionChanged {
        online: bool,
    },
}

impl State {
    pub(super) fn load(&mut self, message: LoadMessage) -> Vec<Effect> {
        match message {
            LoadMessage::BudgetArrived(bytes) => self.budget_arrived(bytes),
            LoadMessage::BudgetUnreachable {
                status,
                retry_after,
            } => self.budget_unreachable(status, retry_after),
            LoadMessage::TryAgainPressed => self.try_again(),
            LoadMessage::ConnectionChanged { online } => self.connection_changed(online),
        }
    }

    /// A budget is on the screen once it can be drawn. What is left to check follows, before anything can be sent.
    fn budget_arrived(&mut self, bytes: Vec<u8>) -> Vec<Effect> {
        if matches!(self.phase, Phase::Open(_)) {
            return Vec::new();
        }
        if let Some(budget) = Budget::drawable(&bytes) {
            let budget = Rc::new(as_it_can_be_shown(budget, &self.setting));
            self.phase = Phase::Open(Box::new(Open::new(&self.setting, budget)));
        } else if bytes.trim_ascii_start().starts_with(b"<") {
            // A page of a network that asks to sign in, or of a server that knows no better: nobody wrote a budget so.
            return self.budget_unreachable(None, None);
        }
        let drawn = LaterMessage::Device(DeviceMessage::BudgetDrawn(bytes));
        let mut effects = self.pass_on(drawn);
        let Phase::Open(open) = &self.phase else {
            return effects;
        };
        effects.extend(open.ask_for_language());
        let seals = open.budget.needs_code() || !open.budget.about.is_empty();
        effects.extend(seals.then_some(Effect::PrepareSeal));
        // What reads the memory also knows how to settle in.
        let memory = self.arriving.as_ref().is_some_and(|it| it.memory.is_some());
        let known = memory || self.setting.storage == Storage::Refused;
        if let Some(later) = self.later().filter(|_| known) {
            effects.extend((later.settle)(self));
        }
        effects
    }

    /// A box that asks to come later is asked later; a kiosk asks again by itself whatever stands in the way.
    fn budget_unreachable(&mut self, status: Option<u16>, retry_after: Option<u32>) -> Vec<Effect> {
        if !matches!(self.phase, Phase::Loading) {
            return Vec::new();
        }
        // Nobody need be there when a kiosk's network is back after its power, and ballots may wait on it.
        let later = matches!(status, Some(429 | 503)) || self.setting.mode == Mode::Kiosk;
        let again = later.then(|| retry_after.unwrap_or(SOON_S).clamp(SOON_S, LONGEST_S));
        self.phase = Phase::Broken(Trouble::Unreachable { status, again });
        again.map(Effect::TryAgainAfter).into_iter().collect()
    }

    fn try_again(&mut self) -> Vec<Effect> {
        if !matches!(self.phase, Phase::Broken(_)) {
            return Vec::new();
        }
        self.phase = Phase::Loading;
        vec![Effect::FetchBudget]
    }

    fn connection_changed(&mut self, online: bool) -> Vec<Effect> {
        self.setting.online = online;
        match &mut self.phase {
            Phase::Open(_) if online => {
                self.pass_on(LaterMessage::Device(DeviceMessage::Connected))
            }
            Phase::Broken(Trouble::Unreachable { .. }) if online => {
                let mut effects = self.try_again();
                effects.extend(self.ask_for_later());
                effects
            }
            Phase::Open(_) | Phase::Loading | Phase::Broken(_) => Vec::new(),
        }
    }
}

impl Open {
    pub(super) fn new(setting: &Setting, budget: Rc<Budget>) -> Self {
        let plan = Rc::new(Plan::of(&budget));
        let (lang, pending_language) = Self::greeting(setting, &budget);
        Self {
            lang,
            pending_language,
            money: MoneyStyle::plain(&budget.currency).into(),
            screen: Screen::Ballot,
            ballot: BallotPhase::Filling,
            filling: Filling::new(&plan, budget.about.len(), Vec::new(), None),
            code: CodeField::default(),
            outbox: Outbox::default(),
            closing: Closing::default(),
            foreign: Vec::new(),
            results_missing: false,
            plan,
            budget,
        }
    }
}

/// Without a key that answers can be sealed to, the resident is asked nothing about themselves, nor are several at a table; a
/// shared device leads nobody to another website.
pub(super) fn as_it_can_be_shown(mut budget: Budget, setting: &Setting) -> Budget {
    if budget.keys.is_none() || setting.channel == Channel::Table {
        budget.about.clear();
    }
    if setting.mode == Mode::Kiosk {
        for evidence in &mut budget.evidence {
            evidence.url = None;
        }
    }
    budget
}
