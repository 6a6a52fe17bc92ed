//! What two results differ in.

mod support;

use documents::result::{Difference, ResultFile};
use documents::{Ballot, Budget, Id};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use support::{Files, example, some_ballots};

/// Whatever the split into bundles and loose files, and whatever is added or left out, compare says just that.
#[test]
fn compare_names_the_ballots_that_differ() {
    let bytes = example("small-fund.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let ballots = some_ballots(&budget, 30);
    let mut runner = TestRunner::new_with_rng(
        Config {
            cases: 24,
            ..Config::default()
        },
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let sides = (
        prop::collection::vec(any::<bool>(), 30),
        prop::collection::vec(any::<bool>(), 30),
    );
    let choose = |side: &[bool]| -> Vec<Ballot> {
        ballots
            .iter()
            .zip(side)
            .filter(|(_, there)| **there)
            .map(|(ballot, _)| ballot.clone())
            .collect()
    };
    let check = |(own, other): (Vec<bool>, Vec<bool>)| {
        let (own, other) = (choose(&own), choose(&other));
        prop_assume!(!own.is_empty() && !other.is_empty());
        let count = |ballots: &[Ballot]| {
            Files::loose_ballots(ballots)
                .count(&bytes)
                .expect("there is a result")
        };
        let (own, other) = (count(&own), count(&other));
        let found = own.compare(&other);
        prop_assert_eq!(found.is_empty(), own.to_bytes() == other.to_bytes());
        let only = |these: &ResultFile, those: &ResultFile| -> Vec<Id> {
            these
                .counted
                .iter()
                .filter(|id| !those.counted.contains(id))
                .copied()
                .collect()
        };
        for (ids, difference) in [
            (
                only(&own, &other),
                Difference::OnlyOwn as fn(Vec<Id>) -> Difference,
            ),
            (only(&other, &own), Difference::OnlyOther),
        ] {
            prop_assert_eq!(found.contains(&difference(ids.clone())), !ids.is_empty());
        }
        Ok(())
    };
    runner
        .run(&sides, check)
        .expect("every difference is named");
}
