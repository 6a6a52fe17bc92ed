//! What the project shows to organisers and to people who check is true: the example budgets, and the files in
//! the guides.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;

use documents::{Ballot, Budget};

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
        .check(&budget(path, read(path).as_bytes()))
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
        let today = budget.today();
        for limit in &budget.limits {
            let sum = budget.sum_of(&limit.priorities, &today);
            assert!(
                limit.floor.is_none_or(|floor| sum >= floor)
                    && limit.cap.is_none_or(|cap| sum <= cap),
                "{path}: {}",
                limit.id
            );
        }
        assert_eq!(
            budget.consequences_of(&today).count(),
            0,
            "{path}: a consequence holds today"
        );
    }
}

#[test]
fn every_consequence_can_be_reached_and_avoided() {
    for path in ["budgets/aldermoor.json", "budgets/small-fund.json"] {
        let budget = budget(path, read(path).as_bytes());
        let floors: Vec<u64> = budget
            .priorities
            .iter()
            .map(|priority| priority.floor)
            .collect();
        let caps: Vec<u64> = budget
            .priorities
            .iter()
            .map(|priority| priority.cap)
            .collect();
        for condition in budget
            .consequences
            .iter()
            .flat_map(|consequence| &consequence.when)
        {
            let (least, most) = (
                budget.sum_of(&condition.priorities, &floors),
                budget.sum_of(&condition.priorities, &caps),
            );
            assert_ne!(
                condition.holds(least),
                condition.holds(most),
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
