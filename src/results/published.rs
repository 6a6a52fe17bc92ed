//! How this count compares with what the box has published, and with what anybody has put there.

use documents::result::Difference;
use documents::{Budget, Id};
use yew::prelude::*;

use super::{Counts, Posted, Published, Results, name_of, rule};
use crate::components::{Tone, all, element, fold, list, notice, paragraph};
use crate::words::{Key, Plural, Value, Words};

/// So many differences are listed.
const LISTED: usize = 50;

pub(super) fn published(published: &Published, results: &Results, words: &Words) -> Html {
    let (tone, says, differences) = match published {
        Published::Nothing => (Tone::Plain, Key::ResultsPublishedNone, &[][..]),
        Published::Unread => (Tone::Bad, Key::ResultsPublishedUnread, &[][..]),
        Published::Same => (Tone::Good, Key::ResultsPublishedSame, &[][..]),
        Published::Differs { differences, .. } => {
            (Tone::Bad, Key::ResultsPublishedDifferent, &differences[..])
        }
    };
    let inside = all(vec![
        paragraph(words.html(says)),
        listed(differences, results, words),
    ]);
    all(vec![
        element("h2", "", words.html(Key::ResultsPublished)),
        notice(tone, inside),
    ])
}

/// Counts that anybody has put there, this one among them: told in few words, below what is published.
pub(super) fn counts(counts: &Counts, posted: Posted, results: &Results, words: &Words) -> Html {
    let own = match posted {
        Posted::NotNeeded if counts.same => words.html(Key::ResultsCountsSame),
        Posted::NotNeeded | Posted::UnderWay => Html::default(),
        Posted::TooLarge => words.html(Key::ResultsTooLarge),
        Posted::Done => words.html(Key::ResultsPosted),
        Posted::Failed => words.html(Key::ResultsUnposted),
    };
    let number = |key, number: u32| {
        let number = [("number", Value::Number(number.into()))];
        paragraph(words.rich(key, &number))
    };
    let mut inside = Vec::new();
    if counts.others > 0 {
        inside.push(paragraph(words.html(Key::ResultsCountsDiffer)));
        inside.push(listed(&counts.differences, results, words));
    }
    if counts.unread > 0 {
        inside.push(number(Key::ResultsCountsUnread, counts.unread));
    }
    let others = (!inside.is_empty()).then(|| {
        let said = [("number", Value::Number(counts.others.into()))];
        fold(words.rich(Key::ResultsCounts, &said), all(inside))
    });
    all(vec![
        html! { <p role="status">{own}</p> },
        others.unwrap_or_default(),
    ])
}

fn listed(differences: &[Difference], results: &Results, words: &Words) -> Html {
    if differences.is_empty() {
        return Html::default();
    }
    let each = differences
        .iter()
        .take(LISTED)
        .map(|difference| differs(difference, &results.budget, words));
    list("list small", each.collect())
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
