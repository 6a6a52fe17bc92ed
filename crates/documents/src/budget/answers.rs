//! What the pages ask of a budget, for amounts in the order of its priorities.

use super::{AnswerOption, Budget, CheckName, Condition, Consequence, Level, Priority, Question};
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

    /// Is a check asked for beyond [`CheckName::USUAL`]?
    pub fn asks_more(&self) -> bool {
        let mut checks = self.checks.iter();
        checks.any(|check| !CheckName::USUAL.contains(check))
    }

    /// Does it take a code to vote?
    pub fn needs_code(&self) -> bool {
        self.keys.as_ref().is_some_and(|keys| keys.codes)
    }

    /// Whether all of these name a priority.
    pub(super) fn knows(&self, priorities: &[Slug]) -> bool {
        priorities
            .iter()
            .all(|priority| self.position(priority).is_some())
    }

    /// Today's spending, line by line.
    pub fn today(&self) -> Vec<u64> {
        self.priorities
            .iter()
            .map(|priority| priority.today)
            .collect()
    }

    /// The money of these priorities together.
    pub fn sum_of(&self, priorities: &[Slug], amounts: &[u64]) -> u64 {
        priorities
            .iter()
            .filter_map(|priority| amounts.get(self.position(priority)?))
            .sum()
    }

    /// The money of all priorities that carry `tag`.
    pub fn tagged(&self, tag: &Slug, amounts: &[u64]) -> u64 {
        let tagged = |priority: &Priority| priority.tags.contains(tag);
        self.priorities
            .iter()
            .zip(amounts)
            .filter(|(priority, _)| tagged(priority))
            .map(|(_, amount)| amount)
            .sum()
    }

    /// What these amounts lead to, in the order of the file.
    pub fn consequences_of(&self, amounts: &[u64]) -> impl Iterator<Item = &Consequence> {
        let holds =
            |condition: &Condition| condition.holds(self.sum_of(&condition.priorities, amounts));
        self.consequences
            .iter()
            .filter(move |consequence| consequence.when.iter().all(holds))
    }
}

impl Question {
    /// The answer of this name that the question offers.
    pub fn answer(&self, name: &Slug) -> Option<&AnswerOption> {
        self.answers.iter().find(|answer| answer.id == *name)
    }
}

impl Condition {
    /// Whether it holds when its priorities have this much together.
    pub fn holds(&self, sum: u64) -> bool {
        self.below.is_none_or(|below| sum < below)
            && self.at_least.is_none_or(|at_least| sum >= at_least)
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

    /// The lowest level that `amount` does not reach: what comes next.
    pub fn level_after(&self, amount: u64) -> Option<&Level> {
        self.levels.iter().find(|level| level.amount > amount)
    }
}
