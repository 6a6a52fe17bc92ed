//! A plain table of amounts (RFC 4180): one ballot a row, the first row names the priorities.
//!
//! Every row that says something is counted as what it says, or named; rows with nothing in them are no ballots.
#![deny(missing_docs)]

mod columns;
mod cut;
mod limits;
pub mod payments;
pub mod sheet;

use std::fmt;

use serde::Serialize;

use crate::Plan;

use columns::Columns;

/// The rows that count, and those that do not.
pub struct BallotTable {
    /// In the order of the amounts.
    pub priorities: Vec<String>,
    /// Those that count, in the order of the file.
    pub rows: Vec<Row>,
    /// Why each of the others was left out.
    pub refused: Vec<Mistake>,
    /// About the last of the rows, which counts, where the end of the file may have cut its last amount.
    pub doubt: Option<Mistake>,
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
    /// Every row keeps the limits of a budget, whose priorities the columns are.
    Plan(&'b Plan),
}

impl BallotTable {
    /// Reads a table in UTF-8 or UTF-16, its cells parted by commas, semicolons, tabs or bars. A row with a mistake is
    /// left out and named.
    ///
    /// # Errors
    /// The mistakes of the first row, without which no other row can be read, or a second row of other names.
    pub fn read(bytes: &[u8], asked: &Asked) -> Result<Self, Vec<Mistake>> {
        let bytes = sheet::utf8(bytes);
        let text = String::from_utf8_lossy(&bytes);
        let mut lines = sheet::lines(&text).peekable();
        let columns = Columns::read(&mut lines, asked)?;
        let mut table = BallotTable {
            priorities: columns.priorities(),
            rows: Vec::new(),
            refused: Vec::new(),
            doubt: None,
        };
        let mut open = false;
        for (line, row) in lines {
            if let Some(mistake) = columns.lacks_a_name(row) {
                return Err(vec![mistake]);
            }
            match columns.row(row, line, asked) {
                Ok(amounts) => {
                    // A quotation mark or a separator behind the amount shows that it is whole.
                    open = sheet::is_open(&text, row)
                        && row.ends_with(|sign: char| sign.is_ascii_digit());
                    table.rows.push(Row { line, amounts });
                }
                Err(mistake) => match columns.named_otherwise(row, line) {
                    Some(other) => return Err(vec![other]),
                    None => table.refused.push(mistake),
                },
            }
        }
        if let Some(place) = columns.last().filter(|_| open) {
            cut::judge(&mut table, place, asked);
        }
        Ok(table)
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
            // What a file brings must not reach a terminal's control signs.
            write!(out, ", column {}", column.escape_debug())?;
        }
        write!(out, ": found {}, expected {}", self.found, self.expected)
    }
}
