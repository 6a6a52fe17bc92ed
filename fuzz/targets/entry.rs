//! The reader of the promise ledger's entries: what is read survives being written, and whatever it says the fold takes it and
//! its sums balance.
#![no_main]

use std::sync::LazyLock;

use documents::{Budget, Entry, Id};
use ledger::{Frame, Ledger};
use libfuzzer_sys::fuzz_target;

static FRAME: LazyLock<Frame> = LazyLock::new(|| {
    let bytes = include_bytes!("../../budgets/small-fund.json");
    Frame::of(&Budget::read(bytes).expect("the example is a budget"))
});

// The bytes are an entry, or several, a line each; a key in the budget signs all of them, or nobody does.
fuzz_target!(|bytes: &[u8]| {
    let mut entries: Vec<(Id, Entry)> = Vec::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        match Entry::problems_or(line) {
            Ok(mut entry) => {
                let written = entry.to_bytes();
                assert_eq!(Entry::read(&written), Ok(entry.clone()));
                if let Some(signer) = FRAME.signers.get(line.len() % 4) {
                    entry.key = signer.key;
                }
                if let Some((last, _)) = entries.last() {
                    entry.after = vec![*last];
                }
                entries.push((entry.id(), entry));
            }
            Err(problems) => assert!(!problems.is_empty()),
        }
    }
    let number = entries.len();
    let ledger = Ledger::fold(&FRAME, entries.clone());
    entries.reverse();
    assert_eq!(Ledger::fold(&FRAME, entries), ledger);
    assert!(ledger.entries.len() + ledger.refused.len() <= number);
    for sums in ledger
        .lines
        .iter()
        .map(|line| line.sums())
        .chain([ledger.sums()])
    {
        let parts = sums.paid + sums.still_committed + sums.returned + sums.not_committed;
        assert_eq!(sums.agreed, parts);
    }
});
