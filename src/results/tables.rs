//! What tables agreed, beside what all others chose.

use documents::budget::TableCounts;
use documents::result::{Alone, OutcomeLine};
use documents::{ResultFile, Slug};
use yew::prelude::*;

use super::Results;
use super::outcome::wide;
use crate::components::{Row, all, both, fold, heading, paragraph, table};
use crate::words::{Key, Plural, Value, Words};

pub(super) fn tables(results: &Results, result: &ResultFile, words: &Words) -> Html {
    let Some(tables) = &result.tables else {
        return Html::default();
    };
    let how_many = [
        (
            "tables",
            Value::Count(Plural::CountedTables, tables.ballots),
        ),
        ("number", Value::Number(tables.people)),
    ];
    let counts = words.html(match tables.counts {
        TableCounts::One => Key::TablesAsOne,
        TableCounts::Many => Key::TablesAsMany,
    });
    let alone: Vec<&Alone> = [Some(&tables.alone), tables.others.as_ref()]
        .into_iter()
        .flatten()
        .collect();
    all(vec![
        heading("tables", words.say(Key::TablesAt)),
        paragraph(both(words.rich(Key::TablesSay, &how_many), counts)),
        fold(
            words.html(Key::TablesAlone),
            wide(
                words.say(Key::TablesAlone),
                side_by_side(results, &alone, words),
            ),
        ),
    ])
}

/// What the tables alone, and then the others alone, would give each line.
fn side_by_side(results: &Results, alone: &[&Alone], words: &Words) -> Html {
    let heads = [Key::ResultsPriority, Key::TablesAt, Key::TablesOthers];
    let heads: Vec<_> = heads.map(|key| words.say(key)).into();
    let money = |amount| words.show(Value::Money(amount));
    let rows = results.budget.priorities.iter().map(|priority| Row {
        name: words.name(&priority.name),
        figures: alone
            .iter()
            .map(|alone| money(given(&alone.outcome, &priority.id)))
            .collect(),
        act: None,
    });
    let unspent = alone.iter().map(|alone| alone.unspent.as_ref());
    let unspent: Option<Vec<Html>> = unspent.map(|share| Some(money(share?.amount))).collect();
    let unspent = unspent.map(|figures| Row {
        name: words.html(Key::ResultsUnspent),
        figures,
        act: None,
    });
    table(
        "tables",
        &heads[..=alone.len()],
        None,
        rows.collect(),
        unspent.into_iter().collect(),
    )
}

fn given(outcome: &[OutcomeLine], priority: &Slug) -> u64 {
    let found = outcome.iter().find(|line| line.priority == *priority);
    found.map_or(0, |line| line.amount)
}
