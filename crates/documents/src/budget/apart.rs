//! The fields that only some programs read ([`crate::json::Apart`]): a ballot can be filled in without them, so that the
//! ballot page passes over them.

use super::check::{Lists, check_lists};
use super::{Budget, Costs};
use crate::json::{Kind, Node, Path, Report};

/// Longer than anybody promises money.
const MONTHS: (u64, u64) = (1, 120);

const LISTS: Lists = Lists {
    lengths: &[("signers", 1, 20)],
    names: &[
        ("signers", "id"),
        ("signers", "key"),
        ("signers.*.lines", ""),
        ("priorities.*.costs.evidence", ""),
        ("priorities.*.levels.*.costs.evidence", ""),
    ],
    references: &[
        ("signers.*.lines.*", "priorities"),
        ("priorities.*.costs.evidence.*", "evidence"),
        ("priorities.*.levels.*.costs.evidence.*", "evidence"),
    ],
};

/// Fills them in and checks them.
pub(super) fn read(budget: &mut Budget, report: &mut Report) {
    fill(budget, report);
    check_lists(&LISTS, report);
    check_months(report);
}

/// What each level costs in all, for those who do not read the rest of its costs.
pub(super) fn sum(budget: &mut Budget, root: &Node) {
    for (priority, (_, node)) in each(&mut budget.priorities, root, "priorities") {
        for (level, (_, node)) in each(&mut priority.levels, node, "levels") {
            level.cost = node.field("costs").and_then(cost);
        }
    }
}

/// As [`Costs::whole`].
fn cost(costs: &Node) -> Option<u64> {
    let Kind::Object(direct) = &costs.field("direct")?.kind else {
        return None;
    };
    let overheads = costs.field("overheads").and_then(|it| it.field("amount"));
    let parts = direct.iter().map(|part| &part.value).chain(overheads);
    Some(parts.filter_map(Node::whole).fold(0, u64::saturating_add))
}

fn fill(budget: &mut Budget, report: &mut Report) {
    budget
        .signers
        .fill(report.root(), "signers", &Path::Root, report);
    for (priority, (i, node)) in each(&mut budget.priorities, report.root(), "priorities") {
        let (all, fields) = (Path::Root.field("priorities"), ["delivered_by", "levels"]);
        let at = all.item(i);
        priority.costs.fill(node, "costs", &at, report);
        let bodies = at.field(fields[0]);
        for (body, (i, node)) in each(&mut priority.delivered_by, node, fields[0]) {
            let at = bodies.item(i);
            body.income_band.fill(node, "income_band", &at, report);
        }
        let levels = at.field(fields[1]);
        for (level, (i, node)) in each(&mut priority.levels, node, fields[1]) {
            level.costs.fill(node, "costs", &levels.item(i), report);
            level.cost = level.costs.as_deref().and_then(Costs::whole);
        }
    }
}

/// What was read from the list of this name, each beside its node and where that stands.
fn each<'v, 'n, T>(
    values: &'v mut [T],
    node: &'n Node<'n>,
    list: &str,
) -> impl Iterator<Item = (&'v mut T, (usize, &'n Node<'n>))> {
    let items = node.field(list).map(Node::items).unwrap_or_default();
    values.iter_mut().zip(items.iter().enumerate())
}

fn check_months(report: &mut Report) {
    let (least, most) = MONTHS;
    for pattern in [
        "priorities.*.costs.months",
        "priorities.*.levels.*.costs.months",
    ] {
        report.root().visit(&Path::Root, pattern, &mut |node, at| {
            if let Some(months) = node.whole()
                && !(least..=most).contains(&months)
            {
                report.say(at, node, "from 1 to 120 months");
            }
        });
    }
}
