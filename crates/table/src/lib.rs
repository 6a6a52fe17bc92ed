//! A plain table of amounts (RFC 4180): one ballot a row, the first row names the priorities.
#![deny(missing_docs)]

use std::fmt;

use csv::{ByteRecord, ReaderBuilder};
use documents::ballot::{BallotFormat, Channel};
use documents::{Ballot, Budget, Nonce, Refusal, Slug};
use serde::Serialize;
use tally::MAX_AMOUNT;

/// The rows that count, and those that do not.
pub struct BallotTable {
    /// In the order of the amounts.
    pub priorities: Vec<String>,
    /// Those that count, in the order of the file.
    pub rows: Vec<Row>,
    /// Why each of the others was left out.
    pub refused: Vec<Mistake>,
}

/// One ballot.
pub struct Row {
    /// In the file, from 1.
    pub line: u64,
    /// In the order of the table's priorities.
    pub amounts: Vec<u64>,
}

/// Something wrong in one place of the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mistake {
    /// From 1.
    pub line: u64,
    /// The name at the head of the column; none where it is about the whole row.
    pub column: Option<String>,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
}

/// What the rows must keep.
pub enum Asked<'b> {
    /// Every row shares out exactly this much.
    Total(u64),
    /// Every row keeps the limits of the budget, whose priorities the columns are.
    Budget(&'b Budget),
}

impl BallotTable {
    /// Reads a table. A row with a mistake is left out and named.
    ///
    /// # Errors
    /// The mistakes of the first row, without which no other row can be read.
    pub fn read(bytes: &[u8], asked: &Asked) -> Result<Self, Vec<Mistake>> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .from_reader(bytes);
        let mut records = reader.byte_records();
        let head = match records.next() {
            Some(Ok(head)) => head,
            _ => {
                return Err(vec![mistake(
                    1,
                    None,
                    "an empty file",
                    "a first row with the names of the priorities",
                )]);
            }
        };
        let columns = Columns::read(&head, asked)?;
        let mut table = BallotTable {
            priorities: columns.priorities(),
            rows: Vec::new(),
            refused: Vec::new(),
        };
        let mut lines = Lines {
            bytes,
            at: 0,
            line: 1,
        };
        for record in records {
            // Reading from memory fails at nothing: rows of any length and bytes of any kind are taken.
            let Ok(record) = record else { break };
            let line = lines.at(record.position().map_or(0, csv::Position::byte));
            match columns.row(&record, line, asked) {
                Ok(amounts) => table.rows.push(Row { line, amounts }),
                Err(mistake) => table.refused.push(mistake),
            }
        }
        Ok(table)
    }
}

/// Which line a place is in. The csv crate's own line numbers are one behind where lines end in CR LF.
struct Lines<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first row that begins at `place` or after the line ends there; places must rise.
    fn at(&mut self, place: u64) -> u64 {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        while let Some(byte) = self.bytes.get(self.at) {
            if self.at >= place && !b"\r\n".contains(byte) {
                break;
            }
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// What the columns mean.
struct Columns {
    names: Vec<String>,
    /// For each priority, the column it stands in.
    order: Vec<usize>,
}

impl Columns {
    fn read(head: &ByteRecord, asked: &Asked) -> Result<Self, Vec<Mistake>> {
        let names: Vec<String> = head.iter().map(text).collect();
        let mut mistakes = Vec::new();
        for (column, name) in names.iter().enumerate() {
            if name.is_empty() {
                mistakes.push(mistake(
                    1,
                    None,
                    &format!("no name for column {}", column + 1),
                    "a name",
                ));
            } else if names[..column].contains(name) {
                mistakes.push(mistake(
                    1,
                    Some(name),
                    "a second column of this name",
                    "each name once",
                ));
            }
        }
        let order = match asked {
            Asked::Total(_) => (0..names.len()).collect(),
            Asked::Budget(budget) => in_order_of(budget, &names, &mut mistakes),
        };
        if mistakes.is_empty() {
            Ok(Columns { names, order })
        } else {
            Err(mistakes)
        }
    }

    fn priorities(&self) -> Vec<String> {
        self.order
            .iter()
            .map(|column| self.names[*column].clone())
            .collect()
    }

    fn row(&self, record: &ByteRecord, line: u64, asked: &Asked) -> Result<Vec<u64>, Mistake> {
        if record.len() != self.names.len() {
            let (found, expected) = (columns(record.len()), columns(self.names.len()));
            return Err(mistake(line, None, &found, &expected));
        }
        let amount = |column: &usize| {
            let cell = text(&record[*column]);
            whole(&cell).ok_or_else(|| {
                let found = if cell.is_empty() {
                    "nothing".into()
                } else {
                    format!("{cell:?}")
                };
                mistake(
                    line,
                    Some(&self.names[*column]),
                    &found,
                    &format!("a whole amount from 0 to {MAX_AMOUNT}"),
                )
            })
        };
        let amounts: Vec<u64> = self.order.iter().map(amount).collect::<Result<_, _>>()?;
        match asked {
            Asked::Total(total) => adds_up(&amounts, *total, line)?,
            Asked::Budget(budget) => {
                keeps_limits(&amounts, budget).map_err(|refusal| broken(&refusal, line))?
            }
        }
        Ok(amounts)
    }
}

fn in_order_of(budget: &Budget, names: &[String], mistakes: &mut Vec<Mistake>) -> Vec<usize> {
    for name in names.iter().filter(|name| !name.is_empty()) {
        if !budget
            .priorities
            .iter()
            .any(|priority| priority.id.as_str() == name)
        {
            mistakes.push(mistake(
                1,
                Some(name),
                "a priority that the budget does not have",
                "one that it has",
            ));
        }
    }
    let mut order = Vec::new();
    for id in budget
        .priorities
        .iter()
        .map(|priority| priority.id.as_str())
    {
        match names.iter().position(|name| name == id) {
            Some(column) => order.push(column),
            None => mistakes.push(mistake(
                1,
                None,
                "no such column",
                &format!("a column {id}"),
            )),
        }
    }
    order
}

fn adds_up(amounts: &[u64], total: u64, line: u64) -> Result<(), Mistake> {
    let sum: u128 = amounts.iter().map(|amount| u128::from(*amount)).sum();
    if sum == u128::from(total) {
        return Ok(());
    }
    Err(mistake(
        line,
        None,
        &format!("amounts that add up to {sum}"),
        &format!("{total} together"),
    ))
}

fn keeps_limits(amounts: &[u64], budget: &Budget) -> Result<(), Refusal> {
    let ids = budget.priorities.iter().map(|priority| priority.id.clone());
    let ballot = Ballot {
        format: BallotFormat,
        budget: budget.name(),
        amounts: ids.zip(amounts.iter().copied()).collect(),
        no_view: Default::default(),
        about: None,
        channel: Channel::Paper,
        place: None,
        nonce: Nonce([0; 16]),
    };
    ballot.check(budget)
}

/// A broken limit in the terms of a table.
fn broken(refusal: &Refusal, line: u64) -> Mistake {
    let cell = |priority: &Slug, amount: &u64, expected: String| {
        mistake(
            line,
            Some(priority.as_str()),
            &amount.to_string(),
            &expected,
        )
    };
    let row = |sum: &u64, expected: String| {
        mistake(
            line,
            None,
            &format!("amounts that add up to {sum}"),
            &expected,
        )
    };
    match refusal {
        Refusal::BelowFloor {
            priority,
            amount,
            floor,
        } => cell(priority, amount, format!("at least {floor}")),
        Refusal::AboveCap {
            priority,
            amount,
            cap,
        } => cell(priority, amount, format!("at most {cap}")),
        Refusal::OffStep {
            priority,
            amount,
            step,
        } => cell(priority, amount, format!("steps of {step}")),
        Refusal::OverTotal { sum, total } => row(sum, format!("at most {total} together")),
        Refusal::UnderTotal { sum, total } => row(sum, format!("{total} together")),
        Refusal::GroupBelow { limit, sum, floor } => {
            row(sum, format!("at least {floor} for the limit {limit}"))
        }
        Refusal::GroupAbove { limit, sum, cap } => {
            row(sum, format!("at most {cap} for the limit {limit}"))
        }
        // A row has an amount for every priority and nothing else, so nothing else can be wrong with it.
        _ => mistake(
            line,
            None,
            "amounts that the budget refuses",
            "a ballot that it allows",
        ),
    }
}

/// Digits and nothing else: no sign, no point, no exponent, no grouping.
fn whole(cell: &str) -> Option<u64> {
    let digits = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let amount = digits.then(|| cell.parse::<u64>().ok())??;
    (amount <= MAX_AMOUNT).then_some(amount)
}

fn text(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().to_owned()
}

fn columns(number: usize) -> String {
    if number == 1 {
        "1 column".into()
    } else {
        format!("{number} columns")
    }
}

fn mistake(line: u64, column: Option<&str>, found: &str, expected: &str) -> Mistake {
    Mistake {
        line,
        column: column.map(str::to_owned),
        found: found.into(),
        expected: expected.into(),
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "line {}", self.line)?;
        if let Some(column) = &self.column {
            write!(out, ", column {column}")?;
        }
        write!(out, ": found {}, expected {}", self.found, self.expected)
    }
}
