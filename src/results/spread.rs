//! How people differed: on each line how many ballots gave how much, as a shape over its range.

use documents::ResultFile;
use documents::result::{Beside, Extremes, Spread};
use yew::prelude::*;

use super::Results;
use super::outcome::{amounts, wide};
use crate::components::{Row, all, both, element, fold, heading, paragraph, share, swatch, table};
use crate::words::{Key, Value, Words};

/// How high the highest cell is drawn, in pixels.
const HIGH: u64 = 42;

/// As `components` paint a line; each shape is by itself, and needs no pattern.
const PAINTS: [&str; 8] = [
    "paint-0", "paint-1", "paint-2", "paint-3", "paint-4", "paint-5", "paint-6", "paint-7",
];

pub(super) fn spread(
    results: &Results,
    result: &ResultFile,
    beside: &Beside,
    words: &Words,
) -> Html {
    let everyone = amounts(results, result);
    let spreads = beside.spreads(&results.budget);
    let title = heading("spread", words.say(Key::SpreadTitle));
    if spreads.iter().all(|spread| spread.cells.is_empty()) {
        return all(vec![title, paragraph(words.html(Key::SpreadTooFew))]);
    }
    let lines = spreads.iter().zip(everyone).enumerate();
    let lines = lines.map(|(at, (spread, everyone))| line(at, spread, everyone, results, words));
    all(vec![
        title,
        extremes(results, &spreads, words),
        legend(results, words),
        element("ul", "chart spreads", lines.collect()),
        fold(
            words.html(Key::ResultsTable),
            cells(results, &spreads, words),
        ),
    ])
}

/// On which lines people agreed, and on which they did not; and how the pictures are read.
fn extremes(results: &Results, spreads: &[Spread], words: &Words) -> Html {
    let found = Extremes::of(spreads);
    let named = |key, lines: &[usize]| {
        let names = lines.iter().map(|&at| &results.budget.priorities[at].name);
        let names: Vec<&str> = names.map(|name| words.text(name)).collect();
        let says = || paragraph(words.rich(key, &[("names", Value::Text(&names.join(", ")))]));
        (!names.is_empty()).then(says).unwrap_or_default()
    };
    all(vec![
        named(Key::SpreadAgreed, &found.agreed),
        named(Key::SpreadDivided, &found.divided),
        element("p", "quiet", words.html(Key::SpreadSays)),
    ])
}

fn legend(results: &Results, words: &Words) -> Html {
    let yours = results.yours.as_ref().map(|_| Key::ResultsLegendYours);
    let keys = [Key::SpreadLegendEveryone, Key::ResultsLegendToday];
    let marks = keys.into_iter().chain(yours);
    let marks = marks.map(|key| element("span", "", words.html(key)));
    element("p", "legend quiet small", marks.collect())
}

fn line(at: usize, spread: &Spread, everyone: u64, results: &Results, words: &Words) -> Html {
    let priority = &results.budget.priorities[at];
    let name = all(vec![swatch(at), words.name(&priority.name)]);
    let most = element("span", "quiet small", most(spread, words));
    let head = both(element("span", "line-name", name), most);
    let yours = results.yours.as_ref();
    let yours = yours.and_then(|yours| yours.get(at)).copied();
    let (picture, ends) = match spread.cells.is_empty() {
        true => Default::default(),
        false => (
            shape(at, spread, [Some(everyone), Some(priority.today), yours]),
            element("p", "marks", ends(spread, words)),
        ),
    };
    element(
        "li",
        "",
        all(vec![element("p", "line-head", head), picture, ends]),
    )
}

/// "At least half gave £20 to £40."
fn most(spread: &Spread, words: &Words) -> Html {
    match spread.most() {
        None => words.html(Key::SpreadTooFew),
        Some((from, to)) if from == to => {
            words.rich(Key::SpreadSame, &[("amount", Value::Money(from))])
        }
        Some((from, to)) => {
            let with = [("from", Value::Money(from)), ("to", Value::Money(to))];
            words.rich(Key::SpreadMost, &with)
        }
    }
}

fn ends(spread: &Spread, words: &Words) -> Html {
    let ends = [spread.floor, spread.cap].map(|amount| words.show(Value::Money(amount)));
    ends.into_iter()
        .map(|end| element("span", "", end))
        .collect()
}

/// The cells as columns whose areas are their numbers; the outcome as a bar through them, today as a mark below, one's own as a
/// dot.
fn shape(at: usize, spread: &Spread, [everyone, today, yours]: [Option<u64>; 3]) -> Html {
    let whole = spread.whole();
    let class = PAINTS[at % PAINTS.len()];
    let columns = spread.cells.iter().zip(spread.heights());
    let columns = columns.map(|(cell, height)| {
        let (from, to) = spread.ends(cell);
        let (x, width) = (share(from, whole), share(to - from, whole));
        let high = height * HIGH / 100;
        let y = (HIGH - high).to_string();
        html! { <rect {class} {x} {width} {y} height={high.to_string()} /> }
    });
    let place = |amount: Option<u64>| amount.map(|amount| share(spread.place(amount), whole));
    let mark = |x: Option<AttrValue>, class: &'static str, d: &'static str| {
        x.map(|x| html! { <svg {x} overflow="visible"><path {class} {d} /></svg> })
            .unwrap_or_default()
    };
    html! {
        <svg class="track share-bar spread" aria-hidden="true">
            { for columns }
            <rect class="track-rail" y="42" width="100%" height="3" />
            { mark(place(today), "track-today", "M0 45l6 10h-12z") }
            { mark(place(everyone), "track-everyone", "M-2 0h4v46h-4z") }
            if let Some(cx) = place(yours) {
                <circle class="track-yours" {cx} cy="42" r="6" />
            }
        </svg>
    }
}

/// The same numbers: a row for each cell.
fn cells(results: &Results, spreads: &[Spread], words: &Words) -> Html {
    let lines = spreads.iter().zip(&results.budget.priorities);
    let rows = lines.flat_map(|(spread, priority)| {
        let cells = spread.cells.iter();
        cells.map(|cell| {
            let with = [
                ("name", Value::Name(&priority.name)),
                ("from", Value::Money(cell.from)),
                ("to", Value::Money(cell.to)),
            ];
            Row {
                name: words.rich(Key::SpreadCell, &with),
                figures: vec![words.show(Value::Number(cell.ballots))],
                act: None,
            }
        })
    });
    let heads = [Key::CsvPriority, Key::CsvBallots].map(|key| words.say(key));
    let table = table("spread", &heads, None, rows.collect(), Vec::new());
    wide(words.say(Key::SpreadTitle), table)
}
