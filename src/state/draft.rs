//! The unfinished ballot. Whatever is pressed, its amounts keep every floor, cap, step and group cap, and the total.

use std::rc::Rc;

use super::{Because, Bounds, fill};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// One for each priority of the budget, in its order.
    pub lines: Rc<[Line]>,
    /// For each question of the budget the chosen answer; `None` is "prefer not to say".
    pub about: Vec<Option<usize>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub amount: u64,
    /// "No view": the line holds today's spending and counts as that.
    pub no_view: bool,
    /// What the field shows where it is not simply the amount.
    pub typed: Option<Typed>,
}

/// Text in a field, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub text: Rc<str>,
    /// Why the line did not get what the text says; `None` while it has just that.
    pub because: Option<Because>,
}

impl Draft {
    /// Every line at its floor, nothing answered.
    #[must_use]
    pub fn new(bounds: &Bounds, questions: usize) -> Self {
        Self {
            lines: lines_of(&bounds.floors()),
            about: vec![None; questions],
        }
    }

    #[must_use]
    pub fn amounts(&self) -> Vec<u64> {
        self.lines.iter().map(|line| line.amount).collect()
    }

    /// The same amounts, "no view" marks and answers, whatever the fields show.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let said = |line: &Line| (line.amount, line.no_view);
        self.about == other.about && self.lines.iter().map(said).eq(other.lines.iter().map(said))
    }

    /// Gives the line the nearest amount to `asked` that it can have, and says why where that is another one.
    pub fn set(&mut self, bounds: &Bounds, at: usize, asked: u64) -> Option<Because> {
        let (amount, because) = bounds.nearest(&self.amounts(), at, asked);
        *self.line(at) = Line {
            amount,
            no_view: false,
            typed: None,
        };
        because
    }

    /// As [`Self::set`], and the field goes on showing what was typed; text without a number changes no amount.
    pub fn set_typed(
        &mut self,
        bounds: &Bounds,
        at: usize,
        text: &str,
        asked: Result<u64, Because>,
    ) -> Option<Because> {
        let because = match asked {
            Ok(asked) => self.set(bounds, at, asked),
            Err(because) => Some(because),
        };
        self.line(at).typed = Some(Typed {
            text: text.into(),
            because,
        });
        because
    }

    /// One step more, or the reason why not.
    pub fn more(&mut self, bounds: &Bounds, at: usize) -> Option<Because> {
        self.set(
            bounds,
            at,
            self.lines[at].amount.saturating_add(bounds.step),
        )
    }

    /// One step less, or the reason why not.
    pub fn less(&mut self, bounds: &Bounds, at: usize) -> Option<Because> {
        match self.lines[at].amount.checked_sub(bounds.step) {
            Some(asked) => self.set(bounds, at, asked),
            None => Some(self.set(bounds, at, 0).unwrap_or(Because::Floor)),
        }
    }

    /// Puts the line at today's spending with "no view", or takes that mark away and leaves the amount. Where
    /// today's spending does not fit, nothing changes but for the reason.
    pub fn toggle_no_view(&mut self, bounds: &Bounds, at: usize) -> Option<Because> {
        let today = bounds.lines[at].today;
        if self.lines[at].no_view {
            self.line(at).no_view = false;
            return None;
        }
        let (_, because) = bounds.nearest(&self.amounts(), at, today);
        if because.is_none() {
            *self.line(at) = Line {
                amount: today,
                no_view: true,
                typed: None,
            };
        }
        because
    }

    /// A field that was left shows the amount again, unless its text is not what the line has; what was only rounded
    /// to a step is shown rounded.
    pub fn settle(&mut self, at: usize) {
        let line = &self.lines[at];
        let rounded = |because| because == Because::Step && line.amount > 0;
        if let Some(typed) = &line.typed
            && typed.because.is_none_or(rounded)
        {
            self.line(at).typed = None;
        }
    }

    /// Today's spending, made smaller where it does not fit.
    pub fn start_from_today(&mut self, bounds: &Bounds) {
        let today: Vec<u64> = bounds.lines.iter().map(|line| line.today).collect();
        self.lines = lines_of(&fill::fitted(bounds, &today));
    }

    pub fn share_evenly(&mut self, bounds: &Bounds) {
        self.lines = lines_of(&fill::evenly(bounds));
    }

    /// Every line back at its floor, and nothing answered.
    pub fn start_again(&mut self, bounds: &Bounds) {
        self.lines = lines_of(&bounds.floors());
        self.about.fill(None);
    }

    /// Gives the line back what it had, or the nearest to it that the other lines leave.
    pub fn put_back(&mut self, bounds: &Bounds, at: usize, before: Line) {
        self.set(bounds, at, before.amount);
        if self.lines[at].amount == before.amount {
            *self.line(at) = before;
        }
    }

    fn line(&mut self, at: usize) -> &mut Line {
        &mut Rc::make_mut(&mut self.lines)[at]
    }
}

/// Lines with these amounts and nothing else said.
pub(super) fn lines_of(amounts: &[u64]) -> Rc<[Line]> {
    amounts
        .iter()
        .map(|&amount| Line {
            amount,
            no_view: false,
            typed: None,
        })
        .collect()
}
