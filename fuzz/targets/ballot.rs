//! The reader of ballots: what is read is canonical, and can be judged against a budget.
#![no_main]

use std::sync::LazyLock;

use documents::{Ballot, Budget};
use libfuzzer_sys::fuzz_target;

static BUDGET: LazyLock<Budget> = LazyLock::new(|| {
    let bytes = include_bytes!("../../budgets/small-fund.json");
    Budget::read(bytes).expect("the example is a budget")
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(ballot) = Ballot::read(bytes) else { return };
    assert_eq!(ballot.to_bytes(), bytes);
    if ballot.check(&BUDGET).is_ok() {
        let amounts = ballot.amounts_in(&BUDGET).expect("a ballot that fits");
        assert_eq!(amounts.len(), BUDGET.priorities.len());
    }
});
