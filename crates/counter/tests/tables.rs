//! Ballots that groups agree at tables: what they count as, when they do not, and what is shown of them.

mod support;

use documents::ballot::Channel;
use documents::budget::RuleName;
use documents::plan::{Broken, BrokenLimit};
use documents::result::Fact;
use documents::{Ballot, Budget, Nonce, Refusal, ResultFile};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{Files, ballot, example, some_ballots};

const MOST: u64 = 12;

/// The small example without its key, in which a table counts so.
fn event(counts: &str) -> (Vec<u8>, Budget) {
    by_rule(counts, RuleName::Ladder)
}

fn by_rule(counts: &str, rule: RuleName) -> (Vec<u8>, Budget) {
    let mut budget: Value = serde_json::from_slice(&example("small-fund.json")).expect("JSON");
    budget["most_at_a_table"] = MOST.into();
    budget["tables_count_people"] = (counts == "many").into();
    budget["rule"] = rule.name().into();
    budget.as_object_mut().expect("an object").remove("keys");
    let bytes = budget.to_string().into_bytes();
    let read = Budget::read(&bytes).expect("the example is in order");
    (bytes, read)
}

fn table(budget: &Budget, seed: u64, people: u64) -> Ballot {
    Ballot {
        channel: Channel::Table,
        people: Some(people),
        ..ballot(budget, seed)
    }
}

/// As many ballots of one person each as people agreed to this one.
fn one_by_one(table: &Ballot) -> impl Iterator<Item = Ballot> {
    let people = table.people.unwrap_or(1);
    (0..people).map(|at| {
        let Nonce(mut nonce) = table.nonce;
        nonce[15] = u8::try_from(at + 1).expect("few people sit at a table");
        Ballot {
            channel: Channel::Web,
            people: None,
            nonce: Nonce(nonce),
            ..table.clone()
        }
    })
}

fn count(bytes: &[u8], ballots: &[Ballot]) -> ResultFile {
    let counted = Files::loose_ballots(ballots).count(bytes);
    counted.expect("there is a result")
}

/// All that a result says of where the money goes, to the byte, and what the usual checks say of it.
fn outcome(result: &ResultFile) -> String {
    let ResultFile {
        outcome,
        unspent,
        ties,
        ..
    } = result;
    let checks = result.checks.iter().map(|check| {
        let mut check = serde_json::to_value(check).expect("a check is JSON");
        // Which of equal ballots is named goes by their ids.
        for fact in check["facts"].as_array_mut().into_iter().flatten() {
            fact.as_object_mut().map(|fact| fact.remove("ballot"));
        }
        check
    });
    json!([outcome, unspent, ties, checks.collect::<Vec<_>>()]).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(29), cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_table_of_n_counted_as_many_is_n_equal_ballots(
        singles in 1..12_u64,
        tables in prop::collection::vec(2..=MOST, 1..6),
        rule in prop::sample::select(RuleName::ALL),
    ) {
        let (bytes, budget) = by_rule("many", rule);
        let singles = some_ballots(&budget, singles);
        let tables: Vec<Ballot> = (100..).zip(tables).map(|(seed, people)| table(&budget, seed, people)).collect();
        let agreed = count(&bytes, &[&singles[..], &tables].concat());
        let apart: Vec<Ballot> = tables.iter().flat_map(one_by_one).collect();
        let apart = count(&bytes, &[&singles[..], &apart].concat());
        prop_assert_eq!(outcome(&agreed), outcome(&apart));
    }

    #[test]
    fn a_table_counted_as_one_is_one_ballot(tables in prop::collection::vec(2..=MOST, 1..6)) {
        let (bytes, budget) = event("one");
        let singles = some_ballots(&budget, 5);
        let tables: Vec<Ballot> = (100..).zip(tables).map(|(seed, people)| table(&budget, seed, people)).collect();
        let apart: Vec<Ballot> = tables.iter().map(|table| one_by_one(table).next().expect("people")).collect();
        let agreed = count(&bytes, &[&singles[..], &tables].concat());
        let apart = count(&bytes, &[&singles[..], &apart].concat());
        prop_assert_eq!(outcome(&agreed), outcome(&apart));
    }
}

#[test]
fn the_two_ways_to_count_a_table_differ() {
    let [one, many] = ["one", "many"].map(|counts| {
        let (bytes, budget) = event(counts);
        let tables = (100..103).map(|seed| table(&budget, seed, MOST));
        let all: Vec<Ballot> = some_ballots(&budget, 9).into_iter().chain(tables).collect();
        count(&bytes, &all)
    });
    assert_ne!(outcome(&one), outcome(&many));
}

fn none_that_is_known(people: Option<u64>, most: Option<u64>) -> Refusal {
    Refusal::Breaks(BrokenLimit {
        reason: Broken::Table,
        id: None,
        amount: people.unwrap_or(0),
        bound: most.unwrap_or(0),
    })
}

fn refusals(bytes: &[u8], ballots: &[Ballot]) -> Vec<Refusal> {
    let counted = Files::loose_ballots(ballots).count(bytes);
    let refused = counted.expect("one ballot counts").refused;
    refused.files.into_iter().map(|file| file.why).collect()
}

#[test]
fn a_number_of_people_that_no_table_has_is_refused_by_name() {
    let (bytes, budget) = event("many");
    let good = ballot(&budget, 1);
    for (people, expected) in [
        (Some(0), Some(none_that_is_known(Some(0), Some(MOST)))),
        (Some(1), Some(none_that_is_known(Some(1), Some(MOST)))),
        (Some(2), None),
        (Some(MOST), None),
        (
            Some(MOST + 1),
            Some(none_that_is_known(Some(MOST + 1), Some(MOST))),
        ),
        (
            Some(documents::json::MAX_WHOLE),
            Some(none_that_is_known(
                Some(documents::json::MAX_WHOLE),
                Some(MOST),
            )),
        ),
        (None, Some(none_that_is_known(None, Some(MOST)))),
    ] {
        let agreed = Ballot {
            people,
            ..table(&budget, 2, 2)
        };
        let found = refusals(&bytes, &[good.clone(), agreed]);
        assert_eq!(found.first(), expected.as_ref(), "{people:?}");
    }
    for channel in [Channel::Web, Channel::Kiosk, Channel::Paper] {
        let alone = Ballot {
            channel,
            ..table(&budget, 2, 3)
        };
        assert_eq!(
            refusals(&bytes, &[good.clone(), alone]),
            [none_that_is_known(Some(3), None)]
        );
    }
    let none = example("small-fund.json");
    let without = Budget::read(&none).expect("the example is in order");
    let found = refusals(&none, &[ballot(&without, 1), table(&without, 2, 3)]);
    assert_eq!(found, [none_that_is_known(Some(3), None)]);
}

fn shown(tables: u64, others: u64) -> Vec<Fact> {
    let (bytes, budget) = event("many");
    let tables = (1_000..1_000 + tables).map(|seed| table(&budget, seed, 3));
    let all: Vec<Ballot> = tables
        .chain((1..=others).map(|seed| ballot(&budget, seed)))
        .collect();
    count(&bytes, &all).tables
}

#[test]
fn tables_are_shown_apart_where_neither_they_nor_the_others_are_few() {
    assert_eq!(shown(0, 30), []);
    assert_eq!(shown(9, 30), [], "nine tables are too few");
    assert_eq!(shown(30, 9), [], "what is left would be nine people");
    let said = |facts: Vec<Fact>| -> Vec<_> {
        let said = |fact: Fact| (fact.says.to_string(), fact.ballots, fact.people);
        facts.into_iter().map(said).collect()
    };
    let (tables, others) = (
        ("alone".into(), Some(10), Some(30)),
        ("others".into(), Some(30), None),
    );
    assert_eq!(said(shown(10, 30)), [tables.clone(), others]);
    assert_eq!(
        said(shown(10, 0)),
        [tables],
        "nobody else is there to be found"
    );
}

/// By themselves, tables come to what a box with nothing but them comes to.
#[test]
fn what_tables_would_choose_alone_is_what_a_box_of_them_comes_to() {
    let (bytes, budget) = event("many");
    let tables: Vec<Ballot> = (100..112)
        .map(|seed| table(&budget, seed, 2 + seed % 4))
        .collect();
    let others = some_ballots(&budget, 20);
    let together = count(&bytes, &[&tables[..], &others].concat()).tables;
    let alone = |ballots: &[Ballot]| count(&bytes, ballots).outcome;
    assert_eq!(together[0].outcome, alone(&tables));
    assert_eq!(together[1].outcome, alone(&others));
}

/// Five ballots on paper are hidden among the ways in which ballots came, with the smallest other way. Were that of tables, their
/// number elsewhere would give the five away.
#[test]
fn the_number_of_tables_gives_no_hidden_way_away() {
    let (bytes, budget) = event("many");
    let paper = |number: u64| {
        (500..500 + number).map(|seed| Ballot {
            channel: Channel::Paper,
            ..ballot(&budget, seed)
        })
    };
    let with = |on_paper: u64| {
        let tables = (100..112).map(|seed| table(&budget, seed, 4));
        let all: Vec<Ballot> = some_ballots(&budget, 40)
            .into_iter()
            .chain(tables)
            .chain(paper(on_paper))
            .collect();
        count(&bytes, &all)
    };
    let hidden = with(5);
    let ways = &hidden.cast[0];
    assert!(
        ways.answers.iter().all(|way| way.answer.as_str() == "web"),
        "{ways:?}"
    );
    assert_eq!(hidden.tables, []);
    assert!(!with(0).tables.is_empty() && !with(10).tables.is_empty());
}

/// A model may make tables too, and they are nobody's.
#[test]
fn made_up_tables_are_shown_as_well() {
    let (bytes, budget) = event("one");
    let made_up = |ballot: Ballot| Ballot {
        channel: Channel::Simulated,
        ..ballot
    };
    let tables = (100..112).map(|seed| table(&budget, seed, 4));
    let all: Vec<Ballot> = some_ballots(&budget, 40)
        .into_iter()
        .chain(tables)
        .map(made_up)
        .collect();
    let result = count(&bytes, &all);
    assert_eq!(result.tables[0].ballots, Some(12));
    assert!(result.refused.files.is_empty());
}
