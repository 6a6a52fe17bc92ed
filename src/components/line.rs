//! A line of the ballot: what it is drawn from, and what a hand can do to it.

use std::rc::Rc;

use documents::Budget;
use documents::budget::Priority;
use yew::prelude::*;

use crate::state::{ClampReason, Line, Table};
use crate::words::{Value, Words};

/// One line of the ballot: its name, its amount and the ways to change it, what that buys, and more on demand.
///
/// A component of its own so that of 40 lines only the one that changed is drawn again.
pub struct PriorityLine;

#[derive(Clone, Properties)]
pub struct LineProps {
    pub words: Rc<Words>,
    pub budget: Rc<Budget>,
    /// Its place in `budget.priorities`.
    pub at: usize,
    pub line: Line,
    /// Why it does not have the amount that was asked for.
    pub because: Option<ClampReason>,
    /// What fills the details, once it is here.
    pub later: Option<Table>,
    pub on_change: Callback<(usize, LineChange)>,
}

/// What a hand did to the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineChange {
    Set(u64),
    Typed(String),
    Settled,
    /// The slider is held.
    Taken,
    /// What holds it was scrolling.
    Lost,
    More,
    Less,
    NoView,
}

impl PartialEq for LineProps {
    /// The budget never changes while it is on the screen, and every callback given here leads to the same place.
    fn eq(&self, other: &Self) -> bool {
        let same_words = Rc::ptr_eq(&self.words, &other.words) || self.words == other.words;
        let same_budget = Rc::ptr_eq(&self.budget, &other.budget);
        same_words
            && same_budget
            && (self.at, &self.line, self.because, self.later)
                == (other.at, &other.line, other.because, other.later)
    }
}

impl LineProps {
    pub(super) fn priority(&self) -> &Priority {
        &self.budget.priorities[self.at]
    }

    /// Its name, for the place `name` in a text.
    pub(super) fn name(&self) -> (&'static str, Value<'_>) {
        ("name", Value::Name(&self.priority().name))
    }
}
