//! The reader of ballots: what is read is canonical, and can be judged against a budget.
#![no_main]

use std::sync::LazyLock;

use documents::{Ballot, Budget, Plan};
use libfuzzer_sys::fuzz_target;

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let bytes = include_bytes!("../../budgets/small-fund.json");
    Plan::of(&Budget::read(bytes).expect("the example is a budget"))
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(ballot) = Ballot::read(bytes) else {
        return;
    };
    assert_eq!(ballot.to_bytes(), bytes);
    if let Ok(amounts) = ballot.amounts(&PLAN) {
        assert_eq!(amounts.lines().len(), PLAN.lines.len());
        assert_eq!(PLAN.breaches(amounts.lines()).count(), 0);
    }
});
