//! A budget by position: which limits amounts break, what a line can have, and what is left unspent.

mod common;

use common::budget;
use documents::plan::{Breach, Limit, Side};
use documents::{Plan, Refusal};
use proptest::prelude::*;

#[test]
fn a_breach_says_which_limit_which_side_what_was_found_and_what_it_says() {
    let plan = Plan::of(&budget());
    let all = |homes, advice| Vec::from_iter(plan.breaches(&[homes, advice]));
    let breach = |limit, side, found, bound| Breach {
        limit,
        side,
        found,
        bound,
    };
    assert_eq!(all(600, 300), []);
    assert_eq!(
        all(95, 510),
        [
            breach(Limit::Line(0), Side::Below, 95, 100),
            breach(Limit::Line(1), Side::Above, 510, 500),
        ],
        "one breach a line"
    );
    assert_eq!(
        all(775, 230),
        [
            breach(Limit::Step(0), Side::Above, 775, 10),
            breach(Limit::Total, Side::Above, 1005, 1000),
            breach(Limit::Group(0), Side::Above, 1005, 950),
        ],
        "lines, then the total, then groups"
    );
}

#[test]
fn what_a_file_says_of_a_breach_is_read_as_the_same_breach() {
    let plan = Plan::of(&budget());
    let said = |homes, advice| -> Vec<(String, &'static str)> {
        let amounts = [homes, advice];
        let all = plan.breaches(&amounts);
        let written = all.map(|breach| {
            let refusal = Refusal::Breaks(breach.named(&plan));
            let json = refusal.to_bytes();
            assert_eq!(
                documents::json::read::<Refusal>(&json, 1000, |_, _| ()),
                Ok(refusal.clone())
            );
            (String::from_utf8(json).expect("a text"), refusal.tag())
        });
        written.collect()
    };
    let off = r#"{"reason":"off-step","id":"homes","amount":775,"bound":10}"#;
    let over = r#"{"reason":"over-total","amount":1005,"bound":1000}"#;
    let group = r#"{"reason":"group-above","id":"both","amount":1005,"bound":950}"#;
    assert_eq!(
        said(775, 230),
        [
            (off.into(), "off-step"),
            (over.into(), "over-total"),
            (group.into(), "group-above"),
        ]
    );
}

#[test]
fn unspent_money_is_one_more_amount_where_the_budget_allows_it() {
    let mut budget = budget();
    let plan = Plan::of(&budget);
    let amounts = plan.amounts(vec![600, 300]).expect("limits kept");
    assert_eq!(amounts.lines(), [600, 300]);
    assert_eq!(amounts.whole(), [600, 300, 100]);
    assert_eq!(plan.parted(amounts.whole()), (&[600, 300][..], Some(&100)));
    budget.unspent = false;
    budget.limits.clear();
    let plan = Plan::of(&budget);
    let amounts = plan.amounts(vec![600, 400]).expect("limits kept");
    assert_eq!(
        (amounts.lines(), amounts.whole()),
        (&[600, 400][..], &[600, 400][..])
    );
    assert_eq!(plan.parted(amounts.whole()), (&[600, 400][..], None));
    let left = plan.amounts(vec![600, 300]).expect_err("money is left");
    assert_eq!(
        (left.limit, left.found, left.bound),
        (Limit::Total, 900, 1000)
    );
}

proptest! {
    /// Steps from the floors up, one line after the other, as a visitor sets them.
    #[test]
    fn the_nearest_amount_keeps_every_cap_and_step(asked in prop::collection::vec((0_usize..2, 0_u64..1200), 0..12)) {
        let plan = Plan::of(&budget());
        let mut amounts = plan.floors();
        for (at, asked) in asked {
            let (given, breach) = plan.nearest(&amounts, at, asked);
            prop_assert_eq!(breach.is_none(), given == asked);
            if let Some(breach) = breach {
                let outside = match (breach.limit, breach.side) {
                    (Limit::Step(_), _) => !breach.found.is_multiple_of(breach.bound),
                    (_, Side::Below) => breach.found < breach.bound,
                    (_, Side::Above) => breach.found > breach.bound,
                };
                prop_assert!(outside, "{:?}", breach);
            }
            amounts[at] = given;
            let broken = plan.breaches(&amounts).find(|breach| breach.limit != Limit::Group(0) || breach.side == Side::Above);
            prop_assert_eq!(broken, None, "{:?}", amounts);
        }
    }
}
