//! Why a ballot is not counted.

use crate::budget::Other;
use crate::json::{self, tagged};
use crate::plan::{Broken, BrokenLimit};
use crate::{BudgetName, Id, Problem, Slug};

tagged! {
    /// Why a file in the box is not counted, with the numbers a sentence about it needs.
    #[derive(Eq, PartialOrd, Ord)]
    pub enum Refusal by reason, or Self::Simulated {}, {
        /// The file's name is no id; its bytes were not looked at.
        "bad-name" => BadName {},
        /// The file's name is not the hash of its bytes.
        "wrong-name" => WrongName { hash: Id },
        /// More bytes than `most`, which is more than any ballot needs; how many does not matter, so that nobody
        /// need read them all.
        "too-large" => TooLarge { most: u64 },
        /// Not a ballot: the first place where its shape is wrong.
        "malformed" => Malformed {
            path: String,
            line: u64,
            column: u64,
        },
        /// A ballot in another spelling than the canonical one; the first byte that differs, from 1.
        "not-canonical" => NotCanonical { byte: u64 },
        /// Cast on another budget, which is another event's or another edition of this one's.
        "other-budget" => OtherBudget {
            other: Other,
            budget: BudgetName,
        },
        "missing-priority" => MissingPriority { priority: Slug },
        "unknown-priority" => UnknownPriority { priority: Slug },
        /// This budget wants a view on every line.
        "no-view-not-allowed" => NoViewNotAllowed { priority: Slug },
        /// A line with no view holds another amount than today's.
        "no-view-not-today" => NoViewNotToday {
            priority: Slug,
            amount: u64,
            today: u64,
        },
        /// This event needs codes, and the ballot has none.
        "no-code" => NoCode {},
        /// The ballot has a code, which this event does not use.
        "code-not-used" => CodeNotUsed {},
        /// The code's key is not in the organiser's list.
        "unknown-code" => UnknownCode {},
        /// The organiser has taken the code back.
        "voided-code" => VoidedCode {},
        /// The signature is not that of the ballot's key.
        "wrong-signature" => WrongSignature {},
        /// Sealed choices in an event without sealed choices, or the other way round.
        "wrongly-sealed" => WronglySealed {},
        /// What is sealed cannot be opened with this event's key, or is no ballot.
        "cannot-be-opened" => CannotBeOpened {},
        /// The same code has voted again: this ballot counts in its place.
        "replaced" => Replaced { by: Id },
        /// Made by a model, in a box that also holds real ballots.
        "simulated" => Simulated {},
    } else {
        /// A limit is not kept; its own `reason` says which.
        Breaks(BrokenLimit) by Broken
    }
}

/// So much of a path is kept, in characters: names in a hostile file can be long.
const PATH: usize = 120;

impl Refusal {
    pub const TOO_LARGE: Self = Self::TooLarge {
        most: super::MAX_BYTES as u64,
    };

    /// As JSON, the way a result has it.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(self)
    }

    /// Whether the bytes are the canonical ones.
    ///
    /// # Errors
    /// The first byte at which they are not.
    pub fn unless_canonical(canonical: &[u8], bytes: &[u8]) -> Result<(), Self> {
        if canonical == bytes {
            return Ok(());
        }
        let same = canonical
            .iter()
            .zip(bytes)
            .take_while(|(a, b)| a == b)
            .count();
        Err(Self::NotCanonical {
            byte: same as u64 + 1,
        })
    }

    /// What the problems of a file come to.
    pub fn malformed(problems: &[Problem]) -> Self {
        let first = problems.first();
        let path = first.map_or_else(String::new, |problem| {
            problem.path.chars().take(PATH).collect()
        });
        let (line, column) = first
            .and_then(|problem| problem.place)
            .map_or((1, 1), |place| {
                (u64::from(place.line), u64::from(place.column))
            });
        Self::Malformed { path, line, column }
    }
}
