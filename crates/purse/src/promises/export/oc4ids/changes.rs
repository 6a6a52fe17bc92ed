//! Changes as modifications of a contract: what it was, what it is, why, and who decided.

use documents::Slug;
use documents::ledger::{Change, Recipient, Says};
use ledger::{Commitment, Line};
use serde_json::{Value, json};

use super::super::{moment, object, on, said};
use super::{until, value};
use crate::promises::Book;

/// The changes of one commitment, and, with the first of a line, those of the line as a whole.
pub(super) fn of(book: &Book, line: &Line, place: usize, one: &Commitment) -> Vec<Value> {
    let changes = line.changes.iter().filter_map(|at| {
        let told = book.ledger.entries.get(*at)?;
        let Says::Change {
            change,
            reason,
            decided_by,
            ..
        } = &told.entry.says
        else {
            return None;
        };
        let is_own = match change {
            Change::Amount {
                commit: Some(commit),
                ..
            }
            | Change::Recipient { commit, .. } => *commit == one.id,
            _ => place == 0,
        };
        let about = is_own.then(|| Told::of(book, change))?;
        Some(object([
            ("id", told.id.to_string().into()),
            ("date", moment(on(book, *at)).into()),
            ("type", about.kind.into()),
            ("description", about.says.into()),
            ("rationale", why(book, reason, decided_by).into()),
            ("oldContractValue", about.values[0].clone()),
            ("newContractValue", about.values[1].clone()),
            ("oldContractPeriod", about.periods[0].clone()),
            ("newContractPeriod", about.periods[1].clone()),
        ]))
    });
    changes.collect()
}

/// The places of the entries that moved this milestone.
pub(super) fn dates<'b>(
    book: &'b Book,
    line: &'b Line,
    name: &'b Slug,
) -> impl Iterator<Item = usize> + 'b {
    line.changes.iter().copied().filter(move |at| {
        let says = book.ledger.entries.get(*at).map(|told| &told.entry.says);
        let change = match says {
            Some(Says::Change { change, .. }) => change,
            _ => return false,
        };
        matches!(change, Change::Date { milestone, .. } if milestone == name)
    })
}

fn why(book: &Book, reason: &documents::Text, by: &documents::Text) -> String {
    format!("{} ({})", said(book, reason), said(book, by))
}

/// One change in the standard's words.
struct Told {
    kind: &'static str,
    says: String,
    values: [Value; 2],
    periods: [Value; 2],
}

impl Told {
    fn of(book: &Book, change: &Change) -> Self {
        let none = || [Value::Null, Value::Null];
        let told = |kind, old: &str, new: &str| Self {
            kind,
            says: format!("{old} → {new}"),
            values: none(),
            periods: none(),
        };
        match change {
            Change::Amount { old, new, .. } => Self {
                values: [value(book, *old), value(book, *new)],
                ..told("value", &old.to_string(), &new.to_string())
            },
            Change::Date { old, new, .. } => Self {
                periods: [until(*old), until(*new)],
                ..told("duration", &old.to_string(), &new.to_string())
            },
            Change::Scope { old, new } => told("scope", said(book, old), said(book, new)),
            Change::Recipient { old, new, .. } => {
                let name = |to: &Recipient| to.name.clone();
                told("scope", &name(old), &name(new))
            }
            Change::Cancelled {} => Self {
                says: json!(change.tag()).as_str().unwrap_or_default().to_owned(),
                ..told("scope", "", "")
            },
        }
    }
}
