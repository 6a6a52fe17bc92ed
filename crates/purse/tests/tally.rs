//! `purse tally` on tables with a known outcome, and on tables with mistakes.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{BUDGET, purse, text};
use serde_json::{Value, json};
use tempfile::TempDir;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/allocation");

fn cases() -> Vec<(PathBuf, Value)> {
    let mut tables: Vec<PathBuf> = fs::read_dir(CASES)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    tables.retain(|path| path.extension().is_some_and(|ending| ending == "csv"));
    let known = |table: &Path| {
        serde_json::from_slice(&fs::read(table.with_extension("json")).unwrap()).unwrap()
    };
    tables
        .into_iter()
        .map(|table| (table.clone(), known(&table)))
        .collect()
}

#[test]
fn every_case_has_the_known_outcome_by_every_rule() {
    // A floor is part of a budget; what is known for them is tried in the engine itself.
    let cases: Vec<_> = cases()
        .into_iter()
        .filter(|(_, known)| known["floors"].is_null())
        .collect();
    assert!(cases.len() >= 15, "found {}", cases.len());
    for (table, known) in cases {
        let total = known["total"].to_string();
        for (rule, expected) in known["expected"].as_object().unwrap() {
            let counted = purse([
                "tally",
                table.to_str().unwrap(),
                "--total",
                &total,
                "--rule",
                rule,
                "--format",
                "json",
            ]);
            assert_eq!(counted.status.code(), Some(0), "{}", text(&counted.stderr));
            let answer: Value = serde_json::from_slice(&counted.stdout).unwrap();
            assert_eq!(
                (&answer["rule"], &answer["ballots"]),
                (&Value::from(rule.as_str()), &known["ballots"])
            );
            let mut together = 0;
            for (priority, exact) in expected["allocation"].as_object().unwrap() {
                let line = &answer["allocation"][priority];
                assert_eq!(
                    &line["exact"],
                    exact,
                    "{} {rule} {priority}",
                    table.display()
                );
                together += line["amount"].as_u64().unwrap();
            }
            assert_eq!(together.to_string(), total);
        }
    }
}

fn table(folder: &TempDir, lines: &str) -> String {
    let path = folder.path().join("table.csv");
    fs::write(&path, lines).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn each_bad_row_is_named_and_left_out() {
    let folder = TempDir::new().unwrap();
    let lines = "\u{feff}a,\"b\"\r\n60, 40\r\n60,41\r\n-1,101\r\n1e2,0\r\n100\r\n50,50,0\r\n,100\r\n9007199254740993,0\r\n\r\n40,60\r\n";
    let counted = purse([
        "tally",
        &table(&folder, lines),
        "--total",
        "100",
        "--format",
        "json",
    ]);
    assert_eq!(counted.status.code(), Some(0), "{}", text(&counted.stderr));
    let answer: Value = serde_json::from_slice(&counted.stdout).unwrap();
    assert_eq!(
        (&answer["ballots"], &answer["allocation"]["a"]["amount"]),
        (&Value::from(2), &Value::from(50))
    );
    let left_out: Vec<String> = text(&counted.stderr).lines().map(str::to_owned).collect();
    let whole = "expected a whole amount from 0 to 9007199254740991";
    let expected = [
        "left out: line 3: found amounts that add up to 101, expected 100 together".to_owned(),
        format!("left out: line 4, column a: found \"-1\", {whole}"),
        format!("left out: line 5, column a: found \"1e2\", {whole}"),
        "left out: line 6: found 1 column, expected 2 columns".to_owned(),
        "left out: line 7: found 3 columns, expected 2 columns".to_owned(),
        format!("left out: line 8, column a: found nothing, {whole}"),
        format!("left out: line 9, column a: found \"9007199254740993\", {whole}"),
    ];
    assert_eq!(left_out, expected);
    let lines: Vec<u64> = answer["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn a_strict_count_refuses_a_table_with_one_mistake() {
    let folder = TempDir::new().unwrap();
    let table = table(&folder, "a,b\n60,40\n60,41\n");
    let refused = purse(["tally", &table, "--total", "100", "--strict"]);
    assert_eq!(
        (refused.status.code(), text(&refused.stdout)),
        (Some(1), String::new())
    );
    let said = text(&refused.stderr);
    assert!(
        said.contains("has 1 mistake\n  line 3: found amounts that add up to 101"),
        "{said}"
    );
    assert_eq!(
        purse(["tally", &table, "--total", "100"]).status.code(),
        Some(0)
    );
}

#[test]
fn a_table_without_a_usable_first_row_is_refused_whole() {
    let folder = TempDir::new().unwrap();
    for (lines, says) in [
        ("", "line 1: found an empty file"),
        (
            "a,a\n1,99\n",
            "line 1, column a: found a second column of this name",
        ),
        ("a,\n1,99\n", "line 1: found no name for column 2"),
        ("a,b\n", "no row that counts"),
        ("a,b\n1,1\n", "no row that counts"),
    ] {
        let refused = purse(["tally", &table(&folder, lines), "--total", "100"]);
        assert_eq!(refused.status.code(), Some(1), "{lines:?}");
        assert!(
            text(&refused.stderr).contains(says),
            "{lines:?}: {}",
            text(&refused.stderr)
        );
    }
}

#[test]
fn a_budget_gives_the_columns_and_the_limits() {
    let folder = TempDir::new().unwrap();
    let lines = "youth,advice,homes,lunch\n250,300,200,250\n250,300,200,255\n0,600,200,200\n400,100,50,450\n600,200,100,100\n150,400,400,50\n0,300,600,100\n";
    let counted = purse([
        "tally",
        &table(&folder, lines),
        "--budget",
        BUDGET,
        "--format",
        "json",
    ]);
    assert_eq!(counted.status.code(), Some(0), "{}", text(&counted.stderr));
    let answer: Value = serde_json::from_slice(&counted.stdout).unwrap();
    assert_eq!(answer["ballots"], 3, "{answer}");
    let left_out = text(&counted.stderr);
    for says in [
        "line 3, column lunch: found 255, expected steps of 10",
        "line 4, column advice: found 600, expected at most 500",
        "line 5, column lunch: found 450, expected at most 400",
        "line 8: found amounts that add up to 100, expected at least 200 for the limit together",
    ] {
        assert!(left_out.contains(says), "{left_out}");
    }
    let unknown = purse([
        "tally",
        &table(&folder, "advice,homes,lunch,music\n"),
        "--budget",
        BUDGET,
    ]);
    assert_eq!(unknown.status.code(), Some(1));
    let said = text(&unknown.stderr);
    assert!(
        said.contains("column music: found a priority that the budget does not have"),
        "{said}"
    );
    assert!(
        said.contains("found no such column, expected a column youth"),
        "{said}"
    );
}

#[test]
fn the_answer_is_also_a_table_and_a_page() {
    let folder = TempDir::new().unwrap();
    let table = table(&folder, "a,b\n60,40\n50,50\n");
    let csv = purse([
        "tally", &table, "--total", "100", "--rule", "mean", "--format", "csv",
    ]);
    assert_eq!(
        text(&csv.stdout),
        "priority,amount,exact\na,55,55\nb,45,45\n"
    );
    let page = text(&purse(["tally", &table, "--total", "100"]).stdout);
    for part in [
        "2 ballots, counted by the rule \"ladder\"",
        "Limits:",
        "Agreement:",
        "Range:",
        "Proportionality:",
        "Other rules:",
    ] {
        assert!(page.contains(part), "{page}");
    }
}

/// By the mean a has 55; one more ballot that gives it all makes that 70, so 10 more takes one and 16 more takes two.
#[test]
fn what_would_have_to_change_for_a_priority_to_get_more_is_told() {
    let folder = TempDir::new().unwrap();
    let table = table(&folder, "a,b\n60,40\n50,50\n");
    let purse = |more: &[&str]| {
        let args = ["tally", &table, "--total", "100", "--rule", "mean"];
        let mut command = Command::new(env!("CARGO_BIN_EXE_purse"));
        command.args(args).args(more).output().unwrap()
    };
    let asked = ["--more", "a=10", "--more", "a=16", "--more", "b=56"];
    let counted = purse(&[&asked[..], &["--format", "json"]].concat());
    assert_eq!(counted.status.code(), Some(0), "{}", text(&counted.stderr));
    let answer: Value = serde_json::from_slice(&counted.stdout).unwrap();
    let [ten, sixteen, never] = &answer["more"].as_array().unwrap()[..] else {
        panic!("{answer}")
    };
    let ballot = json!({"a": 100, "b": 0});
    assert_eq!(
        ten["needed"],
        json!({"ballots": 1, "ballot": ballot, "exact": "70"})
    );
    assert_eq!(
        sixteen["needed"],
        json!({"ballots": 2, "ballot": ballot, "exact": "155/2"})
    );
    assert_eq!(
        (&never["priority"], &never["needed"]),
        (&json!("b"), &Value::Null)
    );
    let page = text(&purse(&asked).stdout);
    for says in [
        "More for a: 1 more ballot would give it 10 more by the rule, each asking 100 for it",
        "More for a: 2 more ballots would give it 16 more",
        "More for b: no number of further ballots would give it 56 more.",
    ] {
        assert!(page.contains(says), "{page}");
    }
    for (wish, says) in [
        ("a", "expected PRIORITY=AMOUNT"),
        ("a=0", "expected PRIORITY=AMOUNT"),
        ("a=much", "expected PRIORITY=AMOUNT"),
        ("c=1", "--more: found c, expected one of a, b"),
    ] {
        let refused = purse(&["--more", wish]);
        assert_eq!(refused.status.code(), Some(2), "{wish}");
        assert!(
            text(&refused.stderr).contains(says),
            "{}",
            text(&refused.stderr)
        );
    }
    let refused = purse(&["--more", "a=1", "--format", "csv"]);
    assert_eq!(refused.status.code(), Some(2));
}

fn outside(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/outside");
    format!("{folder}/{name}")
}

#[test]
fn tables_of_other_software_are_read_also_strictly() {
    for name in [
        "csv-blank-rows.csv",
        "csv-semicolons.csv",
        "csv-sep-line.csv",
        "csv-utf16.csv",
        "csv-trailing-empty-column.csv",
        "csv-cr-only-line-numbers.csv",
        "upper-case.CSV",
    ] {
        let counted = purse(["tally", &outside(name), "--total", "100", "--strict"]);
        assert_eq!(
            counted.status.code(),
            Some(0),
            "{name}: {}",
            text(&counted.stderr)
        );
        assert!(text(&counted.stdout).starts_with("3 ballots, "), "{name}");
    }
}

#[test]
fn no_sign_of_a_table_reaches_the_terminal() {
    let file = outside("csv-escape-in-header.csv");
    for format in ["text", "csv"] {
        let counted = purse(["tally", &file, "--total", "100", "--format", format]);
        assert_eq!(counted.status.code(), Some(0), "{}", text(&counted.stderr));
        for said in [text(&counted.stdout), text(&counted.stderr)] {
            assert!(!said.contains('\u{1b}'), "{said:?}");
        }
        assert!(text(&counted.stdout).contains("parks\\u{1b}[31mRED"));
    }
    let side_by_side = purse(["compare", &file, "--total", "100"]);
    assert!(!text(&side_by_side.stdout).contains('\u{1b}'));
    let refused = purse(["tally", &file, "--total", "7"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(!text(&refused.stderr).contains('\u{1b}'), "{refused:?}");
}

#[test]
fn a_name_that_a_spreadsheet_would_run_is_made_harmless() {
    let folder = TempDir::new().unwrap();
    let path = table(
        &folder,
        "\"=HYPERLINK(\"\"http://x\"\")\",+cmd,@sum,-roads\n25,25,25,25\n",
    );
    for command in ["tally", "compare"] {
        let counted = purse([command, &path, "--total", "100", "--format", "csv"]);
        let said = text(&counted.stdout).to_owned();
        for start in ["=", "+", "@", "-", "\"=", "\"+"] {
            assert!(!said.lines().any(|line| line.starts_with(start)), "{said}");
        }
        assert!(said.contains("\"'=HYPERLINK"), "{said}");
    }
}
