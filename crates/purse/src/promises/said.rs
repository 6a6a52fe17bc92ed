//! An entry in words, in the language of the book: what it says on its first line, then its texts.

use documents::ledger::{Change, Recipient, Says};
use documents::{Date, Entry, Slug};

use super::Book;
use super::book::whole;
use crate::printed::words::{Words, printed};

/// What an entry says, without its texts.
pub(crate) fn head(book: &Book, says: &Says) -> String {
    let words = &book.words;
    let money = |amount: &u64| book.money(whole(*amount));
    let name = |line: &Slug| book.name(line.as_str());
    match says {
        Says::Answer {
            line,
            said,
            asked,
            amount,
            ..
        } => printed!(
            words,
            "ledger.answer",
            line = name(line),
            said = word(words, said.name()),
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
        } => printed!(
            words,
            "ledger.commit",
            line = name(line),
            amount = money(amount),
            to = recipient(to),
            from = words.date(*from),
            until = or_nothing(*until, |day| printed!(
                words,
                "ledger.until",
                until = words.date(day)
            )),
            commit = commit
        ),
        Says::Pay { .. } => paid(book, says),
        Says::Milestone {
            line,
            title,
            r#type,
            due,
            ..
        } => printed!(
            words,
            "ledger.milestone",
            line = name(line),
            milestone = title.get(&book.lang),
            of = word(words, r#type.name()),
            due = words.date(*due)
        ),
        Says::Met {
            line,
            milestone,
            judged,
            ..
        } => printed!(
            words,
            "ledger.met",
            line = name(line),
            milestone = titled(book, milestone),
            judged = word(words, judged.name())
        ),
        Says::Change { line, change, .. } => changed(book, &name(line), change),
        Says::Finish {
            line,
            amount,
            people,
            ..
        } => printed!(
            words,
            "ledger.finish",
            line = name(line),
            amount = money(amount),
            people = or_nothing(*people, |people| printed!(
                words,
                "ledger.people",
                people = people
            ))
        ),
        Says::NothingNew { line, next } => {
            let every = || printed!(words, "ledger.every_line");
            printed!(
                words,
                "ledger.nothing_new",
                line = line.as_ref().map_or_else(every, name),
                next = or_nothing(*next, |day| news_by(words, day))
            )
        }
        Says::Signer { signer, ends } => {
            let name = signer.name.get(&book.lang);
            match ends {
                None => printed!(
                    words,
                    "ledger.signer",
                    name = name,
                    id = signer.id,
                    role = word(words, signer.role.name())
                ),
                Some(_) => printed!(words, "ledger.end_signer", name = name, id = signer.id),
            }
        }
    }
}

/// "; news by 1 October 2028"
pub(crate) fn news_by(words: &Words, day: Date) -> String {
    printed!(words, "ledger.next", next = words.date(day))
}

fn or_nothing<T>(value: Option<T>, says: impl FnOnce(T) -> String) -> String {
    value.map(says).unwrap_or_default()
}

fn paid(book: &Book, says: &Says) -> String {
    let words = &book.words;
    let Says::Pay {
        line,
        commit,
        amount,
        milestone,
        reference,
    } = says
    else {
        return String::new();
    };
    let more = [
        milestone
            .as_ref()
            .map(|name| printed!(words, "ledger.for", name = titled(book, name))),
        reference
            .as_ref()
            .map(|name| printed!(words, "ledger.reference", name = name)),
    ];
    let more: String = more.into_iter().flatten().collect();
    let (line, size) = (
        book.name(line.as_str()),
        book.money(amount.amount().saturating_abs()),
    );
    match amount.amount() < 0 {
        true => printed!(
            words,
            "ledger.refund",
            line = line,
            size = size,
            commit = commit,
            more = more
        ),
        false => printed!(
            words,
            "ledger.pay",
            line = line,
            size = size,
            commit = commit,
            more = more
        ),
    }
}

fn changed(book: &Book, line: &str, change: &Change) -> String {
    let words = &book.words;
    match change {
        Change::Amount { commit, old, new } => printed!(
            words,
            "ledger.amount",
            line = line,
            of = or_nothing(commit.as_ref(), |commit| printed!(
                words,
                "ledger.of",
                commit = commit
            )),
            old = book.money(whole(*old)),
            new = book.money(whole(*new))
        ),
        Change::Date {
            milestone,
            old,
            new,
        } => printed!(
            words,
            "ledger.date",
            line = line,
            milestone = titled(book, milestone),
            old = words.date(*old),
            new = words.date(*new)
        ),
        Change::Scope { .. } => printed!(words, "ledger.scope", line = line),
        Change::Recipient { commit, old, new } => printed!(
            words,
            "ledger.recipient",
            line = line,
            commit = commit,
            old = recipient(old),
            new = recipient(new)
        ),
        Change::Cancelled {} => printed!(words, "ledger.cancelled", line = line),
    }
}

/// What people call a milestone; its name where the ledger does not know it.
fn titled(book: &Book, name: &Slug) -> String {
    let all = book.ledger.lines.iter().flat_map(|line| &line.milestones);
    let known = all.into_iter().find(|one| one.id == *name);
    known
        .map_or(name.as_str(), |one| one.title.get(&book.lang))
        .to_owned()
}

/// "Lunch club (GB-CHC-1234567)".
fn recipient(to: &Recipient) -> String {
    match &to.org_id {
        Some(id) => format!("{} ({id})", to.name),
        None => to.name.clone(),
    }
}

/// Each text of an entry in the language of the book, "Reason: because".
pub(crate) fn texts(book: &Book, entry: &Entry) -> Vec<String> {
    let all = entry.says.texts().into_iter();
    let texts = all.map(|(name, text)| {
        printed!(
            book.words,
            "ledger.text",
            field = field(&book.words, name),
            text = text.get(&book.lang)
        )
    });
    texts.collect()
}

/// The same in every language that it has, "Reason (cy): achos".
pub(crate) fn all_texts(book: &Book, entry: &Entry) -> Vec<String> {
    let all = entry.says.texts().into_iter();
    let texts = all.flat_map(|(name, text)| {
        let each = text.iter().map(move |(lang, text)| {
            printed!(
                book.words,
                "ledger.text_in",
                field = field(&book.words, name),
                lang = lang,
                text = text
            )
        });
        each.collect::<Vec<_>>()
    });
    texts.collect()
}

/// What a closed list's name is in words.
pub(crate) fn word(words: &Words, name: &str) -> String {
    match name {
        "accepted" => printed!(words, "ledger.word.accepted"),
        "changed" => printed!(words, "ledger.word.changed"),
        "refused" => printed!(words, "ledger.word.refused"),
        "met" => printed!(words, "ledger.word.met"),
        "partly" => printed!(words, "ledger.word.partly"),
        "not" => printed!(words, "ledger.word.not"),
        "start" => printed!(words, "ledger.word.start"),
        "delivery" => printed!(words, "ledger.word.delivery"),
        "report" => printed!(words, "ledger.word.report"),
        "payment" => printed!(words, "ledger.word.payment"),
        "decision-maker" => printed!(words, "ledger.word.decision_maker"),
        "organiser" => printed!(words, "ledger.word.organiser"),
        "partner" => printed!(words, "ledger.word.partner"),
        "recipient" => printed!(words, "ledger.word.recipient"),
        other => other.to_owned(),
    }
}

fn field(words: &Words, name: &str) -> String {
    match name {
        "reason" => printed!(words, "ledger.field.reason"),
        "conditions" => printed!(words, "ledger.field.conditions"),
        "title" => printed!(words, "ledger.field.title"),
        "by" => printed!(words, "ledger.field.by"),
        "shows" => printed!(words, "ledger.field.shows"),
        "old" => printed!(words, "ledger.field.old"),
        "new" => printed!(words, "ledger.field.new"),
        "decided_by" => printed!(words, "ledger.field.decided_by"),
        "delivered" => printed!(words, "ledger.field.delivered"),
        "different" => printed!(words, "ledger.field.different"),
        "name" => printed!(words, "ledger.field.name"),
        "ends" => printed!(words, "ledger.field.ends"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use documents::ledger::{Judged, MilestoneType, Role, Said};

    use super::word;
    use crate::printed::words::Words;

    /// A name that is spelt as it is in files would be read by people.
    #[test]
    fn every_name_of_a_closed_list_has_a_word() {
        let welsh = Words::of_lang("cy");
        let names = Said::ALL.iter().map(|one| one.name());
        let names = names.chain(Judged::ALL.iter().map(|one| one.name()));
        let names = names.chain(MilestoneType::ALL.iter().map(|one| one.name()));
        let names = names.chain(Role::ALL.iter().map(|one| one.name()));
        for name in names.filter(|name| *name != "partner") {
            assert_ne!(word(&welsh, name), name);
        }
    }
}
