//! A million ballots over ten priorities: building the profile, and each rule after that.

use std::hint::black_box;

use tally::{
    Limits, Rule, allocate,
    fairness::{self, Rows},
};

use crate::made_up::{PRIORITIES, STEP, TOTAL, ballots, profile};
use crate::timing::Clock;

pub(crate) fn measure(clock: &mut Clock) {
    let name = "a million ballots × 10";
    let flat = ballots();
    clock.measure(&format!("{name}: profile"), || profile(black_box(&flat)));
    let counted = profile(&flat);
    let limits = Limits {
        step: STEP,
        ..Limits::none(TOTAL, PRIORITIES)
    };
    for rule in Rule::ALL {
        clock.measure(&format!("{name}: {}", rule.name()), || {
            allocate(rule, black_box(&counted), &limits)
        });
    }
    let outcome = allocate(Rule::Ladder, &counted, &limits).expect("an outcome");
    let rows = Rows::new(PRIORITIES, &flat, None).expect("whole rows");
    clock.measure(&format!("{name}: agreement"), || {
        fairness::agreement(black_box(&rows), &[], &outcome.exact, TOTAL)
    });
}
