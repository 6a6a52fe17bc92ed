//! The reader of ballots in a plain table: every row is counted or refused, and those that count keep the rules.
#![no_main]

use std::sync::LazyLock;

use documents::table::{Asked, BallotTable, sheet};
use documents::{Budget, Plan};
use libfuzzer_sys::fuzz_target;

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let bytes = include_bytes!("../../budgets/small-fund.json");
    Plan::of(&Budget::read(bytes).expect("the example is a budget"))
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(table) = BallotTable::read(bytes, &Asked::Total(100)) {
        let text = sheet::utf8(bytes);
        let said = sheet::lines(&String::from_utf8_lossy(&text)).count();
        let told = table.rows.len() + table.refused.len();
        // The first row is one line, behind one that may tell the separator; a quoted name may go over several.
        assert!(told < said && (said - told <= 2 || bytes.contains(&b'"')));
        for row in &table.rows {
            assert_eq!(row.amounts.len(), table.priorities.len());
            assert_eq!(row.amounts.iter().sum::<u64>(), 100);
        }
    }
    if let Ok(table) = BallotTable::read(bytes, &Asked::Plan(&PLAN)) {
        assert_eq!(table.priorities.len(), PLAN.lines.len());
        for row in &table.rows {
            assert!(row.amounts.iter().sum::<u64>() <= PLAN.total);
        }
    }
});
