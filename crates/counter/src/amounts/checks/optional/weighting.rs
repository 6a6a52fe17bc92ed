//! Would the outcome move if every group counted for as many people as live there?

use documents::budget::Question;
use documents::result::{Fact, GroupId};
use tally::fairness::{Margin, Representation, raked, representation};

use super::{Asked, Found, hardly_moves, of};
use crate::amounts::lines;
use crate::rows::Cells;

/// So often every question is fitted in turn: after that, four questions move no weight by a thousandth.
const ROUNDS: usize = 20;

/// By every question with figures of how many people there are, and by all of them together.
pub(super) fn find(asked: &Asked<'_>) -> Found {
    let known: Vec<(&Question, &Cells)> = asked
        .budget
        .about
        .iter()
        .zip(asked.cells)
        .filter(|(question, cells)| knows(question) && cells.answers().any(|rows| !rows.is_empty()))
        .collect();
    let (mut facts, mut holds) = (Vec::new(), true);
    for (question, cells) in &known {
        let groups = asked.profiles(cells.answers())?;
        let (people, outcome) = (people(question), &asked.outcome.exact);
        let found = representation(asked.rule(), asked.limits, &groups, &people, outcome)?;
        holds &= hardly_moves(found.moved);
        facts.push(Fact {
            question: Some(question.id.clone()),
            ..moved(asked, "question", &found)?
        });
        // Who is hidden may have been heard.
        let unheard = found.unheard.iter().filter(|_| cells.hidden() == 0);
        facts.extend(unheard.map(|&at| Fact {
            group: Some(GroupId {
                question: question.id.clone(),
                answer: question.answers[at].id.clone(),
            }),
            ..Fact::new("unheard")
        }));
    }
    if known.len() > 1 {
        let found = together(asked, &known)?;
        holds &= hardly_moves(found.moved);
        facts.push(moved(asked, "together", &found)?);
    }
    of(holds, facts)
}

/// Is it known of every answer how many people there are?
fn knows(question: &Question) -> bool {
    let mut answers = question.answers.iter();
    answers.all(|answer| answer.population.is_some())
}

fn people(question: &Question) -> Vec<u64> {
    let answers = question.answers.iter();
    answers
        .map(|answer| answer.population.unwrap_or(0))
        .collect()
}

/// All questions at once.
fn together(
    asked: &Asked<'_>,
    known: &[(&Question, &Cells)],
) -> Result<Representation, tally::Error> {
    let rows = asked.table.rows()?;
    let margins: Vec<Margin> = known
        .iter()
        .map(|(question, cells)| Margin {
            answers: cells.by_row(rows.len()),
            population: people(question),
        })
        .collect();
    let outcome = &asked.outcome.exact;
    raked(asked.rule(), asked.limits, &rows, &margins, ROUNDS, outcome)
}

fn moved(asked: &Asked<'_>, says: &str, found: &Representation) -> Result<Fact, tally::Error> {
    let (outcome, unspent) = lines(asked.plan, &found.outcome);
    Ok(Fact {
        amount: Some(asked.money_moved(found.moved)?),
        outcome,
        unspent,
        ..Fact::new(says)
    })
}
