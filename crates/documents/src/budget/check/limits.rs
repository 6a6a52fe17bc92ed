//! Whether some ballot can keep all limits at once.

use crate::budget::{Budget, Condition, Limit};
use crate::json::{Path, Report};

pub(super) fn check(budget: &Budget, report: &mut Report) {
    check_limits(budget, report);
    let consequences = Path::Root.field("consequences");
    for (i, consequence) in budget.consequences.iter().enumerate() {
        let (item, field) = (consequences.item(i), "when");
        for (j, condition) in consequence.when.iter().enumerate() {
            check_condition(budget, condition, &item.field(field).item(j), report);
        }
    }
}

fn check_limits(budget: &Budget, report: &mut Report) {
    let root = Path::Root;
    let (priorities, limits) = (root.field("priorities"), root.field("limits"));
    let clean = report.count();
    let mut all = Blocks::of(budget);
    all.check_total(budget, report, &priorities);
    if report.count() > clean {
        return;
    }
    for i in smallest_first(&budget.limits) {
        let (limit, at) = (&budget.limits[i], limits.item(i));
        let upside_down = limit
            .floor
            .zip(limit.cap)
            .is_some_and(|(floor, cap)| floor > cap);
        if upside_down
            || !budget.knows(&limit.priorities)
            || !are_whole(report, &at, ["floor", "cap"])
        {
            continue;
        }
        let before = report.count();
        let mut alone = Blocks::of(budget);
        alone.join(budget, limit, report, &at);
        alone.check_total(budget, report, &at);
        if report.count() == before && !all.crossed_by(budget, limit) {
            all.join(budget, limit, report, &at);
        }
    }
    if report.count() == clean {
        all.check_total(budget, report, &limits);
    }
}

/// A condition that no amounts meet is a mistake.
fn check_condition(budget: &Budget, condition: &Condition, at: &Path, report: &mut Report) {
    if !budget.knows(&condition.priorities) || !are_whole(report, at, ["below", "at_least"]) {
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
        report.say(&at.field("below"), &below.to_string(), &expected);
    }
    if let Some(at_least) = condition.at_least
        && at_least > caps
    {
        let expected = format!("at most {caps}, the caps together: it could never hold");
        report.say(&at.field("at_least"), &at_least.to_string(), &expected);
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
struct Blocks {
    /// For each priority, the block it is in.
    block: Vec<usize>,
    bounds: Vec<(u64, u64)>,
}

impl Blocks {
    fn of(budget: &Budget) -> Self {
        let bounds = budget
            .priorities
            .iter()
            .map(|priority| (priority.floor, priority.cap))
            .collect();
        Self {
            block: (0..budget.priorities.len()).collect(),
            bounds,
        }
    }

    /// The blocks that have a member in `limit`, each once.
    fn inside(&self, budget: &Budget, limit: &Limit) -> Vec<usize> {
        distinct(members(budget, limit).map(|member| self.block[member]))
    }

    /// Whether one of those blocks has a member outside as well.
    fn crossed_by(&self, budget: &Budget, limit: &Limit) -> bool {
        let inside = self.inside(budget, limit);
        let reached = self
            .block
            .iter()
            .filter(|block| inside.contains(block))
            .count();
        reached > members(budget, limit).count()
    }

    fn join(&mut self, budget: &Budget, limit: &Limit, report: &mut Report, at: &Path) {
        let inside = self.inside(budget, limit);
        let Some(&first) = inside.first() else { return };
        let (least, most) = self.sum(&inside);
        let (floor, cap) = (limit.floor.unwrap_or(0), limit.cap.unwrap_or(u64::MAX));
        if floor > most {
            let expected = format!("at most {most}, the most these priorities can be given");
            report.say(&at.field("floor"), &floor.to_string(), &expected);
        } else if cap < least {
            let expected = format!("at least {least}, the least these priorities need");
            report.say(&at.field("cap"), &cap.to_string(), &expected);
        } else {
            self.bounds[first] = (least.max(floor), most.min(cap));
            for block in self.block.iter_mut().filter(|block| inside.contains(block)) {
                *block = first;
            }
        }
    }

    fn check_total(&mut self, budget: &Budget, report: &mut Report, at: &Path) {
        let blocks = distinct(self.block.iter().copied());
        let (least, most) = self.sum(&blocks);
        let total = budget.total;
        if least > total {
            report.say(
                at,
                &format!("floors that need {least} together"),
                &format!("at most the total, {total}"),
            );
        } else if most < total && !budget.unspent {
            let found = format!("caps that allow {most} together");
            report.say(
                at,
                &found,
                &format!("at least the total, {total}, or \"unspent\": true"),
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

/// Where the limits stand, those on few priorities before those on many.
fn smallest_first(limits: &[Limit]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    for (i, limit) in limits.iter().enumerate() {
        let after = order
            .partition_point(|&other| limits[other].priorities.len() <= limit.priorities.len());
        order.insert(after, i);
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

/// Where the priorities of a limit stand, each once.
fn members<'b>(budget: &'b Budget, limit: &'b Limit) -> impl Iterator<Item = usize> + 'b {
    let named =
        |(_, priority): &(usize, &crate::budget::Priority)| limit.priorities.contains(&priority.id);
    budget
        .priorities
        .iter()
        .enumerate()
        .filter(named)
        .map(|(i, _)| i)
}
