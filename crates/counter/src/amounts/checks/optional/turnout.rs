//! Did every group take part as much as the others?

use documents::budget::Question;
use documents::result::{Fact, GroupId};
use tally::Ratio;
use tally::fairness::turnout;

use super::{Asked, Found, of};
use crate::amounts::exact;
use crate::rows::Cells;

/// By every question whose answers are all shown and have figures of how many people there are. A group took part less
/// where the whole interval of its rate (Wilson, 95 %) is below the rate of all.
pub(super) fn find(asked: &Asked<'_>) -> Found {
    let mut facts = Vec::new();
    for (question, cells) in asked.budget.about.iter().zip(asked.cells) {
        facts.extend(by(question, cells)?);
    }
    let less = facts.iter().any(|fact| fact.says.as_str() == "less");
    of(!less, facts)
}

fn by(question: &Question, cells: &Cells) -> Result<Vec<Fact>, tally::Error> {
    let answers = question.answers.iter().zip(cells.answers());
    let groups: Option<Vec<(u64, u64)>> = answers
        .map(|(answer, rows)| Some((rows.len() as u64, answer.population?)))
        .collect();
    // Where answers are hidden, what is left is no count to be held against who lives here.
    let Some(groups) = groups.filter(|_| cells.hidden() == 0) else {
        return Ok(Vec::new());
    };
    let sum = |figure: fn(&(u64, u64)) -> u64| {
        i128::from(groups.iter().map(figure).fold(0, u64::saturating_add))
    };
    let (ballots, people) = (sum(|group| group.0), sum(|group| group.1));
    let all = Ratio::new(ballots, people.max(1));
    let found = turnout(&groups)?;
    let facts = question.answers.iter().zip(&groups).zip(found);
    let facts = facts.filter_map(|((answer, (ballots, _)), found)| {
        let found = found?;
        let less = found.interval.1 < all;
        Some(Fact {
            group: Some(GroupId {
                question: question.id.clone(),
                answer: answer.id.clone(),
            }),
            ballots: Some(*ballots),
            share: Some(exact(found.of_ballots)),
            beside: Some(exact(found.of_population)),
            low: Some(exact(found.interval.0)),
            high: Some(exact(found.interval.1)),
            ..Fact::new(if less { "less" } else { "group" })
        })
    });
    Ok(facts.collect())
}
