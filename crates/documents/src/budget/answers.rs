//! What the pages ask of a budget. What they ask of amounts, a [`crate::Plan`] answers.

use super::{AnswerOption, Budget, CheckName, Level, Priority, Question};
use crate::Slug;

impl Budget {
    /// Where the priority of this name stands in `priorities`.
    pub fn position(&self, priority: &Slug) -> Option<usize> {
        self.priorities.iter().position(|own| own.id == *priority)
    }

    /// The question of this name.
    pub fn question(&self, name: &Slug) -> Option<&Question> {
        self.about.iter().find(|question| question.id == *name)
    }

    /// The questions that are put to residents: only answers that can be sealed are asked for.
    pub fn questions(&self) -> &[Question] {
        if self.keys.is_some() {
            &self.about
        } else {
            &[]
        }
    }

    /// Is a check asked for beyond [`CheckName::EVERYWHERE`]?
    pub fn asks_more(&self) -> bool {
        let mut checks = self.checks.iter();
        checks.any(|check| !CheckName::EVERYWHERE.contains(check))
    }

    /// Does it take a code to vote?
    pub fn needs_code(&self) -> bool {
        self.keys.as_ref().is_some_and(|keys| keys.codes)
    }

    /// Is each ballot that counts one person's? Without codes somebody may send more than one; where tables may agree one, it is
    /// several people's, and a result does not say whether there are a few such.
    pub fn ballots_are_people(&self) -> bool {
        self.needs_code() && self.most_at_a_table.is_none()
    }

    /// Does `amount` pay all of `cost`? To a step: amounts go in steps, costs need not.
    pub fn pays(&self, amount: u64, cost: u64) -> bool {
        pays(amount, cost, self.step)
    }

    /// Whether all of these name a priority.
    pub(super) fn knows(&self, priorities: &[Slug]) -> bool {
        priorities
            .iter()
            .all(|priority| self.position(priority).is_some())
    }
}

pub(super) fn pays(amount: u64, cost: u64, step: u64) -> bool {
    cost < amount.saturating_add(step)
}

impl Question {
    /// The answer of this name that the question offers.
    pub fn answer(&self, name: &Slug) -> Option<&AnswerOption> {
        self.answers.iter().find(|answer| answer.id == *name)
    }
}

impl Priority {
    /// The highest level that `amount` reaches: what it buys.
    pub fn level_at(&self, amount: u64) -> Option<&Level> {
        self.levels
            .iter()
            .rev()
            .find(|level| level.amount <= amount)
    }

    /// What this amount buys costs, whoever pays: by the highest level that it reaches. `None` where that says no costs.
    pub fn cost_at(&self, amount: u64) -> Option<u64> {
        self.level_at(amount)?.cost
    }

    /// The lowest level that `amount` does not reach: what comes next.
    pub fn level_after(&self, amount: u64) -> Option<&Level> {
        self.levels.iter().find(|level| level.amount > amount)
    }
}
