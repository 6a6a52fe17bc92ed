//! Parts of the page that are drawn again only when what they are drawn from has changed, so that a press draws what it
//! changed and little more.

use std::ptr::fn_addr_eq;
use std::rc::Rc;

use documents::Budget;
use documents::budget::Priority;
use yew::prelude::*;

use super::line::{LineChange, LineProps};
use super::priority_line;
use crate::state::Table;
use crate::words::{Value, Words};

/// One component for every such part: each further one would weigh what Yew writes for it.
pub struct Memo;

#[derive(Clone, PartialEq, Properties)]
pub struct MemoProps {
    pub part: Part,
}

#[derive(Clone, PartialEq)]
pub enum Part {
    Line(LineProps),
    Still(Still),
}

/// What no choice changes.
#[derive(Clone)]
pub struct Still {
    pub from: Source,
    pub draw: fn(&Source) -> Html,
}

/// What a line is drawn from that does not change while somebody fills in a ballot in one language.
#[derive(Clone)]
pub struct Source {
    pub words: Rc<Words>,
    pub budget: Rc<Budget>,
    /// Its place in `budget.priorities`.
    pub at: usize,
    /// What fills the details, once it is here.
    pub later: Option<Table>,
}

impl PartialEq for Source {
    /// The budget never changes while it is on the screen.
    fn eq(&self, other: &Self) -> bool {
        (self.at, self.later) == (other.at, other.later)
            && Rc::ptr_eq(&self.budget, &other.budget)
            && self.words == other.words
    }
}

impl PartialEq for Still {
    fn eq(&self, other: &Self) -> bool {
        fn_addr_eq(self.draw, other.draw) && self.from == other.from
    }
}

impl Source {
    pub(super) fn priority(&self) -> &Priority {
        &self.budget.priorities[self.at]
    }

    /// Its name, for the place `name` in a text.
    pub(super) fn name(&self) -> (&'static str, Value<'_>) {
        ("name", Value::Name(&self.priority().name))
    }
}

/// A part of the page that sees to it itself when it is drawn again.
#[inline(never)]
pub fn memo(part: Part) -> Html {
    html! { <Memo {part} /> }
}

/// What no choice changes, drawn once.
pub(super) fn still(from: Source, draw: fn(&Source) -> Html) -> Html {
    memo(Part::Still(Still { from, draw }))
}

impl Component for Memo {
    type Message = LineChange;
    type Properties = MemoProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    /// Always draws again: when the amount asked for is not given, nothing has changed here, and yet the slider must
    /// go back to the amount that the line has.
    fn update(&mut self, ctx: &Context<Self>, change: LineChange) -> bool {
        if let Part::Line(line) = &ctx.props().part {
            line.on_change.emit((line.from.at, change));
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match &ctx.props().part {
            Part::Line(line) => priority_line::draw(line, ctx.link()),
            Part::Still(still) => (still.draw)(&still.from),
        }
    }
}
