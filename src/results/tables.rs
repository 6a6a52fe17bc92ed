//! What tables agreed, beside what all others chose.

use documents::{Budget, ResultFile};
use yew::prelude::*;

use super::fairness::side_by_side;
use crate::components::{all, element, paragraph};
use crate::words::{Key, Plural, Value, Words};

pub(super) fn tables(budget: &Budget, result: &ResultFile, words: &Words) -> Html {
    let Some(tables) = result.tables.first() else {
        return Html::default();
    };
    let (ballots, people) = (tables.ballots.unwrap_or(0), tables.people.unwrap_or(0));
    let how_many = [
        ("tables", Value::Count(Plural::CountedTables, ballots)),
        ("number", Value::Number(people)),
    ];
    let says = match budget.tables_count_people {
        false => Key::TablesAsOne,
        true => Key::TablesAsMany,
    };
    let heads = [Key::TablesAlone, Key::TablesOthers].into_iter();
    let columns: Vec<_> = heads
        .zip(result.tables.iter().map(|part| &part.outcome))
        .collect();
    all(vec![
        element("h2", "", words.html(Key::TablesAt)),
        paragraph(words.rich(says, &how_many)),
        side_by_side("tables", &columns, Key::TablesAt, budget, words),
    ])
}
