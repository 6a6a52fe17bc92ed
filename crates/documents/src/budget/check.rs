//! Whether a budget's fields fit each other.
//!
//! Every check says all that it finds. A value whose shape was wrong is a stand-in: it is compared with nothing.

mod amounts;
mod limits;
mod links;
mod lists;
mod texts;

use super::Budget;
use crate::json::{Path, Report};

pub(super) fn check(budget: &Budget, report: &mut Report) {
    texts::check(budget, report);
    lists::check(budget, report);
    amounts::check(budget, report);
    limits::check(budget, report);
    links::check(budget, report);
    check_dates(budget, report);
    check_privacy(budget, report);
}

fn check_dates(budget: &Budget, report: &mut Report) {
    let (dates, promise) = (Path::Root.field("dates"), Path::Root.field("promise"));
    let (opens, closes, by) = (budget.dates.opens, budget.dates.closes, budget.promise.by);
    if report.sound(&dates) && closes < opens {
        say(
            report,
            &dates.field("closes"),
            &closes.to_string(),
            &format!("a day on or after {opens}, when it opens"),
        );
    }
    if report.sound(&dates.field("closes")) && by < closes {
        say(
            report,
            &promise.field("by"),
            &by.to_string(),
            &format!("a day on or after {closes}, when it closes"),
        );
    }
}

/// With two ballots in a cell, each of the two residents could work out the other's.
const SMALLEST_CELL: u64 = 3;

fn check_privacy(budget: &Budget, report: &mut Report) {
    if budget.smallest_cell < SMALLEST_CELL {
        let found = budget.smallest_cell.to_string();
        say(
            report,
            &Path::Root.field("smallest_cell"),
            &found,
            "at least 3",
        );
    }
}

/// Notes a problem of meaning, unless the value there is a stand-in.
fn say(report: &mut Report, at: &Path, found: &str, expected: &str) {
    if report.sound(at) {
        report.say(at, found, expected);
    }
}
