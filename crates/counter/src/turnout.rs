//! Who took part.

use documents::Budget;
use documents::result::{AnswerTurnout, Turnout};

use crate::rows::Cells;

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
