//! Repair and rounding, against trying every outcome on a fine grid.

use proptest::prelude::*;
use tally::{Decision, Error, Group, Limits, Profile, Ratio, Rule, allocate, fairness};

use crate::elections::{ballot, l1, profile, seeded, whole};

/// Grid points to a unit of money: a vertex of these small limits has a denominator that divides it.
const FINE: u64 = 12;

fn group(priorities: usize, total: u64) -> impl Strategy<Value = Group> {
    (
        prop::collection::vec(any::<bool>(), priorities),
        0..=total,
        0..=total,
    )
        .prop_map(|(chosen, a, b)| Group {
            members: (0..chosen.len()).filter(|&at| chosen[at]).collect(),
            floor: a.min(b),
            cap: a.max(b),
        })
}

/// One or two ballots over three priorities, with caps and up to two groups that may cross.
fn scene() -> impl Strategy<Value = (Vec<Vec<u64>>, Limits)> {
    let total = 3u64;
    let ballots = prop::collection::vec(ballot(3, total), 1..=2);
    let caps = prop::collection::vec(1..=total, 3);
    let groups = prop::collection::vec(group(3, total), 0..=2);
    (ballots, caps, groups).prop_map(move |(ballots, caps, groups)| {
        (
            ballots,
            Limits {
                total,
                step: 1,
                floors: vec![0; 3],
                caps,
                groups,
            },
        )
    })
}

fn grid(total: u64) -> Vec<Vec<Ratio>> {
    let parts = total * FINE;
    let fine = |part: u64| Ratio::new(i128::from(part), i128::from(FINE));
    let point = |a: u64, b: u64| vec![fine(a), fine(b), fine(parts - a - b)];
    (0..=parts)
        .flat_map(|a| (0..=parts - a).map(move |b| point(a, b)))
        .collect()
}

fn distance(a: Ratio, b: Ratio) -> Ratio {
    if a > b { a - b } else { b - a }
}

/// The sum of changes, then each change in the published order: what a repair makes least.
fn changes(from: &[Ratio], to: &[Ratio]) -> Vec<Ratio> {
    let each: Vec<Ratio> = from.iter().zip(to).map(|(a, b)| distance(*a, *b)).collect();
    [each.iter().sum()]
        .into_iter()
        .chain(each.iter().copied())
        .collect()
}

proptest! {
    #![proptest_config(seeded(300))]

    #[test]
    fn a_repair_is_the_smallest_change_then_the_first_priorities_least((ballots, limits) in scene()) {
        let profile = profile(3, &ballots);
        let plain = allocate(Rule::Mean, &profile, &Limits::none(limits.total, 3)).unwrap().exact;
        let keeps = |point: &Vec<Ratio>| fairness::limits_kept(point, &limits).unwrap().is_empty();
        let best = grid(limits.total).into_iter().filter(keeps).min_by_key(|point| changes(&plain, point));
        match (allocate(Rule::Mean, &profile, &limits), best) {
            (Ok(outcome), Some(best)) => {
                prop_assert_eq!(&outcome.exact, &best);
                prop_assert_eq!(outcome.before_repair.is_some(), plain != best);
            }
            (outcome, best) => prop_assert_eq!((outcome, best), (Err(Error::LimitsConflict), None)),
        }
    }

    #[test]
    fn a_repair_tie_is_told_exactly_when_there_is_another((ballots, limits) in scene()) {
        let profile = profile(3, &ballots);
        let plain = allocate(Rule::Mean, &profile, &Limits::none(limits.total, 3)).unwrap().exact;
        let Ok(outcome) = allocate(Rule::Mean, &profile, &limits) else { return Ok(()) };
        let least = changes(&plain, &outcome.exact)[0];
        let others = grid(limits.total).into_iter().filter(|point| {
            fairness::limits_kept(point, &limits).unwrap().is_empty()
                && changes(&plain, point)[0] == least
                && *point != outcome.exact
        });
        let told = outcome.ties.iter().any(|tie| tie.decided == Decision::Repair);
        prop_assert_eq!(told, others.count() > 0);
    }

    #[test]
    fn rounding_keeps_all_limits_and_prefers_large_remainders(
        ballots in prop::collection::vec(ballot(5, 20), 1..=7),
        caps in prop::collection::vec(2u64..=10, 5),
        groups in prop::collection::vec(group(5, 10), 0..=2),
    ) {
        let limits = Limits {
            total: 20, step: 2, floors: vec![0; 5], caps: caps.iter().map(|cap| cap * 2).collect(),
            groups: groups.into_iter().map(|group| Group { floor: group.floor * 2, cap: group.cap * 2, ..group }).collect(),
        };
        let Ok(outcome) = allocate(Rule::Ladder, &profile(5, &ballots), &limits) else { return Ok(()) };
        let amounts: Vec<Ratio> = outcome.amounts.iter().map(|&amount| whole(amount)).collect();
        prop_assert_eq!(fairness::limits_kept(&amounts, &limits).unwrap(), vec![]);
        prop_assert_eq!(&outcome.amounts, &best_rounding(&outcome.exact, &limits).unwrap());
        for (amount, exact) in amounts.iter().zip(&outcome.exact) {
            prop_assert!(distance(*amount, *exact) < whole(limits.step));
        }
    }

    #[test]
    fn crossing_groups_are_rounded_or_refused(
        ballots in prop::collection::vec(ballot(4, 4), 1..=3),
        caps in prop::collection::vec(0u64..=3, 3),
    ) {
        let pair = |a, b, cap| Group { members: vec![a, b], floor: 0, cap };
        let groups = vec![pair(0, 1, caps[0]), pair(1, 2, caps[1]), pair(0, 2, caps[2])];
        let limits = Limits { groups, ..Limits::none(4, 4) };
        match allocate(Rule::Mean, &profile(4, &ballots), &limits) {
            Ok(outcome) => prop_assert_eq!(Some(outcome.amounts.clone()), best_rounding(&outcome.exact, &limits)),
            Err(error) => prop_assert_eq!(error, Error::NoWholeOutcome),
        }
    }
}

/// By trying every way of rounding up and down: the one that rounds up the larger remainders first.
fn best_rounding(exact: &[Ratio], limits: &Limits) -> Option<Vec<u64>> {
    let mut order: Vec<usize> = (0..exact.len()).collect();
    let steps = |at: usize| exact[at] / whole(limits.step);
    order.sort_by_key(|&at| (std::cmp::Reverse(steps(at).fract()), at));
    let ways = (0..1u32 << exact.len()).map(|way| {
        let up: Vec<bool> = (0..exact.len()).map(|at| way >> at & 1 == 1).collect();
        let amount =
            |at: usize| (steps(at).floor().to_integer() as u64 + u64::from(up[at])) * limits.step;
        ((0..exact.len()).map(amount).collect::<Vec<u64>>(), up)
    });
    let fits = |amounts: &[u64], up: &[bool]| {
        let amounts: Vec<Ratio> = amounts.iter().map(|&amount| whole(amount)).collect();
        let needed = (0..exact.len()).all(|at| !up[at] || steps(at).fract() > Ratio::from(0));
        needed && fairness::limits_kept(&amounts, limits).unwrap().is_empty()
    };
    let first = |up: &[bool]| order.iter().map(|&at| up[at]).collect::<Vec<bool>>();
    ways.filter(|(amounts, up)| fits(amounts, up))
        .max_by_key(|(_, up)| first(up))
        .map(|(amounts, _)| amounts)
}

#[test]
fn equal_remainders_are_a_tie_settled_by_the_published_order() {
    let mut profile = Profile::new(3);
    for ballot in [[100, 0, 0], [0, 100, 0], [0, 0, 100]] {
        profile.add(&ballot, 1).unwrap();
    }
    let outcome = allocate(Rule::Mean, &profile, &Limits::none(100, 3)).unwrap();
    assert_eq!(outcome.amounts, [34, 33, 33]);
    let tie = &outcome.ties[0];
    assert_eq!(
        (tie.decided, &tie.between[..], &tie.favoured[..]),
        (Decision::Rounding, &[0, 1, 2][..], &[0][..])
    );
}

#[test]
fn a_group_takes_no_more_steps_than_its_cap_allows() {
    let mut profile = Profile::new(4);
    for ballot in [
        [25, 25, 25, 25],
        [26, 26, 24, 24],
        [25, 25, 26, 24],
        [26, 26, 25, 23],
    ] {
        profile.add(&ballot, 1).unwrap();
    }
    let half = Group {
        members: vec![0, 1],
        floor: 0,
        cap: 51,
    };
    let outcome = allocate(
        Rule::Mean,
        &profile,
        &Limits {
            groups: vec![half],
            ..Limits::none(100, 4)
        },
    )
    .unwrap();
    assert_eq!(outcome.exact[..2], [Ratio::new(51, 2); 2]);
    assert_eq!(
        (outcome.before_repair, &outcome.amounts[..]),
        (None, &[26, 25, 25, 24][..])
    );
    let tie = &outcome.ties[0];
    assert_eq!(
        (&tie.between[..], &tie.favoured[..]),
        (&[0, 1][..], &[0][..])
    );
}

#[test]
fn a_repair_moves_last_priorities_first_and_says_so() {
    let mut profile = Profile::new(4);
    profile.add(&[30, 30, 30, 10], 1).unwrap();
    let groups = vec![Group {
        members: vec![0, 1, 2],
        floor: 0,
        cap: 70,
    }];
    let outcome = allocate(
        Rule::Mean,
        &profile,
        &Limits {
            groups,
            ..Limits::none(100, 4)
        },
    )
    .unwrap();
    assert_eq!(outcome.amounts, [30, 30, 10, 30]);
    assert_eq!(
        outcome.before_repair,
        Some([30, 30, 30, 10].map(whole).to_vec())
    );
    assert_eq!(l1(&outcome.exact, &[30, 30, 30, 10]), Ratio::from(40));
    let tie = &outcome.ties[0];
    assert_eq!(
        (tie.decided, &tie.between[..], &tie.favoured[..]),
        (Decision::Repair, &[0, 2][..], &[0][..])
    );
}
