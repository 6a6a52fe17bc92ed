//! Lines as projects of the Open Contracting for Infrastructure Data Standard (OC4IDS 0.9.5).

mod changes;

use documents::ledger::{Judged, MilestoneType, Recipient, Says};
use documents::{Date, Slug};
use ledger::{Commitment, End, Line, Milestone, Payment, Stage};
use serde_json::{Value, json};

use super::{Publisher, moment, object, on, plain, recorded, said, updated};
use crate::promises::Book;

/// A package of projects, one for each line that was agreed; none where none was, which no package can say.
pub(crate) fn package(book: &Book, publisher: &Publisher) -> Option<Value> {
    let agreed = book.ledger.lines.iter().filter(|line| line.is_agreed());
    let projects: Vec<Value> = agreed.map(|line| project(book, publisher, line)).collect();
    let budget = &book.budget;
    let name = || format!("urn:common-purse:{}:{}", budget.id, budget.sha256);
    (!projects.is_empty()).then(|| {
        json!({
            "uri": publisher.address.clone().unwrap_or_else(name),
            "publishedDate": moment(updated(book)),
            "publisher": { "name": said(book, &budget.organiser.name) },
            "version": "0.9",
            "projects": projects,
        })
    })
}

fn project(book: &Book, publisher: &Publisher, line: &Line) -> Value {
    let budget = &book.budget;
    let priority = budget.position(&line.id).map(|at| &budget.priorities[at]);
    let about = priority.map(|priority| said(book, &priority.about));
    let last = line.entries.iter().map(|at| recorded(book, *at)).max();
    let answered = line
        .answer
        .as_ref()
        .map(|answer| moment(on(book, answer.at)));
    let authority =
        json!({ "id": publisher.funder_id(book), "name": said(book, &budget.promise.who) });
    let contracts = line.commitments.iter().enumerate();
    let contracts = contracts.map(|(place, one)| contract(book, publisher, line, place, one));
    object([
        ("id", publisher.id(book, line.id.as_str()).into()),
        ("updated", json!(last.map(moment))),
        ("language", book.lang.as_str().into()),
        ("title", book.name(line.id.as_str()).into()),
        ("description", json!(about)),
        ("status", status(line).into()),
        ("publicAuthority", authority.clone()),
        (
            "budget",
            object([
                ("amount", value(book, line.agreed)),
                ("requestDate", moment(budget.dates.closes).into()),
                ("approvalDate", json!(answered)),
            ]),
        ),
        ("parties", parties(book, publisher, line, authority).into()),
        ("milestones", milestones(book, line).into()),
        ("transactions", transactions(book, publisher, line).into()),
        ("completion", completion(book, line)),
        ("contractingProcesses", contracts.collect::<Vec<_>>().into()),
    ])
}

fn status(line: &Line) -> &'static str {
    match line.stage() {
        Stage::Finished => "completion",
        Stage::Cancelled => "cancelled",
        _ if line.commitments.is_empty() => "preparation",
        _ => "implementation",
    }
}

fn value(book: &Book, amount: u64) -> Value {
    json!({ "amount": amount, "currency": book.budget.currency })
}

fn party(book: &Book, publisher: &Publisher, to: &Recipient) -> Value {
    json!({ "id": publisher.recipient_id(book, to), "name": to.name })
}

/// Whoever answers for the money, and whoever gets some, each once.
fn parties(book: &Book, publisher: &Publisher, line: &Line, mut authority: Value) -> Vec<Value> {
    authority["roles"] = json!(["publicAuthority"]);
    let mut all = vec![authority];
    for one in &line.commitments {
        let mut own = party(book, publisher, &one.to);
        if all.iter().any(|known| known["id"] == own["id"]) {
            continue;
        }
        own["roles"] = json!(["supplier"]);
        all.push(own);
    }
    all
}

fn milestones(book: &Book, line: &Line) -> Vec<Value> {
    let all = line.milestones.iter();
    all.map(|one| milestone(book, line, one)).collect()
}

/// Lateness is not among the standard's states: it follows from the date that is due, as here.
fn milestone(book: &Book, line: &Line, one: &Milestone) -> Value {
    let last = one.holds();
    let met = last.filter(|judged| judged.judged == Judged::Met);
    let state = match last.map(|judged| judged.judged) {
        Some(Judged::Met) => "met",
        Some(Judged::Partly) => "partiallyMet",
        Some(Judged::Not) => "notMet",
        None => "scheduled",
    };
    let kind = match one.r#type {
        MilestoneType::Start | MilestoneType::Delivery => "delivery",
        MilestoneType::Report => "reporting",
        MilestoneType::Payment => "financing",
    };
    let of = changes::dates(book, line, &one.id).map(|at| recorded(book, at));
    let judged = last.map(|judged| recorded(book, judged.at));
    let modified = of.chain(judged).chain([recorded(book, one.at)]).max();
    object([
        ("id", one.id.as_str().into()),
        ("title", said(book, &one.title).into()),
        ("type", kind.into()),
        ("dueDate", moment(one.due()).into()),
        ("dateMet", json!(met.map(|met| moment(met.on)))),
        ("dateModified", json!(modified.map(moment))),
        ("status", state.into()),
    ])
}

fn transactions(book: &Book, publisher: &Publisher, line: &Line) -> Vec<Value> {
    let all = line.commitments.iter();
    let all = all.flat_map(|one| one.payments.iter().map(move |payment| (one, payment)));
    let all = all.map(|(one, payment)| transaction(book, publisher, line, one, payment));
    all.collect()
}

fn transaction(
    book: &Book,
    publisher: &Publisher,
    line: &Line,
    one: &Commitment,
    payment: &Payment,
) -> Value {
    let id = book.ledger.entries.get(payment.at);
    let id = id.map(|told| told.id.to_string()).unwrap_or_default();
    let of = |name: &Slug| line.milestones.iter().find(|one| one.id == *name);
    let milestone = payment.milestone.as_ref().and_then(of);
    let milestone =
        milestone.map(|one| json!({ "id": one.id.as_str(), "title": said(book, &one.title) }));
    object([
        ("id", id.into()),
        ("date", moment(on(book, payment.at)).into()),
        (
            "value",
            json!({ "amount": payment.amount, "currency": book.budget.currency }),
        ),
        (
            "payer",
            json!({ "id": publisher.funder_id(book), "name": said(book, &book.budget.promise.who) }),
        ),
        ("payee", party(book, publisher, &one.to)),
        ("relatedImplementationMilestone", milestone.into()),
    ])
}

/// What was spent and what there is now, and why that is something else than was agreed.
fn completion(book: &Book, line: &Line) -> Value {
    let Some(End::Finished { amount, at, .. }) = line.end else {
        return Value::Null;
    };
    let says = book.ledger.entries.get(at).map(|told| &told.entry.says);
    let Some(Says::Finish {
        delivered,
        different,
        ..
    }) = says
    else {
        return Value::Null;
    };
    object([
        ("endDate", moment(on(book, at)).into()),
        ("finalValue", value(book, amount)),
        ("finalScope", said(book, delivered).into()),
        (
            "finalValueDetails",
            json!(different.as_ref().map(|text| said(book, text))),
        ),
    ])
}

/// A commitment: a grant agreement, or a contract.
fn contract(
    book: &Book,
    publisher: &Publisher,
    line: &Line,
    place: usize,
    one: &Commitment,
) -> Value {
    let says = book.ledger.entries.get(one.at).map(|told| &told.entry.says);
    let (first, from, until, document) = match says {
        Some(Says::Commit {
            amount,
            from,
            until,
            document,
            ..
        }) => (*amount, Some(*from), *until, document.as_deref()),
        _ => (one.amount, None, None, None),
    };
    let id = publisher.id(book, one.id.as_str());
    let documents = document
        .map(|url| json!({ "id": plain(url), "documentType": "contractSigned", "url": url }));
    let period = object([
        ("startDate", json!(from.map(moment))),
        ("endDate", json!(until.map(moment))),
    ]);
    let ended = line.end.as_ref().map(|_| value(book, one.paid + one.still));
    let summary = object([
        ("title", book.name(line.id.as_str()).into()),
        (
            "status",
            if line.end.is_some() {
                "closed"
            } else {
                "active"
            }
            .into(),
        ),
        ("suppliers", json!([party(book, publisher, &one.to)])),
        ("contractValue", value(book, first)),
        ("contractPeriod", period),
        ("finalValue", ended.into()),
        ("documents", Vec::from_iter(documents).into()),
        ("modifications", changes::of(book, line, place, one).into()),
    ]);
    json!({ "id": id, "summary": summary })
}

/// A period that ends on this day.
fn until(day: Date) -> Value {
    json!({ "endDate": moment(day) })
}
