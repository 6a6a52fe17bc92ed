//! A ledger in forms that other programs read. The same ledger gives the same bytes: no clock is looked at.

mod calendar;
mod feed;
mod giving;
mod oc4ids;
mod table;

use documents::ledger::Recipient;
use documents::{Date, Id, OrgId, Slug, Text};
use ledger::{Commitment, Line};
use serde_json::{Map, Value};

use super::Book;

pub(crate) use calendar::calendar;
pub(crate) use feed::feed;
pub(crate) use giving::package as giving;
pub(crate) use oc4ids::package as oc4ids;
pub(crate) use table::table;

/// What only whoever publishes knows.
pub(crate) struct Publisher {
    /// Where the page of the ledger is.
    pub(crate) address: Option<String>,
    /// What ids begin with, as a register of publishers gives it out.
    pub(crate) prefix: Option<String>,
    /// The funder's number in a register.
    pub(crate) funder: Option<OrgId>,
}

impl Publisher {
    /// An id that nobody else has.
    fn id(&self, book: &Book, name: &str) -> String {
        let prefix = self.prefix.as_deref().unwrap_or("common-purse");
        format!("{prefix}-{}-{name}", book.budget.id)
    }

    fn funder_id(&self, book: &Book) -> String {
        match &self.funder {
            Some(id) => id.to_string(),
            None => self.id(book, "funder"),
        }
    }

    /// The register's number of whoever gets money; one of the publisher's own where there is none.
    fn recipient_id(&self, book: &Book, to: &Recipient) -> String {
        match &to.org_id {
            Some(id) => id.to_string(),
            None => self.id(book, &format!("org-{}", plain(&to.name))),
        }
    }
}

/// A name for machines, whatever the letters are.
fn plain(name: &str) -> String {
    let hashed = || Id::of(name.as_bytes()).to_string()[..16].to_owned();
    Slug::named(name).map_or_else(hashed, |slug| slug.to_string())
}

/// The text in the language of the export.
fn said<'t>(book: &Book, text: &'t Text) -> &'t str {
    text.get(&book.lang)
}

/// A day as the beginning of that day (RFC 3339).
fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// The day on which something was last written down; that of the event's beginning where nothing was.
fn updated(book: &Book) -> Date {
    book.ledger
        .last_written()
        .unwrap_or(book.budget.dates.opens)
}

/// Each commitment with its line.
fn commitments(book: &Book) -> impl Iterator<Item = (&Line, &Commitment)> {
    let lines = book.ledger.lines.iter();
    lines.flat_map(|line| line.commitments.iter().map(move |one| (line, one)))
}

/// The day on which the entry at this place was written down.
fn recorded(book: &Book, at: usize) -> Date {
    let told = book.ledger.entries.get(at);
    told.map_or(book.budget.dates.opens, |told| told.entry.recorded)
}

/// The day of what the entry at this place tells.
fn on(book: &Book, at: usize) -> Date {
    let told = book.ledger.entries.get(at);
    told.map_or(book.budget.dates.opens, |told| told.entry.on)
}

/// An object of the fields that there are: nothing stands for what is not known.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let there = fields.into_iter().filter(|(_, value)| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    });
    let fields = there.map(|(name, value)| (name.to_owned(), value));
    Value::Object(Map::from_iter(fields))
}
