//! The engine and the documents hold amounts to the same limits.

mod support;

use counter::limits;
use documents::plan::{Limit, Side};
use documents::{Budget, Plan};
use proptest::prelude::*;
use support::example;
use tally::Ratio;
use tally::fairness::{self, BrokenLimit, limits_kept};

/// A breach of the engine, in the words of a plan.
fn of_engine(breach: &fairness::Breach) -> (Limit, Side, Ratio, u64) {
    let limit = match breach.limit {
        BrokenLimit::Total => Limit::Total,
        BrokenLimit::Priority(at) => Limit::Line(at),
        BrokenLimit::Group(at) => Limit::Group(at),
    };
    let side = match breach.side {
        fairness::Side::Below => Side::Below,
        fairness::Side::Above => Side::Above,
    };
    (limit, side, breach.found, breach.bound)
}

proptest! {
    #[test]
    fn the_same_amounts_break_the_same_limits(
        (unspent, steps) in (any::<bool>(), prop::collection::vec(0_u64..40, 30)),
    ) {
        for name in ["aldermoor.json", "small-fund.json"] {
            let mut budget = Budget::read(&example(name)).expect("the example is in order");
            budget.unspent = unspent;
            let plan = Plan::of(&budget);
            let spread = (budget.total / budget.step / plan.lines.len() as u64 / 20).max(1);
            let lines = (0..plan.lines.len()).map(|at| steps[at] * spread * budget.step);
            let lines = Vec::from_iter(lines);
            let own: Vec<_> = plan
                .breaches(&lines)
                .map(|breach| {
                    let found = Ratio::from(i128::from(breach.found));
                    (breach.limit, breach.side, found, breach.bound)
                })
                .collect();
            let over = lines.iter().sum::<u64>() > budget.total;
            let whole = plan.whole(lines);
            let amounts: Vec<Ratio> = whole.iter().map(|&amount| Ratio::from(i128::from(amount))).collect();
            let breaches = limits_kept(&amounts, &limits(&plan)).expect("limits in order");
            let mut engine: Vec<_> = breaches.iter().map(of_engine).collect();
            // The engine looks at the total first, the documents at the lines.
            engine.sort_by_key(|(limit, ..)| match *limit {
                Limit::Line(at) | Limit::Step(at) => (0, at),
                Limit::Total => (1, 0),
                Limit::Group(at) => (2, at),
            });
            prop_assert_eq!(own.iter().any(|(limit, ..)| *limit == Limit::Total), over || (!unspent && whole.iter().sum::<u64>() < budget.total));
            prop_assert_eq!(own, engine);
        }
    }
}
