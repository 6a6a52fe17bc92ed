//! Whether some ballot can keep all limits at once.

use super::say;
use crate::budget::{Budget, Limit};
use crate::json::{Path, Report};

pub(super) fn check(budget: &Budget, report: &mut Report) {
    let root = Path::Root;
    let priorities = root.field("priorities");
    if !super::sums_are_sound(budget, report) || !report.sound(&root.field("total")) {
        return;
    }
    let before = report.count();
    let mut all = Blocks::of(budget);
    all.check_total(budget, report, &priorities);
    if report.count() > before {
        return;
    }
    let limits = root.field("limits");
    for i in smallest_first(&budget.limits) {
        let (limit, at) = (&budget.limits[i], limits.item(i));
        let known = limit
            .priorities
            .iter()
            .all(|id| budget.position(id).is_some());
        if !known || !report.sound(&at) || limit.floor > limit.cap.or(limit.floor) {
            continue;
        }
        let mut alone = Blocks::of(budget);
        let before = report.count();
        alone.join(budget, limit, report, &at);
        alone.check_total(budget, report, &at);
        if report.count() == before && !all.crossed_by(budget, limit) {
            all.join(budget, limit, report, &at);
        }
    }
    if report.count() == before {
        all.check_total(budget, report, &limits);
    }
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
            say(report, &at.field("floor"), &floor.to_string(), &expected);
        } else if cap < least {
            let expected = format!("at least {least}, the least these priorities need");
            say(report, &at.field("cap"), &cap.to_string(), &expected);
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
            say(
                report,
                at,
                &format!("floors that need {least} together"),
                &format!("at most the total, {total}"),
            );
        } else if most < total && !budget.unspent {
            let found = format!("caps that allow {most} together");
            say(
                report,
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
