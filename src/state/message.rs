//! What happened: every way in to [`super::State::update`].

use documents::key_list::Standing;
use documents::{Code, Date, Id, Lang};

use super::{Answer, Closing, MoneyStyle, Screen, Seed, Table, Texts};

/// A fact, told by the visitor, the device or the box.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    // The device and the box
    BudgetArrived(Vec<u8>),
    /// These bytes could be drawn, or not: every further check of a budget is due.
    BudgetDrawn(Vec<u8>),
    /// The box did not answer (`None`), or answered with this status.
    BudgetUnreachable {
        status: Option<u16>,
        /// In seconds, where the box named it.
        retry_after: Option<u32>,
    },
    TryAgainPressed,
    /// What the device had kept.
    MemoryRead(Memory),
    /// Nothing can be kept on this device, or no longer.
    StorageRefused,
    ConnectionChanged {
        online: bool,
    },
    /// The page is seen again, on this day of the device.
    DayChanged(Date),
    /// Another tab has kept a ballot on this device.
    MemoryChanged,
    /// What day the server has; `None` where it did not say.
    ServerDated(Option<Date>),
    MoneyStyleKnown(Lang, MoneyStyle),
    WordsArrived(Lang, Texts),
    /// The words of this language could not be had.
    WordsMissing(Lang),

    // The pieces of the program
    /// What follows the first touch is here.
    LaterCame(Table),
    /// It could not be had.
    LaterMissing,
    /// "Try again" was pressed, or it is time to.
    LaterAsked,

    // The ballot
    /// The slider is at this amount; one drag is one step for undo, until [`Message::AmountSettled`].
    AmountSet {
        priority: usize,
        amount: u64,
    },
    /// A finger or a mouse button is on the slider.
    SliderTaken(usize),
    /// The browser has taken the finger for scrolling: what it did to the amount was not meant.
    SliderLost(usize),
    /// The field holds this text now; one spell of typing is one step for undo.
    AmountTyped {
        priority: usize,
        text: String,
    },
    /// The slider was let go, or the field was left.
    AmountSettled(usize),
    MorePressed(usize),
    LessPressed(usize),
    NoViewToggled(usize),
    TodayPressed,
    EvenPressed,
    StartAgainPressed,
    UndoPressed,
    /// It has been quiet for as long as `Effect::AnnounceAfter` asked.
    AnnouncementDue,

    // The way through
    LanguageChosen(Lang),
    AnswerChosen {
        question: usize,
        answer: Option<usize>,
    },
    /// A button or link asks for a screen; for the button at the foot, ask for `Open::next`.
    ScreenAsked(Screen),
    /// "Change" on the check page: back to this line of the ballot.
    ChangePressed(usize),
    /// The browser shows this screen already (Back, Forward, an address).
    ScreenShown(Screen),
    SendPressed,
    /// For a ballot that is begun.
    SeedDrawn(Seed),
    /// The ballot's final bytes; `None` where it could not be sealed.
    BallotSealed(Option<Vec<u8>>),
    /// The last bytes of a ballot with a code; `None` where the box could not be asked how often the code has voted.
    BallotSettled {
        ballot: Id,
        bytes: Option<Vec<u8>>,
    },
    /// The code field holds this text now, or a card or the address does.
    CodeTyped(String),
    /// What the organiser's list says about a code; `None` where the list could not be had.
    CodeChecked {
        code: Code,
        found: Option<Standing>,
    },
    /// The camera is to read the code from the card.
    ScanPressed,
    /// With the same code: the last ballot counts.
    VoteAgainPressed,
    /// On one's own device, after sending: somebody else takes part.
    AnotherBallotPressed,
    /// On a kiosk: the next visitor.
    NextVisitorPressed,
    /// On a kiosk: so much time has gone by, also while the page or the device slept.
    TimePassed {
        ms: u64,
    },
    /// On a kiosk: somebody has touched the page or pressed a key.
    Touched,

    // Sending
    BallotKept(Id),
    BallotNotKept(Id),
    /// The ballot was not kept, because another tab of this device has kept or sent one that the draft knew nothing of;
    /// with it, what the device keeps.
    CastElsewhere(Id, Memory),
    PutAnswered {
        ballot: Id,
        answer: Answer,
    },
    /// What the box gives back under the ballot's name; `None` when it could not be read.
    ReadBack {
        ballot: Id,
        bytes: Option<Vec<u8>>,
    },
    /// What is known now of the organiser's close.
    CloseKnown(Closing),
    RetryDue(Id),
    SendNowPressed,

    // Results
    /// The results page, a piece of its own, could not be loaded or could not begin.
    ResultsMissing,
    /// "Try again" was pressed.
    ResultsAsked,
    ReloadPressed,
}

/// What the device had kept, as it was given by `Effect::Keep…`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// The unfinished ballot.
    pub draft: Option<Vec<u8>>,
    /// Ballots that are not known to be sent, in the order in which they were kept.
    pub ballots: Vec<Vec<u8>>,
    /// The last ballot that was sent from here.
    pub cast: Option<Vec<u8>>,
    pub lang: Option<Lang>,
}
