//! The groups among the ballots, which are sorted by id: what is said of the people, not of what they chose.

use documents::budget::Question;
use documents::result::{Crossed, GroupId};
use documents::{Budget, Id, Slug, SlugMap};

use crate::Count;

/// The ballots that gave one answer to one question.
pub(crate) struct Group {
    pub(crate) id: GroupId,
    /// Where they stand in the table.
    pub(crate) rows: Vec<u32>,
}

/// The answers to one question, as the ballots gave them.
pub(crate) struct Cells {
    /// For each answer of the budget, the rows that gave it; those that gave none, or whose answer is withheld, come last.
    pub(crate) rows: Vec<Vec<u32>>,
}

impl Cells {
    /// The rows of each answer of the budget.
    pub(crate) fn answers(&self) -> impl Iterator<Item = &Vec<u32>> {
        self.rows.iter().take(self.rows.len().saturating_sub(1))
    }

    /// How many ballots gave no answer, or one that is withheld.
    pub(crate) fn hidden(&self) -> usize {
        self.rows.last().map_or(0, Vec::len)
    }

    /// The answer of each of so many rows, by its position in the budget.
    pub(crate) fn by_row(&self, rows: usize) -> Vec<Option<u16>> {
        let mut given = vec![None; rows];
        for (answer, rows) in (0..).zip(self.answers()) {
            for &row in rows {
                given[row as usize] = Some(answer);
            }
        }
        given
    }
}

/// One for each question of the budget, as far as the close shows the answers; none before the close.
pub(crate) fn cells(count: &Count) -> Vec<Cells> {
    let Some(close) = &count.close else {
        return Vec::new();
    };
    let budget = &count.budget;
    let mut shown: Vec<(&Id, &SlugMap<Slug>)> = close
        .about
        .iter()
        .flat_map(|group| group.ballots.iter().map(|id| (id, &group.answers)))
        .collect();
    shown.sort_unstable_by_key(|&(id, _)| id);
    let one = |question: &Question| {
        let answers = question.answers.len();
        let given = |id: &Id| {
            let at = shown.binary_search_by_key(&id, |&(id, _)| id).ok()?;
            let answer = shown[at].1.get(&question.id)?;
            question.answers.iter().position(|own| own.id == *answer)
        };
        let mut rows = vec![Vec::new(); answers + 1];
        for (row, id) in (0..).zip(count.ballots.keys()) {
            rows[given(id).unwrap_or(answers)].push(row);
        }
        Cells { rows }
    };
    budget.about.iter().map(one).collect()
}

/// Those of the close's groups that share answers to more than one question, the largest first.
pub(crate) fn crossed(count: &Count) -> Vec<Crossed> {
    let groups = count.close.iter().flat_map(|close| &close.about);
    let crossed = groups.map(|group| Crossed {
        answers: group
            .answers
            .iter()
            .map(|(question, answer)| GroupId {
                question: question.clone(),
                answer: answer.clone(),
            })
            .collect(),
        ballots: group.ballots.len() as u64,
    });
    let mut crossed: Vec<Crossed> = crossed.filter(|group| group.answers.len() > 1).collect();
    crossed.sort_by_key(|group| std::cmp::Reverse(group.ballots));
    crossed
}

/// The groups of at least one ballot, in the order of the budget; the close shows none that is too small.
pub(crate) fn groups(budget: &Budget, cells: &[Cells]) -> Vec<Group> {
    let mut groups = Vec::new();
    for (question, cells) in budget.about.iter().zip(cells) {
        for (answer, rows) in question.answers.iter().zip(&cells.rows) {
            if !rows.is_empty() {
                let id = GroupId {
                    question: question.id.clone(),
                    answer: answer.id.clone(),
                };
                groups.push(Group {
                    id,
                    rows: rows.clone(),
                });
            }
        }
    }
    groups
}
