//! Amounts: in steps, in order, and between floor and cap.

use super::{each, say};
use crate::budget::{Budget, Condition, Priority};
use crate::json::{Path, Report};

pub(super) fn check(budget: &Budget, report: &mut Report) {
    let root = Path::Root;
    for (name, amount) in [("total", budget.total), ("step", budget.step)] {
        if amount == 0 {
            say(report, &root.field(name), "0", "at least 1");
        }
    }
    let mut amounts = Amounts {
        step: report.sound(&root.field("step")).then_some(budget.step),
        total: report.sound(&root.field("total")).then_some(budget.total),
        report,
    };
    amounts.on_step(&root, "total", Some(budget.total));
    each(&root, "priorities", &budget.priorities, |priority, at| {
        amounts.priority(priority, at);
        if budget.no_view {
            amounts.ordered(at, ("floor", priority.floor), ("today", priority.today));
            amounts.ordered(at, ("today", priority.today), ("cap", priority.cap));
        }
    });
    each(&root, "limits", &budget.limits, |limit, at| {
        amounts.on_step(at, "floor", limit.floor);
        amounts.on_step(at, "cap", limit.cap);
        match (limit.floor, limit.cap) {
            (None, None) => say(
                amounts.report,
                at,
                "neither \"floor\" nor \"cap\"",
                "at least one of them",
            ),
            (Some(floor), Some(cap)) => amounts.ordered(at, ("floor", floor), ("cap", cap)),
            _ => {}
        }
    });
    each(
        &root,
        "consequences",
        &budget.consequences,
        |consequence, at| {
            each(at, "when", &consequence.when, |condition, at| {
                amounts.condition(budget, condition, at)
            });
        },
    );
}

struct Amounts<'r, 't> {
    /// `None` where it is in doubt, as below.
    step: Option<u64>,
    total: Option<u64>,
    report: &'r mut Report<'t>,
}

impl Amounts<'_, '_> {
    fn priority(&mut self, priority: &Priority, at: &Path) {
        for (name, amount) in [
            ("floor", priority.floor),
            ("cap", priority.cap),
            ("today", priority.today),
        ] {
            self.on_step(at, name, Some(amount));
        }
        self.ordered(at, ("floor", priority.floor), ("cap", priority.cap));
        if let Some(total) = self.total
            && priority.cap > total
        {
            self.beyond(&at.field("cap"), priority.cap, "the total", total);
        }
        let levels = at.field("levels");
        for (i, level) in priority.levels.iter().enumerate() {
            let item = levels.item(i);
            let amount = item.field("amount");
            self.on_step(&item, "amount", Some(level.amount));
            if level.amount > priority.cap && self.report.sound(&at.field("cap")) {
                self.beyond(&amount, level.amount, "the cap", priority.cap);
            }
            let before = i
                .checked_sub(1)
                .filter(|&before| self.report.sound(&levels.item(before).field("amount")));
            if let Some(before) = before.map(|before| priority.levels[before].amount)
                && level.amount <= before
            {
                let expected = format!("more than {before}: levels rise");
                say(self.report, &amount, &level.amount.to_string(), &expected);
            }
        }
    }

    fn condition(&mut self, budget: &Budget, condition: &Condition, at: &Path) {
        self.on_step(at, "below", condition.below);
        self.on_step(at, "at_least", condition.at_least);
        if condition.below.is_some() == condition.at_least.is_some() {
            let found = if condition.below.is_some() {
                "both"
            } else {
                "neither"
            };
            say(
                self.report,
                at,
                found,
                "exactly one of \"below\" and \"at_least\"",
            );
        }
        let known = condition
            .priorities
            .iter()
            .all(|id| budget.position(id).is_some());
        if !known || !super::sums_are_sound(budget, self.report) {
            return;
        }
        let members = || {
            budget
                .priorities
                .iter()
                .filter(|priority| condition.priorities.contains(&priority.id))
        };
        let floors: u64 = members().map(|priority| priority.floor).sum();
        let caps: u64 = members().map(|priority| priority.cap).sum();
        if let Some(below) = condition.below
            && below <= floors
        {
            let expected = format!("more than {floors}, the floors together: it could never hold");
            say(
                self.report,
                &at.field("below"),
                &below.to_string(),
                &expected,
            );
        }
        if let Some(at_least) = condition.at_least
            && at_least > caps
        {
            let expected = format!("at most {caps}, the caps together: it could never hold");
            say(
                self.report,
                &at.field("at_least"),
                &at_least.to_string(),
                &expected,
            );
        }
    }

    fn on_step(&mut self, at: &Path, name: &str, amount: Option<u64>) {
        if let (Some(step @ 1..), Some(amount)) = (self.step, amount)
            && !amount.is_multiple_of(step)
        {
            say(
                self.report,
                &at.field(name),
                &amount.to_string(),
                &format!("a multiple of the step, {step}"),
            );
        }
    }

    /// The first amount is at most the second.
    fn ordered(
        &mut self,
        at: &Path,
        (less_name, less): (&str, u64),
        (more_name, more): (&str, u64),
    ) {
        if less > more && self.report.sound(&at.field(more_name)) {
            let expected = format!("at most {more}, its \"{more_name}\"");
            say(
                self.report,
                &at.field(less_name),
                &less.to_string(),
                &expected,
            );
        }
    }

    fn beyond(&mut self, at: &Path, amount: u64, what: &str, most: u64) {
        say(
            self.report,
            at,
            &amount.to_string(),
            &format!("at most {most}, {what}"),
        );
    }
}
