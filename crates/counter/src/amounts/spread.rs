//! How the ballots' amounts lie over the range of each line, part by part.

use documents::Plan;
use documents::result::Spread;

use crate::amounts::table::Table;

/// As [`documents::result::Beside`] has them of each line.
pub(crate) fn parts(plan: &Plan, table: &Table) -> Vec<Vec<(u64, u64)>> {
    let lines = plan.lines.iter().enumerate();
    let each = lines.map(|(at, line)| {
        let range = [line.floor, line.cap, plan.step];
        let mut parts = vec![(0, 0); Spread::part(range, line.cap) + 1];
        for (amount, weight) in table.line(at) {
            // Every amount that counts is inside the range.
            if let Some((ballots, weights)) = parts.get_mut(Spread::part(range, amount)) {
                *ballots += 1;
                *weights += weight;
            }
        }
        parts
    });
    each.collect()
}
