//! Does any priority get less than every ballot asked, or more?

use documents::result::{Answer, Fact};
use tally::fairness::range;

use super::{Asked, Found, whole};
use crate::amounts::exact;

pub(super) fn find(asked: &Asked<'_>) -> Found {
    let outside = range(&asked.table.profile, &asked.outcome.exact)?;
    let facts = outside.iter().map(|found| Fact {
        priority: asked.priority(found.priority),
        amount: Some(exact(found.found)),
        least: Some(whole(found.least)),
        most: Some(whole(found.most)),
        ..Fact::new("outside")
    });
    Ok((Answer::of(outside.is_empty()), facts.collect()))
}
