//! City elections: reading the file, then each rule and the dearest checks.
//!
//! One made-up election has the size of Łódź's of 2022. `TALLY_ELECTIONS`, a folder of `.pb` files, adds real ones.

mod made_up;

use std::{env, fs, hint::black_box, path::PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tally::picks::{
    Completion, Election, Satisfaction, TieOrder, bos, checks, equal_shares, greedy,
    pabulib::{self, Pabulib},
    phragmen,
};

fn elections(criterion: &mut Criterion) {
    let text = Pabulib::of(&made_up::city()).text();
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
    // How fast this machine is just now: each line into its cells, and nothing more.
    group.bench_function("plain pass beside read", |bench| {
        bench.iter(|| {
            let cells = black_box(text).split('\n').flat_map(|line| line.split(';'));
            cells.map(str::len).sum::<usize>()
        })
    });
    group.bench_function("read", |bench| {
        bench.iter(|| pabulib::election(black_box(text)))
    });
    group.finish();
    let election = pabulib::election(text).expect("an election");
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
