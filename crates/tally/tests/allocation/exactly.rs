//! Checks on small elections, worked out by hand to the last digit.

use tally::{
    Error, Limits, Profile, Ratio, Rule,
    fairness::{self, Manipulation, Margin, Resampling, Rows, WithoutPart},
};

use crate::elections::{profile, whole};

#[test]
fn the_distance_to_the_mean_names_the_first_of_the_largest_differences() {
    // The mean is (50, 30, 20).
    let counted = profile(3, &[vec![60, 40, 0], vec![40, 20, 40]]);
    let found = fairness::mean_distance(&counted, &[45, 40, 15].map(whole)).unwrap();
    assert_eq!(found.together, Ratio::new(1, 5));
    assert_eq!(
        (found.largest, found.priority),
        (Ratio::new(1, 10), Some(1))
    );
    let equal = fairness::mean_distance(&counted, &[60, 20, 20].map(whole)).unwrap();
    assert_eq!(
        (equal.largest, equal.priority),
        (Ratio::new(1, 10), Some(0))
    );
    let same = fairness::mean_distance(&counted, &[50, 30, 20].map(whole)).unwrap();
    assert_eq!((same.largest, same.priority), (whole(0), None));
}

/// With parts A and B the mean is (50, 50); without A it is B's, and without B it is A's.
#[test]
fn every_part_is_left_out_in_turn() {
    let parts = [
        profile(2, &[vec![100, 0]]),
        profile(2, &[]),
        profile(2, &[vec![0, 100]]),
    ];
    let limits = Limits::none(100, 2);
    let outcome = [50, 50].map(whole);
    let found = fairness::jackknife(Rule::Mean, &limits, &parts, &outcome).unwrap();
    let without = |amounts: [u64; 2]| WithoutPart {
        amounts: amounts.map(whole).to_vec(),
        moved: whole(1),
    };
    assert_eq!(
        found,
        [Some(without([0, 100])), None, Some(without([100, 0]))]
    );
    let alone = fairness::jackknife(Rule::Mean, &limits, &parts[..1], &outcome).unwrap();
    assert_eq!(alone, [None]);
}

/// What the probe finds for the mean of these ballots, up to `most` rows, with these floors and caps.
fn probe(
    ballots: &[[u64; 3]],
    most: usize,
    floors: [u64; 3],
    caps: [u64; 3],
) -> Option<Manipulation> {
    let flat = ballots.concat();
    let rows = Rows::new(3, &flat, None).unwrap();
    let rows_as_lists: Vec<Vec<u64>> = ballots.iter().map(|ballot| ballot.to_vec()).collect();
    let limits = Limits {
        floors: floors.to_vec(),
        caps: caps.to_vec(),
        ..Limits::none(12, 3)
    };
    fairness::manipulation(
        Rule::Mean,
        &profile(3, &rows_as_lists),
        &rows,
        &limits,
        most,
    )
    .unwrap()
}

/// The mean of (6, 6, 0) and (0, 0, 12) is (3, 3, 6). The first wants more of both a and b, and asks for them already; asking
/// for a alone brings no more. The second has all it can ask for.
#[test]
fn who_asks_for_all_they_can_gains_nothing() {
    assert_eq!(probe(&[[6, 6, 0], [0, 0, 12]], 10, [0; 3], [12; 3]), None);
}

/// The mean of (4, 6, 2) and (0, 6, 6) is (2, 6, 4): the first got too little of a alone, and asking for 12 of it makes
/// that (6, 3, 3): 2 + 3 + 1 from what they want, where it was 2 + 0 + 2. With a cap of 6 it is (3, 6, 3): 1 + 0 + 1.
#[test]
fn the_probe_asks_for_what_is_short_within_caps() {
    let ballots = [[4, 6, 2], [0, 6, 6]];
    let found = probe(&ballots, 10, [0; 3], [6; 3]).unwrap();
    assert_eq!((found.gain, found.row), (whole(2), 0));
    assert_eq!(found.instead, [6, 6, 0]);
    // Only every second row is tried when no more than one may be.
    assert_eq!(probe(&ballots, 1, [0; 3], [6; 3]), Some(found));
}

/// Short of a and b at once: the mean of (4, 4, 4), (0, 0, 12) and (0, 0, 12) is (4/3, 4/3, 28/3), 32/3 away. Half of
/// everything for both, (6, 6, 0), makes it (2, 2, 8): 8 away, as all for one of them would: (4, 0, 8).
#[test]
fn the_first_of_the_best_gains_is_told() {
    let ballots = [[4, 4, 4], [0, 0, 12], [0, 0, 12]];
    let found = probe(&ballots, 10, [0; 3], [12; 3]).unwrap();
    assert_eq!((found.gain, found.row), (Ratio::new(8, 3), 0));
    assert_eq!(found.instead, [12, 0, 0]);
    // Caps of 6 leave only both together: priority by priority, a gets 6 and the rest falls to the next in order.
    let capped = probe(&ballots, 10, [0; 3], [6, 6, 12]).unwrap();
    assert_eq!(
        (capped.gain, &capped.instead[..]),
        (Ratio::new(8, 3), &[6, 6, 0][..])
    );
}

/// A floor is given before anything is asked for: the mean is (4, 2, 6), and (8, 2, 2) makes it (5, 2, 5).
#[test]
fn the_probe_keeps_floors() {
    let found = probe(&[[6, 2, 4], [2, 2, 8]], 10, [2, 2, 2], [12; 3]).unwrap();
    assert_eq!((found.gain, &found.instead[..]), (whole(2), &[8, 2, 2][..]));
}

/// 30 of the first priority reach one group, 60 of the second two groups in halves; 10 reach nobody.
#[test]
fn money_reaches_the_groups_it_serves() {
    let groups = [(vec![0, 1], 1), (vec![1], 1)];
    let found = fairness::need(&[30, 60, 10].map(whole), &groups).unwrap();
    let met: Vec<_> = found
        .iter()
        .map(|met| (met.money, met.of_money, met.of_need, met.holds()))
        .collect();
    let half = Ratio::new(1, 2);
    assert_eq!(
        met,
        [
            (whole(60), Ratio::new(2, 3), half, true),
            (whole(30), Ratio::new(1, 3), half, false)
        ]
    );
    let all = [(vec![0], tally::MAX_AMOUNT - 1), (vec![], 1)];
    assert!(
        fairness::need(&[whole(1)], &all).is_ok(),
        "as much need as is counted"
    );
    let more = [(vec![0], tally::MAX_AMOUNT), (vec![], 1)];
    assert!(fairness::need(&[whole(1)], &more).is_err());
    let nothing = fairness::need(&[whole(0)], &[(vec![0], 0)]).unwrap();
    assert_eq!(
        (nothing[0].of_money, nothing[0].of_need, nothing[0].holds()),
        (whole(0), whole(0), true)
    );
}

/// Each ballot begins with 1,024 parts. Three answer 0 and one 1, of as many people each; nobody has answered 2: half of the
/// 4,096 parts go to each answer, so 2,048 ÷ 3 (rounded) and 2,048. Who did not answer keeps their parts.
#[test]
fn weights_follow_the_population() {
    let margin = |answers: &[Option<u16>], population: &[u64]| Margin {
        answers: answers.to_vec(),
        population: population.to_vec(),
    };
    let age = margin(
        &[Some(0), Some(0), Some(0), Some(1), None],
        &[70, 70, 1_000],
    );
    assert_eq!(
        fairness::rake(&[1; 5], std::slice::from_ref(&age), 1),
        Ok(vec![683, 683, 683, 2_048, 1_024])
    );
    assert_eq!(
        fairness::rake(&[1; 5], std::slice::from_ref(&age), 0),
        Ok(vec![1_024; 5])
    );
    // No people at all: nothing to scale to.
    let nobody = margin(&[Some(0), Some(1)], &[0, 0]);
    assert_eq!(fairness::rake(&[1; 2], &[nobody], 3), Ok(vec![1_024; 2]));
    // An answer without people keeps a part of 1.
    let one = margin(&[Some(0), Some(1)], &[0, 5]);
    assert_eq!(fairness::rake(&[1; 2], &[one], 2), Ok(vec![1, 2_049]));
    let unknown = margin(&[Some(1)], &[5]);
    assert_eq!(
        fairness::rake(&[1; 1], &[unknown], 1),
        Err(Error::RowCount {
            found: 1,
            expected: 1
        })
    );
}

/// One young ballot for 100 people and three old ones for 300: every ballot speaks for 100, so a quarter of the money moves
/// with the young. Who has neither people nor ballots is not unheard.
#[test]
fn a_group_weighs_as_much_as_its_people() {
    let young = profile(2, &[vec![100, 0]]);
    let old = profile(2, &[vec![0, 100], vec![0, 100], vec![0, 100]]);
    let groups = [young, old, Profile::new(2), Profile::new(2)];
    let limits = Limits::none(100, 2);
    let counted = [50, 50].map(whole);
    let weigh = |population: &[u64]| {
        fairness::representation(Rule::Mean, &limits, &groups, population, &counted).unwrap()
    };
    let found = weigh(&[100, 300, 7, 0]);
    // 2²⁹ · 100 / 407 and 2²⁹ · 300 / 407 ÷ 3, each rounded down, are the same.
    assert_eq!(found.outcome.exact, [25, 75].map(whole));
    assert_eq!((found.moved, found.unheard), (Ratio::new(1, 2), vec![2]));
}

#[test]
fn one_draw_is_both_ends_of_its_interval() {
    let rows = Rows::new(2, &[100, 0, 0, 100, 50, 50], None).unwrap();
    assert!(!rows.is_empty() && Rows::new(2, &[], None).unwrap().is_empty());
    let draws = |times| Resampling { times, seed: 3 };
    let of = |times| {
        fairness::bootstrap(Rule::Mean, &rows, &Limits::none(100, 2), draws(times)).unwrap()
    };
    assert!(of(1).iter().all(|interval| interval.low == interval.high));
    // The ends of 40 draws are the smallest and the largest; more draws from the same seed only add to them.
    let widths = [1, 2, 5, 40].map(|times| of(times)[0].high - of(times)[0].low);
    assert!(widths.is_sorted() && widths[3] > widths[0], "{widths:?}");
}

/// Worked out with SplitMix64 as published: the sum of seven draws from these seven ballots tells which were drawn.
#[test]
fn the_same_seed_draws_the_same_ballots_everywhere() {
    let ballots: Vec<u64> = (0..7).flat_map(|at| [1 << at, 100 - (1 << at)]).collect();
    let rows = Rows::new(2, &ballots, None).unwrap();
    let limits = Limits::none(100, 2);
    for (seed, sum) in [(1, 216), (2, 136), (3, 53), (2026, 220)] {
        let draws = Resampling { times: 1, seed };
        let found = fairness::bootstrap(Rule::Mean, &rows, &limits, draws).unwrap();
        assert_eq!(found[0].low, Ratio::new(sum, 7), "seed {seed}");
    }
}

/// Worked out from Wilson's formula with 60 digits, rounded outwards to millionths; also of more people than multiply
/// within 128 bits.
#[test]
fn intervals_of_turnout_are_wilsons() {
    for (group, (low, high)) in [
        ((0, 50), (0, 71_351)),
        ((50, 50), (928_649, 1_000_000)),
        ((12, 53), (134_544, 355_266)),
        ((17, 120), (90_368, 215_197)),
        ((1, 3), (61_490, 792_346)),
        ((300, 1_000), (272_406, 329_125)),
        ((123_456, 7_654_321), (16_039, 16_219)),
        ((1 << 38, 1 << 39), (499_998, 500_002)),
        ((1 << 50, 1 << 52), (249_999, 250_001)),
    ] {
        let found = fairness::turnout(&[group]).unwrap();
        let (from, to) = found[0].as_ref().unwrap().interval;
        let [from, to] = [from, to].map(|end| (end * 1_000_000).to_integer());
        assert_eq!((from, to), (low, high), "{group:?}");
    }
    let most = tally::MAX_AMOUNT;
    assert!(
        fairness::turnout(&[(0, most)]).is_ok(),
        "as many people as are counted"
    );
    assert!(fairness::turnout(&[(0, most), (0, 1)]).is_err());
    // Nobody voted at all, and nobody lives there: no share of nothing.
    let found = fairness::turnout(&[(0, 1), (0, 0)]).unwrap();
    let none = found[0]
        .as_ref()
        .map(|found| (found.of_ballots, found.of_population));
    assert_eq!((none, &found[1]), (Some((whole(0), whole(1))), &None));
}

/// The mean is (2, 11/3, 6, 1/3): the first is short of b and d. Asking for as much as may be of both, (2, 6, 0, 4), gains 2/3;
/// asking for one of them and then from the first on gains nothing.
#[test]
fn the_probe_asks_for_all_that_is_short_at_once() {
    let ballots = [[2, 4, 5, 1], [2, 5, 5, 0], [2, 2, 8, 0]];
    let flat = ballots.concat();
    let rows = Rows::new(4, &flat, None).unwrap();
    let counted = profile(4, &ballots.map(|ballot| ballot.to_vec()));
    let limits = Limits {
        caps: vec![4, 6, 12, 4],
        ..Limits::none(12, 4)
    };
    // Only the first row.
    let found = fairness::manipulation(Rule::Mean, &counted, &rows, &limits, 1).unwrap();
    let expected = Manipulation {
        gain: Ratio::new(2, 3),
        row: 0,
        instead: vec![2, 6, 0, 4],
    };
    assert_eq!(found, Some(expected));
}

/// (6, 0, 0) would bring the mean nearer to (6, 6, 0), but it leaves half of the money out, so nobody may ask for it.
#[test]
fn the_probe_asks_for_all_the_money() {
    assert_eq!(probe(&[[6, 6, 0], [0, 12, 0]], 10, [0; 3], [6, 0, 0]), None);
}

/// Over a common denominator of 4,096 the outcome fits 64 bits, and all the money of the ballot does not.
#[test]
fn agreement_is_exact_beyond_64_bits() {
    let total = tally::MAX_AMOUNT;
    let third = total / 3;
    let first = whole(third) + Ratio::new(1, 4_096);
    let outcome = [first, whole(third), whole(total - third) - first];
    let ballot = [total, 0, 0];
    let rows = Rows::new(3, &ballot, None).unwrap();
    let found = fairness::agreement(&rows, &[], &outcome, total).unwrap();
    assert_eq!(found.whole.mean, first / whole(total));
}

/// Two alike would gain (see above), of which the first does not count.
#[test]
fn the_probe_passes_over_ballots_that_do_not_count() {
    let flat = [4, 6, 2, 4, 6, 2, 0, 6, 6];
    let rows = Rows::new(3, &flat, Some(&[0, 1, 1])).unwrap();
    let limits = Limits {
        caps: vec![6; 3],
        ..Limits::none(12, 3)
    };
    let counted = profile(3, &[flat[3..6].to_vec(), flat[6..].to_vec()]);
    let found = fairness::manipulation(Rule::Mean, &counted, &rows, &limits, 10).unwrap();
    let expected = Manipulation {
        gain: whole(2),
        row: 1,
        instead: vec![6, 6, 0],
    };
    assert_eq!(found, Some(expected));
}
