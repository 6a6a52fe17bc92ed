//! Small organisations: what reaches them is a sum anybody can do by hand, and every line that gets too little to open is named.

mod support;

use counter::{Checks, Terms};
use documents::budget::CheckName;
use documents::result::{Answer, Check, Fact};
use documents::{Ballot, Budget, Exact, ResultFile};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{amounts_of, ballot, example};
use tally::Ratio;

/// The larger example with these changes.
fn budget(change: impl Fn(&mut Value)) -> (Vec<u8>, Budget) {
    let mut json: Value = serde_json::from_slice(&example("aldermoor.json")).unwrap();
    change(&mut json);
    let bytes = serde_json::to_vec(&json).unwrap();
    let budget = Budget::read(&bytes).expect("the example is in order");
    (bytes, budget)
}

/// By the program that every browser loads first.
fn count(bytes: &[u8], ballots: &[Ballot]) -> ResultFile {
    let terms = Terms::with(Checks::USUAL, bytes).expect("it needs no larger program");
    let mut count = terms.open();
    for ballot in ballots {
        count.loose(&format!("{}.json", ballot.id()), &ballot.to_bytes());
    }
    count.finish().expect("there is a result")
}

fn check(result: &ResultFile, name: CheckName) -> &Check {
    let found = result.checks.iter().find(|check| check.check == name);
    found.expect("the budget asks for it")
}

fn asked(result: &ResultFile) -> &Check {
    check(result, CheckName::SmallOrganisations)
}

/// What everybody wants is today's spending, but for these lines.
fn everybody(budget: &Budget, but: &[(&str, u64)]) -> Vec<Ballot> {
    let ballots = (0..12).map(|seed| {
        let mut one = ballot(budget, seed);
        for line in &budget.priorities {
            let other = but.iter().find(|(id, _)| *id == line.id.as_str());
            let amount = other.map_or(line.today, |(_, amount)| *amount);
            amounts_of(&mut one).insert(line.id.clone(), amount);
        }
        one
    });
    ballots.collect()
}

fn told<'c>(check: &'c Check, says: &'c str) -> Vec<&'c Fact> {
    check.facts(says).collect()
}

fn exact(text: &str) -> Option<Exact> {
    Exact::parse(text)
}

/// 200,000 to small groups alone; of 60,000, of 240,000 and of 160,000 a half each: 430,000 of 1,860,000.
#[test]
fn what_reaches_them_is_known() {
    let (bytes, budget) = budget(|_| {});
    let result = count(&bytes, &everybody(&budget, &[]));
    let check = asked(&result);
    assert_eq!(check.answer, Answer::Yes);
    for says in ["today", "outcome"] {
        let [fact] = told(check, says)[..] else {
            panic!("{says} is said once: {check:?}");
        };
        assert_eq!(
            (fact.share, fact.amount),
            (exact("43/186"), exact("430000"))
        );
    }
    let by = told(check, "by");
    assert_eq!(by.len(), 5, "every rule but the budget's own");
    // All want the same, which every rule gives but those that split what is equal between lines.
    assert!(
        by.iter()
            .filter(|fact| fact.share == exact("43/186"))
            .count()
            >= 3,
        "{by:?}"
    );
    assert_eq!(told(check, "below"), Vec::<&Fact>::new());
    let [part] = told(check, "in-part")[..] else {
        panic!("one line is paid in part: {check:?}");
    };
    assert_eq!(part.priority.as_ref().unwrap().as_str(), "small-groups");
    assert_eq!((part.amount, part.most), (exact("200000"), exact("300000")));
}

#[test]
fn a_line_that_gets_too_little_to_open_is_named() {
    let (bytes, budget) = budget(|_| {});
    for (amount, below) in [(0, true), (20_000, true), (30_000, false)] {
        let other = 280_000 + 60_000 - amount;
        let wanted = [("peer-groups", amount), ("early-years", other)];
        let result = count(&bytes, &everybody(&budget, &wanted));
        let check = asked(&result);
        // A smaller share is enough to be looked at.
        assert_eq!(check.answer, Answer::No, "{amount}");
        let found = told(check, "below");
        assert_eq!(!found.is_empty(), below, "{amount}");
        for fact in found {
            assert_eq!(fact.priority.as_ref().unwrap().as_str(), "peer-groups");
            assert_eq!(fact.amount, exact(&amount.to_string()));
            assert_eq!(fact.least, exact("30000"));
        }
    }
    // Also where the share is larger than today.
    let wanted = [
        ("peer-groups", 10_000),
        ("small-groups", 300_000),
        ("care-workers", 200_000),
    ];
    let result = count(&bytes, &everybody(&budget, &wanted));
    assert_eq!(asked(&result).answer, Answer::No);
    let parts = |share: Option<Exact>| share.expect("it is told").in_parts(1000);
    assert!(parts(told(asked(&result), "outcome")[0].share) > parts(exact("43/186")));
    assert!(
        told(asked(&result), "in-part").is_empty(),
        "300,000 is the full cost"
    );
}

#[test]
fn an_income_decides_what_is_small() {
    let (bytes, budget) = budget(|json| {
        json["priorities"][5]["delivered_by"][0]["income_band"] = json!("medium");
        json["priorities"][2]["delivered_by"][0]["income_band"] = json!("micro");
    });
    let result = count(&bytes, &everybody(&budget, &[]));
    // Without the 200,000 of small groups, with half of the 140,000 of debt advice.
    assert_eq!(told(asked(&result), "today")[0].amount, exact("300000"));
}

#[test]
fn where_nothing_is_said_nothing_is_tested_and_no_result_changes() {
    let (bytes, silent) = budget(|json| {
        for line in json["priorities"].as_array_mut().unwrap() {
            let line = line.as_object_mut().unwrap();
            line.remove("delivered_by");
            line.remove("costs");
            for level in line["levels"].as_array_mut().unwrap() {
                level.as_object_mut().unwrap().remove("costs");
            }
        }
    });
    let result = count(&bytes, &everybody(&silent, &[]));
    assert_eq!(asked(&result).answer, Answer::Untested);
    assert!(!silent.asks_more());
    assert!(!CheckName::USUAL.contains(&CheckName::SmallOrganisations));
    let (bytes, usual) = budget(|json| {
        json.as_object_mut().unwrap().remove("checks");
    });
    let result = count(&bytes, &everybody(&usual, &[]));
    let names: Vec<CheckName> = result.checks.iter().map(Check::name).collect();
    assert_eq!(names, CheckName::USUAL);
}

/// Over how many parts a line's amount is counted here: any number of bodies that a line may have goes into it.
const PARTS: u128 = 232_792_560;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The figures follow from the published amounts by whole numbers alone, under the event's rule and under every other.
    #[test]
    fn what_reaches_them_follows_from_what_is_published(
        seeds in prop::collection::vec(0_u64..1000, 1..9),
        kinds in prop::collection::vec(prop::collection::vec(any::<bool>(), 0..6), 10),
    ) {
        let (bytes, budget) = budget(|json| {
            for (line, kinds) in json["priorities"].as_array_mut().unwrap().iter_mut().zip(&kinds) {
                let body = |small: &bool| json!({
                    "name": {"en": "A body", "cy": "Corff"},
                    "kind": if *small { "small-organisation" } else { "nhs" },
                });
                line["delivered_by"] = kinds.iter().map(body).collect();
            }
        });
        let ballots: Vec<Ballot> = seeds.iter().map(|seed| ballot(&budget, *seed)).collect();
        let result = count(&bytes, &ballots);
        let check = asked(&result);
        let reaches = |amounts: &mut dyn Iterator<Item = u64>| {
            let lines = amounts.zip(&kinds).map(|(amount, kinds)| {
                let (small, all) = (kinds.iter().filter(|small| **small).count(), kinds.len().max(1));
                u128::from(amount) * small as u128 * (PARTS / all as u128)
            });
            let sum = Ratio::new(lines.sum::<u128>() as i128, PARTS as i128);
            Exact::new(*sum.numer(), *sum.denom())
        };
        let said = |fact: &Fact, amounts: &mut dyn Iterator<Item = u64>| {
            prop_assert_eq!(fact.amount, reaches(amounts));
            Ok(())
        };
        said(told(check, "outcome")[0], &mut result.outcome.iter().map(|line| line.amount))?;
        said(told(check, "today")[0], &mut budget.priorities.iter().map(|line| line.today))?;
        let beside = self::check(&result, CheckName::SideBySide);
        for (fact, moves) in told(check, "by").iter().zip(told(beside, "moves")) {
            prop_assert_eq!(fact.rule, moves.rule);
            said(fact, &mut moves.outcome.iter().map(|line| line.amount))?;
        }
        let below = |line: &&documents::result::OutcomeLine| {
            let at = budget.position(&line.priority).expect("it is of this budget");
            budget.priorities[at].needs().is_some_and(|needs| line.amount < needs)
        };
        let named: Vec<_> = told(check, "below").iter().map(|fact| fact.priority.clone()).collect();
        let expected: Vec<_> = result.outcome.iter().filter(below).map(|line| Some(line.priority.clone())).collect();
        prop_assert_eq!(named, expected);
    }
}
