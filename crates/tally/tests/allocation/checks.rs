//! The checks, against counting them ballot by ballot.

use proptest::prelude::*;
use tally::{
    Error, Limits, Ratio, Rule, allocate,
    fairness::{self, BrokenLimit, Rows, Side},
};

use crate::elections::{Election, election, profile, seeded, whole};

fn overlap(ballot: &[u64], amounts: &[Ratio]) -> Ratio {
    ballot
        .iter()
        .zip(amounts)
        .map(|(&asked, &given)| whole(asked).min(given))
        .sum()
}

fn average(values: &[Ratio]) -> Ratio {
    values.iter().sum::<Ratio>() / whole(values.len() as u64)
}

fn outcome(election: &Election, rule: Rule) -> Vec<Ratio> {
    allocate(
        rule,
        &election.profile(),
        &Limits::none(election.total, election.priorities),
    )
    .unwrap()
    .exact
}

proptest! {
    #![proptest_config(seeded(200))]

    #[test]
    fn agreement_counts_every_ballot(election in election(1..=4, 14), weights in prop::collection::vec(0u64..4, 14)) {
        let weights = &weights[..election.ballots.len()];
        prop_assume!(weights.iter().any(|&weight| weight > 0));
        let amounts = outcome(&election, Rule::Median);
        let flat = election.ballots.concat();
        let rows = Rows::new(election.priorities, &flat, Some(weights)).unwrap();
        let found = fairness::agreement(&rows, &[], &amounts, election.total).unwrap().whole;

        let copies = election.ballots.iter().zip(weights).flat_map(|(ballot, &weight)| (0..weight).map(move |_| ballot));
        let mut each: Vec<Ratio> = copies.map(|ballot| overlap(ballot, &amounts) / whole(election.total)).collect();
        each.sort();
        prop_assert_eq!(found.ballots, each.len() as u64);
        prop_assert_eq!(found.mean, average(&each));
        prop_assert_eq!(found.min, each[0]);
        // ten copies of everybody have a tenth of whole ballots
        let tenfold: Vec<Ratio> = each.iter().flat_map(|&value| [value; 10]).collect();
        prop_assert_eq!(found.lowest_tenth, average(&tenfold[..each.len()]));
        let pairs = each.iter().flat_map(|&a| each.iter().map(move |&b| if a > b { a - b } else { b - a }));
        let apart: Ratio = pairs.sum::<Ratio>() / whole((each.len() * each.len()) as u64);
        let gini = if found.mean == Ratio::from(0) { Ratio::from(0) } else { apart / 2 / found.mean };
        prop_assert_eq!(found.gini, gini);
    }

    #[test]
    fn a_group_is_left_behind_more_than_ten_points_below_the_whole(election in election(2..=4, 12), cut in 1usize..12) {
        let cut = cut.min(election.ballots.len());
        let amounts = outcome(&election, Rule::Utilitarian);
        let flat = election.ballots.concat();
        let rows = Rows::new(election.priorities, &flat, None).unwrap();
        let found = fairness::agreement(&rows, &[(0..cut as u32).collect(), vec![]], &amounts, election.total).unwrap();
        let each: Vec<Ratio> =
            election.ballots.iter().map(|ballot| overlap(ballot, &amounts) / whole(election.total)).collect();
        let group = found.groups[0].as_ref().unwrap();
        prop_assert_eq!(group.overlaps.mean, average(&each[..cut]));
        prop_assert_eq!(group.left_behind, average(&each) - average(&each[..cut]) > Ratio::new(1, 10));
        prop_assert_eq!(&found.groups[1], &None);
    }

    #[test]
    fn fair_share_compares_with_deciding_alone(election in election(2..=4, 9), cut in 1usize..9) {
        let cut = cut.min(election.ballots.len());
        let limits = Limits::none(election.total, election.priorities);
        let group = Election { ballots: election.ballots[..cut].to_vec(), ..election.clone() };
        for rule in Rule::ALL {
            let amounts = outcome(&election, rule);
            let groups = [group.profile(), profile(election.priorities, &[])];
            let found = fairness::fair_share(rule, &election.profile(), &limits, &groups, &amounts).unwrap();
            let share = Ratio::new(cut as i128, election.ballots.len() as i128);
            let alone: Vec<Ratio> = outcome(&group, rule).iter().map(|amount| amount * share).collect();
            let average_with = |amounts: &[Ratio]| {
                average(&group.ballots.iter().map(|ballot| overlap(ballot, amounts)).collect::<Vec<_>>())
            };
            let first = found[0].as_ref().unwrap();
            prop_assert_eq!(&first.alone_amounts, &alone);
            prop_assert_eq!(first.together, average_with(&amounts));
            prop_assert_eq!(first.alone, average_with(&alone));
            prop_assert!(first.holds() || rule != Rule::Mean, "the mean gives every group its fair share");
            prop_assert_eq!(&found[1], &None);
        }
    }
}

#[test]
fn utilitarian_can_deny_a_group_its_fair_share() {
    let election = Election {
        total: 100,
        priorities: 2,
        ballots: vec![vec![100, 0], vec![100, 0], vec![0, 100]],
    };
    let limits = Limits::none(100, 2);
    let amounts = outcome(&election, Rule::Utilitarian);
    let minority = [profile(2, &[vec![0, 100]])];
    let found = fairness::fair_share(
        Rule::Utilitarian,
        &election.profile(),
        &limits,
        &minority,
        &amounts,
    )
    .unwrap();
    let found = found[0].as_ref().unwrap();
    assert!(!found.holds());
    assert_eq!(
        (found.together, found.alone),
        (Ratio::from(0), Ratio::new(100, 3))
    );
    assert_eq!(found.alone_amounts, [Ratio::from(0), Ratio::new(100, 3)]);
}

#[test]
fn every_broken_limit_is_named() {
    let group = tally::Group {
        members: vec![0, 1],
        floor: 10,
        cap: 40,
    };
    let limits = Limits {
        floors: vec![5, 0, 0],
        caps: vec![100, 20, 100],
        groups: vec![group],
        ..Limits::none(100, 3)
    };
    let breaches = fairness::limits_kept(&[4, 50, 45].map(whole), &limits).unwrap();
    let named: Vec<_> = breaches
        .iter()
        .map(|breach| (breach.limit, breach.side, breach.bound))
        .collect();
    let expected = [
        (BrokenLimit::Total, Side::Below, 100),
        (BrokenLimit::Priority(0), Side::Below, 5),
        (BrokenLimit::Priority(1), Side::Above, 20),
        (BrokenLimit::Group(0), Side::Above, 40),
    ];
    assert_eq!(named, expected);
}

#[test]
fn all_rules_stand_side_by_side() {
    let election = Election {
        total: 10,
        priorities: 2,
        ballots: vec![vec![2, 8], vec![9, 1], vec![7, 3]],
    };
    let found = fairness::side_by_side(&election.profile(), &Limits::none(10, 2)).unwrap();
    let amounts: Vec<_> = found
        .iter()
        .map(|(rule, outcome)| (rule.name(), outcome.exact[0]))
        .collect();
    let third = Ratio::new(20, 3);
    assert_eq!(
        amounts,
        [
            ("ladder", third),
            ("mean", Ratio::from(6)),
            ("median", Ratio::from(7)),
            ("independent-markets", third),
            ("utilitarian", Ratio::from(7)),
            ("piecewise-uniform", third),
        ]
    );
}

#[test]
fn rows_and_groups_that_do_not_fit_are_errors() {
    assert_eq!(
        Rows::new(2, &[1, 2, 3], None).err(),
        Some(Error::PriorityCount {
            found: 1,
            expected: 2
        })
    );
    assert_eq!(
        Rows::new(2, &[1, 2], Some(&[1, 1])).err(),
        Some(Error::RowCount {
            found: 2,
            expected: 1
        })
    );
    let rows = Rows::new(2, &[1, 2], None).unwrap();
    let amounts = [1, 2].map(whole);
    let far = fairness::agreement(&rows, &[vec![7]], &amounts, 3);
    assert_eq!(
        far,
        Err(Error::RowCount {
            found: 7,
            expected: 1
        })
    );
    assert_eq!(
        fairness::agreement(&Rows::new(2, &[], None).unwrap(), &[], &amounts, 3),
        Err(Error::NoBallots)
    );
}
