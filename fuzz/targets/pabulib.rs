//! The reader of Pabulib's elections: any text gives an election or faults, and what is read survives being written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tally::picks::pabulib::{self, Pabulib};
use tally::picks::{Completion, Satisfaction, TieOrder, checks, equal_shares, greedy, phragmen};

fuzz_target!(|text: &str| {
    let read = pabulib::election(text);
    let Ok(file) = Pabulib::read(text) else {
        let faults = read.expect_err("a file without form has no election");
        assert!(faults.number >= faults.first.len() && !faults.first.is_empty());
        return;
    };
    assert_eq!(file.election(), read);
    let written = file.text();
    let again = Pabulib::read(&written).expect("what is written is read");
    assert_eq!(again.text(), written);
    let Ok(election) = read else { return };
    assert_eq!(again.election().as_ref(), Ok(&election));
    // Large numbers may be too large for a rule, which then says so.
    let ties = TieOrder::Text;
    let funded = greedy(&election, Satisfaction::Cost, &ties).map(|picks| picks.funded());
    let funded = funded.expect("every election that is read can be counted");
    assert!(election.cost(&funded) <= election.budget);
    let _ = checks::ejr_plus(&election, &funded);
    let _ = phragmen(&election, &ties);
    let _ = equal_shares(&election, Satisfaction::Cost, Completion::Greedy, &ties);
});
