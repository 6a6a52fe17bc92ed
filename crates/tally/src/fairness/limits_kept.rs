//! Does an outcome keep every floor, cap and group limit, and the total?

use crate::{Error, Limits, Ratio, exact};

/// One broken limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Which limit.
    pub limit: BrokenLimit,
    /// Is the amount below or above it?
    pub side: Side,
    /// The amount found, in units of money.
    pub found: Ratio,
    /// What the limit says.
    pub bound: u64,
}

/// Which limit an outcome breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrokenLimit {
    /// The sum of all amounts.
    Total,
    /// The floor or cap of this priority.
    Priority(usize),
    /// The floor or cap of this group.
    Group(usize),
}

/// On which side an amount lies outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Less than the floor.
    Below,
    /// More than the cap.
    Above,
}

/// Every limit that these amounts break; empty when all are kept. Time is m and the members of all groups.
///
/// # Errors
/// [`Error::PriorityCount`], or figures beyond the bounds on the front page.
pub fn limits_kept(amounts: &[Ratio], limits: &Limits) -> Result<Vec<Breach>, Error> {
    limits.validate(amounts.len())?;
    let mut breaches = Vec::new();
    let mut test = |limit, found: Ratio, floor: u64, cap: u64| {
        if found < Ratio::from(i128::from(floor)) {
            breaches.push(Breach {
                limit,
                side: Side::Below,
                found,
                bound: floor,
            });
        } else if found > Ratio::from(i128::from(cap)) {
            breaches.push(Breach {
                limit,
                side: Side::Above,
                found,
                bound: cap,
            });
        }
    };
    test(
        BrokenLimit::Total,
        exact::sum(amounts.iter().copied())?,
        limits.total,
        limits.total,
    );
    for (priority, &amount) in amounts.iter().enumerate() {
        test(
            BrokenLimit::Priority(priority),
            amount,
            limits.floors[priority],
            limits.caps[priority],
        );
    }
    for (at, group) in limits.groups.iter().enumerate() {
        let together = exact::sum(group.members.iter().map(|&member| amounts[member]))?;
        test(BrokenLimit::Group(at), together, group.floor, group.cap);
    }
    Ok(breaches)
}
