//! How far is the outcome from the average ballot?

use documents::result::{Answer, Fact};
use tally::fairness::mean_distance;

use super::{Asked, Found, hardly_moves};
use crate::amounts::exact;

pub(super) fn find(asked: &Asked<'_>) -> Found {
    let found = mean_distance(&asked.table.profile, &asked.outcome.exact)?;
    let together = Fact {
        amount: Some(asked.money_moved(found.together)?),
        ..Fact::new("together")
    };
    let largest = found.priority.map(|line| Fact {
        priority: asked.priority(line),
        share: Some(exact(found.largest)),
        ..Fact::new("largest")
    });
    let facts = [together].into_iter().chain(largest).collect();
    Ok((Answer::of(hardly_moves(found.together)), facts))
}
