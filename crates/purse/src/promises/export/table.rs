//! A row for each entry, as a spreadsheet opens it.

use std::io::{self, Write};

use documents::Entry;
use documents::ledger::{Change, Says};

use super::super::{Book, said, sentence};
use crate::report::csv;

const COLUMNS: [&str; 12] = [
    "entry",
    "on",
    "recorded",
    "by",
    "role",
    "kind",
    "line",
    "name",
    "amount",
    "reference",
    "says",
    "texts",
];

/// What counts, in its order, and then what does not, with the reason in its place.
pub(crate) fn table(book: &Book, out: impl Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS.into_iter().chain(["counts"]))?;
    for told in &book.ledger.entries {
        let signer = &book.ledger.signers[told.by].signer;
        let by = [signer.id.as_str(), signer.role.name()];
        table.write_record(row(
            book,
            &told.id.to_string(),
            &told.entry,
            by,
            "yes".into(),
        ))?;
    }
    for refused in &book.ledger.refused {
        let key = refused.entry.key.to_string();
        let why = sentence(&book.budget, &refused.why);
        let id = refused.id.to_string();
        table.write_record(row(book, &id, &refused.entry, [&key, ""], why))?;
    }
    table.flush()
}

fn row(book: &Book, id: &str, entry: &Entry, by: [&str; 2], counts: String) -> Vec<String> {
    let line = entry.says.line();
    let (amount, reference) = money(&entry.says);
    vec![
        id.into(),
        entry.on.to_string(),
        entry.recorded.to_string(),
        by[0].into(),
        by[1].into(),
        entry.says.kind().name().into(),
        line.map(ToString::to_string).unwrap_or_default(),
        line.map(|line| book.name(line.as_str()))
            .unwrap_or_default(),
        amount.map(|amount| amount.to_string()).unwrap_or_default(),
        reference.unwrap_or_default(),
        said::head(book, &entry.says),
        said::texts(book, entry).join(" | "),
        counts,
    ]
}

/// The amount that an entry is about, and what the books call it.
fn money(says: &Says) -> (Option<i64>, Option<String>) {
    let whole = |amount: &u64| i64::try_from(*amount).ok();
    match says {
        Says::Answer { amount, .. } | Says::Finish { amount, .. } => (whole(amount), None),
        Says::Commit { amount, commit, .. } => (whole(amount), Some(commit.to_string())),
        Says::Pay {
            amount, reference, ..
        } => (Some(amount.amount()), reference.clone()),
        Says::Change {
            change: Change::Amount { new, .. },
            ..
        } => (whole(new), None),
        _ => (None, None),
    }
}
