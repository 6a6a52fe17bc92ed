//! What the columns mean, by the first row.

use std::iter::Peekable;

use crate::Plan;
use crate::json::MAX_WHOLE;

use super::{Asked, Mistake, limits, mistake, sheet};

pub(crate) struct Columns {
    line: u64,
    names: Vec<String>,
    separator: char,
    /// How many columns without a name stand behind them.
    unnamed: usize,
    /// For each priority, the column it stands in.
    order: Vec<usize>,
}

impl Columns {
    /// Reads the first row that says something, over as many lines as its quotations take.
    pub(crate) fn read<'t>(
        lines: &mut Peekable<impl Iterator<Item = (u64, &'t str)>>,
        asked: &Asked,
    ) -> Result<Self, Vec<Mistake>> {
        let (line, mut names, separator) = head(lines).map_err(|mistake| vec![mistake])?;
        let wide = names.len();
        while names.len() > 1 && names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        let unnamed = wide - names.len();
        let mut mistakes = named(&names, line);
        if let Asked::Total(_) = asked {
            mistakes.extend(no_names(&names, line));
        }
        let order = match asked {
            Asked::Total(_) => (0..names.len()).collect(),
            Asked::Plan(plan) => in_order_of(plan, &names, line, &mut mistakes),
        };
        match mistakes.is_empty() {
            true => Ok(Self {
                line,
                names,
                separator,
                unnamed,
                order,
            }),
            false => Err(mistakes),
        }
    }

    pub(crate) fn priorities(&self) -> Vec<String> {
        self.order
            .iter()
            .map(|column| self.names[*column].clone())
            .collect()
    }

    /// Which of the amounts stands at the end of a line.
    pub(crate) fn last(&self) -> Option<usize> {
        let last = self.names.len() - 1;
        self.order.iter().position(|column| *column == last)
    }

    /// Spreadsheets write columns with nothing in them; one that has something in this row lacks its name.
    pub(crate) fn lacks_a_name(&self, row: &str) -> Option<Mistake> {
        if self.unnamed == 0 {
            return None;
        }
        let cells = sheet::cells(row, self.separator).unwrap_or_default();
        let own = self.names.len();
        let used = (own..own + self.unnamed)
            .find(|at| cells.get(*at).is_some_and(|cell| !cell.is_empty()))?;
        let found = format!("no name for column {}", used + 1);
        Some(mistake(self.line, None, &found, "a name"))
    }

    /// Where tables were put one behind another, the rows behind a second row of names belong to those names. The same
    /// names once more change nothing.
    pub(crate) fn named_otherwise(&self, row: &str, line: u64) -> Option<Mistake> {
        let mut cells = sheet::cells(row, self.separator).ok()?;
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        let ours = |cell: &String| self.names.iter().any(|name| alike(name, cell));
        let is_head = !cells.iter().any(|cell| is_number(cell)) && cells.iter().any(ours);
        let pairs = self.names.iter().zip(&cells);
        let same =
            cells.len() == self.names.len() && { pairs }.all(|(name, cell)| alike(name, cell));
        let found = format!("a second row of names: {}", cells.join(", ").escape_debug());
        let expected = "one table in a file, or the names of the first row in their order";
        (is_head && !same).then(|| mistake(line, None, &found, expected))
    }

    pub(crate) fn row(&self, row: &str, line: u64, asked: &Asked) -> Result<Vec<u64>, Mistake> {
        let cells = sheet::cells(row, self.separator).map_err(|column| {
            mistake(
                line,
                self.names.get(column).map(String::as_str),
                "a quotation mark with no other that closes it, or text behind that",
                "quotation marks round a whole cell",
            )
        })?;
        // Columns without a name hold nothing, here and in the first row.
        let (own, more) = cells.split_at(cells.len().min(self.names.len()));
        if own.len() < self.names.len() || more.iter().any(|cell| !cell.is_empty()) {
            let (found, expected) = (columns(cells.len()), columns(self.names.len()));
            return Err(mistake(line, None, &found, &expected));
        }
        let amount = |column: &usize| {
            let cell = &own[*column];
            whole(cell).map_err(|expected| {
                let found = match cell.is_empty() {
                    true => "nothing".into(),
                    false => format!("{cell:?}"),
                };
                mistake(line, Some(&self.names[*column]), &found, &expected)
            })
        };
        let amounts: Vec<u64> = self.order.iter().map(amount).collect::<Result<_, _>>()?;
        limits::keep(&amounts, asked, line)?;
        Ok(amounts)
    }
}

type Head = (u64, Vec<String>, char);

/// A name may go over several lines in quotation marks; what looks like a ballot is no part of a name.
fn head<'t>(lines: &mut Peekable<impl Iterator<Item = (u64, &'t str)>>) -> Result<Head, Mistake> {
    let expected = "a first row with the names of the priorities";
    let nothing = |line| mistake(line, None, "an empty file", expected);
    let (mut line, mut first) = lines.next().ok_or_else(|| nothing(1))?;
    let told = sheet::told(first);
    if told.is_some() {
        (line, first) = lines.next().ok_or_else(|| nothing(line + 1))?;
    }
    let mut row = first.to_owned();
    loop {
        let next = lines.peek().map(|(_, next)| *next);
        let separator = told.map_or_else(|| sheet::separator(&row, next), Ok);
        let separator = separator.map_err(|found| {
            let expected =
                "one sign between the cells: begin the file with a line sep=; (or another sign)";
            mistake(line, None, &found, expected)
        })?;
        let open = match sheet::cells(&row, separator) {
            Ok(names) => return Ok((line, names, separator)),
            Err(open) => open,
        };
        match lines.next().filter(|(_, more)| !is_ballot(more)) {
            Some((_, more)) => row += &format!("\n{more}"),
            None => {
                let found = format!(
                    "a quotation mark in column {} that nothing closes",
                    open + 1
                );
                return Err(mistake(
                    line,
                    None,
                    &found,
                    "quotation marks round a whole name",
                ));
            }
        }
    }
}

/// Several cells and a number among them.
fn is_ballot(line: &str) -> bool {
    let parts = |sign: char| {
        sheet::SEPARATORS
            .iter()
            .any(|(separator, _)| *separator == sign)
    };
    let mut cells = line.split(parts).map(|cell| cell.trim_matches(['"', ' ']));
    line.contains(parts) && cells.any(is_number)
}

/// But for case and spaces.
fn alike(name: &str, other: &str) -> bool {
    let bare = |text: &str| text.to_lowercase().split_whitespace().collect::<String>();
    bare(name) == bare(other)
}

fn is_number(text: &str) -> bool {
    text.contains(|sign: char| sign.is_numeric()) && !text.contains(char::is_alphabetic)
}

/// A name for each, and each once.
fn named(names: &[String], line: u64) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for (column, name) in names.iter().enumerate() {
        if name.is_empty() {
            let found = format!("no name for column {}", column + 1);
            mistakes.push(mistake(line, None, &found, "a name"));
        } else if name.contains(char::REPLACEMENT_CHARACTER) {
            let found = "bytes that are no text";
            mistakes.push(mistake(
                line,
                Some(name),
                found,
                "a file saved as CSV in UTF-8",
            ));
        } else if names[..column].contains(name) {
            let found = "a second column of this name";
            mistakes.push(mistake(line, Some(name), found, "each name once"));
        }
    }
    mistakes
}

/// A table without its first row would lose its first ballot.
fn no_names(names: &[String], line: u64) -> Option<Mistake> {
    let numbers: Vec<&String> = names.iter().filter(|name| is_number(name)).collect();
    let first = numbers.first()?;
    let sum: u128 = names
        .iter()
        .filter_map(|name| whole(name).ok())
        .map(u128::from)
        .sum();
    let found = match numbers.len() == names.len() {
        true => format!("names that are numbers and add up to {sum}, as a ballot's would"),
        false => format!("a name that is a number ({first:?})"),
    };
    let expected = "a first row with the names of the priorities, each with a letter in it";
    Some(mistake(line, None, &found, expected))
}

fn in_order_of(
    plan: &Plan,
    names: &[String],
    line: u64,
    mistakes: &mut Vec<Mistake>,
) -> Vec<usize> {
    let ids = || plan.lines.iter().map(|priority| priority.id.as_str());
    for name in names.iter().filter(|name| !name.is_empty()) {
        if !ids().any(|id| id == name) {
            let found = "a priority that the budget does not have";
            mistakes.push(mistake(line, Some(name), found, "one that it has"));
        }
    }
    let mut order = Vec::new();
    for id in ids() {
        match names.iter().position(|name| name == id) {
            Some(column) => order.push(column),
            None => mistakes.push(mistake(
                line,
                None,
                "no such column",
                &format!("a column {id}"),
            )),
        }
    }
    order
}

/// Digits and nothing else: no sign, no point, no exponent, no grouping, and no zeros before, which a number cut in
/// two by its own comma has.
fn whole(cell: &str) -> Result<u64, String> {
    let expected = || format!("a whole amount from 0 to {MAX_WHOLE}");
    if cell.is_empty() || !cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(two_readings(cell).unwrap_or_else(expected));
    }
    if cell.len() > 1 && cell.starts_with('0') {
        return Err(format!("{}, without zeros before it", expected()));
    }
    let amount = cell.parse().ok().filter(|amount| *amount <= MAX_WHOLE);
    amount.ok_or_else(expected)
}

/// `90,000` may be ninety thousand or ninety.
fn two_readings(cell: &str) -> Option<String> {
    let mark = |sign: char| matches!(sign, '.' | ',' | '\'' | '\u{2019}') || sign.is_whitespace();
    let (whole, rest) = cell.split_once(mark)?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = rest
        .split(mark)
        .all(|group| group.len() == 3 && digits(group));
    (grouped && !whole.is_empty() && digits(whole)).then(|| {
        let all = rest.replace(mark, "");
        format!("digits alone: {whole}{all}, or {whole}")
    })
}

fn columns(number: usize) -> String {
    if number == 1 {
        "1 column".into()
    } else {
        format!("{number} columns")
    }
}
