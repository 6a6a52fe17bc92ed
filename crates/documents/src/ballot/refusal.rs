//! Why a ballot is not counted.

use serde::Serialize;

use crate::json::tagged;
use crate::{Id, Problem, Slug};

/// Why a file in the box is not counted, with the numbers a sentence about it needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "reason", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Refusal {
    /// The file's name is no id; its bytes were not looked at.
    BadName {},
    /// The file's name is not the hash of its bytes.
    WrongName {
        hash: Id,
    },
    /// More bytes than `most`, which is more than any ballot needs; how many does not matter, so that nobody
    /// need read them all.
    TooLarge {
        most: u64,
    },
    /// Not a ballot: the first place where its shape is wrong.
    Malformed {
        path: String,
        line: u64,
        column: u64,
    },
    /// A ballot in another spelling than the canonical one; the first byte that differs, from 1.
    NotCanonical {
        byte: u64,
    },
    OtherBudget {
        budget: Slug,
    },
    MissingPriority {
        priority: Slug,
    },
    UnknownPriority {
        priority: Slug,
    },
    BelowFloor {
        priority: Slug,
        amount: u64,
        floor: u64,
    },
    AboveCap {
        priority: Slug,
        amount: u64,
        cap: u64,
    },
    OffStep {
        priority: Slug,
        amount: u64,
        step: u64,
    },
    OverTotal {
        sum: u64,
        total: u64,
    },
    /// Money is left over, which this budget does not allow.
    UnderTotal {
        sum: u64,
        total: u64,
    },
    GroupBelow {
        limit: Slug,
        sum: u64,
        floor: u64,
    },
    GroupAbove {
        limit: Slug,
        sum: u64,
        cap: u64,
    },
    /// This budget wants a view on every line.
    NoViewNotAllowed {
        priority: Slug,
    },
    /// A line with no view holds another amount than today's.
    NoViewNotToday {
        priority: Slug,
        amount: u64,
        today: u64,
    },
    UnknownQuestion {
        question: Slug,
    },
    UnknownAnswer {
        question: Slug,
        answer: Slug,
    },
    /// Made by a model, in a box that also holds real ballots.
    Simulated {},
}

/// So much of a path is kept, in characters: names in a hostile file can be long.
const PATH: usize = 120;

impl Refusal {
    pub const TOO_LARGE: Self = Self::TooLarge {
        most: super::MAX_BYTES as u64,
    };

    /// What the problems of a file come to.
    pub(crate) fn malformed(problems: &[Problem]) -> Self {
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

tagged!(Refusal by "reason", or Self::Simulated {};
    "bad-name" => BadName {},
    "wrong-name" => WrongName { hash },
    "too-large" => TooLarge { most },
    "malformed" => Malformed { path, line, column },
    "not-canonical" => NotCanonical { byte },
    "other-budget" => OtherBudget { budget },
    "missing-priority" => MissingPriority { priority },
    "unknown-priority" => UnknownPriority { priority },
    "below-floor" => BelowFloor { priority, amount, floor },
    "above-cap" => AboveCap { priority, amount, cap },
    "off-step" => OffStep { priority, amount, step },
    "over-total" => OverTotal { sum, total },
    "under-total" => UnderTotal { sum, total },
    "group-below" => GroupBelow { limit, sum, floor },
    "group-above" => GroupAbove { limit, sum, cap },
    "no-view-not-allowed" => NoViewNotAllowed { priority },
    "no-view-not-today" => NoViewNotToday { priority, amount, today },
    "unknown-question" => UnknownQuestion { question },
    "unknown-answer" => UnknownAnswer { question, answer },
    "simulated" => Simulated {},
);
