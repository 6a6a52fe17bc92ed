//! What the project shows to organisers and to people who check is true: the example budgets, and the files in
//! the guides.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;

use documents::budget::Consequence;
use documents::{Ballot, Budget, Plan};

#[test]
fn every_example_budget_is_good() {
    for path in ["budgets/aldermoor.json", "budgets/small-fund.json"] {
        budget(path, read(path).as_bytes());
    }
}

#[test]
fn the_budget_in_the_guide_is_good() {
    let guide = read("docs/budget-format.md");
    budget(
        "docs/budget-format.md",
        fenced(&guide, "```json\n").as_bytes(),
    );
}

#[test]
fn the_ballot_in_the_guide_is_good_and_has_the_name_it_says() {
    let guide = read("docs/files.md");
    let line = guide
        .lines()
        .find(|line| line.starts_with("{\"format\":\"common-purse/ballot"))
        .expect("the guide shows a ballot");
    let ballot = Ballot::read(line.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let path = "budgets/small-fund.json";
    ballot
        .amounts(&Plan::of(&budget(path, read(path).as_bytes())))
        .unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert!(
        guide.contains(&format!("`{}.json`", ballot.id())),
        "the guide names it {}",
        ballot.id()
    );
}

#[test]
fn today_breaks_no_red_line_and_follows_into_no_loss() {
    for path in ["budgets/aldermoor.json", "budgets/small-fund.json"] {
        let budget = budget(path, read(path).as_bytes());
        let plan = Plan::of(&budget);
        let today = plan.today();
        for group in &plan.groups {
            let sum = group.sum(&today);
            assert!(
                group.floor <= sum && sum <= group.cap,
                "{path}: {}",
                group.id
            );
        }
        assert!(
            plan.consequences(&today).is_empty(),
            "{path}: a consequence holds today"
        );
    }
}

#[test]
fn every_consequence_can_be_reached_and_avoided() {
    for path in ["budgets/aldermoor.json", "budgets/small-fund.json"] {
        let whole = budget(path, read(path).as_bytes());
        for (consequence, condition) in whole
            .consequences
            .iter()
            .flat_map(|each| each.when.iter().map(move |when| (each, when)))
        {
            // What a resident is told, with this condition alone.
            let mut alone = whole.clone();
            alone.consequences = vec![Consequence {
                when: vec![condition.clone()],
                ..consequence.clone()
            }];
            let plan = Plan::of(&alone);
            let caps: Vec<u64> = plan.lines.iter().map(|line| line.cap).collect();
            assert_ne!(
                plan.consequences(&plan.floors()),
                plan.consequences(&caps),
                "{path}: {:?}",
                condition.priorities
            );
        }
    }
}

fn budget(path: &str, bytes: &[u8]) -> Budget {
    Budget::read(bytes).unwrap_or_else(|problems| panic!("{path}: {problems:#?}"))
}

/// The first block that begins with this fence.
fn fenced<'t>(text: &'t str, fence: &str) -> &'t str {
    let (_, after) = text.split_once(fence).expect("the guide shows an example");
    after
        .split_once("\n```")
        .expect("a block that begins also ends")
        .0
}

fn read(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR")))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}
