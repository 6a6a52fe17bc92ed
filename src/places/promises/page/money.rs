//! The pot as it is agreed, committed, paid and delivered, and the same as a table.

use ledger::Sums;
use yew::prelude::*;

use super::{Told, wide};
use crate::components::{Row, all, element, fold, heading, paragraph, part, share, table};
use crate::words::{Key, Value, Words};

/// What a bar is about: its name, what that means, its looks, its amount.
type Bar = (Key, Key, &'static str, fn(&Sums) -> u64);

/// A column's name and its amount.
type Column = (Key, fn(&Sums) -> u64);

const BARS: [Bar; 4] = [
    (
        Key::PromisesAgreed,
        Key::PromisesAgreedSays,
        "promises-fill-0",
        |sums| sums.agreed,
    ),
    (
        Key::PromisesCommitted,
        Key::PromisesCommittedSays,
        "promises-fill-1",
        |sums| sums.committed,
    ),
    (
        Key::PromisesPaid,
        Key::PromisesPaidSays,
        "promises-fill-2",
        |sums| sums.paid,
    ),
    (
        Key::PromisesDelivered,
        Key::PromisesDeliveredSays,
        "promises-fill-3",
        |sums| sums.delivered,
    ),
];

/// The columns of the table, which add up: what was agreed is the sum of the others.
const COLUMNS: [Column; 5] = [
    (Key::PromisesAgreed, |sums| sums.agreed),
    (Key::PromisesPaid, |sums| sums.paid),
    (Key::PromisesStill, |sums| sums.still_committed),
    (Key::PromisesReturned, |sums| sums.returned),
    (Key::PromisesNotCommitted, |sums| sums.not_committed),
];

pub(super) fn money(told: &Told<'_>) -> Html {
    let (words, sums) = (told.words, told.ledger.sums());
    part(
        "promises-money",
        vec![
            heading("promises-money", words.say(Key::PromisesMoney)),
            bars(&sums, told.budget.total.max(sums.agreed), words),
            fold(words.html(Key::PromisesMoneyTable), as_table(told, &sums)),
        ],
    )
}

/// Each is a part of the whole budget.
fn bars(sums: &Sums, whole: u64, words: &Words) -> Html {
    let bars = BARS.iter().map(|(name, says, class, amount)| {
        let amount = amount(sums);
        let width = share(amount, whole);
        html! {
            <div class="promises-bar">
                <dt>{words.html(*name)}<span class="quiet small">{words.html(*says)}</span></dt>
                <dd>
                    {words.show(Value::Money(amount))}
                    <svg class="promises-track" aria-hidden="true">
                        <rect class="track-rail" width="100%" height="100%" rx="4" />
                        <rect class={*class} {width} height="100%" rx="4" />
                    </svg>
                </dd>
            </div>
        }
    });
    element("dl", "promises-bars", bars.collect())
}

fn as_table(told: &Told<'_>, all_lines: &Sums) -> Html {
    let words = told.words;
    let row = |name: Html, sums: &Sums| Row {
        name,
        figures: COLUMNS
            .iter()
            .map(|(_, of)| words.show(Value::Money(of(sums))))
            .collect(),
        act: None,
    };
    let lines = told.ledger.lines.iter().zip(&told.budget.priorities);
    let rows = lines.map(|(line, priority)| row(words.name(&priority.name), &line.sums()));
    let heads: Vec<&'static str> = std::iter::once(Key::PromisesWhatFor)
        .chain(COLUMNS.map(|(key, _)| key))
        .map(|key| words.say(key))
        .collect();
    let sums = vec![row(words.html(Key::PromisesAllLines), all_lines)];
    all(vec![
        wide(
            "promises-money",
            table("promises-money", &heads, None, rows.collect(), sums),
        ),
        paragraph(words.html(Key::PromisesBalance)),
    ])
}
