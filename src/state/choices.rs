//! What somebody chooses. Whatever is pressed, the amounts keep every floor, cap, step and group cap, and the total.

use std::rc::Rc;

use documents::Plan;
use documents::ballot::Choice;
use documents::plan::Limit;

use super::{ClampReason, Clamped, Fault, presets};

/// What somebody chooses: an amount for each line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// One for each priority of the budget, in its order.
    pub lines: Rc<[Line]>,
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
    pub because: Option<ClampReason>,
}

impl Choices {
    /// Every line at its floor.
    #[must_use]
    pub fn new(plan: &Plan) -> Self {
        Self::of(&plan.floors())
    }

    /// These amounts, and nothing else said.
    pub(super) fn of(amounts: &[u64]) -> Self {
        let lines = amounts.iter().map(|&amount| Line {
            amount,
            no_view: false,
            typed: None,
        });
        Self {
            lines: lines.collect(),
        }
    }

    #[must_use]
    pub fn amounts(&self) -> Vec<u64> {
        self.lines.iter().map(|line| line.amount).collect()
    }

    /// For a ballot.
    pub(super) fn each(&self) -> Vec<Choice> {
        let each = self.lines.iter().map(|line| Choice {
            amount: line.amount,
            no_view: line.no_view,
        });
        each.collect()
    }

    /// The same amounts and "no view" marks, whatever the fields show.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let said = |line: &Line| (line.amount, line.no_view);
        self.lines.iter().map(said).eq(other.lines.iter().map(said))
    }

    /// Gives the line the nearest amount to `asked` that it can have, and says why where that is another one.
    pub fn set(&mut self, plan: &Plan, at: usize, asked: u64) -> Option<ClampReason> {
        let (amount, breach) = plan.nearest(&self.amounts(), at, asked);
        *self.line(at) = Line {
            amount,
            no_view: false,
            typed: None,
        };
        breach.map(ClampReason::Breaks)
    }

    /// As [`Self::set`], and the field goes on showing what was typed; text without a number changes no amount.
    pub fn set_typed(
        &mut self,
        plan: &Plan,
        at: usize,
        text: &str,
        asked: Result<u64, ClampReason>,
    ) -> Option<ClampReason> {
        let because = match asked {
            Ok(asked) => self.set(plan, at, asked),
            Err(because) => Some(because),
        };
        self.line(at).typed = Some(Typed {
            text: text.into(),
            because,
        });
        because
    }

    /// One step more, or the reason why not.
    pub fn more(&mut self, plan: &Plan, at: usize) -> Option<ClampReason> {
        self.set(plan, at, self.lines[at].amount.saturating_add(plan.step))
    }

    /// One step less, or the reason why not.
    pub fn less(&mut self, plan: &Plan, at: usize) -> Option<ClampReason> {
        match self.lines[at].amount.checked_sub(plan.step) {
            Some(asked) => self.set(plan, at, asked),
            None => {
                self.set(plan, at, 0);
                Some(ClampReason::Breaks(plan.below_floor(at, 0)))
            }
        }
    }

    /// Puts the line at today's spending with "no view", or takes that mark away and leaves the amount. Where
    /// today's spending does not fit, nothing changes but for the reason.
    pub fn toggle_no_view(&mut self, plan: &Plan, at: usize) -> Option<ClampReason> {
        let today = plan.lines[at].today;
        if self.lines[at].no_view {
            self.line(at).no_view = false;
            return None;
        }
        let (_, breach) = plan.nearest(&self.amounts(), at, today);
        if breach.is_none() {
            *self.line(at) = Line {
                amount: today,
                no_view: true,
                typed: None,
            };
        }
        breach.map(ClampReason::Breaks)
    }

    /// A field that was left shows the amount again, unless its text is not what the line has; what was only rounded
    /// to a step is shown rounded.
    pub fn settle(&mut self, at: usize) {
        let line = &self.lines[at];
        let step = |because| matches!(because, ClampReason::Breaks(breach) if breach.limit == Limit::Step(at));
        let rounded = |because| step(because) && line.amount > 0;
        if let Some(typed) = &line.typed
            && typed.because.is_none_or(rounded)
        {
            self.line(at).typed = None;
        }
    }

    /// Today's spending, made smaller where it does not fit.
    pub fn start_from_today(&mut self, plan: &Plan) {
        let today: Vec<u64> = plan.lines.iter().map(|line| line.today).collect();
        *self = Self::of(&presets::fitted(plan, &today));
    }

    /// Does every line have today's spending?
    #[must_use]
    pub fn is_today(&self, plan: &Plan) -> bool {
        let mut lines = self.lines.iter().zip(&plan.lines);
        lines.all(|(line, bound)| line.amount == bound.today)
    }

    pub fn share_evenly(&mut self, plan: &Plan) {
        *self = Self::of(&presets::evenly(plan));
    }

    /// What stands between these amounts and a ballot.
    pub(super) fn faults(&self, plan: &Plan) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (priority, line) in self.lines.iter().enumerate() {
            if let Some(because) = line.typed.as_ref().and_then(|typed| typed.because) {
                faults.push(Fault::NotAsTyped(Clamped {
                    priority,
                    given: line.amount,
                    because,
                }));
            }
        }
        faults.extend(plan.breaches(&self.amounts()).map(Fault::Breaks));
        faults
    }

    /// Gives the line back what it had, or the nearest to it that the other lines leave.
    pub fn put_back(&mut self, plan: &Plan, at: usize, before: Line) {
        self.set(plan, at, before.amount);
        if self.lines[at].amount == before.amount {
            *self.line(at) = before;
        }
    }

    fn line(&mut self, at: usize) -> &mut Line {
        &mut Rc::make_mut(&mut self.lines)[at]
    }
}
