//! What the page, the counter, the verifiers, the sealer and the auditor say to each other.

use std::mem::discriminant;
use std::rc::Rc;

use documents::budget::Keys;
use documents::judging::{Job, Question, Reply, Setup, SetupReport};
use documents::key_list::Standing;
use documents::result::{Beside, Crossed, GroupId, Refused, RefusedFile};
use documents::{Code, Id, Refusal};

use crate::wire::wire;

/// What the counter says. It is told the box's address by its name, and is stopped by being ended.
#[derive(Clone, Debug, PartialEq)]
pub enum FromCounter {
    Progress {
        done: u32,
        /// 0 until it is known.
        of: u32,
        refused: u32,
    },
    /// The box asks to come later, and is asked again in so many seconds.
    Busy {
        seconds: u32,
    },
    /// The outcome, while checks that take long still run.
    Outcome {
        result: Vec<u8>,
        beside: Rc<Beside>,
    },
    Finished {
        result: Vec<u8>,
        beside: Rc<Beside>,
        /// Which names the box listed; a later count is told, and counts only where others have come.
        seen: u64,
        /// After the close: is it what the organiser has signed?
        agreed: Option<bool>,
        held: InBox,
    },
    /// Nothing can be counted; these ballots are sealed.
    NoResult {
        sealed: Vec<Id>,
        refused: Refused,
        seen: u64,
    },
    /// The box lists the same names as before.
    Unchanged,
    Failed {
        why: CountFailure,
    },
}

/// Why a count comes to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountFailure {
    /// The counter's program did not load, or it broke.
    NoCounter,
    /// The same of a verifier's; or this browser starts no worker from a worker.
    NoVerifier,
    /// The box could not be read to its end.
    Incomplete,
    /// The event needs codes, and there is no list of them that the organiser has signed.
    NoCodes,
    /// The engine finds no outcome.
    NoOutcome,
    /// A file is not what it should be, in words.
    Problem { says: String },
}

/// A result that the box holds: its name, and its bytes where they could be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub id: Id,
    pub bytes: Option<Vec<u8>>,
}

/// The results that the box holds, as far as the counter has read them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InBox {
    /// What the organiser's close names or, in an event without keys, whoever keeps the box has published. `None` where
    /// that could not be found out.
    pub published: Option<Vec<Held>>,
    /// Counts that anybody has put there.
    pub counts: Vec<Held>,
    /// So many more of these were not looked at.
    pub unread: u32,
}

/// What a verifier answers to each [`Question`], in order; `None` where it has not understood the question.
pub type FromVerifier = Option<Reply>;

/// What the page says to the sealer: first what event it is.
#[derive(Clone, Debug, PartialEq)]
pub enum ToSealer {
    Event {
        /// The budget's id and hash.
        budget: (String, Id),
        keys: Keys,
        /// The box's address.
        home: String,
    },
    /// What do the organiser's lists say of this code?
    Check { code: Code },
    /// Is the event closed, and which of these ballots count then?
    Close { ballots: Vec<Id> },
    /// Make the final bytes of a ballot.
    Seal {
        ballot: Vec<u8>,
        /// To the questions about oneself, as JSON.
        answers: Vec<u8>,
        code: Option<Code>,
        /// Of this code's ballots, as far as the device knows them.
        revisions: Vec<u64>,
        seed: Vec<u8>,
    },
    /// Which of its code's ballots is this one, which was signed ahead?
    Settle { ballot: Id, lines: Vec<u8> },
}

/// What the sealer answers; `None` for what could not be had.
#[derive(Clone, Debug, PartialEq)]
pub enum FromSealer {
    Checked {
        code: Code,
        standing: Option<Standing>,
    },
    /// Of a closed event those of the ballots that count.
    Closed {
        found: Option<Option<Vec<Id>>>,
    },
    /// Of the ballot with this seed.
    Sealed {
        seed: Vec<u8>,
        bytes: Option<Vec<u8>>,
    },
    Settled {
        ballot: Id,
        bytes: Option<Vec<u8>>,
    },
}

/// What the page asks the auditor.
#[derive(Clone, Debug, PartialEq)]
pub enum ToAuditor {
    /// What is in the promise ledger, and is it signed?
    Read {
        /// The budget's id and hash.
        budget: (String, Id),
        /// The box's address.
        home: String,
    },
    /// What does the ballot with this receipt say?
    Find {
        receipt: Id,
        budget: (String, Id),
        home: String,
    },
}

/// What the auditor answers; `None` for what could not be had.
#[derive(Clone, Debug, PartialEq)]
pub enum FromAuditor {
    Read {
        ledger: Option<ReadLedger>,
    },
    Found {
        receipt: Id,
        ballot: Option<FoundBallot>,
    },
}

/// The files of the ledger's folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadLedger {
    /// Those that their keys have signed for this budget, with their bytes. Whether a key may say so is not looked at.
    pub entries: Vec<(Id, Vec<u8>)>,
    pub refused: Vec<(Id, Refusal)>,
    /// Those that are listed and could not be had.
    pub unread: Vec<Id>,
    /// Names that are none.
    pub strays: Vec<String>,
    /// The results that entries name and the box has: what each gives each line, by name.
    pub outcomes: Vec<(Id, Vec<(String, u64)>)>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FoundBallot {
    Nowhere,
    /// Its choices are sealed.
    Sealed,
    /// What it gives each line, by name.
    Open(Vec<(String, u64)>),
}

impl ToSealer {
    /// What is said to this question where nothing can be had.
    pub fn unanswered(&self) -> Option<FromSealer> {
        Some(match self {
            Self::Event { .. } => return None,
            Self::Check { code } => FromSealer::Checked {
                code: *code,
                standing: None,
            },
            Self::Close { .. } => FromSealer::Closed { found: None },
            Self::Seal { seed, .. } => FromSealer::Sealed {
                seed: seed.clone(),
                bytes: None,
            },
            Self::Settle { ballot, .. } => FromSealer::Settled {
                ballot: *ballot,
                bytes: None,
            },
        })
    }
}

impl FromSealer {
    /// Whether both answer the same question; of a kind that is asked for one ballot each, for the same ballot.
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Settled { ballot, .. }, Self::Settled { ballot: other, .. }) => ballot == other,
            (Self::Sealed { seed, .. }, Self::Sealed { seed: other, .. }) => seed == other,
            _ => discriminant(self) == discriminant(other),
        }
    }
}

wire!(enum FromCounter {
    0 => Progress { done: done, of: of, refused: refused },
    1 => Busy { seconds: seconds },
    2 => Outcome { result: result, beside: beside },
    3 => Finished { result: result, beside: beside, seen: seen, agreed: agreed, held: held },
    4 => NoResult { sealed: sealed, refused: refused, seen: seen },
    5 => Failed { why: why },
    6 => Unchanged {},
});
wire!(enum CountFailure {
    0 => NoCounter {},
    1 => NoVerifier {},
    2 => Incomplete {},
    3 => NoCodes {},
    4 => NoOutcome {},
    5 => Problem { says: says },
});
wire!(struct Beside { parts, crossed });
wire!(struct Crossed { answers, ballots });
wire!(struct GroupId { question, answer });
wire!(struct Held { id, bytes });
wire!(struct InBox { published, counts, unread });
wire!(enum Question<Vec<u8>> {
    0 => Setup { 0: setup },
    1 => Jobs { 0: jobs },
});
wire!(enum Reply {
    0 => Report { 0: report },
    1 => Verdicts { 0: verdicts },
});
wire!(struct Setup<Vec<u8>> { budget, lists, closes });
wire!(struct SetupReport { lists, close, refused });
wire!(struct RefusedFile { name, why });
wire!(enum Job<Vec<u8>> {
    0 => Name { 0: name },
    1 => File { 0: name, 1: bytes },
    2 => Line { 0: line },
});
wire!(enum ToSealer {
    0 => Event { budget: budget, keys: keys, home: home },
    1 => Check { code: code },
    2 => Close { ballots: ballots },
    3 => Seal { ballot: ballot, answers: answers, code: code, revisions: revisions, seed: seed },
    4 => Settle { ballot: ballot, lines: lines },
});
wire!(enum ToAuditor {
    0 => Read { budget: budget, home: home },
    1 => Find { receipt: receipt, budget: budget, home: home },
});
wire!(enum FromAuditor {
    0 => Read { ledger: ledger },
    1 => Found { receipt: receipt, ballot: ballot },
});
wire!(struct ReadLedger { entries, refused, unread, strays, outcomes });
wire!(enum FoundBallot {
    0 => Nowhere {},
    1 => Sealed {},
    2 => Open { 0: amounts },
});
wire!(struct Keys { organiser, about, codes, choices });
wire!(enum Standing {
    0 => MayVote {},
    1 => Voided {},
    2 => Unknown {},
});
wire!(enum FromSealer {
    0 => Checked { code: code, standing: standing },
    1 => Closed { found: found },
    2 => Sealed { seed: seed, bytes: bytes },
    3 => Settled { ballot: ballot, bytes: bytes },
});
