//! The published record of a count: which ballots, which rule, which outcome, which checks.
//!
//! Codes and numbers only, so that a page can say it in any language.

mod beside;
mod checks;
mod compare;
mod csv;
mod read;
mod refused;

use crate::budget::RuleName;
use crate::json::{format_name, names, record};
use crate::{Exact, Id, Slug};

pub use crate::budget::BudgetName;

pub use beside::{Beside, Cell, Crossed, Extremes, Spread};
pub use checks::{Answer, Check, Fact, GroupId};
pub use compare::Difference;
pub use csv::{Says, Sheet};
pub use refused::{Refused, RefusedFile};

format_name!(
    /// `common-purse/result/1`
    ResultFormat,
    "common-purse/result/1"
);

record! {
    /// A result, repeatable to the byte from the same box.
    pub struct ResultFile {
        pub format: ResultFormat,
        /// The version of the engine that counted.
        pub engine: String,
        /// The one that was counted.
        pub budget: BudgetName,
        pub rule: RuleName,
        /// Whether the ballots were made by a model.
        pub simulated: bool,
        /// The revision of the organiser's close, once there is one.
        pub close: Option<u64>,
        /// The ballots counted, sorted, each once.
        pub counted: Vec<Id>,
        pub refused: Refused,
        /// In the order of the budget's priorities.
        pub outcome: Vec<OutcomeLine>,
        /// The money left over, where the budget allows it.
        pub unspent: Option<Share>,
        pub ties: Vec<TieLine>,
        /// In the order of the budget's checks.
        pub checks: Vec<Check>,
        /// Who took part, by the questions about the resident.
        pub turnout: Vec<Turnout>,
        /// How and where the ballots were cast, as they say themselves: by `channel`, and by `place` where any names one. A
        /// name of fewer ballots than the budget's smallest cell is not shown, also not by subtraction.
        pub cast: Vec<Turnout>,
        /// What was agreed at tables (`alone`) and what all `others` chose, as each would come out by itself; nothing where tables or
        /// others are fewer than the budget's smallest cell, or where `cast` hides a way from which their number would follow.
        pub tables: Vec<Fact> = Vec::new(),
    }
}

record! {
    /// What one priority is given.
    pub struct OutcomeLine {
        pub priority: Slug,
        /// In whole steps.
        pub amount: u64,
        /// What the rule gives, before rounding.
        pub exact: Exact,
        /// What the rule gave before the outcome was moved inside the limits; only where it had to be moved.
        pub before_repair: Option<Exact>,
    }
}

record! {
    /// An amount without a priority.
    pub struct Share {
        pub amount: u64,
        pub exact: Exact,
        pub before_repair: Option<Exact>,
    }
}

record! {
    /// A tie that the published order settled: the order of the priorities in the budget.
    pub struct TieLine {
        pub decided: Decision,
        /// The lines that had the same claim, in the published order; unspent money, the last, is not named.
        pub between: Vec<Slug>,
        /// Those of them that got the larger amount.
        pub favoured: Vec<Slug>,
    }
}

names! {
    /// What a tie was about.
    pub enum Decision {
        /// Several repairs were equally small; the first lines were kept closest to the rule's own amounts.
        Repair = "repair",
        /// Several lines had the same remainder; the first were rounded up.
        Rounding = "rounding",
    }
}

record! {
    /// How many ballots gave each answer to one question.
    pub struct Turnout {
        pub question: Slug,
        pub answers: Vec<AnswerTurnout>,
        /// Ballots that left the question out, or whose answer is withheld because too few share it.
        pub not_shown: u64,
    }
}

record! {
    pub struct AnswerTurnout {
        pub answer: Slug,
        /// As far as answers are shown: for what residents say about themselves see [`crate::close::AboutGroup`].
        pub ballots: u64,
        /// As the budget gives it.
        pub population: Option<u64>,
    }
}
