//! A line of the ballot: what it is drawn from, and what a hand can do to it.

use yew::prelude::*;

use super::memo::Source;
use crate::state::{ClampReason, Line};

/// One line of the ballot: its name, its amount and the ways to change it, what that buys, and more on demand.
#[derive(Clone)]
pub struct LineProps {
    pub from: Source,
    pub line: Line,
    /// Why it does not have the amount that was asked for.
    pub because: Option<ClampReason>,
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
    /// Every callback given here leads to the same place.
    fn eq(&self, other: &Self) -> bool {
        (&self.line, self.because) == (&other.line, other.because) && self.from == other.from
    }
}
