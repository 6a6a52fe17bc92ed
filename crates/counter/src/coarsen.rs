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

/// What a further close may show of these ballots, where an earlier one has shown groups: the same groups, without ballots
/// that no longer count. Groups of another cut, laid over the earlier ones, would part single people from the rest.
pub fn shown_again(budget: &Budget, before: &[AboutGroup], counted: &[Id]) -> Vec<AboutGroup> {
    let smallest = usize::try_from(budget.smallest_cell.max(1)).unwrap_or(usize::MAX);
    let mut groups = before.to_vec();
    for group in &mut groups {
        group.ballots.retain(|id| counted.binary_search(id).is_ok());
    }
    groups.retain(|group| group.ballots.len() >= smallest);
    groups.sort_by_key(|group| group.ballots.len());
    let shown = |groups: &[AboutGroup]| {
        groups
            .iter()
            .map(|group| group.ballots.len())
            .sum::<usize>()
    };
    while (1..smallest).contains(&(counted.len() - shown(&groups))) && !groups.is_empty() {
        groups.remove(0);
    }
    groups.sort_by(|a, b| a.answers.iter().cmp(b.answers.iter()));
    groups
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
