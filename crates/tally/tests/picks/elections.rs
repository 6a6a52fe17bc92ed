//! Small random elections.

use proptest::prelude::*;
use tally::picks::{BallotKind, Ballots, Election, Project};

/// Few distinct costs and points, so that ties and exactly spent purses are common.
pub(crate) fn election(kind: BallotKind) -> impl Strategy<Value = Election> {
    (1usize..=6, 1usize..=7).prop_flat_map(move |(projects, voters)| {
        let costs = prop::collection::vec(
            prop::sample::select(vec![1u64, 2, 3, 4, 6, 9, 12]),
            projects,
        );
        let order = Just((0..projects as u32).collect::<Vec<u32>>()).prop_shuffle();
        let most = if kind == BallotKind::ChooseOne {
            1
        } else {
            projects
        };
        let ballot = (order, 0..=most, prop::collection::vec(-1i64..4, projects));
        let ballots = prop::collection::vec(ballot, voters);
        (Just(kind), costs, ballots, 1u64..30).prop_map(build)
    })
}

type Drawn = (BallotKind, Vec<u64>, Vec<(Vec<u32>, usize, Vec<i64>)>, u64);

fn build((kind, costs, drawn, budget): Drawn) -> Election {
    let mut ballots = Ballots::new(kind);
    for (order, length, points) in drawn {
        let points = if ballots.has_points() {
            &points[..length]
        } else {
            &[]
        };
        ballots.add(&order[..length], points).unwrap();
    }
    let project = |(at, cost): (usize, u64)| Project {
        id: format!("p{}", (at * 7) % 10),
        cost,
        categories: Vec::new(),
        areas: Vec::new(),
    };
    Election {
        budget,
        decimals: 0,
        projects: costs.into_iter().enumerate().map(project).collect(),
        ballots,
    }
}

pub(crate) fn seeded(cases: u32) -> ProptestConfig {
    let rng_seed = prop::test_runner::RngSeed::Fixed(2026);
    ProptestConfig {
        cases,
        rng_seed,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Default::default()
    }
}
