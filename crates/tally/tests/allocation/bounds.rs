//! The largest figures, and figures beyond them.

use tally::{
    Error, Limits, MAX_AMOUNT, MAX_BALLOTS, MAX_PRIORITIES, Profile, Ratio, Rule, allocate,
};

/// Many ballots, the largest total, and weights and amounts without common factors.
fn largest(priorities: usize) -> Profile {
    let mut profile = Profile::new(priorities);
    let weight = MAX_BALLOTS / priorities as u64;
    for ballot in 0..priorities as u64 {
        let mut amounts = vec![MAX_AMOUNT / priorities as u64 - 7 * ballot - 11; priorities];
        amounts[ballot as usize] += MAX_AMOUNT - amounts.iter().sum::<u64>();
        profile.add(&amounts, weight - ballot).unwrap();
    }
    profile
}

#[test]
fn the_largest_elections_are_exact() {
    for priorities in [2, 3, 40, MAX_PRIORITIES] {
        let profile = largest(priorities);
        for rule in Rule::ALL {
            let outcome = allocate(rule, &profile, &Limits::none(MAX_AMOUNT, priorities)).unwrap();
            assert_eq!(
                outcome.amounts.iter().sum::<u64>(),
                MAX_AMOUNT,
                "{rule} {priorities}"
            );
            let sum = outcome.exact.iter().sum::<Ratio>();
            assert_eq!(
                sum,
                Ratio::from(i128::from(MAX_AMOUNT)),
                "{rule} {priorities}"
            );
        }
    }
}

#[test]
fn single_minded_crowds_at_the_bound_are_exact() {
    let mut profile = Profile::new(3);
    profile
        .add(&[MAX_AMOUNT, 0, 0], MAX_BALLOTS / 2 - 1)
        .unwrap();
    profile.add(&[0, MAX_AMOUNT, 0], MAX_BALLOTS / 3).unwrap();
    profile
        .add(&[1, 2, MAX_AMOUNT - 3], MAX_BALLOTS - profile.ballots())
        .unwrap();
    for rule in Rule::ALL {
        let outcome = allocate(rule, &profile, &Limits::none(MAX_AMOUNT, 3)).unwrap();
        assert_eq!(outcome.amounts.iter().sum::<u64>(), MAX_AMOUNT, "{rule}");
    }
}

#[test]
fn what_is_beyond_the_bounds_is_refused_and_changes_nothing() {
    let mut profile = Profile::new(2);
    assert_eq!(
        profile.add(&[MAX_AMOUNT, 1], 1),
        Err(Error::TooLarge {
            what: "a ballot's total",
            most: MAX_AMOUNT
        })
    );
    assert_eq!(
        profile.add(&[u64::MAX, u64::MAX], 1),
        Err(Error::TooLarge {
            what: "a ballot's total",
            most: MAX_AMOUNT
        })
    );
    profile.add(&[3, 4], 1).unwrap();
    assert_eq!(
        profile.add(&[3, 4], MAX_BALLOTS),
        Err(Error::TooLarge {
            what: "ballots",
            most: MAX_BALLOTS
        })
    );
    assert_eq!(
        profile.add(&[3, 5], 1),
        Err(Error::BallotSum {
            found: 8,
            expected: 7
        })
    );
    assert_eq!(
        profile.add(&[7], 1),
        Err(Error::PriorityCount {
            found: 1,
            expected: 2
        })
    );
    assert_eq!((profile.ballots(), profile.amounts(0)), (1, vec![(3, 1)]));
    let many = vec![0; MAX_PRIORITIES + 1];
    let refused = Profile::new(many.len()).add(&many, 1);
    assert_eq!(
        refused,
        Err(Error::TooLarge {
            what: "priorities",
            most: MAX_PRIORITIES as u64
        })
    );
}

#[test]
fn limits_that_make_no_sense_are_refused() {
    let mut profile = Profile::new(2);
    profile.add(&[3, 7], 1).unwrap();
    let count = |limits: &Limits| allocate(Rule::Ladder, &profile, limits).unwrap_err();
    let plain = || Limits::none(10, 2);
    assert_eq!(
        count(&Limits::none(11, 2)),
        Error::BallotSum {
            found: 10,
            expected: 11
        }
    );
    assert_eq!(
        count(&Limits::none(10, 3)),
        Error::PriorityCount {
            found: 3,
            expected: 2
        }
    );
    assert_eq!(
        count(&Limits { step: 0, ..plain() }),
        Error::OffStep {
            what: "the total",
            found: 10,
            step: 0
        }
    );
    assert_eq!(
        count(&Limits { step: 3, ..plain() }),
        Error::OffStep {
            what: "the total",
            found: 10,
            step: 3
        }
    );
    assert_eq!(
        count(&Limits {
            floors: vec![4, 0],
            ..plain()
        }),
        Error::BelowFloor {
            priority: 0,
            found: 3,
            floor: 4
        }
    );
    assert_eq!(
        count(&Limits {
            floors: vec![6, 6],
            ..plain()
        }),
        Error::LimitsConflict
    );
    assert_eq!(
        count(&Limits {
            caps: vec![2, 2],
            ..plain()
        }),
        Error::LimitsConflict
    );
    let group = |members| Limits {
        groups: vec![tally::Group {
            members,
            floor: 0,
            cap: 5,
        }],
        ..plain()
    };
    assert_eq!(
        count(&group(vec![0, 2])),
        Error::GroupMember { group: 0, found: 2 }
    );
    assert_eq!(
        count(&group(vec![1, 1])),
        Error::GroupMember { group: 0, found: 1 }
    );
    assert_eq!(
        allocate(Rule::Ladder, &Profile::new(2), &plain()),
        Err(Error::NoBallots)
    );
}

#[test]
fn a_total_of_nothing_and_floors_that_take_everything_are_counted() {
    let mut empty = Profile::new(2);
    empty.add(&[0, 0], 3).unwrap();
    let mut full = Profile::new(2);
    full.add(&[4, 6], 3).unwrap();
    for rule in Rule::ALL {
        assert_eq!(
            allocate(rule, &empty, &Limits::none(0, 2)).unwrap().amounts,
            [0, 0]
        );
        let limits = Limits {
            floors: vec![4, 6],
            ..Limits::none(10, 2)
        };
        assert_eq!(allocate(rule, &full, &limits).unwrap().amounts, [4, 6]);
    }
}
