//! A last amount that the end of the file may have cut.
//!
//! Many programs write no line end behind the last row, so that a missing one proves nothing. Where rows share out all
//! of a total, a cut amount breaks that. Where money may be left over it does not: 20 may be what is left of 200.

use super::{Asked, BallotTable, Mistake, Row, mistake};

/// Names the last row of the file, which nothing follows, where its amount at this place may be a larger one that was
/// cut. The row counts unless all others come to one sum and it does not.
pub(crate) fn judge(table: &mut BallotTable, place: usize, asked: &Asked) {
    let Some((last, others)) = table.rows.split_last() else {
        return;
    };
    let Some(larger) = larger(&last.amounts, place, asked) else {
        return;
    };
    let sum = |row: &Row| {
        row.amounts
            .iter()
            .map(|amount| u128::from(*amount))
            .sum::<u128>()
    };
    let mut sums = others.iter().map(sum);
    let first = sums.next();
    let one_sum = first.filter(|first| sums.all(|other| other == *first));
    match one_sum {
        Some(one_sum) if one_sum == sum(last) => (),
        Some(one_sum) => {
            let doubt = doubt(table, last, place, larger);
            let sums = format!(", and amounts that add up to {}", sum(last));
            let expected = format!(", or {one_sum} together as in all other rows");
            table.refused.push(Mistake {
                found: doubt.found + &sums,
                expected: doubt.expected + &expected,
                ..doubt
            });
            table.rows.pop();
        }
        None => table.doubt = Some(doubt(table, last, place, larger)),
    }
}

fn doubt(table: &BallotTable, row: &Row, place: usize, larger: u64) -> Mistake {
    let found = format!("{} at the very end of the file", row.amounts[place]);
    let expected =
        format!("a line end behind it: it may be cut from a larger amount such as {larger}");
    mistake(row.line, Some(&table.priorities[place]), &found, &expected)
}

/// The least amount that begins with the digits of this one and that the row could have in its place.
fn larger(amounts: &[u64], place: usize, asked: &Asked) -> Option<u64> {
    let (total, step, cap) = match asked {
        Asked::Total(total) => (*total, 1, *total),
        Asked::Plan(plan) => (plan.total, plan.step, plan.lines[place].cap),
    };
    let rest: u64 = amounts.iter().sum::<u64>() - amounts[place];
    let most = cap.min(total.saturating_sub(rest));
    let mut tens = 10;
    loop {
        let least = amounts[place]
            .checked_mul(tens)
            .filter(|least| (1..=most).contains(least))?;
        let larger = least.next_multiple_of(step);
        if larger <= most && larger - least < tens {
            return Some(larger);
        }
        tens = tens.checked_mul(10)?;
    }
}
