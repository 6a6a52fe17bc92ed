//! What the ballot page passes over in a budget: read strictly and whole by everybody else.

mod common;

use common::budget_text;
use documents::Budget;
use documents::budget::{Basis, Costs, IncomeBand, LivingWage, Paid};

const COSTS: &str = r#"{"direct":{"staff":300,"room":60},"overheads":{"amount":40,"basis":"share-of-space"},
    "months":12,"living_wage":"yes","paid":"up-front","evidence":["accounts"]}"#;

/// The small budget with this as the costs of its first line and of that line's one level.
fn text(costs: &str, of_level: &str, band: &str) -> String {
    let line = format!(
        r#""today":400,"costs":{costs},"delivered_by":[{{"name":{{"en":"A club"}},"kind":"small-organisation","income_band":{band}}}],
        "levels":[{{"amount":200,"buys":{{"en":"One day"}},"costs":{of_level}}}]"#
    );
    let evidence = r#""evidence":[{"id":"accounts","says":{"en":"It costs."},"source":{"en":"The accounts"},"confidence":"fair"}],"about":"#;
    let text = budget_text().replacen(r#""today":400"#, &line, 1);
    text.replacen(
        r#""about":[{"id":"age""#,
        &format!(r#"{evidence}[{{"id":"age""#),
        1,
    )
}

fn problems(text: &str) -> Vec<String> {
    let problems = Budget::read(text.as_bytes()).err().unwrap_or_default();
    let said = problems.iter();
    let said = said.map(|it| format!("{}: {} / {}", it.path, it.found, it.expected));
    said.collect()
}

#[test]
fn costs_and_incomes_are_read_whole() {
    let budget = Budget::read(text(COSTS, r#"{"direct":{}}"#, "\"micro\"").as_bytes()).unwrap();
    let line = &budget.priorities[0];
    let costs = line.costs.as_deref().expect("the line has costs");
    assert_eq!(costs.whole(), Some(400));
    assert_eq!(costs.overheads.as_ref().unwrap().basis, Basis::ShareOfSpace);
    assert_eq!(
        (
            costs.months,
            costs.living_wage,
            costs.paid,
            costs.evidence.len()
        ),
        (Some(12), Some(LivingWage::Yes), Some(Paid::UpFront), 1)
    );
    assert_eq!(line.levels[0].costs.as_deref().unwrap().whole(), Some(0));
    let band = line.delivered_by[0].income_band.as_deref();
    assert_eq!(band, Some(&IncomeBand::Micro));
    assert!(budget.priorities[1].costs.is_none());
}

#[test]
fn every_mistake_in_them_is_named_and_the_ballot_page_passes_over_all() {
    let costs = r#"{"direct":{"staff":"300","cake":1},"overheads":{"amount":4.5},"months":0,"living_wage":"perhaps",
        "evidence":["hearsay","accounts","accounts"]}"#;
    let text = text(costs, "7", "\"huge\"");
    let at = "$.priorities[0]";
    let expected = [
        format!("{at}.costs.direct.staff: \"300\" / a whole number from 0 to 9007199254740991"),
        format!(
            "{at}.costs.direct.cake: a field that is not known here / one of: staff volunteers room materials access"
        ),
        format!(
            "{at}.costs.overheads.basis: nothing / one of: only-activity share-of-staff-time share-of-space flat"
        ),
        format!("{at}.costs.overheads.amount: 4.5 / a whole number from 0 to 9007199254740991"),
        format!("{at}.costs.months: 0 / from 1 to 120 months"),
        format!("{at}.costs.living_wage: \"perhaps\" / one of: yes no not-staffed"),
        format!("{at}.costs.evidence[0]: \"hearsay\" / an id in $.evidence"),
        format!(
            "{at}.costs.evidence[2]: \"accounts\" / another name: {at}.costs.evidence[1] has this one"
        ),
        format!("{at}.delivered_by[0].income_band: \"huge\" / one of: micro small medium"),
        format!("{at}.levels[0].costs: 7 / an object"),
    ];
    assert_eq!(problems(&text), expected);
    let first = &Budget::read(text.as_bytes()).unwrap_err()[0];
    let place = first.place.expect("it is somewhere in the file");
    let (line, column) = (place.line as usize, place.column as usize);
    let there = text.lines().nth(line - 1).expect("the file has this line");
    assert!(there[column - 1..].starts_with("\"300\""), "{first:?}");
    let answerable = Budget::answerable(text.as_bytes()).expect("what it looks at is in order");
    assert!(answerable.priorities[0].costs.is_none());
    assert_eq!(Budget::drawable(text.as_bytes()), Some(answerable));
}

/// What a level costs in all is known to the ballot page, which reads no more of its costs.
#[test]
fn the_sum_of_a_levels_costs_is_the_same_for_everybody() {
    let mut known = 0;
    for name in ["aldermoor", "small-fund"] {
        let path = format!("{}/../../budgets/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).expect("the example is part of the project");
        let whole = Budget::read(&bytes).expect("the example is in order");
        let short = Budget::answerable(&bytes).expect("the example is in order");
        let levels = |budget: &Budget| {
            let levels = budget.priorities.iter().flat_map(|it| it.levels.clone());
            levels.collect::<Vec<_>>()
        };
        for (whole, short) in levels(&whole).iter().zip(levels(&short)) {
            assert_eq!(whole.cost, whole.costs.as_deref().and_then(Costs::whole));
            assert_eq!(whole.cost, short.cost);
            assert!(short.costs.is_none());
            known += usize::from(short.cost.is_some());
        }
    }
    assert_eq!(known, 22);
    let huge = text(
        COSTS,
        r#"{"direct":{"staff":9007199254740991,"room":9007199254740991}}"#,
        "\"micro\"",
    );
    let both = [
        Budget::read(huge.as_bytes()),
        Budget::answerable(huge.as_bytes()),
    ];
    let costs = both.map(|budget| budget.unwrap().priorities[0].levels[0].cost);
    assert_eq!(costs, [Some(2 * 9_007_199_254_740_991); 2]);
}

#[test]
fn a_field_twice_is_a_mistake_for_everybody() {
    let text = text(COSTS, COSTS, "\"micro\"").replacen(r#""costs":"#, r#""costs":7,"costs":"#, 1);
    let found = Budget::answerable(text.as_bytes()).expect_err("the name stands there twice");
    assert_eq!(found[0].found, "this name again");
    assert_eq!(Budget::drawable(text.as_bytes()), None);
}

/// Where the lists themselves are wrong, nothing is read from the wrong place.
#[test]
fn wrong_lists_around_them_are_mistakes_of_their_own() {
    let text = text(COSTS, COSTS, "\"micro\"");
    let whole = Budget::read(text.as_bytes()).expect("the budget is in order");
    assert_eq!(whole.priorities.len(), 2);
    for (right, wrong) in [
        (r#""levels":[{"#, r#""levels":[3,{"#),
        (r#""delivered_by":[{"#, r#""delivered_by":[null,{"#),
        (r#""priorities":[{"#, r#""priorities":[[],{"#),
    ] {
        let text = text.replacen(right, wrong, 1);
        assert!(!problems(&text).is_empty(), "{wrong}");
    }
}

fn signed_by(signers: &str) -> String {
    budget_text().replacen('{', &format!("{{\"signers\":{signers},"), 1)
}

#[test]
fn those_who_sign_the_ledger_are_read_whole() {
    let key = "ab".repeat(32);
    let signers = format!(
        r#"[{{"id":"board","name":{{"en":"The board"}},"role":"decision-maker","key":"{key}","lines":["lunch"]}}]"#
    );
    let line = Budget::read(budget_text().as_bytes()).unwrap().priorities[0]
        .id
        .clone();
    let signers = signers.replace("lunch", line.as_str());
    let text = signed_by(&signers);
    let budget = Budget::read(text.as_bytes()).unwrap();
    let board = &budget.signers.as_deref().unwrap()[0];
    assert_eq!(
        (board.id.as_str(), board.role.name()),
        ("board", "decision-maker")
    );
    assert_eq!(board.lines, [line]);
    assert!(
        Budget::answerable(text.as_bytes())
            .unwrap()
            .signers
            .is_none()
    );
}

#[test]
fn a_mistake_among_those_who_sign_is_named() {
    let key = "ab".repeat(32);
    let one = |id: &str, more: &str| {
        format!(r#"{{"id":"{id}","name":{{"en":"A"}},"role":"organiser","key":"{key}"{more}}}"#)
    };
    let text = signed_by(&format!(
        "[{},{}]",
        one("a", ""),
        one("a", r#","lines":["nowhere"]"#)
    ));
    assert_eq!(
        problems(&text),
        [
            "$.signers[1].id: \"a\" / another name: $.signers[0] has this one",
            &format!(
                "$.signers[1].key: \"{}…\" / another name: $.signers[0] has this one",
                &key[..40]
            ),
            "$.signers[1].lines[0]: \"nowhere\" / an id in $.priorities",
        ]
    );
    assert_eq!(
        problems(&signed_by("[]")),
        ["$.signers: length 0 / a length from 1 to 20"]
    );
}
