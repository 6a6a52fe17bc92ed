//! Grants as the 360Giving Data Standard 1.4 has them: one for each commitment.

use documents::Date;
use documents::ledger::{Judged, MilestoneType, Recipient, Says};
use ledger::{Commitment, End, Line};
use serde_json::{Value, json};

use super::{Publisher, commitments, moment, object, on, plain, recorded, said, updated};
use crate::promises::Book;

/// A grants package; none where nothing was committed yet, which no package can say.
pub(crate) fn package(book: &Book, publisher: &Publisher) -> Option<Value> {
    let grants: Vec<Value> = commitments(book)
        .map(|(line, one)| grant(book, publisher, line, one))
        .collect();
    (!grants.is_empty()).then(|| {
        json!({
            "version": "1.4",
            "title": said(book, &book.budget.title),
            "description": said(book, &book.budget.promise.says),
            "issued": updated(book),
            "grants": grants,
        })
    })
}

fn grant(book: &Book, publisher: &Publisher, line: &Line, one: &Commitment) -> Value {
    let budget = &book.budget;
    let priority = budget.position(&line.id).map(|at| &budget.priorities[at]);
    let about = priority.map(|priority| said(book, &priority.about));
    let (from, until, document) = agreement(book, one);
    let last = line.entries.iter().map(|at| recorded(book, *at)).max();
    object([
        ("id", publisher.id(book, one.id.as_str()).into()),
        ("title", book.name(line.id.as_str()).into()),
        ("description", json!(about)),
        ("currency", json!(budget.currency)),
        ("amountAwarded", one.amount.into()),
        ("amountDisbursed", one.paid.into()),
        ("awardDate", json!(on(book, one.at))),
        (
            "plannedDates",
            json!([object([
                ("startDate", json!(from)),
                ("endDate", json!(until)),
            ])]),
        ),
        ("actualDates", actual(book, line).into()),
        (
            "recipientOrganization",
            json!([organization(publisher.recipient_id(book, &one.to), &one.to)]),
        ),
        (
            "fundingOrganization",
            json!([{ "id": publisher.funder_id(book), "name": said(book, &budget.promise.who) }]),
        ),
        (
            "grantProgramme",
            json!([{ "code": budget.id, "title": said(book, &budget.title) }]),
        ),
        ("relatedDocument", documents(document).into()),
        (
            "commitmentTransaction",
            awards(book, publisher, line, one).into(),
        ),
        (
            "disbursementTransaction",
            payments(book, publisher, one).into(),
        ),
        ("dateModified", moment(last.unwrap_or(from)).into()),
    ])
}

/// What was agreed at first: from when, until when, and where that can be read.
fn agreement<'b>(book: &'b Book, one: &Commitment) -> (Date, Option<Date>, Option<&'b str>) {
    match book.ledger.entries.get(one.at).map(|told| &told.entry.says) {
        Some(Says::Commit {
            from,
            until,
            document,
            ..
        }) => (*from, *until, document.as_deref()),
        _ => (on(book, one.at), None, None),
    }
}

/// When it began and ended in truth, as far as that was written down.
fn actual(book: &Book, line: &Line) -> Vec<Value> {
    let starts = line.milestones.iter();
    let mut starts = starts.filter(|one| one.r#type == MilestoneType::Start);
    let began = starts.find_map(|one| {
        let met = one.holds().filter(|judged| judged.judged == Judged::Met)?;
        Some(met.on)
    });
    let ended = match line.end {
        Some(End::Finished { at, .. } | End::Cancelled { at }) => Some(on(book, at)),
        None => None,
    };
    let dates = object([("startDate", json!(began)), ("endDate", json!(ended))]);
    let is_known = began.is_some() || ended.is_some();
    is_known.then_some(dates).into_iter().collect()
}

fn organization(id: String, to: &Recipient) -> Value {
    let number = |register: &str| {
        let id = to.org_id.as_ref()?.as_str();
        id.strip_prefix(register).map(str::to_owned)
    };
    object([
        ("id", id.into()),
        ("name", to.name.as_str().into()),
        ("charityNumber", json!(number("GB-CHC-"))),
        ("companyNumber", json!(number("GB-COH-"))),
    ])
}

fn documents(link: Option<&str>) -> Vec<Value> {
    let document = link.map(|url| json!({ "id": plain(url), "url": url }));
    document.into_iter().collect()
}

/// What was promised, and each change of that: the amount that holds is their sum.
fn awards(book: &Book, publisher: &Publisher, line: &Line, one: &Commitment) -> Vec<Value> {
    let changes = line.entries.iter().filter_map(|at| {
        use documents::ledger::Change;
        let told = book.ledger.entries.get(*at)?;
        let (more, says) = match &told.entry.says {
            Says::Commit { commit, amount, .. } if *commit == one.id => (i128::from(*amount), None),
            Says::Change {
                change:
                    Change::Amount {
                        commit: Some(commit),
                        old,
                        new,
                    },
                reason,
                ..
            } if *commit == one.id => (i128::from(*new) - i128::from(*old), Some(reason)),
            _ => return None,
        };
        Some(object([
            ("id", publisher.id(book, &told.id.to_string()[..16]).into()),
            ("transactionDate", json!(told.entry.on)),
            ("currency", json!(book.budget.currency)),
            ("value", json!(i64::try_from(more).ok())),
            ("description", json!(says.map(|reason| said(book, reason)))),
        ]))
    });
    changes.collect()
}

fn payments(book: &Book, publisher: &Publisher, one: &Commitment) -> Vec<Value> {
    let payments = one.payments.iter().filter_map(|payment| {
        let told = book.ledger.entries.get(payment.at)?;
        let reference = match &told.entry.says {
            Says::Pay { reference, .. } => reference.as_deref(),
            _ => None,
        };
        Some(object([
            ("id", publisher.id(book, &told.id.to_string()[..16]).into()),
            ("transactionDate", json!(told.entry.on)),
            ("currency", json!(book.budget.currency)),
            ("value", payment.amount.into()),
            ("description", json!(reference)),
            ("recipient", one.to.name.as_str().into()),
        ]))
    });
    payments.collect()
}
