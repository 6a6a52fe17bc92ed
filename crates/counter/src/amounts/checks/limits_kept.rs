//! Does the outcome keep the total, every floor and cap, and the limits on groups?

use documents::plan::{Breach, Limit, Side};
use documents::result::{Answer, Fact};

use super::{Asked, Found, whole};

/// The published amounts are held to the same limits as every ballot was.
pub(super) fn find(asked: &Asked<'_>) -> Found {
    let (lines, _) = asked.plan.parted(&asked.outcome.amounts);
    let breaches = asked.plan.breaches(lines);
    let facts: Vec<Fact> = breaches.map(|breach| fact(asked, breach)).collect();
    Ok((Answer::of(facts.is_empty()), facts))
}

fn fact(asked: &Asked<'_>, breach: Breach) -> Fact {
    let broken = breach.named(asked.plan);
    let bound = Some(whole(broken.bound));
    // An amount between two steps is held against the step, which it is not a multiple of.
    let (least, most) = match (breach.limit, breach.side) {
        (Limit::Step(_), _) | (_, Side::Below) => (bound, None),
        (_, Side::Above) => (None, bound),
    };
    let (priority, limit) = match breach.limit {
        Limit::Group(_) => (None, broken.id),
        Limit::Line(_) | Limit::Step(_) | Limit::Total => (broken.id, None),
    };
    Fact::of(broken.reason.name(), |fact| {
        fact.priority = priority;
        fact.limit = limit;
        fact.amount = Some(whole(broken.amount));
        fact.least = least;
        fact.most = most;
    })
}
