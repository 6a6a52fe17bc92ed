//! A limit that amounts do not keep, by position and by name.

use super::Plan;
use crate::Slug;
use crate::json::{names, record};

/// Which limit is not kept, and by how much: all that a sentence about it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach {
    pub limit: Limit,
    pub side: Side,
    pub found: u64,
    /// What the limit says.
    pub bound: u64,
}

/// Which limit, by positions in a [`Plan`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The floor or cap of a line.
    Line(usize),
    /// A line's amount lies between two steps; `bound` is the step.
    Step(usize),
    /// The sum of all lines.
    Total,
    /// The floor or cap of a group.
    Group(usize),
}

/// On which side of its limit an amount lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Below,
    Above,
}

record! {
    /// A limit that is not kept, by the names of the budget: a [`Breach`] as files write it.
    #[derive(Eq, PartialOrd, Ord)]
    pub struct BrokenLimit {
        pub reason: Broken,
        /// The priority, or the limit on a group; none for the total.
        pub id: Option<Slug>,
        /// What was found.
        pub amount: u64,
        /// What the limit says; for `off-step` the step.
        pub bound: u64,
    }
}

names! {
    /// Which limit is not kept, and on which side.
    pub enum Broken {
        BelowFloor = "below-floor",
        AboveCap = "above-cap",
        OffStep = "off-step",
        /// Money is left over, which this budget does not allow.
        UnderTotal = "under-total",
        OverTotal = "over-total",
        GroupBelow = "group-below",
        GroupAbove = "group-above",
        /// So many people at a table (`amount`, 0 where that is not said) are fewer than two or more than `bound`, which is 0 where
        /// a ballot may not be a table's.
        Table = "table",
    }
}

impl Plan {
    /// Every limit that these amounts break, one to each line: the lines, then the total, then the groups, as the budget
    /// has them.
    pub fn breaches(&self, lines: &[u64]) -> impl Iterator<Item = Breach> {
        let each = self.lines.iter().zip(lines).enumerate();
        let each = each.filter_map(|(at, (line, &amount))| {
            let bounds = outside(Limit::Line(at), amount, line.floor, line.cap);
            bounds.or_else(|| self.between_steps(at, amount))
        });
        let least = if self.unspent { 0 } else { self.total };
        let sum = lines.iter().sum();
        let groups = self.groups.iter().enumerate().filter_map(|(at, group)| {
            let (floor, cap) = (group.floor, group.cap);
            outside(Limit::Group(at), group.sum(lines), floor, cap)
        });
        each.chain(outside(Limit::Total, sum, least, self.total))
            .chain(groups)
    }

    pub(super) fn between_steps(&self, at: usize, found: u64) -> Option<Breach> {
        (!found.is_multiple_of(self.step)).then_some(Breach {
            limit: Limit::Step(at),
            side: Side::Above,
            found,
            bound: self.step,
        })
    }
}

fn outside(limit: Limit, found: u64, floor: u64, cap: u64) -> Option<Breach> {
    let (side, bound) = if found < floor {
        (Side::Below, floor)
    } else if found > cap {
        (Side::Above, cap)
    } else {
        return None;
    };
    Some(Breach {
        limit,
        side,
        found,
        bound,
    })
}

impl Breach {
    /// By the names of the budget that `plan` is of.
    pub fn named(self, plan: &Plan) -> BrokenLimit {
        let line = |at: usize| Some(plan.lines[at].id.clone());
        let (reason, id) = match (self.limit, self.side) {
            (Limit::Line(at), Side::Below) => (Broken::BelowFloor, line(at)),
            (Limit::Line(at), Side::Above) => (Broken::AboveCap, line(at)),
            (Limit::Step(at), _) => (Broken::OffStep, line(at)),
            (Limit::Total, Side::Below) => (Broken::UnderTotal, None),
            (Limit::Total, Side::Above) => (Broken::OverTotal, None),
            (Limit::Group(at), side) => {
                let reason = match side {
                    Side::Below => Broken::GroupBelow,
                    Side::Above => Broken::GroupAbove,
                };
                (reason, Some(plan.groups[at].id.clone()))
            }
        };
        BrokenLimit {
            reason,
            id,
            amount: self.found,
            bound: self.bound,
        }
    }
}
