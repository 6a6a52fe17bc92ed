//! What may mislead about a file that can be counted.

use super::{Fault, Faults, Pabulib, claims::said};

/// What the format lets a file ask of a count, and no rule here goes by.
const NOT_HELD: [&str; 7] = [
    "min_project_score_threshold",
    "min_length_per_category",
    "max_length_per_category",
    "min_sum_cost_per_category",
    "max_sum_cost_per_category",
    "budget_per_category",
    "budget_per_neighborhood",
];

pub(super) fn of(file: &Pabulib, text: &str) -> Faults {
    let mut doubts = Faults::default();
    for key in NOT_HELD.iter().filter(|key| said(file, key).is_some()) {
        let expected = format!("nothing under {key}: no rule here goes by it");
        doubts.add(file.wrong(key, &expected));
    }
    if !told(file, "votes") && said(file, "num_votes").is_none() {
        let expected = "the number of votes, without which nobody sees that some are missing";
        doubts.add(Fault::whole("no num_votes", expected));
    }
    doubts.first.extend(cut(file, text));
    doubts.number = doubts.first.len();
    doubts.sort();
    doubts
}

/// A last ballot that may be longer: nothing follows its last cell, and nothing else shows that it is whole.
fn cut(file: &Pabulib, text: &str) -> Option<Fault> {
    let table = &file.votes;
    let (row, column) = (
        table.len().checked_sub(1)?,
        table.columns().len().checked_sub(1)?,
    );
    let name = table.columns()[column].trim().to_ascii_lowercase();
    let shown_by = match name.as_str() {
        "vote" => "votes",
        "points" => "score",
        _ => return None,
    };
    let ends = ['\n', '\r', '\u{1a}', '"', ' '];
    let expected = "a line end behind the last ballot: it may be cut";
    (!text.ends_with(ends) && !told(file, shown_by))
        .then(|| table.fault(row, column, table.cell(row, column), expected))
}

/// Does this column say of every project what the ballots come to? They are held to it.
fn told(file: &Pabulib, column: &str) -> bool {
    let table = &file.projects;
    let says = |cell: &str| !cell.trim().is_empty() && !cell.trim().eq_ignore_ascii_case("none");
    table
        .column(column)
        .is_some_and(|column| (0..table.len()).all(|row| says(table.cell(row, column))))
}
