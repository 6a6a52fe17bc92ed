//! The rules computed a second time, from the words of their definitions and one ballot at a time: the median of
//! the amounts and n + 1 phantoms, with t searched for in exact fractions.

use crate::elections::{Election, election, seeded, whole};
use proptest::prelude::*;
use tally::{Limits, Ratio, Rule, allocate};

/// f_k(t) on the unit scale.
fn phantom(rule: Rule, k: usize, n: usize, t: Ratio) -> Ratio {
    let (zero, one, two) = (Ratio::from(0), Ratio::from(1), Ratio::from(2));
    let (ki, ni) = (Ratio::from(k as i128), Ratio::from(n as i128));
    let r = (ni - ki) / ni;
    let half = Ratio::new(1, 2);
    match rule {
        Rule::Ladder => (t - ki / ni).max(zero),
        Rule::IndependentMarkets => (t * (ni - ki)).min(one),
        Rule::Utilitarian => (t * (ni + one) - ki).clamp(zero, one),
        Rule::PiecewiseUniform if t <= half && r < half => zero,
        Rule::PiecewiseUniform if t <= half => Ratio::from(4) * t * r - two * t,
        Rule::PiecewiseUniform if r < half => r * (two * t - one),
        Rule::PiecewiseUniform => r * (Ratio::from(3) - two * t) - two + two * t,
        Rule::Mean | Rule::Median => unreachable!("no phantoms"),
    }
}

fn medians(rule: Rule, election: &Election, t: Ratio) -> Vec<Ratio> {
    let n = election.ballots.len();
    let one = |priority: usize| {
        let amounts = election
            .ballots
            .iter()
            .map(|ballot| whole(ballot[priority]) / whole(election.total));
        let mut all: Vec<Ratio> = amounts
            .chain((0..=n).map(|k| phantom(rule, k, n, t)))
            .collect();
        all.sort();
        all[n]
    };
    (0..election.priorities).map(one).collect()
}

/// Bisects, and goes on in a straight line from the left end until that meets the total exactly.
fn by_definition(rule: Rule, election: &Election) -> Vec<Ratio> {
    let given = |t: Ratio| medians(rule, election, t).into_iter().sum::<Ratio>();
    let one = Ratio::from(1);
    let (mut low, mut high) = (Ratio::from(0), one);
    for _ in 0..40 {
        let width = high - low;
        let near = low + width / 8;
        let slope = (given(near) - given(low)) / (near - low);
        let ahead = (slope > Ratio::from(0)).then(|| low + (one - given(low)) / slope);
        for t in [Some(low), Some(high), ahead].into_iter().flatten() {
            if t <= one && given(t) == one {
                return medians(rule, election, t)
                    .iter()
                    .map(|share| share * whole(election.total))
                    .collect();
            }
        }
        let middle = low + width / 2;
        if given(middle) <= one {
            low = middle
        } else {
            high = middle
        }
    }
    panic!("{rule}: found no t for {election:?}");
}

proptest! {
    #![proptest_config(seeded(300))]

    #[test]
    fn moving_phantom_rules_follow_their_definition(election in election(1..=5, 7)) {
        let limits = Limits::none(election.total, election.priorities);
        for rule in [Rule::Ladder, Rule::IndependentMarkets, Rule::Utilitarian, Rule::PiecewiseUniform] {
            let outcome = allocate(rule, &election.profile(), &limits).unwrap();
            prop_assert_eq!(outcome.exact, by_definition(rule, &election), "{}", rule);
        }
    }

    #[test]
    fn mean_and_median_follow_their_definition(election in election(1..=5, 7)) {
        let limits = Limits::none(election.total, election.priorities);
        let n = election.ballots.len();
        let column = |priority: usize| {
            let mut amounts: Vec<Ratio> = election.ballots.iter().map(|ballot| whole(ballot[priority])).collect();
            amounts.sort();
            amounts
        };
        let mean: Vec<Ratio> =
            (0..election.priorities).map(|at| column(at).into_iter().sum::<Ratio>() / whole(n as u64)).collect();
        prop_assert_eq!(&allocate(Rule::Mean, &election.profile(), &limits).unwrap().exact, &mean);
        let middle = |at: usize| (column(at)[(n - 1) / 2] + column(at)[n / 2]) / 2;
        let sum: Ratio = (0..election.priorities).map(middle).sum();
        let median = if sum == Ratio::from(0) {
            mean
        } else {
            (0..election.priorities).map(|at| middle(at) * whole(election.total) / sum).collect()
        };
        prop_assert_eq!(allocate(Rule::Median, &election.profile(), &limits).unwrap().exact, median);
    }
}
