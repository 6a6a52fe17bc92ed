//! City elections: reading the file, then each rule and the dearest checks.
//!
//! One made-up election has the size of Łódź's of 2022. `TALLY_ELECTIONS`, a folder of `.pb` files, adds real ones.

use std::{env, fs, hint::black_box, path::PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tally::picks::{
    BallotKind, Ballots, Completion, Election, Project, Satisfaction, TieOrder, bos, checks,
    equal_shares, greedy, pabulib::Pabulib, phragmen,
};

/// Seeded: some projects are far more popular than others, and costs go from 5,000 to 450,000.
fn city() -> Election {
    let mut state = 20_260_102u64;
    let mut draw = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let cost = |base: u64, cents: u64| base * 1_000 + cents;
    let bases = [5, 15, 35, 64, 85, 120, 200, 287, 450];
    let projects: Vec<Project> = (0..160)
        .map(|at| Project {
            id: format!("L{at:03}GO"),
            cost: cost(bases[draw(9) as usize], draw(997)),
            categories: Vec::new(),
            areas: Vec::new(),
        })
        .collect();
    let mut ballots = Ballots::new(BallotKind::Approval);
    for _ in 0..90_494 {
        let mut choices: Vec<u32> = Vec::new();
        for _ in 0..1 + draw(5) {
            let popular = draw(160).min(draw(160)) as u32;
            if !choices.contains(&popular) {
                choices.push(popular);
            }
        }
        ballots.add(&choices, &[]).expect("projects chosen once");
    }
    let budget = projects.iter().map(|project| project.cost).sum::<u64>() / 3;
    Election {
        budget,
        decimals: 0,
        projects,
        ballots,
    }
}

fn elections(criterion: &mut Criterion) {
    let text = Pabulib::of(&city()).text();
    measure(criterion, "made-up city, 90,494 × 160", &text);
    let Some(folder) = env::var_os("TALLY_ELECTIONS") else {
        return;
    };
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pb"));
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).expect("a file");
        measure(
            criterion,
            &file.file_stem().unwrap_or_default().to_string_lossy(),
            &text,
        );
    }
}

fn measure(criterion: &mut Criterion, name: &str, text: &str) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("read", |bench| {
        bench.iter(|| Pabulib::read(black_box(text)).map(|file| file.election()))
    });
    group.finish();
    let election = Pabulib::read(text)
        .expect("a Pabulib file")
        .election()
        .expect("an election");
    rules(criterion, name, &election);
}

fn rules(criterion: &mut Criterion, name: &str, election: &Election) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    let (cost, ties) = (Satisfaction::Cost, TieOrder::Text);
    for completion in [Completion::None, Completion::Add1] {
        group.bench_function(format!("equal shares, cost, {completion}"), |bench| {
            bench.iter(|| equal_shares(black_box(election), cost, completion, &ties))
        });
    }
    group.bench_function("greedy", |bench| {
        bench.iter(|| greedy(black_box(election), cost, &ties))
    });
    group.bench_function("phragmen", |bench| {
        bench.iter(|| phragmen(black_box(election), &ties))
    });
    group.bench_function("bos", |bench| {
        bench.iter(|| bos(black_box(election), cost, &ties))
    });
    let funded = greedy(election, cost, &ties).expect("an outcome").funded();
    group.bench_function("EJR+", |bench| {
        bench.iter(|| checks::ejr_plus(black_box(election), &funded))
    });
    group.finish();
}

criterion_group!(benches, elections);
criterion_main!(benches);
