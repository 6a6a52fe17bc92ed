//! Whether a budget's fields fit each other.
//!
//! Every check says all that it finds. Most look at the file's tree, so that a value whose shape was wrong, and
//! for which a stand-in went on, is compared with nothing.

mod amounts;
mod limits;
mod links;
mod lists;

use super::Budget;
use crate::Date;
use crate::ballot::FEWEST_AT_A_TABLE;
use crate::json::{Node, Path, Report};

pub(super) fn check(budget: &Budget, report: &mut Report) {
    check_drawable(report);
    links::check(report);
    check_dates(report);
    check_privacy(report);
    check_keys(report);
    check_tables(report);
    if sums_are_sound(report.root()) {
        limits::check(budget, report);
    }
}

/// Without these a page could not be drawn, or a touch be answered.
pub(super) fn check_drawable(report: &mut Report) {
    lists::check(report);
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

/// With two ballots in a cell, each of the two residents could work out the other's.
const SMALLEST_CELL: u64 = 3;

fn check_privacy(report: &mut Report) {
    if let Some(size) = report.root().field("smallest_cell").and_then(Node::whole)
        && size < SMALLEST_CELL
    {
        report.say(&Path::Root.field("smallest_cell"), size, "at least 3");
    }
}

/// Without a code, anybody could put one more ballot in than there are people once the key is published.
fn check_keys(report: &mut Report) {
    let keys = report.root().field("keys");
    let sealed = keys.is_some_and(|keys| keys.field("choices").is_some());
    let codes = keys.and_then(|keys| keys.field("codes"));
    if sealed && !codes.is_some_and(Node::is_true) {
        report.say(
            &Path::Root.field("keys").field("choices"),
            "sealed choices without codes",
            "\"codes\": true beside it",
        );
    }
}

fn check_tables(report: &mut Report) {
    let root = report.root();
    let Some(tables) = root.field("tables") else {
        return;
    };
    let at = Path::Root.field("tables");
    let most = tables.field("most").and_then(Node::whole);
    if let Some(most) = most.filter(|most| !(FEWEST_AT_A_TABLE..=100).contains(most)) {
        report.say(&at.field("most"), most, "from 2 to 100 people");
    }
    let codes = root.field("keys").and_then(|keys| keys.field("codes"));
    if codes.is_some_and(Node::is_true) && tables.text_at("counts") == Some("many") {
        let found = "\"many\" with voting codes";
        report.say(&at.field("counts"), found, "\"one\": a code is one person");
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
