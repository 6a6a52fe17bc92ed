//! A million ballots over ten priorities: building the profile, and each rule after that.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tally::{
    Limits, Profile, Rule, allocate,
    fairness::{self, Rows},
};

const BALLOTS: usize = 1_000_000;
const PRIORITIES: usize = 10;
const TOTAL: u64 = 2_000_000;
const STEP: u64 = 10_000;

/// Seeded ballots in whole steps, flat, with each priority's taste shared by all (a linear congruential generator).
fn ballots(count: usize) -> Vec<u64> {
    let mut state = 20_260_101u64;
    let mut draw = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut flat = vec![0; count * PRIORITIES];
    for ballot in flat.chunks_mut(PRIORITIES) {
        for _ in 0..TOTAL / STEP {
            let (a, b) = (draw(PRIORITIES as u64), draw(PRIORITIES as u64));
            ballot[a.min(b) as usize] += STEP;
        }
    }
    flat
}

fn profile(flat: &[u64]) -> Profile {
    let mut profile = Profile::new(PRIORITIES);
    for ballot in flat.chunks(PRIORITIES) {
        profile.add(ballot, 1).expect("ballots share out the total");
    }
    profile
}

fn million(criterion: &mut Criterion) {
    let flat = ballots(BALLOTS);
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
