//! From a finance officer's export to entries: which rows are new, and why the others cannot be taken.

use std::collections::BTreeMap;

use documents::ledger::Says;
use documents::table::Mistake;
use documents::table::payments::Payment;
use documents::{Date, Entry, Id, PublicKey};
use ledger::{Ledger, Line};
use serde_json::json;

use super::{Book, sentence};
use crate::words::say;

/// What is the same for every row, and what the books call things.
pub(crate) struct Terms<'t> {
    pub(crate) line: Option<&'t str>,
    pub(crate) commit: Option<&'t str>,
    /// What the books call something, and its name in the ledger.
    pub(crate) names: &'t BTreeMap<String, String>,
    pub(crate) key: PublicKey,
    pub(crate) today: Date,
}

/// What an export would add.
pub(crate) struct Import {
    /// Each with its row, one after the other; not signed yet.
    pub(crate) new: Vec<(u64, Entry)>,
    /// Rows that the ledger has already.
    pub(crate) known: u64,
}

/// # Errors
/// Every row that cannot be taken, and why.
pub(crate) fn import(
    book: &Book,
    mut payments: Vec<Payment>,
    terms: &Terms,
) -> Result<Import, Vec<Mistake>> {
    // What was paid first comes first: no refund before its payment.
    payments.sort_by_key(|one| (one.on, one.row));
    let (mut new, mut known, mut wrong) = (Vec::new(), 0, Vec::new());
    for payment in &payments {
        match row(book, payment, terms) {
            Ok(Some(entry)) => new.push((payment.row, entry)),
            Ok(None) => known += 1,
            Err(mistake) => wrong.push(mistake),
        }
    }
    chain(book, &mut new);
    wrong.extend(refused(book, &new));
    wrong.sort_by_key(|mistake| mistake.line);
    match wrong.is_empty() {
        true => Ok(Import { new, known }),
        false => Err(wrong),
    }
}

/// Makes each follow the one before it, and the first all that nothing follows yet.
pub(crate) fn chain(book: &Book, new: &mut [(u64, Entry)]) {
    let mut last: Option<Id> = None;
    for (_, entry) in new {
        *entry = match last {
            None => book.after_all(entry.clone()),
            Some(last) => Entry {
                after: vec![last],
                ..entry.clone()
            },
        };
        last = Some(entry.id());
    }
}

/// The entry of a row; none where the ledger has it already.
fn row(book: &Book, payment: &Payment, terms: &Terms) -> Result<Option<Entry>, Mistake> {
    let own = |text: &Option<String>, all: Option<&str>| {
        let text = text.as_deref().or(all)?;
        let named = terms.names.get(text).map(String::as_str);
        Some(named.unwrap_or(text).to_owned())
    };
    let (line, commit) = place(
        book,
        payment.row,
        own(&payment.line, terms.line),
        own(&payment.commit, terms.commit),
    )?;
    let mut says = json!({
        "kind": "pay",
        "line": line,
        "commit": commit,
        "amount": payment.amount,
        "reference": payment.reference,
    });
    if let Some(milestone) = own(&payment.milestone, None) {
        says["milestone"] = milestone.into();
    }
    let days = [payment.on, terms.today];
    let entry = book
        .entry(terms.key, days, None, &says)
        .map_err(|problems| {
            let (found, expected) = problems
                .into_iter()
                .next()
                .map_or_else(Default::default, |one| {
                    (format!("{} {}", one.path, one.found), one.expected)
                });
            mistake(payment.row, &found, &expected)
        })?;
    match before(book, &payment.reference) {
        None => Ok(Some(entry)),
        Some(told) if told.says == entry.says && told.on == entry.on => Ok(None),
        Some(told) => {
            let (found, expected) = (
                said(book, &entry),
                say!("ledger.import.as_before", said = said(book, told)),
            );
            Err(mistake(payment.row, &found, &expected))
        }
    }
}

fn said(book: &Book, entry: &Entry) -> String {
    format!("{} {}", entry.on, super::said::head(book, &entry.says))
}

/// The entry that took this payment.
fn before<'b>(book: &'b Book, reference: &str) -> Option<&'b Entry> {
    let entries = book.ledger.entries.iter().map(|told| &told.entry);
    let mut pays = entries.filter(|entry| match &entry.says {
        Says::Pay {
            reference: Some(own),
            ..
        } => own == reference,
        _ => false,
    });
    pays.next()
}

/// The line and the commitment of a row: the one is found by the other where that leaves no choice.
fn place(
    book: &Book,
    row: u64,
    line: Option<String>,
    commit: Option<String>,
) -> Result<(String, String), Mistake> {
    let lines = &book.ledger.lines;
    let has = |line: &Line, name: &str| line.commitments.iter().any(|one| one.id.as_str() == name);
    match (line, commit) {
        (Some(line), Some(commit)) => Ok((line, commit)),
        (None, Some(commit)) => match lines.iter().find(|line| has(line, &commit)) {
            Some(line) => Ok((line.id.to_string(), commit)),
            None => {
                let all = lines.iter().flat_map(|line| &line.commitments);
                let all = Vec::from_iter(all.map(|one| one.id.as_str())).join(", ");
                let found = say!("ledger.import.commitment", commit);
                Err(mistake(row, &found, &say!("args.one_of", names = all)))
            }
        },
        (Some(line), None) => {
            let known = lines.iter().find(|one| one.id.as_str() == line);
            let commitments = known.map_or(&[][..], |line| &line.commitments);
            match commitments {
                [only] => Ok((line, only.id.to_string())),
                several => {
                    let found = say!("ledger.import.of_line", line, number = several.len());
                    Err(mistake(row, &found, say!("ledger.import.one_commitment")))
                }
            }
        }
        (None, None) => Err(mistake(
            row,
            say!("ledger.nothing"),
            say!("ledger.import.line_or_commitment"),
        )),
    }
}

/// Each row whose entry breaks a rule, behind those before it.
fn refused(book: &Book, new: &[(u64, Entry)]) -> Vec<Mistake> {
    let ledger = book.with(new.iter().map(|(_, entry)| entry.clone()));
    let rows: BTreeMap<Id, u64> = new.iter().map(|(row, entry)| (entry.id(), *row)).collect();
    let own = ledger.refused.iter();
    let own = own.filter_map(|refused| Some((*rows.get(&refused.id)?, &refused.why)));
    let mistakes = own.map(|(row, why)| {
        let found = say!(
            "ledger.import.breaks",
            rule = why.rule.name(),
            sentence = sentence(&book.budget, why)
        );
        mistake(row, &found, say!("ledger.import.balances"))
    });
    mistakes.collect()
}

fn mistake(line: u64, found: &str, expected: &str) -> Mistake {
    Mistake {
        line,
        column: None,
        found: found.into(),
        expected: expected.into(),
    }
}

/// Of the ledger with what is new: what was paid and is still to be paid, by line.
pub(crate) fn sums_after(ledger: &Ledger, line: &str) -> Option<ledger::Sums> {
    let line = ledger.lines.iter().find(|own| own.id.as_str() == line)?;
    Some(line.sums())
}
