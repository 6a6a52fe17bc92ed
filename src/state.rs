//! What is true in the widget, and the one function that changes it.
//!
//! A `Message` says what happened; `update` answers with the `Effect`s that the shell must carry out.
//! Nothing here knows Yew or the browser: same messages in, same state and effects out.

pub(crate) mod address;
mod choices;
mod clock;
mod closing;
mod code;
mod device;
mod draft;
mod edit;
mod effect;
mod filling;
mod kept_draft;
mod language;
mod later;
mod loading;
mod memory;
mod message;
mod money;
mod navigation;
mod open;
mod origin;
mod outbox;
mod phase;
mod presets;
mod reason;
mod results;
mod sending;
mod turn;
mod voter;

pub use documents::ballot::Channel;
use documents::boxes::path_of_ballot;
use documents::{Date, Id, Lang, Problem, Slug};

pub use address::Address;
pub use choices::{Choices, Line, Typed};
pub use clock::ServerDay;
pub use closing::Closing;
pub use code::{CodeCheck, CodeField, CodeInput};
pub use device::{DeviceMessage, Memory};
pub use draft::Draft;
pub use edit::EditMessage;
pub use effect::{Effect, Unsealed};
pub use filling::{Announcement, Filling, Notice};
pub use language::{LanguageMessage, LanguagePack, PendingLanguage, Texts};
pub use later::{PieceMessage, PlaceTable, Table};
pub use loading::LoadMessage;
pub use memory::Room;
pub use message::{LaterMessage, Message};
pub use money::MoneyStyle;
pub use navigation::{NavigateMessage, Screen};
pub use open::{Open, Window};
pub use origin::{Origin, Seed};
pub use outbox::{Answer, Outbox, Reason, Stage, Waiting};
pub use phase::{BallotPhase, Cast, CastBallot};
pub use reason::{ClampReason, Clamped, Fault};
pub use results::ResultsMessage;
pub use sending::SendMessage;
pub use turn::TurnMessage;
pub use voter::VoterMessage;

use self::device::Arriving;
use self::later::Following;

/// Everything the pages read.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub setting: Setting,
    pub phase: Phase,
    /// Until budget and memory are both here, what waits for them.
    arriving: Option<Arriving>,
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
            arriving: Some(Arriving::default()),
            following,
        };
        let mut effects = vec![Effect::FetchBudget, Effect::ReadMemory];
        effects.extend(state.ask_for_later());
        (state, effects)
    }

    /// Takes in what happened, and says what must be done about it. What follows the first touch waits for its piece of the
    /// program.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let effects = match message {
            Message::Load(message) => self.load(message),
            Message::Piece(message) => self.piece(message),
            Message::Language(message) => self.language(message),
            Message::Navigate(message) => self.navigate(message),
            Message::Edit(message) => match &mut self.phase {
                Phase::Open(open) => open.edit(&self.setting, message),
                Phase::Loading | Phase::Broken(_) => Vec::new(),
            },
            Message::Later(message) => self.pass_on(message),
        };
        self.moved_on(effects)
    }

    /// What the piece `later` answers: the device's memory, the code, sending, another visitor.
    pub fn update_later(&mut self, message: LaterMessage) -> Vec<Effect> {
        let effects = match (message, &mut self.phase) {
            (LaterMessage::Device(message), _) => self.device(message),
            (LaterMessage::Voter(message), _) => self.voter(message),
            (LaterMessage::Send(message), Phase::Open(open)) => {
                open.send(&mut self.setting, message)
            }
            (LaterMessage::Turn(message), Phase::Open(open)) => {
                open.turn(&self.setting, message, self.following.place)
            }
            (LaterMessage::Results(message), Phase::Open(open)) => open.results(message),
            (
                LaterMessage::Send(_) | LaterMessage::Turn(_) | LaterMessage::Results(_),
                Phase::Loading | Phase::Broken(_),
            ) => Vec::new(),
        };
        self.moved_on(effects)
    }

    /// Whoever moves on by a button no longer wishes for the address the page was opened with.
    fn moved_on(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let goes = |effect: &Effect| matches!(effect, Effect::Show(_) | Effect::ShowInstead(_));
        if let Some(arriving) = &mut self.arriving
            && effects.iter().any(goes)
        {
            arriving.pending_screen = None;
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
            Phase::Loading | Phase::Broken(_) => {
                let memory = self.arriving.as_ref().and_then(|it| it.memory.as_ref());
                memory.map_or(0, |memory| memory.ballots.len())
            }
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

    /// The ids of this device's ballots.
    #[must_use]
    pub fn ballots(&self) -> Vec<Id> {
        match &self.phase {
            Phase::Open(open) => open.outbox.ballots.iter().map(|it| it.id).collect(),
            Phase::Loading | Phase::Broken(_) => Vec::new(),
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
