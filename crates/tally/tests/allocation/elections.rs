//! Small random elections for the property tests.

use proptest::prelude::*;
use tally::{Profile, Ratio};

/// Ballots that share out the same total over the same number of priorities.
#[derive(Clone, Debug)]
pub(crate) struct Election {
    pub(crate) total: u64,
    pub(crate) priorities: usize,
    pub(crate) ballots: Vec<Vec<u64>>,
}

impl Election {
    pub(crate) fn profile(&self) -> Profile {
        profile(self.priorities, &self.ballots)
    }
}

pub(crate) fn profile(priorities: usize, ballots: &[Vec<u64>]) -> Profile {
    let mut profile = Profile::new(priorities);
    for ballot in ballots {
        profile.add(ballot, 1).expect("a ballot that fits");
    }
    profile
}

/// A ballot by cutting the total at random places, so that zeros and equal amounts are common.
pub(crate) fn ballot(priorities: usize, total: u64) -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(0..=total, priorities - 1).prop_map(move |mut cuts| {
        cuts.sort_unstable();
        let ends = cuts.iter().copied().chain([total]);
        let starts = [0].into_iter().chain(cuts.iter().copied());
        ends.zip(starts).map(|(end, start)| end - start).collect()
    })
}

pub(crate) fn election(
    priorities: std::ops::RangeInclusive<usize>,
    ballots: usize,
) -> impl Strategy<Value = Election> {
    (
        priorities,
        prop::sample::select(vec![1u64, 5, 12, 60, 1000]),
    )
        .prop_flat_map(move |(priorities, total)| {
            prop::collection::vec(ballot(priorities, total), 1..=ballots).prop_map(move |ballots| {
                Election {
                    total,
                    priorities,
                    ballots,
                }
            })
        })
}

/// Runs with a fixed seed: the same elections every time.
pub(crate) fn seeded(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: prop::test_runner::RngSeed::Fixed(2026),
        failure_persistence: None,
        ..Default::default()
    }
}

pub(crate) fn whole(amount: u64) -> Ratio {
    Ratio::from(i128::from(amount))
}

/// The sum of absolute differences.
pub(crate) fn l1(outcome: &[Ratio], ballot: &[u64]) -> Ratio {
    outcome
        .iter()
        .zip(ballot)
        .map(|(x, &p)| {
            let d = x - whole(p);
            if d < Ratio::from(0) { -d } else { d }
        })
        .sum()
}
