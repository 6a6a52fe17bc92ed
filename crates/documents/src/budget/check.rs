//! Whether a budget's fields fit each other.
//!
//! Every check says all that it finds. A value whose shape was wrong is a stand-in: it is compared with nothing.

mod amounts;
mod limits;
mod links;
mod lists;

use super::Budget;
use crate::json::{Path, Report};

pub(super) fn check(budget: &Budget, report: &mut Report) {
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

/// Calls `visit` with each item of the list in this field, and its path.
fn each<T>(at: &Path, field: &str, items: &[T], mut visit: impl FnMut(&T, &Path)) {
    let list = at.field(field);
    for (i, item) in items.iter().enumerate() {
        visit(item, &list.item(i));
    }
}

/// Whether the priorities' names, floors and caps are all what the file says.
fn sums_are_sound(budget: &Budget, report: &Report) -> bool {
    let list = Path::Root.field("priorities");
    let sound = |item: Path| {
        ["id", "floor", "cap"]
            .iter()
            .all(|field| report.sound(&item.field(field)))
    };
    !budget.priorities.is_empty() && (0..budget.priorities.len()).all(|i| sound(list.item(i)))
}

/// Notes a problem of meaning, unless the value there is a stand-in.
fn say(report: &mut Report, at: &Path, found: &str, expected: &str) {
    if report.sound(at) {
        report.say(at, found, expected);
    }
}
