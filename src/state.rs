//! What is true in the widget, and the one function that changes it.
//!
//! A `Message` says what happened; `update` answers with the `Effect`s that the shell must carry out.
//! Nothing here knows Yew or the browser: same messages in, same state and effects out.

pub mod draft;
pub mod outbox;
pub mod results;

use std::rc::Rc;

use documents::{Budget, Date, Id, Lang, Problem};

pub use draft::{Draft, Line};
pub use outbox::{Answer, Outbox, Posted, Waiting};
pub use results::{Counting, Published};

/// Everything the pages read.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub setting: Setting,
    pub phase: Phase,
}

/// What the device and the address told us, apart from any budget.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub mode: Mode,
    /// Where this ballot is cast (an event, a library), when the address names it.
    pub place: Option<String>,
    pub today: Date,
    pub online: bool,
    pub storage: Storage,
    /// The languages the visitor's browser asks for, most wanted first.
    pub wanted: Vec<Lang>,
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
    Unreachable(Option<u16>),
    Malformed(Vec<Problem>),
}

/// A budget is on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    pub budget: Rc<Budget>,
    pub lang: Lang,
    pub money: MoneyStyle,
    pub screen: Screen,
    pub draft: Draft,
    /// Earlier drafts, the newest last, for undo.
    pub past: Vec<Draft>,
    /// What stands between this draft and a ballot; shown in the error summary after "check my answers".
    pub faults: Vec<Fault>,
    /// What the polite live region says; set about a second after the last change.
    pub announced: Option<Announcement>,
    /// Why a typed or dragged amount is not the one asked for, beside its line.
    pub clipped: Option<Clipped>,
    pub outbox: Outbox,
    /// The ballot this visitor has just cast, for the receipt and for "yours" on the results.
    pub cast: Option<Id>,
    pub counting: Counting,
}

/// The screens, each with an address of its own so that Back works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    Ballot,
    About,
    Check,
    /// Sent, or safely queued: the receipt.
    Receipt,
    Results,
}

/// Why a draft is not yet a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The budget wants everything spent and this much is left.
    MoneyLeft(u64),
    /// The limit with this index in `budget.limits` needs at least `floor`; it has `has`.
    GroupBelow { limit: usize, floor: u64, has: u64 },
    GroupAbove { limit: usize, cap: u64, has: u64 },
}

/// An amount that was asked for and could not be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clipped {
    pub priority: usize,
    pub given: u64,
    pub because: Because,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    Floor,
    Cap,
    /// No more money is left.
    Empty,
    /// Amounts go in steps.
    Step,
    /// The group limit with this index is reached.
    Group(usize),
    /// What was typed is not a whole number.
    NotANumber,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Announcement {
    Left(u64),
    StartedAgain,
    Undone,
}

/// How money is written in a language: asked once of the browser's `Intl`, applied to whole numbers here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyStyle {
    pub before: String,
    pub after: String,
    pub group: String,
    /// Digits in the group nearest the end, then in every further group (3 and 3; 3 and 2 in India).
    pub sizes: (u8, u8),
    /// The ten digits, from zero.
    pub digits: [char; 10],
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    // The device and the box
    BudgetArrived(Vec<u8>),
    BudgetUnreachable(Option<u16>),
    TryAgainPressed,
    /// What the device had kept: an unfinished ballot, and ballots not yet sent.
    MemoryRead { draft: Option<Vec<u8>>, ballots: Vec<Vec<u8>>, lang: Option<Lang> },
    StorageRefused,
    ConnectionChanged { online: bool },
    MoneyStyleKnown(Lang, MoneyStyle),
    // The ballot
    AmountSet { priority: usize, amount: u64 },
    AmountTyped { priority: usize, text: String },
    MorePressed(usize),
    LessPressed(usize),
    NoViewToggled(usize),
    TodayPressed,
    EvenPressed,
    StartAgainPressed,
    UndoPressed,
    AnnouncementDue,
    // The way through
    LanguageChosen(Lang),
    AnswerChosen { question: usize, answer: Option<usize> },
    /// A button or link asks for a screen.
    ScreenAsked(Screen),
    /// "Change" on the check page: back to this line of the ballot.
    ChangePressed(usize),
    /// The browser shows this screen already (Back, Forward, an address).
    ScreenShown(Screen),
    SendPressed,
    NonceDrawn([u8; 16]),
    /// On a kiosk: the next visitor.
    NextVisitorPressed,
    // Sending
    BallotKept(Id),
    BallotNotKept(Id),
    PutAnswered { ballot: Id, answer: Answer },
    /// What the box gives back under the ballot's name; `None` when it could not be read.
    ReadBack { ballot: Id, bytes: Option<Vec<u8>> },
    RetryDue(Id),
    SendNowPressed,
    // Results
    CountPressed,
    CountProgressed { done: u32, of: u32 },
    /// The worker's result file, canonical bytes, and what the box already holds.
    CountFinished { result: Vec<u8>, published: Published },
    CountFailed(String),
    ResultPosted { id: Id, ok: bool },
    DownloadPressed(Format),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
}

/// What the shell must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    FetchBudget,
    ReadMemory,
    AskMoneyStyle { lang: Lang, currency: String },
    KeepDraft(Vec<u8>),
    ForgetDraft,
    KeepLang(Lang),
    /// Ask for `AnnouncementDue` this long after the *last* such effect.
    AnnounceAfter { ms: u32 },
    DrawNonce,
    KeepBallot { id: Id, bytes: Vec<u8> },
    ForgetBallot(Id),
    PutBallot { id: Id, bytes: Vec<u8> },
    ReadBallot(Id),
    /// Ask for `RetryDue` after `at_least` plus a random share of `spread` milliseconds.
    RetryAfter { ballot: Id, at_least: u32, spread: u32 },
    /// Push the screen's address; the page's heading takes focus.
    Show(Screen),
    FocusLine(usize),
    FocusFaults,
    Count,
    StopCounting,
    PostResult { id: Id, bytes: Vec<u8> },
    Download { name: String, mime: &'static str, bytes: Vec<u8> },
}
