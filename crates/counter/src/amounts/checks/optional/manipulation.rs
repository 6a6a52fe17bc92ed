//! Could anybody have gained by asking for something else than they want?

use documents::result::{Answer, Fact};
use tally::fairness::manipulation;

use super::{Asked, Found, half, whole};

/// So many ballots are tried, evenly spread over all.
const TRIED: usize = 20;

pub(super) fn find(asked: &Asked<'_>) -> Found {
    let table = asked.table;
    let rows = table.rows()?;
    let found = manipulation(asked.rule(), &table.profile, &rows, asked.limits, TRIED)?;
    let tried = Fact {
        ballots: Some(TRIED.min(table.ids.len()) as u64),
        ..Fact::new("tried")
    };
    let answer = Answer::of(found.is_none());
    let mut facts = vec![tried];
    if let Some(found) = found {
        let instead = found.instead.iter();
        facts.push(Fact {
            ballot: Some(table.ids[found.row]),
            amount: Some(half(found.gain)?),
            lines: instead.map(|&amount| whole(amount)).collect(),
            ..Fact::new("gain")
        });
    }
    Ok((answer, facts))
}
