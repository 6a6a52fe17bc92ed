//! `purse check --costs`: seven questions, in words, for a spreadsheet and for programs, and none of them refuses a budget.

mod common;

use std::fs;
use std::process::Output;

use common::{purse, text};
use serde_json::{Value, json};

const ALDERMOOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../budgets/aldermoor.json");
const FUND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../budgets/small-fund.json");

fn good(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn each_question_names_the_lines_and_levels_that_it_has_a_note_about() {
    let said = good(&purse(["check", ALDERMOOR, "--costs"]));
    for line in [
        "says what 2 lines cost.",
        "1. Do the costs add up to the amount? Yes at 7 of 10.",
        "   Small organisations’ core costs (small-groups), from 200,000: The costs are 300,000, which is 100,000 more.",
        "2. Is there something for the running of the organisation? Yes at 9 of 9.",
        "   Men’s groups and peer groups (peer-groups), at its floor of 0: 0 buys nothing that works: that takes 30,000.",
        "from 200,000: Somebody else pays 33p of each £1. The median charity pays 35p of each £1",
        "7. Does the money run for a year or more? Yes at 9 of 9.",
        "Without costs: homes-after-hospital, warm-homes, ",
        "These are notes.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let said = good(&purse(["check", FUND, "--costs"]));
    assert!(
        said.contains("(warm-room), from 3,000: The money runs for 5 months."),
        "{said}"
    );
}

#[test]
fn spreadsheets_and_programs_get_the_same_answers() {
    let table = good(&purse(["check", FUND, "--costs", "--format", "csv"]));
    let answer = good(&purse(["check", FUND, "--costs", "--format", "json"]));
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) if text.contains(',') => format!("\"{text}\""),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let names = [
        "question", "priority", "level", "amount", "cost", "answer", "says",
    ];
    let of_json = answer["costs"].as_array().unwrap().iter();
    let of_json = of_json.map(|answer| names.map(|name| cell(&answer[name])).join(","));
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(rows, of_json.collect::<Vec<_>>());
    assert_eq!(
        rows.len(),
        6 * 12 + 4,
        "each amount of each line, and each floor once"
    );
    let rest = "rest,lunch-club,15000,15000,17500,note,";
    assert!(rows.iter().any(|row| row.starts_with(rest)), "{table}");
}

#[test]
fn no_costs_are_no_mistake_and_mistakes_are_named_as_ever() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("budget.json");
    let path = path.to_str().unwrap();
    let mut budget: Value = serde_json::from_slice(&fs::read(FUND).unwrap()).unwrap();
    for line in budget["priorities"].as_array_mut().unwrap() {
        line.as_object_mut().unwrap().remove("costs");
        for level in line["levels"].as_array_mut().unwrap() {
            level.as_object_mut().unwrap().remove("costs");
        }
    }
    // In a currency that has no pence.
    budget["currency"] = json!("ISK");
    fs::write(path, budget.to_string()).unwrap();
    let said = good(&purse(["check", path, "--costs"]));
    assert!(
        said.contains("says nothing of what its lines cost"),
        "{said}"
    );

    budget["priorities"][0]["levels"][0]["costs"] = json!({"direct": {"staff": 8000}});
    fs::write(path, budget.to_string()).unwrap();
    let said = good(&purse(["check", path, "--costs"]));
    assert!(
        said.contains("Somebody else pays 50 of each 100."),
        "{said}"
    );
    assert!(
        said.contains("from 4,000: The budget does not say."),
        "{said}"
    );

    budget["priorities"][0]["levels"][0]["costs"] = json!({"direct": {"cake": 8000}});
    fs::write(path, budget.to_string()).unwrap();
    let refused = purse(["check", path, "--costs"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = text(&refused.stdout);
    assert!(
        said.contains("$.priorities[0].levels[0].costs.direct.cake"),
        "{said}"
    );
}
