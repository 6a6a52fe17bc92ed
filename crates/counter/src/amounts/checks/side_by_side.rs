//! What would the other rules give?

use documents::result::Fact;

use super::{Asked, Found, of, whole};
use crate::amounts::lines;

/// Every other rule that finds an outcome.
pub(super) fn find(asked: &Asked<'_>) -> Found {
    let mut holds = true;
    let facts = asked.others().iter().map(|(rule, other)| {
        let moved = moved(&asked.outcome.amounts, &other.amounts);
        holds &= moved == 0;
        Fact::of("moves", |fact| {
            fact.rule = Some(*rule);
            fact.amount = Some(whole(moved));
            (fact.outcome, fact.unspent) = lines(asked.plan, other);
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
