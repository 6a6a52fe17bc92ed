//! The reader of budgets: any bytes give a budget or problems with a place, and limits that can be judged.
#![no_main]

use documents::{Budget, Plan};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match Budget::read(bytes) {
    Ok(budget) => {
        let _ = counter::can_be_kept(&budget);
        let plan = Plan::of(&budget);
        let today = plan.today();
        assert_eq!(today.len(), budget.priorities.len());
        let _ = (plan.consequences(&today), plan.breaches(&today).count());
    }
    Err(problems) => assert!(!problems.is_empty()),
});
