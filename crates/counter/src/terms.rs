//! What a count goes by.

use documents::budget::{CheckName, RuleName};
use documents::{Budget, Close, Problem};

use crate::method::Method;
use crate::{Checks, Count};

/// The budget of a count, and what is asked of its outcome.
pub struct Terms {
    budget: Budget,
    checks: Checks,
}

impl Terms {
    /// By the bytes of `budget.json`, with whatever checks it asks for.
    ///
    /// # Errors
    /// Every problem of the budget.
    pub fn read(budget: &[u8]) -> Result<Self, Vec<Problem>> {
        Self::with(Checks::EVERY, budget)
    }

    /// As [`Terms::read`], in a program that has only these checks.
    ///
    /// # Errors
    /// Every problem of the budget; a check that it asks for and that is not here.
    pub fn with(checks: Checks, budget: &[u8]) -> Result<Self, Vec<Problem>> {
        let budget = Budget::read(budget)?;
        if !checks.has_all(&budget) {
            return Err(vec![Problem {
                path: "$.checks".into(),
                place: None,
                found: "checks that this program does not have".into(),
                expected: "the program with every check".into(),
            }]);
        }
        Ok(Self { budget, checks })
    }

    /// Counts by this rule instead of the budget's own: to see what it would give, not to publish.
    #[must_use]
    pub fn by(mut self, rule: RuleName) -> Self {
        self.budget.rule = rule;
        self
    }

    /// Asks this check as well as those of the budget: to see what it says, not to publish.
    #[must_use]
    pub fn asking(mut self, check: CheckName) -> Self {
        let checks = &mut self.budget.checks;
        checks.extend((!checks.contains(&check)).then_some(check));
        self
    }

    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Begins a count of everything that counts by itself.
    pub fn open(self) -> Count {
        self.count(None)
    }

    /// Begins a count of what this close says counts, and nothing else. Its signature must hold.
    pub fn closed(self, close: Close) -> Count {
        self.count(Some(close))
    }

    fn count(self, close: Option<Close>) -> Count {
        Count {
            method: Method::of(&self.budget),
            checks: self.checks,
            budget: self.budget,
            ballots: Default::default(),
            coded: Default::default(),
            close,
            refused: Default::default(),
        }
    }
}
