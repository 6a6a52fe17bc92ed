//! The checks that look beyond one outcome: who took part, other ballots, other samples.

use proptest::prelude::*;
use tally::{
    Error, Limits, Profile, Ratio, Rule, allocate,
    fairness::{self, Margin, Resampling, Rows},
};

use crate::elections::{election, l1, profile, seeded, whole};

#[test]
fn turnout_has_wilson_intervals() {
    let found = fairness::turnout(&[(20, 100), (0, 50), (5, 0), (9, 8)]).unwrap();
    let first = found[0].as_ref().unwrap();
    assert_eq!(
        (first.rate, first.of_ballots, first.of_population),
        (Ratio::new(1, 5), Ratio::new(20, 34), Ratio::new(100, 158))
    );
    // (20 + 1.92 ± 1.96 √(16 + 0.96)) / 103.84
    assert_eq!(
        first.interval,
        (
            Ratio::new(133_365, 1_000_000),
            Ratio::new(288_831, 1_000_000)
        )
    );
    let nobody = found[1].as_ref().unwrap();
    assert_eq!(
        nobody.interval,
        (Ratio::from(0), Ratio::new(71_351, 1_000_000))
    );
    assert_eq!(found[2..], [None, None]);
    assert!(matches!(
        fairness::turnout(&[(1, u64::MAX), (1, 1)]),
        Err(Error::TooLarge { .. })
    ));
}

#[test]
fn weighting_gives_every_group_its_people() {
    let young = profile(2, &[vec![100, 0]]);
    let old = profile(2, &[vec![0, 100], vec![0, 100], vec![0, 100]]);
    let limits = Limits::none(100, 2);
    let groups = [young, old, Profile::new(2)];
    let counted = [25, 75].map(whole);
    let found =
        fairness::representation(Rule::Mean, &limits, &groups, &[300, 300, 10], &counted).unwrap();
    assert_eq!(found.outcome.amounts, [50, 50]);
    assert_eq!(found.unheard, [2]);
    // weights are whole: half the money to nine digits
    assert!(l1(&found.outcome.exact, &[50, 50]) < Ratio::new(1, 1_000_000));
    assert!(
        found.moved > Ratio::new(499_999, 1_000_000)
            && found.moved < Ratio::new(500_001, 1_000_000)
    );
    let short = fairness::representation(Rule::Mean, &limits, &groups, &[1, 2], &counted);
    assert_eq!(
        short,
        Err(Error::RowCount {
            found: 2,
            expected: 3
        })
    );
}

#[test]
fn raking_meets_every_margin() {
    let answers = |given: &[u16]| given.iter().map(|&answer| Some(answer)).collect::<Vec<_>>();
    let age = Margin {
        answers: answers(&[0, 0, 0, 1, 1, 1, 1, 1]),
        population: vec![600, 400],
    };
    let tenure = Margin {
        answers: answers(&[0, 1, 1, 0, 0, 0, 1, 1]),
        population: vec![200, 800],
    };
    let weights = fairness::rake(&[1; 8], &[age.clone(), tenure.clone()], 40).unwrap();
    let all: u64 = weights.iter().sum();
    for (margin, expected) in [(&age, 600), (&tenure, 200)] {
        let first: u64 = weights
            .iter()
            .zip(&margin.answers)
            .filter(|(_, answer)| **answer == Some(0))
            .map(|(weight, _)| weight)
            .sum();
        let apart = (first * 1000).abs_diff(all * expected);
        assert!(
            apart * 100 < all * 1000,
            "within a hundredth: {first} of {all}"
        );
    }
    let unanswered = Margin {
        answers: vec![None; 8],
        population: vec![1],
    };
    assert_eq!(
        fairness::rake(&[1; 8], &[unanswered], 3).unwrap(),
        [1024; 8]
    );
    let bad = Margin {
        answers: vec![Some(3)],
        population: vec![1],
    };
    assert_eq!(
        fairness::rake(&[1; 1], &[bad], 1),
        Err(Error::RowCount {
            found: 3,
            expected: 1
        })
    );
}

#[test]
fn money_is_held_against_need() {
    let amounts = [60, 30, 10].map(whole);
    let found = fairness::need(&amounts, &[(vec![0], 1), (vec![0, 1], 3), (vec![], 0)]).unwrap();
    let shares: Vec<_> = found
        .iter()
        .map(|met| (met.money, met.of_money, met.of_need, met.holds()))
        .collect();
    assert_eq!(
        shares,
        [
            (whole(30), Ratio::new(1, 3), Ratio::new(1, 4), true),
            (whole(60), Ratio::new(2, 3), Ratio::new(3, 4), false),
            (whole(0), whole(0), whole(0), true),
        ]
    );
    assert_eq!(
        fairness::need(&amounts, &[(vec![3], 1)]),
        Err(Error::GroupMember { group: 0, found: 3 })
    );
}

#[test]
fn the_mean_can_be_manipulated_and_the_witness_repeats_the_gain() {
    let ballots = [vec![60, 40], vec![20, 80]];
    let counted = profile(2, &ballots);
    let flat = ballots.concat();
    let rows = Rows::new(2, &flat, None).unwrap();
    let limits = Limits {
        caps: vec![90, 100],
        ..Limits::none(100, 2)
    };
    let found = fairness::manipulation(Rule::Mean, &counted, &rows, &limits, 10)
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.row, found.instead.as_slice(), found.gain),
        (0, &[90, 10][..], Ratio::from(30))
    );
}

#[test]
fn resampling_is_seeded_and_certain_where_all_agree() {
    let same = [vec![30, 70], vec![30, 70], vec![30, 70]].concat();
    let rows = Rows::new(2, &same, Some(&[1, 0, 4])).unwrap();
    let limits = Limits::none(100, 2);
    let draws = Resampling { times: 40, seed: 7 };
    let sure = fairness::bootstrap(Rule::Ladder, &rows, &limits, draws).unwrap();
    assert!(
        sure.iter()
            .zip([30, 70])
            .all(|(interval, amount)| interval.low == whole(amount)
                && interval.high == whole(amount))
    );

    let split: Vec<u64> = (0..100)
        .flat_map(|at| if at < 30 { [100, 0] } else { [0, 100] })
        .collect();
    let rows = Rows::new(2, &split, None).unwrap();
    let draws = Resampling {
        times: 400,
        seed: 7,
    };
    let unsure = fairness::bootstrap(Rule::Mean, &rows, &limits, draws).unwrap();
    // 30 ± 1.96 √(30 · 70 / 100) = 30 ± 9
    assert!(
        (19..=24).contains(&unsure[0].low.to_integer())
            && (36..=41).contains(&unsure[0].high.to_integer())
    );
    assert_eq!(
        unsure,
        fairness::bootstrap(Rule::Mean, &rows, &limits, draws).unwrap()
    );
    assert_ne!(
        unsure,
        fairness::bootstrap(Rule::Mean, &rows, &limits, Resampling { seed: 8, ..draws }).unwrap()
    );
    let none = fairness::bootstrap(Rule::Mean, &rows, &limits, Resampling { times: 0, seed: 8 });
    assert_eq!(none, Err(Error::NoBallots));
}

proptest! {
    #![proptest_config(seeded(100))]

    #[test]
    fn leaving_out_a_part_is_counting_the_others(election in election(2..=4, 9), cuts in (0usize..9, 0usize..9)) {
        let n = election.ballots.len();
        let (first, second) = (cuts.0.min(cuts.1).min(n), cuts.0.max(cuts.1).min(n));
        let ranges = [0..first, first..second, second..n];
        let parts: Vec<Profile> = ranges.iter().map(|range| profile(election.priorities, &election.ballots[range.clone()])).collect();
        let limits = Limits::none(election.total, election.priorities);
        let whole_outcome = allocate(Rule::Ladder, &election.profile(), &limits).unwrap().exact;
        let found = fairness::jackknife(Rule::Ladder, &limits, &parts, &whole_outcome).unwrap();
        for (range, found) in ranges.iter().zip(found) {
            let rest = [&election.ballots[..range.start], &election.ballots[range.end..]].concat();
            if rest.is_empty() || range.is_empty() {
                prop_assert_eq!(found, None);
                continue;
            }
            let expected = allocate(Rule::Ladder, &profile(election.priorities, &rest), &limits).unwrap().exact;
            let found = found.unwrap();
            prop_assert_eq!(&found.amounts, &expected);
            let apart: Ratio = expected.iter().zip(&whole_outcome).map(|(a, b)| if a > b { a - b } else { b - a }).sum();
            prop_assert_eq!(found.moved, apart / whole(election.total));
        }
    }

    #[test]
    fn truthful_rules_cannot_be_manipulated_and_what_is_found_is_real(election in election(2..=4, 6)) {
        let flat = election.ballots.concat();
        let rows = Rows::new(election.priorities, &flat, None).unwrap();
        let limits = Limits::none(election.total, election.priorities);
        for rule in Rule::ALL {
            let found = fairness::manipulation(rule, &election.profile(), &rows, &limits, 100).unwrap();
            let Some(found) = found else { continue };
            prop_assert!(matches!(rule, Rule::Mean | Rule::Median), "{}", rule);
            let distance = |ballots: &[Vec<u64>]| {
                let amounts = allocate(rule, &profile(election.priorities, ballots), &limits).unwrap().exact;
                l1(&amounts, &election.ballots[found.row])
            };
            let mut lied = election.ballots.clone();
            lied[found.row] = found.instead.clone();
            prop_assert_eq!(found.gain, distance(&election.ballots) - distance(&lied));
        }
    }
}
