//! Pabulib's `.pb` files, in and out.
//!
//! Faliszewski, Flis, Peters, Pierczyński, Skowron, Stolicki, Szufa, Talmon, *Participatory Budgeting: Data, Tools,
//! and Analysis*, IJCAI 2023; the format is described at pabulib.org/format.

mod decimal;
mod ids;
mod read;
mod table;
mod votes;
mod write;

use std::fmt;

use super::{Election, Project};
use decimal::Decimals;

pub use table::Table;

/// A file as its three tables, with everything that was in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pabulib {
    /// Keys and values.
    pub meta: Table,
    /// One row a project.
    pub projects: Table,
    /// One row a ballot.
    pub votes: Table,
}

/// Why a file cannot be read: where, what was found and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; 0 for the whole file.
    pub line: usize,
    /// The field of the line, from 1; 0 for the whole line.
    pub field: usize,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

impl Fault {
    fn new(line: usize, field: usize, found: &str, expected: &str) -> Self {
        let found = found.chars().take(80).collect();
        Self {
            line,
            field,
            found,
            expected: expected.to_owned(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.field) {
            (0, _) => write!(f, "the file")?,
            (line, 0) => write!(f, "line {line}")?,
            (line, field) => write!(f, "line {line}, field {field}")?,
        }
        write!(f, ": found {:?}, expected {}", self.found, self.expected)
    }
}

impl std::error::Error for Fault {}

impl Pabulib {
    /// Reads a file. Quoted fields, a byte order mark, any line ends, blank lines, columns in any order, missing and
    /// additional fields are all taken as they come.
    ///
    /// # Errors
    /// A missing section, a quotation without an end, or text beyond 4 GB.
    pub fn read(text: &str) -> Result<Self, Fault> {
        read::read(text)
    }

    /// The file as text, every field as it was read.
    pub fn text(&self) -> String {
        write::text(self)
    }

    /// A file for an election, with no more than the format asks for.
    pub fn of(election: &Election) -> Self {
        write::of(election)
    }

    /// A value of the first section.
    pub fn value(&self, key: &str) -> Option<&str> {
        (0..self.meta.len())
            .find(|&row| self.meta.cell(row, 0) == key)
            .map(|row| self.meta.cell(row, 1))
    }

    /// The election in the file.
    ///
    /// # Errors
    /// A budget, price or points that are no decimal number, an id that is missing, double or unknown, another
    /// number of points than projects, figures beyond what is counted exactly.
    pub fn election(&self) -> Result<Election, Fault> {
        let mut decimals = Decimals::default();
        let budget = self.money("budget", &mut decimals)?;
        let costs = self.costs(&mut decimals)?;
        let too_much = || {
            Fault::new(
                0,
                0,
                "larger amounts",
                "amounts below 2^53 in the smallest unit used",
            )
        };
        let whole = |amount| {
            decimals
                .whole(amount)
                .and_then(|amount| u64::try_from(amount).ok())
                .ok_or_else(too_much)
        };
        let mut projects = Vec::with_capacity(costs.len());
        for (row, cost) in costs.into_iter().enumerate() {
            projects.push(Project {
                id: self.projects.named(row, "project_id").trim().to_owned(),
                cost: whole(cost)?,
                categories: list(self.projects.named(row, "category")),
                areas: list(self.areas(row)),
            });
        }
        let ballots = votes::ballots(self, &projects)?;
        let election = Election {
            budget: whole(budget)?,
            decimals: decimals.places(),
            projects,
            ballots,
        };
        match election.validate() {
            Ok(()) => Ok(election),
            Err(_) => Err(too_much()),
        }
    }

    fn money(&self, key: &str, decimals: &mut Decimals) -> Result<decimal::Decimal, Fault> {
        let text = self.value(key).unwrap_or_default();
        let row = (0..self.meta.len()).find(|&row| self.meta.cell(row, 0) == key);
        let line = row.map_or(0, |row| self.meta.line(row));
        decimals.read(text).ok_or_else(|| {
            Fault::new(
                line,
                2,
                text,
                &format!("{key}: a decimal number, not negative"),
            )
        })
    }

    fn costs(&self, decimals: &mut Decimals) -> Result<Vec<decimal::Decimal>, Fault> {
        let column = |name: &str| self.projects.column(name);
        let Some((_, cost)) = column("project_id").zip(column("cost")) else {
            let found = self.projects.columns().join(";");
            return Err(Fault::new(
                0,
                0,
                &found,
                "projects with the columns project_id and cost",
            ));
        };
        let one = |row: usize| {
            let text = self.projects.cell(row, cost);
            let fault = || {
                Fault::new(
                    self.projects.line(row),
                    cost + 1,
                    text,
                    "a price: a decimal number, not negative",
                )
            };
            decimals.read(text).ok_or_else(fault)
        };
        (0..self.projects.len()).map(one).collect()
    }

    /// Whom a project is for, or where it is.
    fn areas(&self, row: usize) -> &str {
        let named = |column| self.projects.named(row, column);
        ["target", "beneficiaries", "district"]
            .into_iter()
            .map(named)
            .find(|text| !text.is_empty())
            .unwrap_or("")
    }
}

fn list(text: &str) -> Vec<String> {
    text.split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}
