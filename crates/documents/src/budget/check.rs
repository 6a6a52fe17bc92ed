//! Whether a budget's fields fit each other.
//!
//! Every check says all that it finds. Most look at the file's tree, so that a value whose shape was wrong, and
//! for which a stand-in went on, is compared with nothing.

mod amounts;
mod limits;
mod links;
mod lists;

pub(crate) use links::is_https;
pub(super) use lists::{Lists, check as check_lists};

use super::Budget;
use crate::Date;
use crate::ballot::FEWEST_AT_A_TABLE;
use crate::json::{Node, Path, Report};

pub(super) fn check(budget: &Budget, report: &mut Report) {
    check_drawable(report);
    links::check(report);
    check_dates(report);
    check_ranges(report);
    check_keys(report);
    if sums_are_sound(report.root()) {
        limits::check(budget, report);
    }
}

/// Without these a page could not be drawn, or a touch be answered.
pub(super) fn check_drawable(report: &mut Report) {
    lists::check(&lists::LISTS, report);
    amounts::check(report);
}

fn check_dates(report: &mut Report) {
    let date = |field: &str, name: &str| Date::parse(report.root().field(field)?.text_at(name)?);
    let (opens, closes, by) = (
        date("dates", "opens"),
        date("dates", "closes"),
        date("promise", "by"),
    );
    let mut ordered = |first: Option<Date>, then: Option<Date>, field: &str, name: &str| {
        if let (Some(first), Some(then)) = (first, then)
            && then < first
        {
            report.say(
                &Path::Root.field(field).field(name),
                &then.to_string(),
                &format!("a day on or after {first}"),
            );
        }
    };
    ordered(opens, closes, "dates", "closes");
    ordered(closes, by, "promise", "by");
}

/// From so much to so much. With two ballots in a cell, each of the two residents could work out the other's; more people than a
/// hundred sit at no table.
const RANGES: [(&str, u64, u64, &str); 2] = [
    ("smallest_cell", 3, u64::MAX, "at least 3"),
    ("most_at_a_table", FEWEST_AT_A_TABLE, 100, "from 2 to 100"),
];

fn check_ranges(report: &mut Report) {
    for (field, least, most, expected) in RANGES {
        let found = report.root().field(field).and_then(Node::whole);
        if let Some(found) = found.filter(|found| !(least..=most).contains(found)) {
            report.say(&Path::Root.field(field), found, expected);
        }
    }
}

/// Without a code, anybody could put one more ballot in than there are people once the key is published.
fn check_keys(report: &mut Report) {
    let keys = report.root().field("keys");
    let sealed = keys.is_some_and(|keys| keys.field("choices").is_some());
    let codes = keys.and_then(|keys| keys.field("codes"));
    let codes = codes.is_some_and(Node::is_true);
    let people = report.root().field("tables_count_people");
    if codes && people.is_some_and(Node::is_true) {
        report.say(
            &Path::Root.field("tables_count_people"),
            "true, with voting codes",
            "false: a code is one person",
        );
    }
    if sealed && !codes {
        report.say(
            &Path::Root.field("keys").field("choices"),
            "sealed choices without codes",
            "\"codes\": true beside it",
        );
    }
}

/// Whether the total, and the names, floors and caps of all priorities, are what the file says, and are few enough
/// for their sums to fit.
fn sums_are_sound(root: &Node) -> bool {
    let sound = |priority: &Node| {
        let whole = |name: &str| {
            priority
                .field(name)
                .is_some_and(|node| node.whole().is_some())
        };
        priority.text_at("id").is_some() && whole("floor") && whole("cap")
    };
    let priorities = root
        .field("priorities")
        .map(Node::items)
        .unwrap_or_default();
    root.field("total")
        .is_some_and(|total| total.whole().is_some())
        && (1..=lists::PRIORITIES).contains(&priorities.len())
        && priorities.iter().all(sound)
}
