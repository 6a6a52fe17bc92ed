//! What is wrong in a file, place by place.

use std::fmt;

/// So many faults are kept; the others are only counted.
const KEPT: usize = 100;

/// One thing wrong in a file: where, what was found and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; 0 for the whole file.
    pub line: usize,
    /// The column among those that `;` separates, from 1; 0 for the whole line.
    pub column: usize,
    /// The name at the head of that column; empty where it has none.
    pub name: String,
    /// What was found, cut to 80 characters.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

impl Fault {
    /// About the whole file.
    pub(super) fn whole(found: &str, expected: &str) -> Self {
        Self::new(0, 0, "", found, expected)
    }

    pub(super) fn new(line: usize, column: usize, name: &str, found: &str, expected: &str) -> Self {
        Self {
            line,
            column,
            name: name.trim().chars().take(80).collect(),
            found: found.chars().take(80).collect(),
            expected: expected.to_owned(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column, self.name.as_str()) {
            (0, ..) => write!(f, "the file")?,
            (line, 0, _) => write!(f, "line {line}")?,
            (line, column, "") => write!(f, "line {line}, column {column}")?,
            // What a file brings must not reach a terminal's control signs.
            (line, column, name) => {
                write!(f, "line {line}, column {column} ({})", name.escape_debug())?;
            }
        }
        write!(f, ": found {:?}, expected {}", self.found, self.expected)
    }
}

impl std::error::Error for Fault {}

/// Everything wrong in a file: never empty when it is an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// The first hundred, by line and column.
    pub first: Vec<Fault>,
    /// How many there are in all.
    pub number: usize,
}

impl Faults {
    pub(super) fn add(&mut self, fault: Fault) {
        self.number += 1;
        if self.first.len() < KEPT {
            self.first.push(fault);
        }
    }

    /// Those of both.
    pub(super) fn append(&mut self, others: Self) {
        self.number += others.number;
        let room = KEPT - self.first.len();
        self.first.extend(others.first.into_iter().take(room));
    }

    pub(super) fn sort(&mut self) {
        self.first.sort_by_key(|fault| (fault.line, fault.column));
    }

    /// The value, where nothing is wrong with it.
    pub(super) fn unless<T>(mut self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.number == 0 => Ok(value),
            _ => {
                self.sort();
                Err(self)
            }
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.first.iter().enumerate() {
            let between = if at == 0 { "" } else { "\n" };
            write!(f, "{between}{fault}")?;
        }
        match self.number.saturating_sub(self.first.len()) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl std::error::Error for Faults {}
