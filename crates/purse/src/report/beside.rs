//! How people differed, and which answers came together, for people to read: what the page shows in pictures.

use std::io::{self, Write};

use documents::result::{Beside, Extremes, ResultFile, Spread};
use documents::{Budget, Slug};

use super::numbers::number;
use super::table::{self, Side};
use crate::words::say;

/// Columns from low to high, as high as there are ballots for their width.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Signs to a shape.
const SIGNS: u64 = 20;

/// For each line its shape from floor to cap, where at least half of the ballots are, and the outcome; then the lines on which
/// people agreed and differed most.
pub(crate) fn print_spreads(
    out: &mut impl Write,
    budget: &Budget,
    result: &ResultFile,
    beside: &Beside,
) -> io::Result<()> {
    let spreads = beside.spreads(budget);
    writeln!(out, "\n{}", say!("outcome.differed"))?;
    if spreads.iter().all(|spread| spread.cells.is_empty()) {
        return writeln!(out, "  {}", say!("outcome.too_few"));
    }
    let heads = [
        say!("head.priority"),
        say!("head.shape"),
        say!("head.most"),
        say!("head.today"),
        say!("head.outcome"),
    ];
    let mut rows = vec![heads.map(String::from).to_vec()];
    for (spread, line) in spreads.iter().zip(&budget.priorities) {
        let given = result.outcome.iter().find(|it| it.priority == line.id);
        rows.push(vec![
            line.name.get(&budget.languages[0]).to_owned(),
            shape(spread),
            most(spread),
            number(line.today),
            number(given.map_or(0, |line| line.amount)),
        ]);
    }
    let sides = [Side::Left, Side::Left, Side::Left, Side::Right, Side::Right];
    table::print(out, &sides, &rows)?;
    let found = Extremes::of(&spreads);
    let names = |lines: &[usize]| {
        let names = lines.iter().map(|&at| &budget.priorities[at].name);
        let names: Vec<&str> = names.map(|name| name.get(&budget.languages[0])).collect();
        names.join(", ")
    };
    if !found.agreed.is_empty() {
        writeln!(
            out,
            "  {}",
            say!("outcome.agreed", names = names(&found.agreed))
        )?;
        writeln!(
            out,
            "  {}",
            say!("outcome.divided", names = names(&found.divided))
        )?;
    }
    Ok(())
}

/// "▁▂█▂▁", from the line's floor to its cap; a dot where nobody is.
fn shape(spread: &Spread) -> String {
    if spread.cells.is_empty() {
        return String::new();
    }
    let heights = spread.heights();
    let sign = |at: u64| {
        let middle = (2 * at + 1) * spread.whole() / (2 * SIGNS);
        let here = spread.cells.iter().position(|cell| {
            let (from, to) = spread.ends(cell);
            (from..to).contains(&middle)
        });
        here.map_or('·', |here| {
            let eighth = heights[here] * 7 / 100;
            BLOCKS[usize::try_from(eighth).unwrap_or(0).min(7)]
        })
    };
    (0..SIGNS).map(sign).collect()
}

fn most(spread: &Spread) -> String {
    match spread.most() {
        None => say!("outcome.too_few").to_owned(),
        Some((from, to)) if from == to => number(from),
        Some((from, to)) => format!("{} – {}", number(from), number(to)),
    }
}

/// Groups of people who gave the same answers to several questions.
pub(crate) fn print_crossed(
    out: &mut impl Write,
    budget: &Budget,
    beside: &Beside,
) -> io::Result<()> {
    if beside.crossed.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", say!("outcome.together"))?;
    for group in &beside.crossed {
        let names: Vec<&str> = group
            .answers
            .iter()
            .map(|it| answer(budget, &it.question, &it.answer).unwrap_or(it.answer.as_str()))
            .collect();
        let at_least = say!("outcome.at_least", ballots = number(group.ballots));
        writeln!(out, "  {}: {at_least}", names.join(" · "))?;
    }
    Ok(())
}

fn answer<'b>(budget: &'b Budget, question: &Slug, answer: &Slug) -> Option<&'b str> {
    let known = budget.question(question)?.answer(answer)?;
    Some(known.name.get(&budget.languages[0]))
}

#[cfg(test)]
mod tests {
    use documents::result::Cell;

    use super::*;

    #[test]
    fn a_shape_is_as_high_as_there_are_ballots_and_empty_where_nobody_is() {
        let cell = |from, to, ballots| Cell { from, to, ballots };
        let spread = Spread {
            floor: 0,
            cap: 190,
            step: 10,
            cells: vec![cell(0, 0, 40), cell(10, 10, 10), cell(150, 190, 25)],
        };
        assert_eq!(shape(&spread), "█▂·············▁▁▁▁▁");
        assert_eq!(most(&spread), "0 – 190");
    }
}
