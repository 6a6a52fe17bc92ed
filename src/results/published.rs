//! How this count compares with what the box had published.

use documents::result::Difference;
use documents::{Budget, Id};
use yew::prelude::*;

use super::{Posted, Published, Results, name_of, rule};
use crate::components::{Tone, all, element, list, notice, paragraph};
use crate::words::{Key, Plural, Value, Words};

/// So many differences are listed.
const LISTED: usize = 50;

pub(super) fn published(
    published: &Published,
    posted: Posted,
    results: &Results,
    words: &Words,
) -> Html {
    let (tone, says, differences) = match published {
        Published::Nothing => (Tone::Plain, Key::ResultsPublishedNone, &[][..]),
        Published::Same => (Tone::Good, Key::ResultsPublishedSame, &[][..]),
        Published::Differs { differences, .. } => {
            (Tone::Bad, Key::ResultsPublishedDifferent, &differences[..])
        }
    };
    let posted = match posted {
        Posted::NotNeeded | Posted::UnderWay => Html::default(),
        Posted::Done => words.html(Key::ResultsPosted),
        Posted::Failed => words.html(Key::ResultsUnposted),
    };
    let mut inside = vec![paragraph(words.html(says))];
    if !differences.is_empty() {
        let each = differences
            .iter()
            .take(LISTED)
            .map(|difference| differs(difference, &results.budget, words));
        inside.push(list("list small", each.collect()));
    }
    all(vec![
        element("h2", "", words.html(Key::ResultsPublished)),
        notice(tone, all(inside)),
        html! { <p role="status">{posted}</p> },
    ])
}

/// One difference; `own` is the published result's, `other` this count's.
fn differs(difference: &Difference, budget: &Budget, words: &Words) -> Html {
    let only = |key, ids: &[Id]| {
        words.rich(
            key,
            &[(
                "ballots",
                Value::Count(Plural::CountedBallots, ids.len() as u64),
            )],
        )
    };
    let between = |key, own, other| words.rich(key, &[("own", own), ("other", other)]);
    let named = |key, priority| words.rich(key, &[("name", name_of(priority, budget))]);
    match difference {
        Difference::Budget { .. } => words.html(Key::DifferBudget),
        Difference::Rule { own, .. } => {
            words.rich(Key::DifferRule, &[("name", Value::Word(rule(*own)))])
        }
        Difference::Engine { own, other } => {
            between(Key::DifferEngine, Value::Text(own), Value::Text(other))
        }
        Difference::Simulated => words.html(Key::DifferSimulated),
        Difference::Close => words.html(Key::DifferClose),
        Difference::OnlyOwn(ids) => only(Key::DifferOnlyOwn, ids),
        Difference::OnlyOther(ids) => only(Key::DifferOnlyOther, ids),
        Difference::Refused { own, other } => between(
            Key::DifferRefused,
            Value::Number(*own),
            Value::Number(*other),
        ),
        Difference::Amount {
            priority,
            own: Some(own),
            other: Some(other),
        } => {
            let (own, other) = (Value::Money(*own), Value::Money(*other));
            words.rich(
                Key::DifferAmount,
                &[
                    ("name", name_of(priority, budget)),
                    ("own", own),
                    ("other", other),
                ],
            )
        }
        Difference::Amount { priority, .. } => named(Key::DifferLine, priority),
        Difference::Exact { priority } => named(Key::DifferExact, priority),
        Difference::Unspent { .. } => words.html(Key::DifferUnspent),
        Difference::Order => words.html(Key::DifferOrder),
        Difference::Ties => words.html(Key::DifferTies),
        Difference::Checks => words.html(Key::DifferChecks),
        Difference::Turnout => words.html(Key::DifferTurnout),
    }
}
