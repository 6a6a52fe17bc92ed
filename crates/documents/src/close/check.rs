//! Whether a close is in order, and keeps what was promised to those who took part.

use super::{AboutGroup, Close};
use crate::json::{Path, Report};
use crate::{Budget, Id, Problem};

/// Whether the lists that readers search are in order.
pub(super) fn order(close: &Close, report: &mut Report) {
    for (field, ids) in [("keys", &close.keys), ("counted", &close.counted)] {
        if !sorted(ids) {
            report.say(
                &Path::Root.field(field),
                "ids out of order, or twice",
                "each id once, sorted",
            );
        }
    }
    let mut all: Vec<&Id> = Vec::new();
    for (at, group) in close.about.iter().enumerate() {
        let about = Path::Root.field("about");
        let place = about.item(at);
        if !sorted(&group.ballots) {
            report.say(
                &place.field("ballots"),
                "ids out of order, or twice",
                "each id once, sorted",
            );
        }
        if group.answers.is_empty() {
            report.say(&place.field("answers"), "nothing", "at least one answer");
        }
        all.extend(&group.ballots);
    }
    let number = all.len();
    all.sort_unstable();
    all.dedup();
    if all.len() < number {
        report.say(
            &Path::Root.field("about"),
            "a ballot in two groups",
            "each ballot in one group",
        );
    }
}

fn sorted(ids: &[Id]) -> bool {
    ids.is_sorted_by(|a, b| a < b)
}

impl Close {
    /// Whether it is of this budget, and shows nothing that the budget's smallest group forbids.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, budget: &Budget, sha256: Id) -> Result<(), Problem> {
        if self.budget.id != budget.id || self.budget.sha256 != sha256 {
            return Err(Problem::of_file(
                &format!("a close of budget {}", self.budget.sha256),
                &format!("one of budget {sha256}"),
            ));
        }
        let sealed = budget
            .keys
            .as_ref()
            .is_some_and(|keys| keys.choices.is_some());
        if sealed != self.choices.is_some() || budget.needs_code() == self.keys.is_empty() {
            return Err(Problem::of_file(
                "a close of another kind of event",
                "the keys that this budget needs",
            ));
        }
        self.about
            .iter()
            .try_for_each(|group| self.check_group(group, budget))?;
        if self.about.is_empty() {
            return Ok(());
        }
        let shown: usize = self.about.iter().map(|group| group.ballots.len()).sum();
        let withheld = self.counted.len().saturating_sub(shown);
        large_enough(withheld, budget, "withheld answers")
    }

    fn check_group(&self, group: &AboutGroup, budget: &Budget) -> Result<(), Problem> {
        for (name, answer) in group.answers.iter() {
            let question = budget.question(name);
            if question
                .and_then(|question| question.answer(answer))
                .is_none()
            {
                return Err(Problem::of_file(
                    &format!("the answer {name}: {answer}"),
                    "an answer that the budget offers",
                ));
            }
        }
        if let Some(id) = group.ballots.iter().find(|id| !self.counts(id)) {
            return Err(Problem::of_file(
                &format!("ballot {id} in a group"),
                "a ballot that counts",
            ));
        }
        if group.ballots.is_empty() {
            return Err(Problem::of_file("an empty group", "ballots in each group"));
        }
        large_enough(group.ballots.len(), budget, "a group")
    }
}

/// A group smaller than the smallest could tell who somebody is, and none at all tells nothing.
fn large_enough(ballots: usize, budget: &Budget, what: &str) -> Result<(), Problem> {
    if ballots == 0 || ballots as u64 >= budget.smallest_cell {
        return Ok(());
    }
    Err(Problem::of_file(
        &format!("{what} of {ballots} ballots"),
        &format!("at least {}", budget.smallest_cell),
    ))
}
