//! Whether some ballot can keep all limits at once.

use crate::budget::{Budget, Condition};
use crate::json::{Path, Report, Said};
use crate::plan::{Group, Plan};

pub(super) fn check(budget: &Budget, report: &mut Report) {
    check_limits(budget, &Plan::of(budget), report);
    let consequences = Path::Root.field("consequences");
    for (i, consequence) in budget.consequences.iter().enumerate() {
        let (item, field) = (consequences.item(i), "when");
        for (j, condition) in consequence.when.iter().enumerate() {
            check_condition(budget, condition, &item.field(field).item(j), report);
        }
    }
}

fn check_limits(budget: &Budget, plan: &Plan, report: &mut Report) {
    let root = Path::Root;
    let (priorities, limits) = (root.field("priorities"), root.field("limits"));
    let clean = report.count();
    let mut all = Blocks::of(plan);
    all.check_total(report, &priorities);
    if report.count() > clean {
        return;
    }
    for i in smallest_first(plan) {
        let (group, at) = (&plan.groups[i], limits.item(i));
        if group.floor > group.cap
            || !budget.knows(&budget.limits[i].priorities)
            || !are_whole(report, &at, ["floor", "cap"])
        {
            continue;
        }
        let before = report.count();
        let mut alone = Blocks::of(plan);
        alone.join(group, report, &at);
        alone.check_total(report, &at);
        if report.count() == before && !all.crossed_by(group) {
            all.join(group, report, &at);
        }
    }
    if report.count() == clean {
        all.check_total(report, &limits);
    }
}

/// A condition that no amounts meet is a mistake.
fn check_condition(budget: &Budget, condition: &Condition, at: &Path, report: &mut Report) {
    if !budget.knows(&condition.priorities) || !are_whole(report, at, ["below", "at_least"]) {
        return;
    }
    let lines = || {
        let named = budget.lines_of(&condition.priorities).into_iter();
        named.map(|line| &budget.priorities[line])
    };
    let floors: u64 = lines().map(|line| line.floor).sum();
    let caps: u64 = lines().map(|line| line.cap).sum();
    if let Some(below) = condition.below
        && below <= floors
    {
        let floors = [floors.into()];
        let expected = Said::With(
            "more than #, the floors together: it could never hold",
            &floors,
        );
        report.say(&at.field("below"), below, expected);
    }
    if let Some(at_least) = condition.at_least
        && at_least > caps
    {
        let caps = [caps.into()];
        let expected = Said::With("at most #, the caps together: it could never hold", &caps);
        report.say(&at.field("at_least"), at_least, expected);
    }
}

/// Whether each of these amounts is left out or what the file says.
fn are_whole(report: &Report, at: &Path, names: [&str; 2]) -> bool {
    names.iter().all(|name| {
        report
            .node(&at.field(name))
            .is_none_or(|node| node.whole().is_some())
    })
}

/// Priorities that a limit holds together, with the least and the most they can be given.
///
/// Limits that lie apart or inside each other are joined from the smallest up, which finds every conflict among
/// them. A limit that crosses another is tried alone; the count finds what that leaves open.
struct Blocks<'p> {
    plan: &'p Plan,
    /// For each line, the block it is in.
    block: Vec<usize>,
    bounds: Vec<(u64, u64)>,
}

impl<'p> Blocks<'p> {
    fn of(plan: &'p Plan) -> Self {
        let bounds = plan.lines.iter().map(|line| (line.floor, line.cap));
        Self {
            plan,
            block: (0..plan.lines.len()).collect(),
            bounds: bounds.collect(),
        }
    }

    /// The blocks that have a member in this group, each once.
    fn inside(&self, group: &Group) -> Vec<usize> {
        distinct(group.members.iter().map(|&member| self.block[member]))
    }

    /// Whether one of those blocks has a member outside as well.
    fn crossed_by(&self, group: &Group) -> bool {
        let inside = self.inside(group);
        let all = self.block.iter();
        all.filter(|block| inside.contains(block)).count() > group.members.len()
    }

    fn join(&mut self, group: &Group, report: &mut Report, at: &Path) {
        let inside = self.inside(group);
        let Some(&first) = inside.first() else { return };
        let (least, most) = self.sum(&inside);
        let (floor, cap) = (group.floor, group.cap);
        if floor > most {
            let most = [most.into()];
            let expected = Said::With("at most #, the most these priorities can be given", &most);
            report.say(&at.field("floor"), floor, expected);
        } else if cap < least {
            let least = [least.into()];
            let expected = Said::With("at least #, the least these priorities need", &least);
            report.say(&at.field("cap"), cap, expected);
        } else {
            self.bounds[first] = (least.max(floor), most.min(cap));
            for block in self.block.iter_mut().filter(|block| inside.contains(block)) {
                *block = first;
            }
        }
    }

    fn check_total(&self, report: &mut Report, at: &Path) {
        let (least, most) = self.sum(&distinct(self.block.iter().copied()));
        let total = self.plan.total;
        if least > total {
            report.say(
                at,
                Said::With("floors that need # together", &[least.into()]),
                Said::With("at most the total, #", &[total.into()]),
            );
        } else if most < total && !self.plan.unspent {
            report.say(
                at,
                Said::With("caps that allow # together", &[most.into()]),
                Said::With(
                    "at least the total, #, or \"unspent\": true",
                    &[total.into()],
                ),
            );
        }
    }

    fn sum(&self, blocks: &[usize]) -> (u64, u64) {
        let bounds = || blocks.iter().map(|&block| self.bounds[block]);
        (
            bounds().map(|(least, _)| least).sum(),
            bounds().map(|(_, most)| most).sum(),
        )
    }
}

/// Where the groups stand, those of few lines before those of many.
fn smallest_first(plan: &Plan) -> Vec<usize> {
    let members = |at: usize| plan.groups[at].members.len();
    let mut order: Vec<usize> = Vec::new();
    for at in 0..plan.groups.len() {
        let after = order.partition_point(|&other| members(other) <= members(at));
        order.insert(after, at);
    }
    order
}

/// Each number once.
fn distinct(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut distinct = Vec::new();
    for number in numbers {
        if !distinct.contains(&number) {
            distinct.push(number);
        }
    }
    distinct
}
