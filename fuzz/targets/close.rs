//! The reader of closes: what is read survives being written, and can be held against a budget.
#![no_main]

use std::sync::LazyLock;

use documents::{Budget, Close, Id};
use libfuzzer_sys::fuzz_target;

static BUDGET: LazyLock<Budget> = LazyLock::new(|| {
    let bytes = include_bytes!("../../budgets/small-fund.json");
    Budget::read(bytes).expect("the example is a budget")
});

fuzz_target!(|bytes: &[u8]| match Close::read(bytes) {
    Ok(close) => {
        assert_eq!(Close::read(&close.to_bytes()), Ok(close.clone()));
        let _ = close.check(&BUDGET, Id::of(b""));
        let _ = close.check(&BUDGET, close.budget.sha256);
    }
    Err(problems) => assert!(!problems.is_empty()),
});
