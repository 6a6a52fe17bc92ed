//! Does the outcome keep the total, every floor and cap, and the limits on groups?

use documents::result::{Answer, Fact};
use tally::fairness::{Breach, BrokenLimit, Side, limits_kept};

use super::{Asked, Found, whole};
use crate::publish::exact;

pub(super) fn find(asked: &Asked<'_>) -> Found {
    let broken = limits_kept(&asked.published(), asked.limits)?;
    let facts = broken.iter().map(|breach| fact(asked, breach)).collect();
    Ok((Answer::of(broken.is_empty()), facts))
}

fn fact(asked: &Asked<'_>, breach: &Breach) -> Fact {
    let bound = Some(whole(breach.bound));
    let (least, most) = match breach.side {
        Side::Below => (bound, None),
        Side::Above => (None, bound),
    };
    let (says, priority, group) = match (breach.limit, breach.side) {
        (BrokenLimit::Total, Side::Below) => ("total-below", None, None),
        (BrokenLimit::Total, Side::Above) => ("total-above", None, None),
        (BrokenLimit::Priority(at), Side::Below) => ("floor", Some(at), None),
        (BrokenLimit::Priority(at), Side::Above) => ("cap", Some(at), None),
        (BrokenLimit::Group(at), Side::Below) => ("group-floor", None, Some(at)),
        (BrokenLimit::Group(at), Side::Above) => ("group-cap", None, Some(at)),
    };
    let limits = &asked.budget.limits;
    Fact {
        priority: priority.and_then(|line| asked.priority(line)),
        limit: group.and_then(|at| limits.get(at).map(|limit| limit.id.clone())),
        amount: Some(exact(breach.found)),
        least,
        most,
        ..Fact::new(says)
    }
}
