//! Whole drafts at once: evenly, or as near as possible to given amounts, always within the limits.

use documents::Plan;

/// Shares the whole pot evenly: the line with the least gets the next step, the first of equals before the
/// others, until nothing more can be given. What the group limits need comes first.
#[must_use]
pub(super) fn evenly(plan: &Plan) -> Vec<u64> {
    let caps: Vec<u64> = plan.lines.iter().map(|line| line.cap).collect();
    let mut amounts = plan.floors();
    meet_group_floors(plan, &mut amounts, &caps);
    let everyone: Vec<usize> = (0..amounts.len()).collect();
    raise(plan, &mut amounts, &everyone, &caps, u64::MAX);
    amounts
}

/// These amounts where the limits allow them. Else every line gives up the same share of what it has above what
/// it must have, and what the steps leave over goes back step by step in the budget's order.
#[must_use]
pub(super) fn fitted(plan: &Plan, wanted: &[u64]) -> Vec<u64> {
    let wanted: Vec<u64> = plan
        .lines
        .iter()
        .zip(wanted)
        .map(|(line, &amount)| plan.on_step(amount.min(line.cap)).max(line.floor))
        .collect();
    let mut least = plan.floors();
    meet_group_floors(plan, &mut least, &wanted);
    let mut amounts = wanted.clone();
    for group in &plan.groups {
        shrink(plan, &mut amounts, &least, &group.members, group.cap);
    }
    let everyone: Vec<usize> = (0..amounts.len()).collect();
    shrink(plan, &mut amounts, &least, &everyone, plan.total);
    for line in everyone {
        let more = amounts[line] + plan.step;
        if more <= wanted[line] && more <= plan.room(&amounts, line).0 {
            amounts[line] = more;
        }
    }
    amounts
}

/// Raises the members of every group that has too little, evenly and none above its ceiling, until it has enough.
fn meet_group_floors(plan: &Plan, amounts: &mut [u64], ceilings: &[u64]) {
    for group in &plan.groups {
        let missing = group.floor.saturating_sub(group.sum(amounts));
        raise(plan, amounts, &group.members, ceilings, missing);
    }
}

/// Gives at most `money` to these lines, the lowest first, none above its ceiling or out of the limits.
///
/// The same as giving single steps to the lowest line that can take one, the first of equals first; but all
/// lines rise together for as long as all can, so that a small step costs no more than a large one.
fn raise(plan: &Plan, amounts: &mut [u64], lines: &[usize], ceilings: &[u64], money: u64) {
    let mut money = plan.on_step(money);
    let mut rising: Vec<usize> = lines.to_vec();
    rising.sort_unstable();
    while let Some(level) = rising.iter().map(|&line| amounts[line]).min() {
        let together = highest_level(plan, amounts, &rising, ceilings, money, level);
        money -= lift(amounts, &rising, together);
        rising.retain(|&line| {
            if amounts[line] > together {
                return true;
            }
            let more = amounts[line] + plan.step;
            let can =
                more <= ceilings[line] && more <= plan.room(amounts, line).0 && plan.step <= money;
            if can {
                amounts[line] = more;
                money -= plan.step;
            }
            can
        });
    }
}

/// The highest level, in whole steps above `level`, to which all these lines can rise together.
fn highest_level(
    plan: &Plan,
    amounts: &[u64],
    rising: &[usize],
    ceilings: &[u64],
    money: u64,
    level: u64,
) -> u64 {
    let (mut can, mut cannot) = (0, (plan.total / plan.step).saturating_add(1));
    while can + 1 < cannot {
        let middle = can + (cannot - can) / 2;
        let mut tried = amounts.to_vec();
        let to = level.saturating_add(middle.saturating_mul(plan.step));
        let given = lift(&mut tried, rising, to);
        let fits = given <= money
            && rising
                .iter()
                .all(|&line| tried[line] <= ceilings[line].max(amounts[line]));
        if fits && within(plan, &tried) {
            can = middle
        } else {
            cannot = middle
        }
    }
    level + can * plan.step
}

/// Raises the lines that are below `level` to it, and says how much that took.
fn lift(amounts: &mut [u64], lines: &[usize], level: u64) -> u64 {
    let mut given = 0_u64;
    for &line in lines {
        let more = level.saturating_sub(amounts[line]);
        amounts[line] += more;
        given = given.saturating_add(more);
    }
    given
}

/// No cap, neither of a group nor of the pot, is broken.
fn within(plan: &Plan, amounts: &[u64]) -> bool {
    amounts.iter().sum::<u64>() <= plan.total
        && plan
            .groups
            .iter()
            .all(|group| group.sum(amounts) <= group.cap)
}

/// Brings these lines together down to `most`: each keeps the same share of what it has above its least.
fn shrink(plan: &Plan, amounts: &mut [u64], least: &[u64], lines: &[usize], most: u64) {
    let sum = |amounts: &[u64]| lines.iter().map(|&line| amounts[line]).sum::<u64>();
    let (has, must) = (sum(amounts), sum(least));
    if has <= most || has <= must {
        return;
    }
    let (keep, from) = (most.saturating_sub(must), has - must);
    for &line in lines {
        let above = portion(amounts[line].saturating_sub(least[line]), keep, from);
        amounts[line] = least[line] + plan.on_step(above);
    }
}

/// The whole part of `amount * keep / from`, where `keep` is below `from`. Bit by bit: a division of 128 bits would weigh
/// 1 kB in the first load.
fn portion(amount: u64, keep: u64, from: u64) -> u64 {
    let (mut whole, mut rest) = (0, 0);
    for bit in (0..u64::BITS).rev() {
        whole *= 2;
        rest = 2 * rest + keep * (amount >> bit & 1);
        whole += rest / from;
        rest %= from;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portion_is_the_whole_part_of_the_exact_one() {
        let most = (1_u64 << 53) - 1;
        for from in [1, 2, 3, 7, 1_000, 999_983, most, 60 * most] {
            for keep in [0, 1, from / 3, from - 1] {
                for amount in [0, 1, 2, 10_000, from, most] {
                    let exact = u128::from(amount) * u128::from(keep) / u128::from(from);
                    assert_eq!(u128::from(portion(amount, keep, from)), exact);
                }
            }
        }
    }
}
