//! Would a group have been better off deciding alone about its share of the money?

use documents::result::Fact;
use tally::fairness::{FairShare, fair_share};

use super::{Asked, Found, of};
use crate::amounts::exact;
use crate::rows::Group;

pub(super) fn find(asked: &Asked<'_>) -> Found {
    let profiles = asked.profiles(asked.groups.iter().map(|group| &group.rows))?;
    let found = fair_share(
        asked.rule(),
        &asked.table.profile,
        asked.limits,
        &profiles,
        &asked.outcome.exact,
    )?;
    let holds = found.iter().flatten().all(FairShare::holds);
    let both = asked.groups.iter().zip(found);
    let facts = both.filter_map(|(group, found)| Some(fact(group, found?)));
    of(holds, facts.collect())
}

/// The amounts that a group would have decided alone are told where it would have done better.
fn fact(group: &Group, found: FairShare) -> Fact {
    let holds = found.holds();
    let alone = found.alone_amounts.into_iter().filter(|_| !holds);
    Fact::of(if holds { "group" } else { "better-alone" }, |fact| {
        fact.group = Some(group.id.clone());
        fact.ballots = Some(group.rows.len() as u64);
        fact.amount = Some(exact(found.together));
        fact.least = Some(exact(found.alone));
        fact.lines = alone.map(exact).collect();
    })
}
