//! A promise ledger as it is on a day: for people, programs and spreadsheets alike.

mod lines;
mod text;

use std::io::{self, Write};

use documents::Date;
use serde_json::{Value, json};

use crate::promises::{Book, said, sentence};
use crate::report::csv;
pub(crate) use lines::lines;
pub(crate) use text::{print, summary};

/// For programs: what holds on this day, and all that it follows from.
pub(crate) fn json(book: &Book, today: Date, outcome: Option<&[u64]>) -> Value {
    let ledger = &book.ledger;
    let (summary, sums) = (ledger.summary(today), ledger.sums());
    json!({
        "budget": book.budget.name(),
        "currency": book.budget.currency,
        "today": today,
        "lines_in_all": summary.lines,
        "answered": summary.answered,
        "agreed": summary.agreed,
        "done": summary.done,
        "cancelled": summary.cancelled,
        "refused": summary.refused,
        "late": summary.late,
        "silent_days": summary.silent,
        "answer_overdue_days": ledger.answer_overdue(book.budget.promise.by, today),
        "money": lines::money(&sums),
        "lines": lines(book, today),
        "signers": ledger.signers.iter().map(|one| json!({
            "signer": one.signer,
            "vouched": vouched(book, one.vouched),
            "signs": one.ended.is_none(),
        })).collect::<Vec<_>>(),
        "entries": ledger.entries.iter().map(|told| json!({
            "entry": told.id,
            "by": ledger.signers[told.by].signer.id,
            "on": told.entry.on,
            "recorded": told.entry.recorded,
            "says": told.entry.says,
        })).collect::<Vec<_>>(),
        "not_counted": ledger.refused.iter().map(|refused| json!({
            "entry": refused.id,
            "rule": refused.why.rule.name(),
            "field": refused.why.field,
            "says": sentence(&book.budget, &refused.why),
        })).collect::<Vec<_>>(),
        "no_entries": book.refused,
        "missing": ledger.missing,
        "misquoted": outcome.map(|outcome| {
            let all = ledger.misquotes(outcome);
            Vec::from_iter(all.map(|(line, says, asked)| json!({
                "line": line, "says": says, "asked": asked,
            })))
        }),
    })
}

/// Who says that a key is this body's.
pub(crate) fn vouched(book: &Book, vouched: ledger::Vouched) -> String {
    use ledger::Vouched as V;
    match vouched {
        V::Budget => "budget".into(),
        V::Event => "event".into(),
        V::Itself => "itself".into(),
        V::By(one) => book.ledger.signers[one].signer.id.to_string(),
    }
}

/// A row for each line.
pub(crate) fn table(book: &Book, today: Date, out: impl Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(lines::COLUMNS)?;
    for line in lines(book, today) {
        table.write_record(line.row())?;
    }
    table.flush()
}

/// What every entry says, a line each, the latest last.
pub(crate) fn entries(book: &Book, out: &mut impl Write) -> io::Result<()> {
    for told in &book.ledger.entries {
        let by = &book.ledger.signers[told.by].signer.id;
        writeln!(
            out,
            "{}  {}  ({by})",
            told.entry.on,
            said::head(book, &told.entry.says)
        )?;
        for text in said::texts(book, &told.entry) {
            writeln!(out, "            {text}")?;
        }
    }
    Ok(())
}
