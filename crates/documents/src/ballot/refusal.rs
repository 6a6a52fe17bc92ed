//! Why a ballot is not counted.

use serde::Serialize;

use crate::json::tagged;
use crate::{Id, Slug};

/// Why a file in the box is not counted, with the numbers a sentence about it needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "reason", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Refusal {
    /// The file's name is not the hash of its bytes.
    WrongName {
        hash: Id,
    },
    /// More bytes than any ballot needs.
    TooLarge {
        bytes: u64,
    },
    /// Not a ballot: the first place where its shape is wrong.
    Malformed {
        path: String,
    },
    /// A ballot in another spelling than the canonical one.
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
    Simulated,
}

tagged!(Refusal by "reason", or Self::Simulated {};
    "wrong-name" => WrongName { hash },
    "too-large" => TooLarge { bytes },
    "malformed" => Malformed { path },
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
