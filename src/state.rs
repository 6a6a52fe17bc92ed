//! What is true in the widget, and the one function that changes it.
//!
//! A `Message` says what happened; `update` answers with the `Effect`s that the shell must carry out.
//! Nothing here knows Yew or the browser: same messages in, same state and effects out.

mod address;
mod amounts;
mod clock;
mod closing;
mod code;
mod device;
mod draft;
mod effect;
mod idle;
mod kept_draft;
mod language;
mod later;
mod memory;
mod message;
mod money;
mod navigation;
mod open;
mod origin;
mod outbox;
mod presets;
mod reason;
mod sending;

pub use documents::ballot::Channel;
use documents::boxes::path_of_ballot;
use documents::{Date, Id, Lang, Problem, Slug};

pub use address::Address;
pub use clock::ServerDay;
pub use closing::Closing;
pub use code::{CodeCheck, CodeField, CodeInput};
pub use draft::{Draft, Line, Typed};
pub use effect::{Effect, Unsealed};
pub use idle::{QUIET_MS, WARNING_MS};
pub use language::{LanguagePack, PendingLanguage, Texts};
pub use later::Table;
pub use memory::Room;
pub use message::{Memory, Message};
pub use money::MoneyStyle;
pub use navigation::Screen;
pub use open::{Announcement, Notice, Open, Turn, Window};
pub use origin::{Origin, Seed};
pub use outbox::{Answer, Outbox, Reason, Stage, Waiting};
pub use reason::{ClampReason, Clamped, Fault};

use self::later::Following;

/// Everything the pages read.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub setting: Setting,
    pub phase: Phase,
    /// What the device had kept, until the budget it belongs to is here.
    memory: Option<Memory>,
    /// The screen in the address that the page was opened with, until it can be shown or refused.
    pending_screen: Option<Screen>,
    /// The code in the address, until there is a budget that it is for.
    pending_code: Option<String>,
    following: Following,
}

/// What the device and the address told us, apart from any budget.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub mode: Mode,
    /// What the ballots of this page are marked with: `Web` on an own device, `Kiosk` on a shared one, `Paper`
    /// where staff type paper ballots in.
    pub channel: Channel,
    /// Where this ballot is cast (an event, a library), when the address names it.
    pub place: Option<Slug>,
    /// Parts of the address that nobody understands: said before anybody takes part.
    pub strange: Vec<String>,
    /// As the device's clock has it.
    pub today: Date,
    /// As the server has it: a second witness, asked where the first one stands in the way.
    pub server: ServerDay,
    /// Does another page show this one in a frame?
    pub framed: bool,
    pub online: bool,
    pub storage: Storage,
    /// The languages the visitor's browser asks for, most wanted first.
    pub wanted: Vec<Lang>,
    /// The languages whose words lie in files of their own.
    pub packs: Vec<LanguagePack>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A resident's own device, or an iframe on it.
    Own,
    /// A shared device: nothing but the outbox is kept.
    Kiosk,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// Not asked yet.
    Unknown,
    Allowed,
    /// Private window, sandbox, or quota: works online only, and the page says so.
    Refused,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The budget is on its way.
    Loading,
    /// The budget could not be had or read; the visitor may try again.
    Broken(Trouble),
    Open(Box<Open>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// The box did not answer, or answered with this status.
    Unreachable {
        status: Option<u16>,
        /// It is asked again by itself after so many seconds.
        again: Option<u32>,
    },
    Malformed(Vec<Problem>),
}

impl State {
    /// At the start nothing is known but the setting.
    #[must_use]
    pub fn new(setting: Setting) -> (Self, Vec<Effect>) {
        Self::begin(setting, Following::at_start())
    }

    /// The same in a browser that has loaded the first piece of the program and no other.
    #[must_use]
    pub fn of_first_piece(setting: Setting) -> (Self, Vec<Effect>) {
        Self::begin(setting, Following::default())
    }

    fn begin(setting: Setting, following: Following) -> (Self, Vec<Effect>) {
        let mut state = Self {
            setting,
            phase: Phase::Loading,
            memory: None,
            pending_screen: None,
            pending_code: None,
            following,
        };
        let mut effects = vec![Effect::FetchBudget, Effect::ReadMemory];
        effects.extend(state.ask_for_later());
        (state, effects)
    }

    /// Takes in what happened, and says what must be done about it. What answers a first touch is answered here, the rest
    /// by what follows it ([`State::update_later`]).
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::BudgetArrived(bytes) => self.budget_arrived(&bytes),
            Message::BudgetUnreachable {
                status,
                retry_after,
            } => self.budget_unreachable(status, retry_after),
            Message::TryAgainPressed => self.try_again(),
            Message::ConnectionChanged { online } => self.connection_changed(online),
            Message::WordsArrived(lang, texts) => self.words_arrived(&lang, texts),
            Message::LaterCame(table) => self.later_came(table),
            Message::LaterMissing => self.later_missing(),
            Message::LaterAsked => self.ask_for_later(),
            Message::ScreenShown(screen) if self.is_arriving() => self.wished(screen),
            Message::MoneyStyleKnown(..)
            | Message::WordsMissing(_)
            | Message::LanguageChosen(_)
            | Message::AnnouncementDue
            | Message::ScreenAsked(_)
            | Message::ScreenShown(_)
            | Message::ChangePressed(_)
            | Message::AmountSet { .. }
            | Message::AmountTyped { .. }
            | Message::AmountSettled(_)
            | Message::SliderTaken(_)
            | Message::SliderLost(_)
            | Message::MorePressed(_)
            | Message::LessPressed(_)
            | Message::NoViewToggled(_)
            | Message::TodayPressed
            | Message::EvenPressed
            | Message::StartAgainPressed
            | Message::UndoPressed
            | Message::ReloadPressed => self.on_the_page(message, Open::update),
            message => self.pass_on(message),
        }
    }

    /// What follows the first touch: the device's memory, the code, sending, another visitor.
    pub fn update_later(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::MemoryRead(memory) => self.memory_read(memory),
            Message::StorageRefused => self.storage_refused(),
            Message::DayChanged(today) => {
                self.setting.today = today;
                let mut effects = self.look_again();
                effects.extend(self.ask_server());
                effects
            }
            Message::ServerDated(day) => self.server_dated(day),
            Message::MemoryChanged => self.look_again(),
            Message::CodeTyped(text) if self.is_arriving() => {
                self.pending_code = Some(text);
                Vec::new()
            }
            message => self.on_the_page(message, Open::update_later),
        }
    }

    fn on_the_page(
        &mut self,
        message: Message,
        update: impl FnOnce(&mut Open, &mut Setting, Message) -> Vec<Effect>,
    ) -> Vec<Effect> {
        let Phase::Open(open) = &mut self.phase else {
            return Vec::new();
        };
        let effects = update(open, &mut self.setting, message);
        let goes = |effect: &Effect| matches!(effect, Effect::Show(_) | Effect::ShowInstead(_));
        if effects.iter().any(goes) {
            // Whoever moves on by a button no longer wishes for the address the page was opened with.
            self.pending_screen = None;
        }
        effects
    }

    /// The language in which the results are to be shown now, if at all.
    #[must_use]
    pub fn results_lang(&self) -> Option<&Lang> {
        match &self.phase {
            Phase::Open(open) if open.screen == Screen::Results => Some(&open.lang),
            _ => None,
        }
    }

    /// Ballots on this device that are not known to be sent, also while no budget is on the screen.
    #[must_use]
    pub fn unsent(&self) -> usize {
        match &self.phase {
            Phase::Open(open) => open.outbox.unsent(),
            Phase::Loading | Phase::Broken(_) => self
                .memory
                .as_ref()
                .map_or(0, |memory| memory.ballots.len()),
        }
    }

    /// Where this ballot lies in the box.
    #[must_use]
    pub fn path_of(&self, ballot: Id) -> Option<String> {
        match &self.phase {
            Phase::Open(open) => Some(path_of_ballot(&open.outbox.find(ballot)?.bytes)),
            Phase::Loading | Phase::Broken(_) => None,
        }
    }

    /// The ids of this device's ballots, one after the other.
    #[must_use]
    pub fn ballots(&self) -> String {
        match &self.phase {
            Phase::Open(open) => {
                let ids = open
                    .outbox
                    .ballots
                    .iter()
                    .map(|ballot| ballot.id.to_string());
                ids.collect()
            }
            Phase::Loading | Phase::Broken(_) => String::new(),
        }
    }

    /// Would leaving the page now lose a ballot, or leave somebody in the belief that they voted?
    #[must_use]
    pub fn would_lose(&self) -> bool {
        let Phase::Open(open) = &self.phase else {
            return false;
        };
        let only_here = |ballot: &Waiting| ballot.is_unsent() && ballot.kept != Some(true);
        open.unsent() || open.outbox.ballots.iter().any(only_here)
    }
}

impl Setting {
    /// May anything but unsent ballots be kept on this device?
    fn keeps(&self) -> bool {
        self.is_own() && self.storage != Storage::Refused
    }

    fn is_own(&self) -> bool {
        self.mode == Mode::Own
    }
}

impl Open {
    fn update(&mut self, setting: &mut Setting, message: Message) -> Vec<Effect> {
        match message {
            Message::MoneyStyleKnown(lang, style) => self.money_style_known(&lang, style),
            Message::WordsMissing(lang) => self.words_missing(&lang),
            Message::LanguageChosen(lang) => self.language_chosen(setting, lang),
            Message::AnnouncementDue => self.announce(),
            Message::ScreenAsked(screen) => self.screen_asked(screen),
            Message::ScreenShown(screen) => self.screen_shown(screen),
            Message::ChangePressed(line) => self.change_pressed(line),
            Message::ReloadPressed => vec![Effect::Reload],
            message => self.amounts_changed(setting, message),
        }
    }

    /// Where it could not be had before.
    pub(in crate::state) fn ask_for_results(&mut self) -> Vec<Effect> {
        let asked = std::mem::take(&mut self.results_missing) && self.screen == Screen::Results;
        asked.then_some(Effect::FetchResults).into_iter().collect()
    }

    fn update_later(&mut self, setting: &mut Setting, message: Message) -> Vec<Effect> {
        match message {
            Message::ConnectionChanged { .. } => self.connected(setting),
            Message::AnswerChosen { question, answer } => {
                self.answer_chosen(setting, question, answer)
            }
            Message::SendPressed => self.send_pressed(setting),
            Message::SeedDrawn(seed) => self.seed_drawn(setting, seed),
            Message::BallotSealed(bytes) => self.ballot_sealed(setting, bytes),
            Message::BallotSettled { ballot, bytes } => {
                self.ballot_settled(setting, ballot, bytes.as_deref())
            }
            Message::CodeTyped(text) => self.code_typed(setting, &text),
            Message::CodeChecked { code, found } => self.code_checked(code, found),
            Message::ScanPressed => vec![Effect::ScanCode],
            Message::VoteAgainPressed => self.vote_again(),
            Message::AnotherBallotPressed => self.another_ballot(setting),
            Message::NextVisitorPressed => self.next_visitor_pressed(setting),
            Message::TimePassed { ms } => self.time_passed(setting, ms),
            Message::Touched => {
                self.quiet = 0;
                Vec::new()
            }
            Message::BallotKept(id) => self.ballot_kept(setting, id, true),
            Message::BallotNotKept(id) => self.ballot_kept(setting, id, false),
            Message::CastElsewhere(id, memory) => self.cast_elsewhere(setting, id, memory),
            Message::PutAnswered { ballot, answer } => {
                self.outbox.put_answered(ballot, answer, setting.online)
            }
            Message::ReadBack { ballot, bytes } => {
                self.read_back(setting, ballot, bytes.as_deref())
            }
            Message::CloseKnown(closing) => self.close_known(setting, closing),
            Message::RetryDue(id) => self.outbox.retry_due(id),
            Message::SendNowPressed => self.outbox.send_now(),
            Message::ResultsMissing => {
                self.results_missing = true;
                Vec::new()
            }
            Message::ResultsAsked => self.ask_for_results(),
            _ => Vec::new(),
        }
    }
}
