//! Broken rules in the page's English words: `ledger.rule.RULE` in `locales/promises`.

use documents::{Budget, Problem};
use ledger::{Broken, Found};

use super::book::money;
use crate::failure::Failure;
use crate::words::{self, say};

/// "£8,001 would be paid. Only £8,000 is promised for it."
pub(crate) fn sentence(budget: &Budget, broken: &Broken) -> String {
    let text = words::of_rule(broken.rule.name()).unwrap_or_default();
    let [found, expected] = [&broken.found, &broken.expected].map(|found| shown(budget, found));
    words::fill(text, &[("found", &found), ("expected", &expected)])
}

/// Why an entry was not written: the rule, where, what was found and what was expected.
pub(crate) fn would_not_count(budget: &Budget, broken: &Broken) -> Failure {
    Failure::Bad {
        says: say!(
            "ledger.would_not_count",
            rule = broken.rule.name(),
            sentence = sentence(budget, broken)
        ),
        problems: vec![problem(budget, broken)],
    }
}

/// The same as every mistake in a file is told.
pub(crate) fn problem(budget: &Budget, broken: &Broken) -> Problem {
    let own = ["key", "on", "recorded", "after"].contains(&broken.field);
    let within = if own { "$" } else { "$.says" };
    let said = |found: &Found| match shown(budget, found) {
        nothing if nothing.is_empty() => say!("ledger.nothing").to_owned(),
        shown => shown,
    };
    let expected = match &broken.expected {
        Found::Nothing => say!("ledger.something_else").to_owned(),
        expected => said(expected),
    };
    Problem {
        path: format!("{within}.{}", broken.field),
        place: None,
        found: said(&broken.found),
        expected,
    }
}

fn shown(budget: &Budget, found: &Found) -> String {
    match found {
        Found::Nothing => String::new(),
        Found::Amount(amount) => money(budget, *amount),
        Found::Day(day) => day.to_string(),
        Found::Name(name) => name.clone(),
        Found::Names(names) if names.is_empty() => "–".into(),
        Found::Names(names) => names.join(", "),
    }
}
