//! City elections: reading the file, then each rule. Files are given by `TALLY_ELECTIONS`, a folder of `.pb` files.

use std::{env, fs, hint::black_box, path::PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tally::picks::{
    Completion, Election, Satisfaction, TieOrder, equal_shares, greedy, pabulib::Pabulib, phragmen,
};

fn folder() -> PathBuf {
    let cases = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/projects");
    env::var_os("TALLY_ELECTIONS").map_or_else(cases, PathBuf::from)
}

fn elections(criterion: &mut Criterion) {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pb"));
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).expect("a file");
        let election = Pabulib::read(&text)
            .expect("a Pabulib file")
            .election()
            .expect("an election");
        rules(
            criterion,
            &file.file_stem().unwrap_or_default().to_string_lossy(),
            &text,
            &election,
        );
    }
}

fn rules(criterion: &mut Criterion, name: &str, text: &str, election: &Election) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("read", |bench| {
        bench.iter(|| Pabulib::read(black_box(text)).map(|file| file.election()))
    });
    group.finish();
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    let ties = TieOrder::Text;
    for completion in [Completion::None, Completion::Add1] {
        group.bench_function(format!("equal shares, cost, {completion}"), |bench| {
            bench.iter(|| equal_shares(black_box(election), Satisfaction::Cost, completion, &ties))
        });
    }
    group.bench_function("greedy", |bench| {
        bench.iter(|| greedy(black_box(election), Satisfaction::Cost, &ties))
    });
    group.bench_function("phragmen", |bench| {
        bench.iter(|| phragmen(black_box(election), &ties))
    });
    group.finish();
}

criterion_group!(benches, elections);
criterion_main!(benches);
