//! What would the other rules give?

use documents::result::Fact;
use tally::allocate;

use super::{Asked, Found, of, whole};
use crate::amounts::{self, lines, other_rules};

/// Every other rule that finds an outcome.
pub(super) fn find(asked: &Asked<'_>) -> Found {
    let mut holds = true;
    let facts = other_rules(asked.budget.rule).filter_map(|rule| {
        let other = allocate(amounts::rule(rule), &asked.table.profile, asked.limits).ok()?;
        let moved = moved(&asked.outcome.amounts, &other.amounts);
        holds &= moved == 0;
        let (outcome, unspent) = lines(asked.plan, &other);
        Some(Fact {
            rule: Some(rule),
            amount: Some(whole(moved)),
            outcome,
            unspent,
            ..Fact::new("moves")
        })
    });
    let facts = facts.collect();
    of(holds, facts)
}

/// The money that would have to move to get from one outcome to the other, both of the same total.
fn moved(from: &[u64], to: &[u64]) -> u64 {
    from.iter()
        .zip(to)
        .map(|(from, to)| from.saturating_sub(*to))
        .sum()
}
