//! What the rules promise, each promise a property named for its axiom.

use crate::elections::{Election, ballot, election, l1, profile, seeded, whole};
use proptest::prelude::*;
use tally::{Error, Group, Limits, Profile, Ratio, Rule, allocate, fairness};

const TRUTHFUL: [Rule; 4] = [
    Rule::Ladder,
    Rule::IndependentMarkets,
    Rule::Utilitarian,
    Rule::PiecewiseUniform,
];

fn exact(rule: Rule, election: &Election) -> Vec<Ratio> {
    allocate(
        rule,
        &election.profile(),
        &Limits::none(election.total, election.priorities),
    )
    .unwrap()
    .exact
}

fn election_and_lie() -> impl Strategy<Value = (Election, usize, Vec<u64>)> {
    election(2..=5, 6).prop_flat_map(|election| {
        let lie = ballot(election.priorities, election.total);
        let liar = 0..election.ballots.len();
        (Just(election), liar, lie)
    })
}

/// How much closer the outcome comes to the first ballot when its voter asks for something else.
fn gain(rule: Rule, truth: &[&[u64]], lie: &[u64]) -> Ratio {
    let ballots: Vec<Vec<u64>> = truth.iter().map(|ballot| ballot.to_vec()).collect();
    let mut election = Election {
        total: lie.iter().sum(),
        priorities: lie.len(),
        ballots,
    };
    let honest = l1(&exact(rule, &election), truth[0]);
    election.ballots[0] = lie.to_vec();
    honest - l1(&exact(rule, &election), truth[0])
}

#[test]
fn mean_and_median_are_not_truthful() {
    assert_eq!(
        gain(Rule::Mean, &[&[60, 40], &[20, 80]], &[100, 0]),
        Ratio::from(40)
    );
    assert!(
        gain(
            Rule::Median,
            &[&[30, 70, 0], &[0, 50, 50], &[50, 0, 50]],
            &[50, 50, 0]
        ) > Ratio::from(0)
    );
}

/// Found by chance; by hand: the phantoms stand at 23/36, 5/36 and 0 of the money, and both ballots give the third priority more
/// than the highest of them.
#[test]
fn the_ladder_may_fall_below_every_ballot() {
    let election = Election {
        total: 12,
        priorities: 4,
        ballots: vec![vec![2, 0, 8, 2], vec![0, 1, 10, 1]],
    };
    let outcome = exact(Rule::Ladder, &election);
    assert_eq!(outcome, [5, 3, 23, 5].map(|parts| Ratio::new(parts, 3)));
    let outside = fairness::range(&election.profile(), &outcome).unwrap();
    assert_eq!(outside.len(), 1);
}

#[test]
fn independent_markets_may_fall_below_every_ballot() {
    let election = Election {
        total: 100,
        priorities: 4,
        ballots: vec![vec![50, 0, 0, 50], vec![50, 10, 30, 10]],
    };
    let amounts = exact(Rule::IndependentMarkets, &election);
    assert_eq!(amounts[0], Ratio::from(45));
    let outside = fairness::range(&election.profile(), &amounts).unwrap();
    assert_eq!(
        (outside[0].priority, outside[0].least, outside[0].most),
        (0, 50, 50)
    );
}

proptest! {
    #![proptest_config(seeded(400))]

    #[test]
    fn truthful_under_l1((election, liar, lie) in election_and_lie()) {
        for rule in TRUTHFUL {
            let truth = election.ballots[liar].clone();
            let honest = l1(&exact(rule, &election), &truth);
            let mut other = election.clone();
            other.ballots[liar] = lie.clone();
            prop_assert!(l1(&exact(rule, &other), &truth) >= honest, "{}", rule);
        }
    }

    #[test]
    fn proportional_where_everybody_gives_all_to_one(choices in prop::collection::vec(0usize..4, 1..20)) {
        let ballots: Vec<Vec<u64>> =
            choices.iter().map(|&choice| (0..4).map(|at| if at == choice { 120 } else { 0 }).collect()).collect();
        let election = Election { total: 120, priorities: 4, ballots };
        let mean = exact(Rule::Mean, &election);
        for rule in [Rule::Ladder, Rule::IndependentMarkets, Rule::PiecewiseUniform] {
            prop_assert_eq!(&exact(rule, &election), &mean, "{}", rule);
        }
    }

    #[test]
    fn the_mean_stays_in_the_range_of_the_ballots(election in election(2..=6, 8)) {
        prop_assert_eq!(fairness::range(&election.profile(), &exact(Rule::Mean, &election)).unwrap(), vec![]);
    }

    #[test]
    fn truthful_rules_stay_at_or_below_the_highest_ballot(election in election(2..=6, 8)) {
        for rule in TRUTHFUL {
            let outside = fairness::range(&election.profile(), &exact(rule, &election)).unwrap();
            prop_assert!(outside.iter().all(|outside| outside.found < whole(outside.least)), "{}", rule);
        }
    }

    #[test]
    fn utilitarian_has_the_greatest_agreement(election in election(2..=5, 7)) {
        let agreement = |amounts: &[Ratio]| -> Ratio { election.ballots.iter().map(|ballot| l1(amounts, ballot)).sum() };
        let best = agreement(&exact(Rule::Utilitarian, &election));
        for rule in Rule::ALL {
            prop_assert!(best <= agreement(&exact(rule, &election)), "{}", rule);
        }
    }

    #[test]
    fn anonymity_the_order_of_ballots_is_nothing(election in election(1..=5, 8)) {
        let mut other = election.clone();
        other.ballots.reverse();
        other.ballots.rotate_left(election.ballots.len() / 3);
        let limits = Limits::none(election.total, election.priorities);
        for rule in Rule::ALL {
            prop_assert_eq!(allocate(rule, &election.profile(), &limits), allocate(rule, &other.profile(), &limits));
        }
    }

    #[test]
    fn neutrality_amounts_follow_the_priorities(election in election(2..=5, 8), by in 1usize..4) {
        let mut other = election.clone();
        other.ballots.iter_mut().for_each(|ballot| ballot.rotate_left(by % election.priorities));
        for rule in Rule::ALL {
            let mut expected = exact(rule, &election);
            expected.rotate_left(by % election.priorities);
            prop_assert_eq!(&exact(rule, &other), &expected, "{}", rule);
        }
    }

    #[test]
    fn unanimity_is_followed(ballot in ballot(5, 97), n in 1u64..2000) {
        let mut profile = Profile::new(5);
        profile.add(&ballot, n).unwrap();
        for rule in Rule::ALL {
            let outcome = allocate(rule, &profile, &Limits::none(97, 5)).unwrap();
            prop_assert_eq!(&outcome.amounts, &ballot, "{}", rule);
        }
    }

    #[test]
    fn weights_count_like_copies(election in election(2..=4, 5), weights in prop::collection::vec(1u64..5, 5)) {
        let mut weighted = Profile::new(election.priorities);
        let mut copies = Profile::new(election.priorities);
        for (ballot, &weight) in election.ballots.iter().zip(&weights) {
            weighted.add(ballot, weight).unwrap();
            (0..weight).for_each(|_| copies.add(ballot, 1).unwrap());
        }
        prop_assert_eq!(&weighted, &copies);
    }

    #[test]
    fn profiles_merge_in_any_order_and_grouping(election in election(2..=4, 12), cut in 0usize..12, other in 0usize..12) {
        let part = |range: &[Vec<u64>]| profile(election.priorities, range);
        let (cut, other) = (cut.min(election.ballots.len()), other.min(election.ballots.len()));
        let (first, second) = (cut.min(other), cut.max(other));
        let parts = [&election.ballots[..first], &election.ballots[first..second], &election.ballots[second..]];
        let [a, b, c] = parts.map(part);
        let mut left = a.clone();
        left.merge(&b).unwrap();
        left.merge(&c).unwrap();
        let mut right = c;
        right.merge(&b).unwrap();
        right.merge(&a).unwrap();
        prop_assert_eq!(&left, &election.profile());
        prop_assert_eq!(&right, &election.profile());
    }

    #[test]
    fn amounts_add_up_to_the_total_and_round_by_less_than_a_step(election in election(1..=6, 9)) {
        let limits = Limits::none(election.total, election.priorities);
        for rule in Rule::ALL {
            let outcome = allocate(rule, &election.profile(), &limits).unwrap();
            prop_assert_eq!(outcome.exact.iter().sum::<Ratio>(), whole(election.total));
            prop_assert_eq!(outcome.amounts.iter().sum::<u64>(), election.total);
            for (amount, exact) in outcome.amounts.iter().zip(&outcome.exact) {
                prop_assert!((whole(*amount) - exact) * (whole(*amount) - exact) < Ratio::from(1));
            }
        }
    }

    #[test]
    fn floors_that_ballots_keep_are_kept_exactly(election in election(2..=5, 7), share in 0u64..3) {
        let floors: Vec<u64> = (0..election.priorities)
            .map(|at| election.ballots.iter().map(|ballot| ballot[at]).min().unwrap_or(0) * share / 2)
            .map(|floor| floor.min(election.total))
            .collect();
        prop_assume!(election.ballots.iter().all(|ballot| ballot.iter().zip(&floors).all(|(amount, floor)| amount >= floor)));
        let limits = Limits { floors, ..Limits::none(election.total, election.priorities) };
        for rule in Rule::ALL {
            let outcome = allocate(rule, &election.profile(), &limits).unwrap();
            prop_assert_eq!(outcome.before_repair, None, "{}", rule);
            prop_assert_eq!(fairness::limits_kept(&outcome.exact, &limits).unwrap(), vec![]);
        }
    }
}

#[test]
fn limits_that_contradict_each_other_are_an_error() {
    let mut profile = Profile::new(2);
    profile.add(&[5, 5], 1).unwrap();
    let group = Group {
        members: vec![0, 1],
        floor: 0,
        cap: 9,
    };
    let limits = Limits {
        groups: vec![group],
        ..Limits::none(10, 2)
    };
    assert_eq!(
        allocate(Rule::Mean, &profile, &limits),
        Err(Error::LimitsConflict)
    );
}
