//! The ballots of tables, beside all others.

use documents::result::{AnswerTurnout, Turnout};

use crate::{Count, Counted};

/// How many people agreed at tables, where that and the number of tables may be shown: neither the tables nor the others
/// are too few, and the ways in which ballots came (`cast`) hide none from which their number would follow.
pub(crate) fn shown(count: &Count, cast: &[Turnout]) -> Option<u64> {
    let least = count.budget.smallest_cell;
    let at_tables = count.ballots.values().filter_map(|ballot| ballot.people);
    let (tables, people) = at_tables.fold((0, 0_u64), |(tables, all), people| {
        (tables + 1, all.saturating_add(people))
    });
    let others = count.ballots.len() as u64 - tables;
    let enough = tables >= least.max(1) && (others == 0 || others >= least);
    // Of made-up ballots no way is told; they are nobody's.
    let told = cast.is_empty() || cast.iter().any(tells_of_tables);
    (enough && told).then_some(people)
}

fn tells_of_tables(by: &Turnout) -> bool {
    let table = |it: &AnswerTurnout| it.answer.as_str() == documents::ballot::Channel::Table.name();
    by.question.as_str() == "channel" && by.answers.iter().any(table)
}

/// The rows of tables, and those of all others.
pub(crate) fn parts(count: &Count) -> [Vec<u32>; 2] {
    let of_table = |&(_, ballot): &(u32, &Counted)| ballot.people.is_some();
    let (tables, others): (Vec<_>, Vec<_>) = (0..).zip(count.ballots.values()).partition(of_table);
    [tables, others].map(|part| part.into_iter().map(|(row, _)| row).collect())
}
