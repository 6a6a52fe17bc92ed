//! What people said about themselves, made coarse enough to be shown to everybody.

use std::collections::BTreeMap;

use documents::close::AboutGroup;
use documents::{Budget, Id, Slug, SlugMap};

/// For each question of the budget the answer that is shown.
type Shown = Vec<Option<Slug>>;

/// Puts the ballots in groups of the same answers, each of at least the budget's smallest number of ballots; ballots
/// in no group are withheld, and they too are none or at least as many (k-anonymity: Sweeney 2002).
///
/// Where too few gave the same answers, the answer to the last question is withheld first, then the one before: the
/// order of the questions in the budget says which matter most. Whatever is counted later from these groups is a sum
/// of whole groups, so that no subtraction gives a smaller number away.
pub fn coarsened(budget: &Budget, answers: &BTreeMap<Id, SlugMap<Slug>>) -> Vec<AboutGroup> {
    let shown = |given: &SlugMap<Slug>| -> Shown {
        budget
            .about
            .iter()
            .map(|question| given.get(&question.id).cloned())
            .collect()
    };
    let smallest = usize::try_from(budget.smallest_cell).unwrap_or(usize::MAX);
    let mut groups: BTreeMap<Shown, Vec<Id>> = BTreeMap::new();
    for (id, given) in answers {
        groups.entry(shown(given)).or_default().push(*id);
    }
    for question in (0..budget.about.len()).rev() {
        groups = withheld(groups, question, smallest);
    }
    let nothing: Shown = vec![None; budget.about.len()];
    absorb(&mut groups, &nothing, smallest);
    groups.remove(&nothing);
    groups
        .into_iter()
        .map(|(shown, ballots)| group(budget, shown, ballots))
        .collect()
}

/// Groups that are too small, without their answer to this question.
fn withheld(
    groups: BTreeMap<Shown, Vec<Id>>,
    question: usize,
    smallest: usize,
) -> BTreeMap<Shown, Vec<Id>> {
    let mut coarser: BTreeMap<Shown, Vec<Id>> = BTreeMap::new();
    for (mut shown, ballots) in groups {
        if ballots.len() < smallest {
            shown[question] = None;
        }
        coarser.entry(shown).or_default().extend(ballots);
    }
    coarser
}

/// Too few that are withheld would be found by subtraction: the smallest groups go to them, until they are enough.
fn absorb(groups: &mut BTreeMap<Shown, Vec<Id>>, nothing: &Shown, smallest: usize) {
    while groups
        .get(nothing)
        .is_some_and(|ballots| ballots.len() < smallest)
    {
        let next = groups
            .iter()
            .filter(|(shown, _)| *shown != nothing)
            .min_by_key(|(_, ballots)| ballots.len())
            .map(|(shown, _)| shown.clone());
        let Some(ballots) = next.and_then(|shown| groups.remove(&shown)) else {
            return;
        };
        groups.entry(nothing.clone()).or_default().extend(ballots);
    }
}

fn group(budget: &Budget, shown: Shown, mut ballots: Vec<Id>) -> AboutGroup {
    ballots.sort_unstable();
    let answers = budget
        .about
        .iter()
        .zip(shown)
        .filter_map(|(question, answer)| Some((question.id.clone(), answer?)))
        .collect();
    AboutGroup { answers, ballots }
}
