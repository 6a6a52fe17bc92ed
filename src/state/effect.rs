//! What the shell must do: effects are values, carried out in the order in which they are given.

use documents::{Ballot, Code, Id, Lang, Slug, SlugMap};

use super::{Screen, Seed};

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    FetchBudget,
    /// Answer with `TryAgainPressed` after so many seconds.
    TryAgainAfter(u32),
    /// Answer with `LaterCame` or `LaterMissing`, once for all that ask meanwhile.
    FetchLater,
    /// Answer with `PlaceCame` or `PlaceMissing`, where this page is at a place.
    FetchPlace,
    /// Answer with `LaterAsked` after so many seconds.
    FetchLaterAfter(u32),
    /// The piece is here: what was to be done by it is, in order.
    BeginLater,
    ReadMemory,
    /// Answer with `WordsArrived` or `WordsMissing`.
    FetchWords(Lang),
    AskMoneyStyle {
        lang: Lang,
        currency: String,
    },
    /// Replaces what was kept before; of several in a row only the last matters.
    KeepDraft(Vec<u8>),
    ForgetDraft,
    /// To the tab that the visitor opens out of a frame: it cannot read what the frame keeps. Empty where nothing was
    /// changed, so that nobody is handed the draft of before.
    HandOver(Vec<u8>),
    KeepLang(Lang),
    /// Ask for `AnnouncementDue` this long after the *last* such effect.
    AnnounceAfter {
        ms: u32,
    },
    /// Answer with `SeedDrawn`.
    DrawSeed,
    /// Get ready to seal, while there is a connection.
    PrepareSeal,
    /// Seal, and sign where there is a code; answer with `BallotSealed`.
    Seal(Box<Unsealed>),
    /// See in the box which of its code's ballots this one is; answer with `BallotSettled`.
    Settle {
        id: Id,
        bytes: Vec<u8>,
    },
    /// Ask the organiser's list; answer with `CodeChecked`.
    CheckCode(Code),
    /// Answer with `CodeTyped` when the camera has read a card.
    ScanCode,
    /// Answer with `BallotKept` only when the bytes are safe, else with `BallotNotKept`; with `CastElsewhere`, and keep
    /// nothing, where `after` is given and the device has a ballot that is neither this one nor among it. All tabs of a
    /// device must come one after the other here.
    KeepBallot {
        id: Id,
        bytes: Vec<u8>,
        after: Option<Vec<Id>>,
    },
    ForgetBallot(Id),
    /// The last ballot sent from this device; replaces the one before, if that is among those `known` here: one that
    /// another tab has sent since is later than this.
    KeepCast {
        bytes: Vec<u8>,
        known: Vec<Id>,
    },
    ForgetCast,
    PutBallot {
        id: Id,
        bytes: Vec<u8>,
    },
    /// Past every cache.
    ReadBallot(Id),
    /// Is the box's budget still this one, and does anything lie where the organiser's close would? Answer with
    /// `CloseKnown`.
    LookForClose,
    /// Look at the signature of what lies there, and for this device's ballots in it; answer with `CloseKnown`.
    CheckClose,
    /// Answer with `ServerDated`, past every cache.
    AskServerDay,
    /// Ask for `RetryDue` after `at_least` plus a random share of `spread` milliseconds; a later one for the
    /// same ballot takes the place of this one.
    RetryAfter {
        ballot: Id,
        at_least: u32,
        spread: u32,
    },
    /// Push the screen's address; the page's heading takes focus.
    Show(Screen),
    /// As `Show`, in place of the present address, so that Back does not lead into it again.
    ShowInstead(Screen),
    /// The page's heading takes focus; the address is right already.
    FocusHeading,
    FocusLine(usize),
    FocusFaults,
    /// The results page could not be had: ask for it again; answer with `ResultsMissing` where that fails.
    FetchResults,
    /// Draw the page from nothing, so that whatever the browser itself keeps in it goes too.
    DrawAnew,
    /// Load the page anew, at the same address.
    Reload,
}

/// A ballot on its way to its final bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsealed {
    pub ballot: Ballot,
    /// What the resident says about themselves.
    pub answers: SlugMap<Slug>,
    pub code: Option<Code>,
    /// From its secret half comes the seal of the answers: the same answers are sealed to the same bytes.
    pub seed: Seed,
    /// Revisions of this device's ballots, whatever their codes.
    pub revisions: Vec<u64>,
}
