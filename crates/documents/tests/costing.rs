//! Seven questions about costs: each finds what it should at each amount, and nothing where nothing is wrong.

mod common;

use common::budget_text;
use documents::Budget;
use documents::budget::{CostQuestion, Found};
use proptest::prelude::*;

/// The small budget (steps of 10), its first line (floor 100, today 400) with these costs and levels of (amount, costs).
fn budget(band: &str, costs: &str, levels: &[(u64, &str)]) -> Budget {
    let levels = levels.iter().map(|(amount, costs)| {
        let costs = match costs.is_empty() {
            true => String::new(),
            false => format!(r#","costs":{costs}"#),
        };
        format!(r#"{{"amount":{amount},"buys":{{"en":"It buys."}}{costs}}}"#)
    });
    let costs = match costs.is_empty() {
        true => String::new(),
        false => format!(r#""costs":{costs},"#),
    };
    let line = format!(
        r#""today":400,{costs}"delivered_by":[{{"name":{{"en":"A club"}},{band}}}],"levels":[{}]"#,
        levels.collect::<Vec<_>>().join(",")
    );
    let text = budget_text().replacen(r#""today":400"#, &line, 1);
    Budget::read(text.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

const SMALL: &str = r#""kind":"small-organisation""#;

fn found(budget: &Budget, question: CostQuestion) -> Vec<(Option<u64>, Found)> {
    let all = budget.costing().into_iter();
    let own = all.filter(|it| it.question == question);
    own.map(|it| (it.level.map(|level| level.amount), it.found))
        .collect()
}

#[test]
fn nothing_is_asked_of_a_line_without_costs() {
    let budget = budget(SMALL, "", &[(200, "")]);
    assert_eq!(budget.costing(), []);
    assert!(!budget.priorities[0].says_costs());
}

#[test]
fn costs_add_up_to_the_amount_or_to_a_step_beside_it() {
    let sum = |staff: u64, over: u64| {
        format!(
            r#"{{"direct":{{"staff":{staff},"room":20}},"overheads":{{"amount":{over},"basis":"flat"}}}}"#
        )
    };
    let (whole, near, more, less) = (sum(170, 10), sum(180, 10), sum(181, 30), sum(100, 5));
    let levels = [
        (200, &whole[..]),
        (210, &near),
        (220, &near),
        (230, &more),
        (240, &less),
    ];
    let budget = budget(SMALL, &sum(370, 0), &levels);
    let expected = [
        // As it is today.
        (None, Found::Good),
        (Some(200), Found::Good),
        (Some(210), Found::Good),
        (Some(220), Found::Good),
        (Some(230), Found::Good),
        (Some(240), Found::Over(115)),
    ];
    assert_eq!(found(&budget, CostQuestion::AddsUp), expected);
}

#[test]
fn what_somebody_else_pays_is_a_part_of_the_cost() {
    let costs = r#"{"direct":{"staff":300}}"#;
    let budget = budget(SMALL, "", &[(200, costs), (290, costs), (300, costs)]);
    let short = found(&budget, CostQuestion::AddsUp);
    assert_eq!(short[0], (Some(200), Found::Short(100)));
    let expected = [
        (Some(200), Found::OthersPay { of_hundred: 33 }),
        (Some(290), Found::OthersPay { of_hundred: 3 }),
        (Some(300), Found::Good),
    ];
    assert_eq!(found(&budget, CostQuestion::Rest), expected);
}

#[test]
fn overheads_are_missed_unless_this_is_all_the_organisation_does() {
    let with = |overheads: &str| format!(r#"{{"direct":{{"room":200}}{overheads}}}"#);
    let of = |amount: u64, basis: &str| {
        with(&format!(
            r#","overheads":{{"amount":{amount},"basis":"{basis}"}}"#
        ))
    };
    let (none, nought, only, some) = (
        with(""),
        of(0, "flat"),
        of(0, "only-activity"),
        of(20, "share-of-space"),
    );
    let levels = [(200, &none[..]), (210, &nought), (220, &only), (230, &some)];
    let found = found(&budget(SMALL, "", &levels), CostQuestion::Overheads);
    let found: Vec<_> = found.into_iter().map(|(_, found)| found).collect();
    let missed = Found::NothingForRunning;
    assert_eq!(found, [missed, missed, Found::Good, Found::Good]);
}

#[test]
fn a_floor_must_pay_for_something_that_works() {
    let (nothing, works) = (r#"{"direct":{}}"#, r#"{"direct":{"room":200}}"#);
    let asked = |costs: &str, levels: &[(u64, &str)]| {
        let budget = budget(SMALL, costs, levels);
        let found = found(&budget, CostQuestion::Floor);
        assert_eq!(found.len(), 1, "a line has one floor");
        (budget.priorities[0].needs(), found[0].1)
    };
    let low = Found::FloorBuysNothing { needs: 200 };
    assert_eq!(asked("", &[(100, nothing), (200, works)]), (Some(200), low));
    assert_eq!(
        asked("", &[(100, works), (200, works)]),
        (Some(100), Found::Good)
    );
    // What a level without costs buys may work.
    assert_eq!(
        asked("", &[(100, ""), (200, works)]),
        (None, Found::NotSaid)
    );
    // Where no level says any, the line needs what it costs today.
    assert_eq!(asked(works, &[(100, "")]), (Some(200), low));
    assert_eq!(
        asked(r#"{"direct":{"room":90}}"#, &[]),
        (Some(90), Found::Good)
    );
}

#[test]
fn pay_time_and_length_are_the_levels_own_or_the_lines() {
    let line = r#"{"months":12,"living_wage":"not-staffed","paid":"in-arrears"}"#;
    let levels = [
        (200, r#"{"direct":{"room":200}}"#),
        (
            300,
            r#"{"direct":{"staff":300},"months":11,"paid":"up-front"}"#,
        ),
        (400, r#"{"direct":{"staff":400},"living_wage":"no"}"#),
    ];
    let budget = budget(SMALL, line, &levels);
    let found = |question| {
        let found = found(&budget, question).into_iter();
        found.map(|(_, found)| found).collect::<Vec<_>>()
    };
    let wage = [Found::Good, Found::PaidAndNotStaffed, Found::LowPay];
    assert_eq!(found(CostQuestion::Wage), wage);
    let in_time = [Found::InArrears, Found::Good, Found::InArrears];
    assert_eq!(found(CostQuestion::InTime), in_time);
    let length = [Found::Good, Found::ShortMonths(11), Found::Good];
    assert_eq!(found(CostQuestion::Length), length);
}

#[test]
fn what_the_budget_does_not_say_is_no_note() {
    let budget = budget(
        SMALL,
        "",
        &[(200, r#"{"overheads":{"amount":20,"basis":"flat"}}"#)],
    );
    for question in [CostQuestion::AddsUp, CostQuestion::Rest, CostQuestion::Wage] {
        assert_eq!(found(&budget, question), [(Some(200), Found::NotSaid)]);
    }
}

#[test]
fn small_is_under_a_hundred_thousand_or_what_the_budget_calls_small() {
    for (body, small) in [
        (r#""kind":"small-organisation""#, true),
        (r#""kind":"small-organisation","income_band":"micro""#, true),
        (
            r#""kind":"small-organisation","income_band":"medium""#,
            false,
        ),
        (r#""kind":"large-charity","income_band":"small""#, true),
        (r#""kind":"residents""#, false),
        (r#""kind":"business","income_band":"micro""#, true),
    ] {
        let paid = r#"{"direct":{"room":200},"paid":"in-arrears"}"#;
        let budget = budget(body, "", &[(200, paid)]);
        assert_eq!(
            budget.priorities[0].delivered_by[0].is_small(),
            small,
            "{body}"
        );
        let late = found(&budget, CostQuestion::InTime) == [(Some(200), Found::InArrears)];
        assert_eq!(late, small, "{body}: only a small one cannot wait");
    }
}

proptest! {
    /// Whatever the costs are, all of them are counted once, and two questions never contradict each other.
    #[test]
    fn every_answer_follows_from_the_sums(
        parts in prop::collection::vec(0_u64..100, 5), over in 0_u64..100, amount in 1_u64..60,
    ) {
        let names = ["staff", "volunteers", "room", "materials", "access"];
        let direct: Vec<String> = names.iter().zip(&parts).map(|(name, part)| format!("\"{name}\":{part}")).collect();
        let costs = format!(r#"{{"direct":{{{}}},"overheads":{{"amount":{over},"basis":"flat"}}}}"#, direct.join(","));
        let budget = budget(SMALL, "", &[(amount * 10, &costs)]);
        let (amount, cost) = (amount * 10, parts.iter().sum::<u64>() + over);
        let line = &budget.priorities[0];
        prop_assert_eq!(line.cost_at(amount), Some(cost));
        prop_assert_eq!(line.cost_at(amount - 1), None);
        let adds_up = found(&budget, CostQuestion::AddsUp)[0].1;
        match adds_up {
            Found::Good => prop_assert!(amount.abs_diff(cost) <= 10),
            Found::Short(by) => prop_assert_eq!(amount + by, cost),
            Found::Over(by) => prop_assert_eq!(cost + by, amount),
            other => prop_assert!(false, "{:?}", other),
        }
        // Nothing further is asked of what costs nothing.
        if let [(_, rest)] = found(&budget, CostQuestion::Rest)[..] {
            let part = matches!(rest, Found::OthersPay { of_hundred } if (1..=100).contains(&of_hundred));
            prop_assert_eq!(part, matches!(adds_up, Found::Short(_)), "{:?}", rest);
        } else {
            prop_assert_eq!(cost, 0);
        }
    }
}
