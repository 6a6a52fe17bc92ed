//! The reader of published results: what is read survives being written and equals itself.
#![no_main]

use std::sync::LazyLock;

use documents::result::Sheet;
use documents::{Budget, Lang, ResultFile};
use libfuzzer_sys::fuzz_target;

static BUDGET: LazyLock<Budget> = LazyLock::new(|| {
    let bytes = include_bytes!("../../budgets/small-fund.json");
    Budget::read(bytes).expect("the example is a budget")
});

fuzz_target!(|bytes: &[u8]| match ResultFile::read(bytes) {
    Ok(result) => {
        let written = result.to_bytes();
        let again = ResultFile::read(&written).expect("what is written is read");
        assert_eq!(again.to_bytes(), written);
        assert!(result.compare(&again).is_empty());
        let _ = result.to_csv(&Sheet {
            budget: &BUDGET,
            id: again.id(),
            lang: &Lang::parse("en").expect("a language"),
            day: None,
            says: &|head| format!("{head:?}"),
        });
    }
    Err(problems) => assert!(!problems.is_empty()),
});
