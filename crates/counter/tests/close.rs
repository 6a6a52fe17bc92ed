//! What the organiser's close makes final, and what people said about themselves.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use counter::{Terms, coarsened, shown_again};
use documents::budget::CheckName;
use documents::close::{AboutGroup, Close, CloseFormat};
use documents::result::{BudgetName, Refused};
use documents::{Ballot, Budget, Id, Refusal, ResultFile, Signature, Slug, SlugMap};
use proptest::prelude::*;
use support::{example, some_ballots};

fn budget() -> &'static (Vec<u8>, Budget) {
    static READ: OnceLock<(Vec<u8>, Budget)> = OnceLock::new();
    READ.get_or_init(|| {
        let bytes = example("aldermoor.json");
        let budget = Budget::read(&bytes).expect("the example is in order");
        (bytes, budget)
    })
}

/// What each ballot's voter said: for each question the answer at this place, where there is one.
fn answers(budget: &Budget, given: &[usize]) -> SlugMap<Slug> {
    let pairs = budget.about.iter().zip(given);
    pairs
        .filter_map(|(question, &at)| {
            Some((question.id.clone(), question.answers.get(at)?.id.clone()))
        })
        .collect()
}

fn close(budget: &Budget, bytes: &[u8], ballots: &[Ballot], about: Vec<AboutGroup>) -> Close {
    let mut counted: Vec<Id> = ballots.iter().map(Ballot::id).collect();
    counted.sort_unstable();
    Close {
        format: CloseFormat,
        budget: BudgetName {
            id: budget.id.clone(),
            sha256: Id::of(bytes),
        },
        revision: 1,
        keys: Vec::new(),
        counted,
        refused: Refused::default(),
        choices: None,
        about,
        result: Id::of(b""),
        signature: Signature([0; 64]),
    }
}

fn count(bytes: &[u8], close: Close, ballots: &[Ballot]) -> ResultFile {
    let mut count = Terms::read(bytes).expect("a budget").closed(close);
    for ballot in ballots {
        count.loose(&format!("{}.json", ballot.id()), &ballot.to_bytes());
    }
    count.finish().expect("there is a result")
}

#[test]
fn what_comes_after_the_close_changes_nothing() {
    let (bytes, budget) = budget();
    let ballots = some_ballots(budget, 12);
    let closed = close(budget, bytes, &ballots[..10], Vec::new());
    let at_the_close = count(bytes, closed.clone(), &ballots[..10]);
    assert_eq!(at_the_close.counted.len(), 10);
    assert_eq!(at_the_close.close, Some(1));
    let mut later = Terms::read(bytes).expect("a budget").closed(closed);
    for ballot in &ballots {
        later.loose(&format!("{}.json", ballot.id()), &ballot.to_bytes());
    }
    later.loose("junk.json", b"junk");
    later.stray("more junk");
    let later = later.finish().expect("there is a result");
    assert_eq!(later.to_bytes(), at_the_close.to_bytes());
}

#[test]
fn what_was_refused_at_the_close_stays_in_the_result() {
    let (bytes, budget) = budget();
    let ballots = some_ballots(budget, 10);
    let mut closed = close(budget, bytes, &ballots, Vec::new());
    closed.refused = Refused::of(&[documents::result::RefusedFile {
        name: "ballots/x.json".into(),
        why: Refusal::BadName {},
    }]);
    let result = count(bytes, closed.clone(), &ballots);
    assert_eq!(result.refused, closed.refused);
}

/// With these groups, the result shows the same numbers in the turnout and in every check.
#[test]
fn groups_are_those_of_the_close() {
    let (bytes, budget) = budget();
    let ballots = some_ballots(budget, 60);
    let said: BTreeMap<Id, SlugMap<Slug>> = ballots
        .iter()
        .enumerate()
        .map(|(n, ballot)| (ballot.id(), answers(budget, &[if n < 20 { 0 } else { 1 }])))
        .collect();
    let groups = coarsened(budget, &said);
    assert_eq!(groups.len(), 2);
    let closed = close(budget, bytes, &ballots, groups);
    assert_eq!(closed.check(budget, Id::of(bytes)), Ok(()));
    let result = count(bytes, closed, &ballots);
    let shown: Vec<u64> = result.turnout[0]
        .answers
        .iter()
        .map(|answer| answer.ballots)
        .collect();
    assert_eq!(&shown[..2], [20, 40]);
    let agreement = result
        .checks
        .iter()
        .find(|check| check.name() == CheckName::Agreement);
    let facts = &agreement.expect("the budget asks for it").facts;
    let groups = facts.iter().filter(|fact| fact.group.is_some());
    let sizes: Vec<Option<u64>> = groups.map(|fact| fact.ballots).collect();
    assert_eq!(sizes, [Some(20), Some(40)]);
}

prop_compose! {
    /// Up to 120 people's answers to three questions, many of them alike.
    fn any_answers()(given in prop::collection::vec((0_usize..4, 0_usize..3, 0_usize..5), 0..120)) -> Vec<[usize; 3]> {
        given.into_iter().map(|(a, b, c)| [a, b, c]).collect()
    }
}

fn said(budget: &Budget, given: &[[usize; 3]]) -> BTreeMap<Id, SlugMap<Slug>> {
    (0_u64..)
        .zip(given)
        .map(|(n, given)| (Id::of(&n.to_le_bytes()), answers(budget, given)))
        .collect()
}

proptest! {
    /// k-anonymity: nobody is shown with answers that fewer than `smallest_cell` ballots share, the withheld included.
    #[test]
    fn every_combination_is_shared_by_enough(given in any_answers()) {
        let (_, budget) = budget();
        let said = said(budget, &given);
        let groups = coarsened(budget, &said);
        let smallest = budget.smallest_cell as usize;
        let shown: usize = groups.iter().map(|group| group.ballots.len()).sum();
        let withheld = said.len() - shown;
        prop_assert!(groups.iter().all(|group| group.ballots.len() >= smallest));
        prop_assert!(groups.is_empty() || withheld == 0 || withheld >= smallest, "{}", withheld);
        for group in &groups {
            for id in &group.ballots {
                for (question, answer) in group.answers.iter() {
                    prop_assert_eq!(said[id].get(question), Some(answer), "nothing is made up");
                }
            }
        }
    }

    /// Somebody who adds and subtracts any numbers of people that can be asked for ("this answer", "this and that
    /// answer", "this answer or none", all) never gets to a number between 0 and the smallest cell.
    #[test]
    fn subtraction_gives_no_small_number_away(given in any_answers()) {
        let (_, budget) = budget();
        let said = said(budget, &given);
        let groups = coarsened(budget, &said);
        prop_assume!(!groups.is_empty());
        let asked = sets(budget, &said, &groups);
        for a in &asked {
            for b in &asked {
                let left = u64::from((a & !b).count_ones());
                prop_assert!(left == 0 || left >= budget.smallest_cell, "{} people are left over", left);
            }
        }
    }
}

/// Laid over each other, two closes tell of no ballot more than the first one did.
#[test]
fn a_further_close_cuts_no_group_anew() {
    let (bytes, budget) = budget();
    let ballots = some_ballots(budget, 62);
    let smallest = budget.smallest_cell as usize;
    let said: BTreeMap<Id, SlugMap<Slug>> = ballots[..60]
        .iter()
        .enumerate()
        .map(|(n, ballot)| (ballot.id(), answers(budget, &[n / 20])))
        .collect();
    let first = coarsened(budget, &said);
    assert_eq!(first.len(), 3);
    let gone = first[0].ballots[0];
    for (later, without) in [
        (&ballots[..60], None),
        (&ballots[..], None),
        (&ballots[..], Some(gone)),
    ] {
        let mut closed = close(budget, bytes, later, Vec::new());
        closed.counted.retain(|id| Some(*id) != without);
        closed.about = shown_again(budget, &first, &closed.counted);
        assert_eq!(closed.check(budget, Id::of(bytes)), Ok(()));
        for group in &closed.about {
            let before = first.iter().find(|before| before.answers == group.answers);
            let mut kept = before.expect("no group is new").ballots.clone();
            kept.retain(|id| Some(*id) != without);
            assert_eq!(group.ballots, kept);
        }
        // Two who came late are too few to be alone among the withheld.
        let shown: usize = closed.about.iter().map(|group| group.ballots.len()).sum();
        let withheld = closed.counted.len() - shown;
        assert!(
            shown >= 39 && (withheld == 0 || withheld >= smallest),
            "{shown}"
        );
    }
}

/// A set of people, a bit each.
type People = u128;

/// The sets of people that one can ask the published groups for.
fn sets(
    budget: &Budget,
    said: &BTreeMap<Id, SlugMap<Slug>>,
    groups: &[AboutGroup],
) -> BTreeSet<People> {
    let shown: Vec<Option<&SlugMap<Slug>>> = said
        .keys()
        .map(|id| {
            let group = groups.iter().find(|group| group.ballots.contains(id));
            group.map(|group| &group.answers)
        })
        .collect();
    let with = |question: &Slug, answer: Option<&Slug>| -> People {
        let gave = |shown: &Option<&SlugMap<Slug>>| {
            shown.and_then(|answers| answers.get(question)) == answer
        };
        let people = shown.iter().enumerate();
        people
            .filter(|(_, shown)| gave(shown))
            .map(|(at, _)| 1 << at)
            .sum()
    };
    let mut single = vec![(0..said.len()).map(|at| 1 << at).sum::<People>()];
    for question in &budget.about {
        single.push(with(&question.id, None));
        let answers = question.answers.iter();
        single.extend(answers.map(|answer| with(&question.id, Some(&answer.id))));
    }
    let pairs = single
        .iter()
        .flat_map(|a| single.iter().map(move |b| a & b));
    pairs.chain(single.iter().copied()).collect()
}
