//! Which budget a file belongs to, to the byte.

use super::Budget;
use crate::json::{names, record};
use crate::{Id, Refusal, Slug};

record! {
    /// Which budget something belongs to: the event by its id, and the edition by the hash of its bytes, so that a
    /// budget whose lines are renamed or swapped is another one.
    #[derive(Eq, PartialOrd, Ord)]
    pub struct BudgetName {
        pub id: Slug,
        /// Of the bytes of `budget.json`.
        pub sha256: Id,
    }
}

names! {
    /// In what a budget differs from the one that was expected.
    pub enum Other {
        /// It is the budget of another event.
        Event = "event",
        /// It is this event's budget with other bytes, as before or after a change.
        Edition = "edition",
    }
}

impl Budget {
    /// What everything that belongs to this budget names.
    pub fn name(&self) -> BudgetName {
        BudgetName {
            id: self.id.clone(),
            sha256: self.sha256,
        }
    }
}

impl BudgetName {
    /// Whether something that names `budget` belongs to this one.
    ///
    /// # Errors
    /// Another event, or another edition of this one.
    pub fn expects(&self, budget: &Self) -> Result<(), Refusal> {
        if self == budget {
            return Ok(());
        }
        Err(Refusal::OtherBudget {
            other: if self.id == budget.id {
                Other::Edition
            } else {
                Other::Event
            },
            budget: budget.clone(),
        })
    }
}
