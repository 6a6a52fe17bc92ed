//! Boxes to write in: one for a digit, or for a sign.

use documents::Budget;
use maud::{Markup, html};

use crate::printed;

/// How many digits the amounts of a column have, and how many of them are always zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figures {
    digits: usize,
    zeros: usize,
}

impl Figures {
    /// Wide enough for the total, so that the figures of all lines are below each other and can be added up.
    pub(super) fn of(budget: &Budget) -> Self {
        let zeros = budget.step.to_string();
        Self {
            digits: budget.total.to_string().len(),
            zeros: zeros.len() - zeros.trim_end_matches('0').len(),
        }
    }

    /// The boxes of one amount, as its currency is written; zeros that every amount ends with are there already.
    pub(super) fn draw(self, budget: &Budget) -> Markup {
        let zero = |left: usize| left <= self.zeros;
        html! {
            span.figures {
                span.sign { (printed::sign(budget)) }
                @for left in (1..=self.digits).rev() {
                    i { @if zero(left) { "0" } }
                    @if left % 3 == 1 && left > 1 { span.mark { "," } }
                }
            }
        }
    }
}

/// A row of boxes for signs of any kind.
pub(super) fn plain(count: usize) -> Markup {
    html! { span.figures { @for _ in 0..count { i {} } } }
}

/// Boxes in groups, as a voting code is written.
pub(super) fn groups(sizes: &[usize]) -> Markup {
    html! {
        span.figures {
            @for (at, size) in sizes.iter().enumerate() {
                @if at > 0 { span.mark { "–" } }
                @for _ in 0..*size { i {} }
            }
        }
    }
}

/// A box to tick.
pub(super) fn tick() -> Markup {
    html! { i.tick {} }
}
