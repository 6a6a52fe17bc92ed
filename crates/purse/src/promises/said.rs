//! An entry in words: what it says on its first line, then its texts.

use documents::ledger::{Change, Recipient, Says};
use documents::{Entry, Lang, Text};

use super::Book;
use crate::words::say;

/// What an entry says, without its texts.
pub(crate) fn head(book: &Book, says: &Says) -> String {
    let money = |amount: &u64| book.money(i64::try_from(*amount).unwrap_or(i64::MAX));
    let name = |line: &documents::Slug| book.name(line.as_str());
    match says {
        Says::Answer {
            line,
            said,
            asked,
            amount,
            ..
        } => say!(
            "ledger.said.answer",
            line = name(line),
            said = said.name(),
            amount = money(amount),
            asked = money(asked)
        ),
        Says::Commit {
            line,
            commit,
            amount,
            to,
            from,
            until,
            ..
        } => {
            let until = until.map(|until| say!("ledger.said.until", until));
            say!(
                "ledger.said.commit",
                line = name(line),
                amount = money(amount),
                to = recipient(to),
                from,
                until = until.unwrap_or_default(),
                commit
            )
        }
        Says::Pay {
            line,
            commit,
            amount,
            milestone,
            reference,
        } => {
            let more = [
                milestone.as_ref().map(|name| say!("ledger.said.for", name)),
                reference
                    .as_ref()
                    .map(|name| say!("ledger.said.reference", name)),
            ];
            let more: String = more.into_iter().flatten().collect();
            let size = money(&amount.amount().unsigned_abs());
            match amount.amount() < 0 {
                true => say!("ledger.said.refund", line = name(line), size, commit, more),
                false => say!("ledger.said.pay", line = name(line), size, commit, more),
            }
        }
        Says::Milestone {
            line,
            milestone,
            r#type,
            due,
            ..
        } => say!(
            "ledger.said.milestone",
            line = name(line),
            milestone,
            of = r#type.name(),
            due
        ),
        Says::Met {
            line,
            milestone,
            judged,
            ..
        } => say!(
            "ledger.said.met",
            line = name(line),
            milestone,
            judged = judged.name()
        ),
        Says::Change { line, change, .. } => changed(book, &name(line), change),
        Says::Finish {
            line,
            amount,
            people,
            ..
        } => {
            let people = people.map(|people| say!("ledger.said.people", people));
            say!(
                "ledger.said.finish",
                line = name(line),
                amount = money(amount),
                people = people.unwrap_or_default()
            )
        }
        Says::NothingNew { line, next } => {
            let line = line.as_ref().map(name);
            let line = line.unwrap_or_else(|| say!("ledger.every_line").into());
            let next = next.map(|next| say!("ledger.said.next", next));
            say!(
                "ledger.said.nothing_new",
                line,
                next = next.unwrap_or_default()
            )
        }
        Says::Signer { signer, ends } => {
            let name = signer.name.get(&book.lang);
            match ends {
                None => say!(
                    "ledger.said.signer",
                    name,
                    id = signer.id,
                    role = signer.role.name()
                ),
                Some(_) => say!("ledger.said.end_signer", name, id = signer.id),
            }
        }
    }
}

fn changed(book: &Book, line: &str, change: &Change) -> String {
    let money = |amount: &u64| book.money(i64::try_from(*amount).unwrap_or(i64::MAX));
    match change {
        Change::Amount { commit, old, new } => {
            let of = commit.as_ref().map(|commit| say!("ledger.said.of", commit));
            say!(
                "ledger.said.amount",
                line,
                of = of.unwrap_or_default(),
                old = money(old),
                new = money(new)
            )
        }
        Change::Date {
            milestone,
            old,
            new,
        } => say!("ledger.said.date", line, milestone, old, new),
        Change::Scope { .. } => say!("ledger.said.scope", line),
        Change::Recipient { commit, old, new } => say!(
            "ledger.said.recipient",
            line,
            commit,
            old = recipient(old),
            new = recipient(new)
        ),
        Change::Cancelled {} => say!("ledger.said.cancelled", line),
    }
}

/// "Lunch club (GB-CHC-1234567)".
fn recipient(to: &Recipient) -> String {
    match &to.org_id {
        Some(id) => format!("{} ({id})", to.name),
        None => to.name.clone(),
    }
}

/// Each text of an entry, "reason: because", in this language or in all.
pub(crate) fn texts(entry: &Entry, lang: Option<&Lang>) -> Vec<String> {
    let all = entry.says.texts().into_iter();
    let lines = all.flat_map(|(field, text)| {
        let field = field.replace('_', " ");
        match lang {
            Some(lang) => vec![format!("{field}: {}", text.get(lang))],
            None => in_all(&field, text),
        }
    });
    lines.collect()
}

fn in_all(field: &str, text: &Text) -> Vec<String> {
    let each = text.iter();
    each.map(|(lang, text)| format!("{field} ({lang}): {text}"))
        .collect()
}
