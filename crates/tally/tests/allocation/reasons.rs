//! What would have to change.

use proptest::prelude::*;
use tally::{Limits, Profile, Rule, allocate, needed_support};

use crate::elections::{election, seeded, whole};

#[test]
fn more_support_is_counted_in_ballots() {
    let mut profile = Profile::new(2);
    profile.add(&[20, 80], 10).unwrap();
    let limits = Limits {
        caps: vec![60, 100],
        ..Limits::none(100, 2)
    };
    let needed = needed_support(Rule::Mean, &profile, &limits, &[20, 80], 0, 10)
        .unwrap()
        .unwrap();
    // (10 · 20 + k · 60) / (10 + k) ≥ 30 from k = 10/3 on
    assert_eq!(
        (needed.ballots, needed.ballot.as_slice()),
        (4, &[60, 40][..])
    );
    assert_eq!(needed.amount, tally::Ratio::new(440, 14));
    assert_eq!(
        needed_support(Rule::Mean, &profile, &limits, &[20, 80], 0, 41).unwrap(),
        None
    );
}

proptest! {
    #![proptest_config(seeded(60))]

    #[test]
    fn one_ballot_fewer_would_not_have_been_enough(election in election(2..=4, 6), priority in 0usize..4, more in 1u64..20) {
        prop_assume!(priority < election.priorities);
        let limits = Limits::none(election.total, election.priorities);
        for rule in Rule::ALL {
            let outcome = allocate(rule, &election.profile(), &limits).unwrap();
            let wanted = whole(outcome.amounts[priority] + more);
            let needed = needed_support(rule, &election.profile(), &limits, &outcome.amounts, priority, more).unwrap();
            let Some(needed) = needed else { continue };
            let with = |ballots: u64| {
                let mut profile = election.profile();
                profile.add(&needed.ballot, ballots).unwrap();
                allocate(rule, &profile, &limits).unwrap().exact[priority]
            };
            prop_assert_eq!(with(needed.ballots), needed.amount);
            prop_assert!(needed.amount >= wanted);
            for fewer in 0..needed.ballots.min(40) {
                prop_assert!(with(fewer) < wanted, "{} {}", rule, fewer);
            }
        }
    }
}
