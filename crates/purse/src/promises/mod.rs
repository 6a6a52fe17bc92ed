//! The promise ledger of a box: read from its folder, told in words, added to, and given out in other forms.

mod book;
pub(crate) mod export;
pub(crate) mod findings;
pub(crate) mod import;
mod outcome;
mod pen;
mod rules;
pub(crate) mod said;
pub(crate) mod texts;

pub(crate) use book::{Book, put, whole};
use documents::Date;
pub(crate) use outcome::Outcome;
pub(crate) use pen::Pen;

use crate::failure::Failure;
use crate::words::say;

pub(crate) use rules::{sentence, would_not_count};

/// The day where whoever runs this is.
pub(crate) fn today() -> Result<Date, Failure> {
    let today = jiff::ZonedDateTime::now().date().to_string();
    Date::parse(&today).ok_or_else(|| Failure::bad(say!("machine.no_day", today)))
}

/// The day by which lateness is told, as on the page: today, or a later one on which two who sign have written.
pub(crate) fn day_of(book: &Book) -> Result<Date, Failure> {
    Ok(book.ledger.day(today()?))
}
