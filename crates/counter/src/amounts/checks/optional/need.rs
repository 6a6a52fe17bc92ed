//! Does the money reach those with the greatest need?

use documents::result::Fact;
use tally::fairness::{NeedMet, need};

use super::{Asked, Found, of};
use crate::amounts::exact;

/// By the tags of which the budget says how great the need is; asked of the greatest.
pub(super) fn find(asked: &Asked<'_>) -> Found {
    let budget = asked.budget;
    let (tags, groups): (Vec<_>, Vec<_>) = budget
        .tags
        .iter()
        .filter_map(|tag| {
            let lines = budget.priorities.iter().zip(0..);
            let serves = lines.filter(|(line, _)| line.tags.contains(&tag.id));
            let serves: Vec<usize> = serves.map(|(_, at)| at).collect();
            Some((&tag.id, (serves, tag.need?)))
        })
        .unzip();
    let found = need(&asked.published(), &groups)?;
    let greatest = groups.iter().map(|group| group.1).max();
    let short = |at: usize| Some(groups[at].1) == greatest && !found[at].holds();
    let fact = |at: usize, met: &NeedMet| Fact {
        tag: Some(tags[at].clone()),
        share: Some(exact(met.of_money)),
        beside: Some(exact(met.of_need)),
        amount: Some(exact(met.money)),
        ..Fact::new(if short(at) { "short" } else { "reached" })
    };
    let facts = found.iter().enumerate().map(|(at, met)| fact(at, met));
    of(!(0..found.len()).any(short), facts.collect())
}
