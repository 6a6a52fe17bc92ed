//! `purse count` says the same as the results page, in the same order, and writes the same table.

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::{purse, text};

const BUDGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../budgets/aldermoor.json");

fn out(output: &Output) -> String {
    text(&output.stdout)
}

/// A box of so many made-up ballots.
fn simulated(budget: &str, folder: &Path, ballots: &str) -> String {
    let place = folder.join("box").to_str().unwrap().to_owned();
    let made = purse([
        "simulate",
        budget,
        "--ballots",
        ballots,
        "--seed",
        "3",
        "--out",
        &place,
    ]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    place
}

fn made_up(folder: &Path, ballots: &str) -> String {
    simulated(BUDGET, folder, ballots)
}

#[test]
fn a_count_is_told_in_the_order_of_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let said = out(&purse(["count", &made_up(folder.path(), "120")]));
    let order = [
        "120 simulated ballots",
        "Aldermoor Health Board will answer by 2027-12-15.",
        "outcome",
        "What that buys:",
        "How people differed:",
        "People agreed most on: ",
        "People differed most on: ",
        "Every red line is kept.",
        "The same ballots by other rules:",
        "How to check it:",
        "Result ",
    ];
    let places: Vec<Option<usize>> = order.iter().map(|says| said.find(says)).collect();
    assert!(places.iter().all(Option::is_some), "{places:?} {said}");
    assert!(places.is_sorted(), "{places:?} {said}");
    assert!(said.contains('█'), "a shape for each line: {said}");
}

#[test]
fn of_few_ballots_no_shape_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let said = out(&purse(["count", &made_up(folder.path(), "4")]));
    assert!(
        said.contains("too few ballots") && !said.contains('█'),
        "{said}"
    );
}

#[test]
fn the_table_opens_in_a_spreadsheet_with_what_a_finance_officer_needs() {
    let folder = tempfile::tempdir().unwrap();
    let ballot_box = made_up(folder.path(), "120");
    let csv = out(&purse(["count", &ballot_box, "--format", "csv"]));
    let rows: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(rows[0], "\u{feff}Aldermoor health fund");
    for row in [
        "Counted by,ladder rule",
        "Ballots made up by a computer,120",
    ] {
        assert!(rows.contains(&row), "{row}: {csv}");
    }
    let heads = rows.iter().find(|row| row.starts_with("Line,"));
    let heads = heads.expect("the names of the columns");
    assert!(
        heads.starts_with("Line,Today,Everyone,Change against today,Change in %,What it buys,")
    );
    assert!(heads.ends_with(",piecewise uniform"), "{heads}");
    assert!(
        rows.iter().all(|row| !row.starts_with(',')),
        "nothing is unnamed: {csv}"
    );
}

/// A budget whose first language is another has its table in that language.
#[test]
fn the_table_is_in_the_budgets_own_language() {
    let folder = tempfile::tempdir().unwrap();
    let budget = fs::read_to_string(BUDGET).unwrap();
    let welsh = budget.replacen("[\"en\", \"cy\"]", "[\"cy\", \"en\"]", 1);
    assert_ne!(welsh, budget, "the example names English first");
    let file = folder.path().join("budget.json");
    fs::write(&file, welsh).unwrap();
    let ballot_box = simulated(file.to_str().unwrap(), folder.path(), "40");
    let csv = out(&purse(["count", &ballot_box, "--format", "csv"]));
    assert!(
        csv.starts_with("\u{feff}Cronfa iechyd Aldermoor\r\n"),
        "{csv}"
    );
    assert!(csv.contains("\r\nLlinell,Heddiw,"), "{csv}");
}
