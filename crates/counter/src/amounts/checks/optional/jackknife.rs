//! Does one place or one channel decide the outcome?

use std::collections::BTreeMap;

use documents::result::{AnswerTurnout, Fact};
use tally::fairness::jackknife;

use super::{Asked, Found, hardly_moves, of};
use crate::Counted;
use crate::amounts::exact;
use crate::turnout::{cast, channel_of, place_of};

/// The outcome without each place and channel that is not too small to be shown, in turn.
pub(super) fn find(asked: &Asked<'_>) -> Found {
    let (mut facts, mut holds) = (Vec::new(), true);
    for by in cast(asked.budget, asked.count.ballots.values()) {
        let by_channel = by.question.as_str() == "channel";
        let name: fn(&Counted) -> Option<&str> = if by_channel { channel_of } else { place_of };
        let parts = asked.profiles(&parts(asked, &by.answers, name))?;
        let found = jackknife(asked.rule(), asked.limits, &parts, &asked.outcome.exact)?;
        for (answer, found) in by.answers.iter().zip(found) {
            let Some(found) = found else { continue };
            holds &= hardly_moves(found.moved);
            let part = Some(answer.answer.clone());
            let named = match by_channel {
                true => Fact {
                    channel: part,
                    ..Fact::new("channel")
                },
                false => Fact {
                    place: part,
                    ..Fact::new("place")
                },
            };
            facts.push(Fact {
                ballots: Some(answer.ballots),
                amount: Some(asked.money_moved(found.moved)?),
                lines: found.amounts.into_iter().map(exact).collect(),
                ..named
            });
        }
    }
    of(holds, facts)
}

/// The rows of each of these names; all others together come last.
fn parts(
    asked: &Asked<'_>,
    names: &[AnswerTurnout],
    name: fn(&Counted) -> Option<&str>,
) -> Vec<Vec<u32>> {
    let names = names.iter().map(|name| name.answer.as_str());
    let places: BTreeMap<&str, usize> = names.zip(0..).collect();
    let mut parts = vec![Vec::new(); places.len() + 1];
    for (row, ballot) in (0..).zip(asked.count.ballots.values()) {
        let place = name(ballot).and_then(|name| places.get(name).copied());
        parts[place.unwrap_or(places.len())].push(row);
    }
    parts
}
