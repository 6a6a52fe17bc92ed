//! Elections of projects: reading the file, then rules and checks.

use std::hint::black_box;

use tally::picks::{
    Completion, Satisfaction, TieOrder, bos, checks, equal_shares, greedy, pabulib, phragmen,
};

use crate::timing::Clock;

pub(crate) fn measure(clock: &mut Clock, name: &str, text: &str) {
    let megabytes = text.len() as f64 / 1e6;
    let read = format!("{name}: read, {megabytes:.2} MB");
    clock.measure(&read, || pabulib::election(black_box(text)));
    let election = pabulib::election(text).expect("an election");
    let (cost, ties) = (Satisfaction::Cost, TieOrder::Text);
    for completion in [Completion::None, Completion::Add1] {
        clock.measure(&format!("{name}: equal shares, cost, {completion}"), || {
            equal_shares(black_box(&election), cost, completion, &ties)
        });
    }
    clock.measure(&format!("{name}: phragmen"), || {
        phragmen(black_box(&election), &ties)
    });
    clock.measure(&format!("{name}: bos"), || {
        bos(black_box(&election), cost, &ties)
    });
    let funded = greedy(&election, cost, &ties).expect("an outcome").funded();
    clock.measure(&format!("{name}: EJR+"), || {
        checks::ejr_plus(black_box(&election), &funded)
    });
}
