//! Payments from a finance officer's export: any columns, named on the command line; one payment a row.
//!
//! Nothing is guessed: a day or an amount that can be read in two ways is a mistake, and every row that is not blank is read or
//! named.

mod amount;
mod day;

use crate::{Date, Id, Money};

use super::{Mistake, mistake, sheet};

pub use day::Days;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The line of the budget, or what the books call it.
    Line,
    /// The commitment, or what the books call it.
    Commit,
    /// What was paid.
    Amount,
    /// The day.
    On,
    /// What the books call the payment.
    Reference,
    /// What the payment was for.
    Milestone,
}

impl Field {
    /// Every one, in the order of their names in a command.
    pub const ALL: [Self; 6] = [
        Self::Line,
        Self::Commit,
        Self::Amount,
        Self::On,
        Self::Reference,
        Self::Milestone,
    ];

    /// As a command names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Commit => "commit",
            Self::Amount => "amount",
            Self::On => "on",
            Self::Reference => "reference",
            Self::Milestone => "milestone",
        }
    }
}

/// How an export is to be read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Which column holds what.
    pub columns: Vec<(Field, String)>,
    /// How days are written, where that is said.
    pub days: Option<Days>,
    /// Does the export show what was paid as less than 0, as a bank's statement does?
    pub paid_below_zero: bool,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    /// Its line in the file, from 1.
    pub row: u64,
    /// As the file has it; none where no column is named for it, or the cell is empty.
    pub line: Option<String>,
    /// As the file has it.
    pub commit: Option<String>,
    /// Less than 0 where money came back; never 0.
    pub amount: Money,
    /// The day.
    pub on: Date,
    /// The reference in the file, or one that is made from the row: the same row has the same one each time.
    pub reference: String,
    /// As the file has it.
    pub milestone: Option<String>,
}

/// Reads an export in UTF-8 or UTF-16, its cells parted by commas, semicolons, tabs or bars.
///
/// # Errors
/// Every mistake: of the first row, then of each of the others.
pub fn read(bytes: &[u8], reading: &Reading) -> Result<Vec<Payment>, Vec<Mistake>> {
    let bytes = sheet::utf8(bytes);
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = sheet::lines(&text).peekable();
    let mut first = lines.next();
    let told = first.and_then(|(_, line)| sheet::told(line));
    if told.is_some() {
        first = lines.next();
    }
    let Some((number, names)) = first else {
        return Err(vec![mistake(1, None, "an empty file", "a row of names")]);
    };
    let next = lines.peek().map(|(_, line)| *line);
    let separator = told.map_or_else(|| sheet::separator(names, next), Ok);
    let separator = separator.map_err(|found| {
        let expected = "one sign between the cells: begin the file with a line sep=; (or another)";
        vec![mistake(number, None, &found, expected)]
    })?;
    let columns = Columns::read(number, names, separator, reading)?;
    let (mut payments, mut mistakes) = (Vec::new(), Vec::new());
    for (number, line) in lines {
        match columns.row(number, line, reading) {
            Ok(payment) => payments.extend(payment),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    mistakes.extend(twice(&payments));
    name_rows(&mut payments);
    match mistakes.is_empty() {
        true => Ok(payments),
        false => Err(mistakes),
    }
}

/// Which cell of a row is which.
struct Columns {
    separator: char,
    names: Vec<String>,
    places: Vec<(Field, usize)>,
}

impl Columns {
    fn read(
        number: u64,
        names: &str,
        separator: char,
        reading: &Reading,
    ) -> Result<Self, Vec<Mistake>> {
        let names = sheet::cells(names, separator).map_err(|_| {
            let found = "a quotation mark with no other that closes it";
            vec![mistake(number, None, found, "a row of names")]
        })?;
        let (mut places, mut mistakes) = (Vec::new(), Vec::new());
        for (field, wanted) in &reading.columns {
            let alike = |name: &String| name.trim().eq_ignore_ascii_case(wanted.trim());
            let mut fits = (0..).zip(&names).filter(|(_, name)| alike(name));
            match (fits.next(), fits.next()) {
                (Some((place, _)), None) => places.push((*field, place)),
                (found, _) => {
                    let found = if found.is_some() { "two" } else { "no" };
                    let found = format!("{found} columns of this name among {}", names.join(", "));
                    let expected = format!("one, for the {}", field.name());
                    mistakes.push(mistake(number, Some(wanted), &found, &expected));
                }
            }
        }
        match mistakes.is_empty() {
            true => Ok(Self {
                separator,
                names,
                places,
            }),
            false => Err(mistakes),
        }
    }

    /// None where nothing stands in any column that is read.
    fn row(&self, number: u64, line: &str, reading: &Reading) -> Result<Option<Payment>, Mistake> {
        let cells = sheet::cells(line, self.separator).map_err(|column| {
            let found = "a quotation mark with no other that closes it, or text behind that";
            let name = self.names.get(column).map(String::as_str);
            mistake(number, name, found, "quotation marks round a whole cell")
        })?;
        let said = |field| {
            let (_, place) = self.places.iter().find(|(own, _)| *own == field)?;
            let cell = cells.get(*place).map(|cell| cell.trim());
            cell.filter(|cell| !cell.is_empty()).map(str::to_owned)
        };
        if Field::ALL.iter().all(|field| said(*field).is_none()) {
            return Ok(None);
        }
        let wrong = |field: Field, found: Option<&str>, expected: &str| {
            let place = self.places.iter().find(|(own, _)| *own == field);
            let name = place.and_then(|(_, place)| self.names.get(*place));
            let found = found.map_or("nothing".into(), |found| format!("{found:?}"));
            mistake(number, name.map(String::as_str), &found, expected)
        };
        let amount = said(Field::Amount);
        let amount = match amount.as_deref().map(amount::read) {
            Some(Ok(read)) => {
                let size = if reading.paid_below_zero { -read } else { read };
                let nothing = || wrong(Field::Amount, amount.as_deref(), "more or less than 0");
                Money::new(size).filter(|_| size != 0).ok_or_else(nothing)?
            }
            Some(Err(expected)) => return Err(wrong(Field::Amount, amount.as_deref(), expected)),
            None => return Err(wrong(Field::Amount, None, amount::EXPECTED)),
        };
        let on = said(Field::On);
        let on = match on.as_deref().map(|text| day::read(text, reading.days)) {
            Some(read) => read.map_err(|expected| wrong(Field::On, on.as_deref(), expected))?,
            None => return Err(wrong(Field::On, None, day::EXPECTED)),
        };
        Ok(Some(Payment {
            row: number,
            line: said(Field::Line),
            commit: said(Field::Commit),
            amount,
            on,
            reference: said(Field::Reference).unwrap_or_default(),
            milestone: said(Field::Milestone),
        }))
    }
}

/// One reference is one payment.
fn twice(payments: &[Payment]) -> Vec<Mistake> {
    let mut first = std::collections::BTreeMap::new();
    let named = payments.iter().filter(|one| !one.reference.is_empty());
    let twice = named.filter_map(|one| {
        let before = *first.entry(&one.reference).or_insert(one.row);
        let expected = format!("another than in line {before}; or name no column for references");
        let found = format!("the reference {:?}", one.reference);
        (before != one.row).then(|| mistake(one.row, None, &found, &expected))
    });
    twice.collect()
}

/// Gives each payment without a reference one that is made from its row. Of rows that are equal, each has its own.
fn name_rows(payments: &mut [Payment]) {
    let mut seen = std::collections::BTreeMap::new();
    for one in payments.iter_mut().filter(|one| one.reference.is_empty()) {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let row = [
            said(&one.line),
            said(&one.commit),
            said(&one.milestone),
            one.amount.to_string(),
            one.on.to_string(),
        ];
        let number: &mut u64 = seen.entry(row.clone()).or_insert(0);
        *number += 1;
        let all = format!("{}\u{0}{number}", row.join("\u{0}"));
        let hash = Id::of(all.as_bytes()).to_string();
        one.reference = format!("row-{}", &hash[..16]);
    }
}
