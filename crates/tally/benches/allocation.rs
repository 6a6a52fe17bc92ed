//! A million ballots over ten priorities: building the profile, and each rule after that.

mod made_up;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use made_up::{PRIORITIES, STEP, TOTAL, ballots, profile};
use tally::{
    Limits, Rule, allocate,
    fairness::{self, Rows},
};

fn million(criterion: &mut Criterion) {
    let flat = ballots();
    let counted = profile(&flat);
    let limits = Limits {
        step: STEP,
        ..Limits::none(TOTAL, PRIORITIES)
    };
    let mut group = criterion.benchmark_group("a million ballots, ten priorities");
    group.sample_size(10);
    group.bench_function("profile", |bench| bench.iter(|| profile(black_box(&flat))));
    for rule in Rule::ALL {
        group.bench_function(rule.name(), |bench| {
            bench.iter(|| allocate(rule, black_box(&counted), &limits))
        });
    }
    let amounts = allocate(Rule::Ladder, &counted, &limits)
        .expect("an outcome")
        .exact;
    let rows = Rows::new(PRIORITIES, &flat, None).expect("whole rows");
    group.bench_function("agreement", |bench| {
        bench.iter(|| fairness::agreement(black_box(&rows), &[], &amounts, TOTAL))
    });
    group.finish();
}

criterion_group!(benches, million);
criterion_main!(benches);
