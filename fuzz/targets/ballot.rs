//! The reader of ballots: what is read is canonical, and can be judged against a budget.
#![no_main]

use std::sync::LazyLock;

use documents::{Ballot, Budget, Plan};
use libfuzzer_sys::fuzz_target;

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let bytes = include_bytes!("../../budgets/small-fund.json");
    Plan::of(&Budget::read(bytes).expect("the example is a budget"))
});

const MOST: u64 = 12;

fuzz_target!(|bytes: &[u8]| {
    let Ok(ballot) = Ballot::read(bytes) else {
        return;
    };
    assert_eq!(ballot.to_bytes(), bytes);
    if let Ok(Some(people)) = ballot.people_at_a_table(Some(MOST)) {
        assert!((2..=MOST).contains(&people) && ballot.people == Some(people));
    }
    assert!(ballot.people_at_a_table(None).is_err() || ballot.people.is_none());
    if let Ok(amounts) = ballot.amounts(&PLAN) {
        assert_eq!(amounts.lines().len(), PLAN.lines.len());
        assert_eq!(PLAN.breaches(amounts.lines()).count(), 0);
    }
});
