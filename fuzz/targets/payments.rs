//! The reader of a finance officer's export: every row is read or named, and the same rows have the same references.
#![no_main]

use std::collections::BTreeSet;

use documents::table::payments::{Days, Field, Reading, read};
use libfuzzer_sys::fuzz_target;

// The first byte says how days are written; the rest is the table.
fuzz_target!(|bytes: &[u8]| {
    let Some((how, table)) = bytes.split_first() else {
        return;
    };
    let reading = Reading {
        columns: Field::ALL
            .map(|field| (field, field.name().to_owned()))
            .into(),
        days: [None, Some(Days::Dmy), Some(Days::Mdy), Some(Days::Iso)][usize::from(how % 4)],
        paid_below_zero: how & 4 > 0,
    };
    match read(table, &reading) {
        Ok(payments) => {
            let references: BTreeSet<&str> =
                payments.iter().map(|one| one.reference.as_str()).collect();
            assert_eq!(references.len(), payments.len());
            assert!(payments.iter().all(|one| one.amount.amount() != 0));
            assert!(payments.is_sorted_by_key(|one| one.row));
            assert_eq!(read(table, &reading).as_ref(), Ok(&payments));
        }
        Err(mistakes) => assert!(!mistakes.is_empty()),
    }
});
