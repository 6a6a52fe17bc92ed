//! Who took part, and how and where.

use documents::result::{AnswerTurnout, Turnout};
use documents::{Budget, Slug};

use crate::Counted;
use crate::rows::Cells;

/// So many names are shown: in an open event anybody may make up names of places.
const NAMES: usize = 50;

pub(crate) fn turnout(budget: &Budget, cells: &[Cells]) -> Vec<Turnout> {
    let one = |(question, cells): (&documents::budget::Question, &Cells)| {
        let shown = |cell: usize| cells.rows[cell].len() as u64;
        let answers = question
            .answers
            .iter()
            .enumerate()
            .map(|(i, answer)| AnswerTurnout {
                answer: answer.id.clone(),
                ballots: shown(i),
                population: answer.population,
            });
        Turnout {
            question: question.id.clone(),
            answers: answers.collect(),
            not_shown: shown(question.answers.len()),
        }
    };
    budget.about.iter().zip(cells).map(one).collect()
}

/// By channel, and by place where any ballot names one; nothing of made-up ballots.
pub(crate) fn cast<'b>(
    budget: &Budget,
    ballots: impl Iterator<Item = &'b Counted> + Clone,
) -> Vec<Turnout> {
    if ballots.clone().all(|ballot| ballot.simulated) {
        return Vec::new();
    }
    let (channels, places) = (ballots.clone().map(channel_of), ballots.map(place_of));
    let least = budget.smallest_cell;
    [
        named("channel", channels, least),
        named("place", places, least),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(crate) fn channel_of(ballot: &Counted) -> Option<&str> {
    Some(ballot.channel.name())
}

pub(crate) fn place_of(ballot: &Counted) -> Option<&str> {
    ballot.place.as_ref().map(Slug::as_str)
}

/// How many ballots have each name, the most first; `None` where none has any. What is not shown is none at all or
/// enough to hide in.
fn named<'b>(
    question: &str,
    names: impl Iterator<Item = Option<&'b str>>,
    least: u64,
) -> Option<Turnout> {
    let mut not_shown = 0;
    let mut named = Vec::new();
    for name in names {
        match name {
            Some(name) => named.push(name),
            None => not_shown += 1,
        }
    }
    if named.is_empty() {
        return None;
    }
    named.sort();
    let same = named.chunk_by(|a, b| a == b);
    let mut shown: Vec<(&str, u64)> = same.map(|same| (same[0], same.len() as u64)).collect();
    shown.sort_by_key(|&(_, ballots)| std::cmp::Reverse(ballots));
    let enough = |&(_, ballots): &(&str, u64)| ballots >= least;
    let keep = shown.iter().take(NAMES).take_while(|it| enough(it)).count();
    not_shown += shown.drain(keep..).map(|(_, ballots)| ballots).sum::<u64>();
    while (1..least).contains(&not_shown)
        && let Some((_, ballots)) = shown.pop()
    {
        not_shown += ballots;
    }
    let answers = shown.into_iter().map(|(name, ballots)| AnswerTurnout {
        answer: Slug::parse(name).expect("channels and places have names for machines"),
        ballots,
        population: None,
    });
    Some(Turnout {
        question: Slug::parse(question).expect("a name for machines"),
        answers: answers.collect(),
        not_shown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[(&'static str, usize)], silent: usize) -> Option<Vec<(String, u64)>> {
        let said = numbers
            .iter()
            .flat_map(|&(name, number)| vec![Some(name); number]);
        let found = named("place", said.chain(vec![None; silent]), 10)?;
        let shown = found
            .answers
            .into_iter()
            .map(|it| (it.answer.to_string(), it.ballots));
        Some(shown.chain([(String::new(), found.not_shown)]).collect())
    }

    fn shows(numbers: &[(&'static str, usize)], silent: usize, wanted: &[(&str, u64)]) {
        let wanted: Vec<_> = wanted
            .iter()
            .map(|&(name, number)| (name.to_owned(), number))
            .collect();
        assert_eq!(of(numbers, silent), Some(wanted), "{numbers:?} {silent}");
    }

    #[test]
    fn a_small_place_is_not_shown_and_cannot_be_found_by_subtraction() {
        shows(
            &[("hall", 12), ("library", 30)],
            0,
            &[("library", 30), ("hall", 12), ("", 0)],
        );
        shows(
            &[("hall", 9), ("library", 30), ("school", 5)],
            0,
            &[("library", 30), ("", 14)],
        );
        // Nine alone would be known from what is missing: the next smallest goes with them.
        shows(
            &[("hall", 9), ("library", 30), ("school", 20)],
            0,
            &[("library", 30), ("", 29)],
        );
        shows(&[("hall", 3)], 4, &[("", 7)]);
        shows(&[("library", 30)], 2, &[("", 32)]);
        assert_eq!(of(&[], 40), None, "nobody named a place");
    }

    #[test]
    fn made_up_names_cannot_fill_a_result() {
        let names: Vec<String> = (0..2_000).map(|at| format!("place-{at}")).collect();
        let said = names.iter().flat_map(|name| vec![Some(name.as_str()); 10]);
        let found = named("place", said, 10).expect("there are places");
        assert_eq!((found.answers.len(), found.not_shown), (NAMES, 19_500));
    }
}
