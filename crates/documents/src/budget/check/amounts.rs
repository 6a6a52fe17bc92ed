//! Amounts: in steps, in order, and between floor and cap.

use crate::json::{Kind, Node, Path, Report, Said};

/// Every amount that must be a whole number of steps.
const STEPPED: [&str; 9] = [
    "total",
    "priorities.*.floor",
    "priorities.*.cap",
    "priorities.*.today",
    "priorities.*.levels.*.amount",
    "limits.*.floor",
    "limits.*.cap",
    "consequences.*.when.*.below",
    "consequences.*.when.*.at_least",
];

/// Where one amount is at most another beside it.
const ORDERED: [(&str, &str, &str); 2] = [
    ("priorities.*", "floor", "cap"),
    ("limits.*", "floor", "cap"),
];

/// Where a resident may have no view, today's amount must be one that a ballot may hold.
const ORDERED_FOR_NO_VIEW: [(&str, &str, &str); 2] = [
    ("priorities.*", "floor", "today"),
    ("priorities.*", "today", "cap"),
];

pub(super) fn check(report: &mut Report) {
    let (root, here) = (report.root(), Path::Root);
    for name in ["total", "step"] {
        if whole(root, name) == Some(0) {
            report.say(&here.field(name), "0", "at least 1");
        }
    }
    if let Some(step @ 1..) = whole(root, "step") {
        let steps = [Said::Number(step)];
        let expected = Said::With("a multiple of the step, #", &steps);
        for pattern in STEPPED {
            root.visit(&here, pattern, &mut |node, at| {
                if node
                    .whole()
                    .is_some_and(|amount| !amount.is_multiple_of(step))
                {
                    report.say(at, node, expected);
                }
            });
        }
    }
    if let Some(total) = whole(root, "total") {
        root.visit(&here, "priorities.*.cap", &mut |cap, at| {
            at_most(cap, at, total, "the total", report)
        });
    }
    let no_view = root
        .field("no_view")
        .is_some_and(|node| node.kind == Kind::Bool(true));
    let for_no_view = ORDERED_FOR_NO_VIEW.iter().filter(|_| no_view);
    for (pattern, less, more) in ORDERED.iter().chain(for_no_view) {
        root.visit(&here, pattern, &mut |node, at| {
            if let (Some(amount), Some(most)) = (node.field(less), whole(node, more)) {
                at_most(amount, &at.field(less), most, more, report);
            }
        });
    }
    root.visit(&here, "priorities.*", &mut |priority, at| {
        check_levels(priority, at, report)
    });
    root.visit(&here, "limits.*", &mut |limit, at| {
        if matches!(limit.kind, Kind::Object(_))
            && limit.field("floor").is_none()
            && limit.field("cap").is_none()
        {
            report.say(at, "neither \"floor\" nor \"cap\"", "at least one of them");
        }
    });
    root.visit(&here, "consequences.*.when.*", &mut |condition, at| {
        let (below, at_least) = (
            condition.field("below").is_some(),
            condition.field("at_least").is_some(),
        );
        if matches!(condition.kind, Kind::Object(_)) && below == at_least {
            let found = if below { "both" } else { "neither" };
            report.say(at, found, "exactly one of \"below\" and \"at_least\"");
        }
    });
}

/// Levels rise, and none is beyond the cap.
fn check_levels(priority: &Node, at: &Path, report: &mut Report) {
    let (cap, mut before) = (whole(priority, "cap"), None);
    priority.visit(at, "levels.*.amount", &mut |node, at| {
        let amount = node.whole();
        if let Some(cap) = cap {
            at_most(node, at, cap, "cap", report);
        }
        if let (Some(amount), Some(before)) = (amount, before)
            && amount <= before
        {
            report.say(
                at,
                node,
                Said::With("more than #: levels rise", &[before.into()]),
            );
        }
        before = amount;
    });
}

fn at_most(amount: &Node, at: &Path, most: u64, what: &str, report: &mut Report) {
    if amount.whole().is_some_and(|amount| amount > most) {
        let expected = Said::With("at most # (#)", &[most.into(), what.into()]);
        report.say(at, amount, expected);
    }
}

fn whole(node: &Node, name: &str) -> Option<u64> {
    node.field(name)?.whole()
}
