//! The unfinished ballot.

use documents::Plan;

use super::Choices;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub choices: Choices,
    /// For each question of the budget the chosen answer; `None` is "prefer not to say".
    pub about: Vec<Option<usize>>,
    /// How many people at a table agreed to it; asked last.
    pub people: Option<u64>,
}

impl Draft {
    /// Nothing chosen, nothing answered.
    #[must_use]
    pub fn new(plan: &Plan, questions: usize) -> Self {
        Self {
            choices: Choices::new(plan),
            about: vec![None; questions],
            people: None,
        }
    }

    /// The same choices and answers, whatever the fields show.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.about == other.about && self.choices.says_the_same(&other.choices)
    }

    #[must_use]
    pub fn amounts(&self) -> Vec<u64> {
        self.choices.amounts()
    }
}
