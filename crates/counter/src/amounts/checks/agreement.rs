//! How much of each ballot is in the outcome, for everybody and by group?

use documents::result::{Answer, Fact};
use tally::fairness::{GroupAgreement, agreement};

use super::{Asked, Found};
use crate::amounts::exact;
use crate::rows::Group;

pub(super) fn find(asked: &Asked<'_>) -> Found {
    let rows: Vec<Vec<u32>> = asked
        .groups
        .iter()
        .map(|group| group.rows.clone())
        .collect();
    let (table, outcome) = (&asked.table, &asked.outcome.exact);
    let found = agreement(&table.rows()?, &rows, outcome, asked.budget.total)?;
    let whole = &found.whole;
    let share = |says, share| Fact::of(says, |fact| fact.share = Some(exact(share)));
    let mut lowest = share("lowest", whole.min);
    lowest.ballot = Some(table.ids[whole.min_row]);
    let mut facts = vec![
        share("mean", whole.mean),
        share("lowest-tenth", whole.lowest_tenth),
        lowest,
        share("gini", whole.gini),
    ];
    let groups: Vec<(&Group, &GroupAgreement)> = asked
        .groups
        .iter()
        .zip(&found.groups)
        .filter_map(|(group, found)| Some((group, found.as_ref()?)))
        .collect();
    facts.extend(groups.iter().map(|(group, found)| fact(group, found)));
    let behind = groups.iter().any(|(_, found)| found.left_behind);
    let answer = match groups.is_empty() {
        true => Answer::Untested,
        false => Answer::of(!behind),
    };
    Ok((answer, facts))
}

fn fact(group: &Group, found: &GroupAgreement) -> Fact {
    Fact::of(if found.left_behind { "behind" } else { "group" }, |fact| {
        fact.group = Some(group.id.clone());
        fact.ballots = Some(found.overlaps.ballots);
        fact.share = Some(exact(found.overlaps.mean));
    })
}
