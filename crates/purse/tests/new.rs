//! Ten questions, and a budget.

mod common;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use common::{purse, text};
use documents::Budget;
use tempfile::TempDir;

/// Answers, a line each.
const GOOD: [&str; 20] = [
    "Street fund",
    "This money helps people on our street stay well.",
    "The street committee",
    "street@fund.example",
    "",
    "3,000",
    "Street lunch",
    "A lunch that everyone can come to.",
    "500",
    "Walks",
    "A walk with a trained leader.",
    "600",
    "Walks",
    "A second line of that name.",
    "1900",
    "",
    "2027-05-01 to 2027-05-16",
    "The street committee",
    "2027-06-30",
    "",
];

fn new(file: &Path, answers: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_purse"))
        .arg("new")
        .arg(file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A refusal may come before all is read.
    let _ = stdin.write_all((answers.join("\n") + "\n").as_bytes());
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn written(answers: &[&str]) -> Budget {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("mine.json");
    let made = new(&file, answers);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let checked = purse(["check", file.to_str().unwrap()]);
    assert!(
        !text(&checked.stdout).contains("Warning"),
        "{}",
        text(&checked.stdout)
    );
    Budget::read(&fs::read(&file).unwrap()).unwrap()
}

#[test]
fn ten_answers_make_a_good_budget() {
    let budget = written(&GOOD);
    assert_eq!(budget.id.as_str(), "street-fund-2027");
    assert_eq!((budget.total, budget.step), (3000, 10));
    assert_eq!(budget.currency.to_string(), "GBP");
    let lines = budget.priorities.iter();
    let lines: Vec<_> = lines.map(|line| (line.id.as_str(), line.today)).collect();
    assert_eq!(
        lines,
        [("street-lunch", 500), ("walks", 600), ("walks-2", 1900)]
    );
    assert_eq!(budget.promise.by.to_string(), "2027-06-30");
}

#[test]
fn what_cannot_be_read_is_asked_again() {
    let mut answers = GOOD.to_vec();
    answers.splice(5..6, ["about 3000", "3.000", "", "3000"]);
    let days = answers
        .iter()
        .position(|answer| answer.contains(" to "))
        .unwrap();
    answers.splice(days..days, ["May", "2027-05-01", "2027-05-16 2027-05-01"]);
    assert_eq!(written(&answers).total, 3000);
}

#[test]
fn names_without_latin_letters_make_a_budget_too() {
    let mut answers = GOOD;
    for name in [0, 6, 9] {
        answers[name] = "صندوق";
    }
    let budget = written(&answers);
    assert_eq!(budget.id.as_str(), "fund-2027");
    assert_eq!(budget.priorities[1].id.as_str(), "line-2");
}

#[test]
fn a_file_that_is_there_stays() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("mine.json");
    fs::write(&file, "mine").unwrap();
    let refused = new(&file, &GOOD);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("is not overwritten"));
    assert_eq!(fs::read(&file).unwrap(), b"mine");
}

#[test]
fn answers_that_end_are_said_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("mine.json");
    let refused = new(&file, &GOOD[..9]);
    assert_eq!(refused.status.code(), Some(1));
    let says = text(&refused.stderr);
    assert!(
        says.contains("the answers ended before this question: Name of line 2"),
        "{says}"
    );
    assert!(!file.exists());
}

#[test]
fn what_was_typed_is_kept_beside_its_mistakes() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("mine.json");
    let mut answers = GOOD;
    answers[18] = "2027-01-01";
    let mistaken = new(&file, &answers);
    assert_eq!(mistaken.status.code(), Some(1));
    let says = text(&mistaken.stderr);
    assert!(says.contains("$.promise.by"), "{says}");
    assert!(fs::read_to_string(&file).unwrap().contains("Street lunch"));
}
