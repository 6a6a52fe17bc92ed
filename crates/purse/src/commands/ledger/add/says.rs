//! From what was given to what the entry says.

use documents::ledger::{Change, Says, Signer};
use documents::{Date, Lang, Slug};
use ledger::{Line, Signatory};
use serde_json::{Map, Value, json};

use super::fields::{Field, Form};
use super::given::Given;
use crate::failure::Failure;
use crate::files;
use crate::keys;
use crate::promises::{Book, Outcome, Pen, whole};
use crate::words::say;

/// The entry's `says`.
pub(super) fn says(
    form: &Form,
    given: &Given,
    book: &Book,
    outcome: Option<&Outcome>,
    pen: &Pen,
) -> Result<Value, Failure> {
    let fields = Fields::of(form, given, &book.budget.languages)?;
    match form.name {
        "answer" => answer(fields, book, outcome),
        "commit" => Ok(commit(fields)),
        "change-amount" | "change-date" | "change-scope" | "change-recipient" | "cancel" => {
            change(form.name, fields, book)
        }
        "signer" => signer(fields, given, pen),
        "end-signer" => end_signer(fields, book),
        kind => Ok(fields.kind(kind)),
    }
}

struct Fields(Map<String, Value>);

impl Fields {
    fn of(form: &Form, given: &Given, languages: &[Lang]) -> Result<Self, Failure> {
        let mut fields = Map::new();
        for field in form.fields {
            let value = given
                .value(field, languages)
                .map_err(|why| wrong(field, &why))?;
            if let Some(value) = value {
                fields.insert(field.name.replace('-', "_"), value);
            }
        }
        Ok(Self(fields))
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    fn take(&mut self, name: &str) -> Value {
        self.0.remove(name).unwrap_or(Value::Null)
    }

    fn or(&mut self, name: &str, otherwise: impl FnOnce() -> Option<Value>) {
        if !self.0.contains_key(name) {
            self.0.extend(otherwise().map(|value| (name.into(), value)));
        }
    }

    fn kind(mut self, kind: &str) -> Value {
        self.0.insert("kind".into(), kind.into());
        Value::Object(self.0)
    }

    /// Who gets the money, from three flags.
    fn recipient(&mut self) -> Value {
        let mut to = json!({ "name": self.take("to") });
        for (field, of) in [("kind", "to_kind"), ("org_id", "org_id")] {
            if let Some(value) = self.0.remove(of) {
                to[field] = value;
            }
        }
        to
    }
}

fn wrong(field: &Field, why: &str) -> Failure {
    Failure::usage(format!("--{}: {why}", field.name))
}

/// What residents asked for is what the published result says, where there is one.
fn answer(mut fields: Fields, book: &Book, outcome: Option<&Outcome>) -> Result<Value, Failure> {
    let line = fields.text("line").and_then(Slug::parse);
    let place = line.and_then(|line| book.budget.position(&line));
    let asked = outcome
        .zip(place)
        .and_then(|(outcome, place)| outcome.amounts.get(place));
    match (asked, fields.0.get("asked").and_then(Value::as_u64)) {
        (Some(asked), Some(given)) if *asked != given => {
            return Err(Failure::usage(say!(
                "ledger.asked_differs",
                given = book.money(whole(given)),
                asked = book.money(whole(*asked))
            )));
        }
        // A line that is not there is for the rules to name.
        (None, None) if place.is_none() => fields.or("asked", || Some(0.into())),
        (None, None) => return Err(Failure::usage(say!("ledger.asked_missing"))),
        _ => {}
    }
    fields.or("asked", || asked.map(|asked| json!(asked)));
    let amount = match fields.text("said") {
        Some("accepted") => fields.0.get("asked").cloned(),
        Some("refused") => Some(0.into()),
        _ => None,
    };
    fields.or("amount", || amount);
    if !fields.0.contains_key("amount") {
        return Err(Failure::usage(say!("ledger.missing", flags = "--amount")));
    }
    Ok(fields.kind("answer"))
}

fn commit(mut fields: Fields) -> Value {
    let to = fields.recipient();
    fields.0.insert("to".into(), to);
    fields.kind("commit")
}

/// What is changed, with what it was: as the ledger has it, unless the command line says so.
fn change(form: &str, mut fields: Fields, book: &Book) -> Result<Value, Failure> {
    let line = fields.text("line").and_then(Slug::parse);
    let place = line.and_then(|line| book.budget.position(&line));
    let line = place.map(|place| &book.ledger.lines[place]);
    let names = names_in(&fields);
    fields.or("old", || old(form, &names, book, line?));
    let mut change = match form {
        "change-recipient" => json!({
            "what": "recipient",
            "old": fields.take("old"),
            "new": fields.recipient(),
        }),
        "cancel" => {
            fields.take("old");
            json!({ "what": "cancelled" })
        }
        form => json!({
            "what": form.trim_start_matches("change-"),
            "old": fields.take("old"),
            "new": fields.take("new"),
        }),
    };
    if change.get("old").is_some_and(Value::is_null) {
        return Err(Failure::bad(say!("ledger.no_old")));
    }
    for name in ["commit", "milestone"] {
        if let Some(value) = fields.0.remove(name) {
            change[name] = value;
        }
    }
    fields.0.insert("change".into(), change);
    Ok(fields.kind("change"))
}

/// The names by which what is changed is found.
struct Names {
    commit: Option<String>,
    milestone: Option<String>,
}

fn names_in(fields: &Fields) -> Names {
    let name = |of| fields.text(of).map(str::to_owned);
    Names {
        commit: name("commit"),
        milestone: name("milestone"),
    }
}

/// What holds before the change.
fn old(form: &str, names: &Names, book: &Book, line: &Line) -> Option<Value> {
    let commitment = || {
        let name = names.commit.as_deref()?;
        line.commitments.iter().find(|one| one.id.as_str() == name)
    };
    match form {
        "change-amount" if names.commit.is_none() => Some(line.agreed.into()),
        "change-amount" => Some(commitment()?.amount.into()),
        "change-date" => {
            let name = names.milestone.as_deref()?;
            let milestone = line.milestones.iter().find(|one| one.id.as_str() == name)?;
            Some(json!(milestone.due() as Date))
        }
        "change-scope" => Some(scope(book, line)),
        "change-recipient" => serde_json::to_value(&commitment()?.to).ok(),
        _ => None,
    }
}

/// What a line is for: as it was last changed, or as the budget says.
fn scope(book: &Book, line: &Line) -> Value {
    let said =
        line.changes
            .iter()
            .rev()
            .find_map(|at| match &book.ledger.entries.get(*at)?.entry.says {
                Says::Change {
                    change: Change::Scope { new, .. },
                    ..
                } => Some(new),
                _ => None,
            });
    let about = book
        .budget
        .position(&line.id)
        .map(|place| &book.budget.priorities[place].about);
    json!(said.or(about))
}

/// One more who signs: by the record that `purse key new --ledger` printed, by flags, or whoever signs this entry.
fn signer(mut fields: Fields, given: &Given, pen: &Pen) -> Result<Value, Failure> {
    let record = if given.has("own") {
        let own = pen.signer()?;
        let own = own.ok_or_else(|| Failure::usage(say!("ledger.own_of_event")))?;
        json!(own)
    } else if let Some(record) = given.plain("record") {
        json!(from_record(record)?)
    } else {
        let named = json!({
            "id": fields.take("id"),
            "name": fields.take("name"),
            "role": fields.take("role"),
            "key": fields.take("public_key"),
            "lines": given.all("lines"),
        });
        if named
            .as_object()
            .is_some_and(|all| all.values().any(Value::is_null))
        {
            return Err(Failure::usage(say!("ledger.signer_missing")));
        }
        named
    };
    Ok(json!({ "kind": "signer", "signer": record }))
}

/// The record itself, or the file that it is in.
fn from_record(record: &str) -> Result<Signer, Failure> {
    let bytes = match record.trim_start().starts_with('{') {
        true => record.as_bytes().to_vec(),
        false => files::read(record.as_ref())?,
    };
    keys::signer_of(&bytes).map_err(|why| Failure::bad(say!("ledger.no_record", why)))
}

fn end_signer(mut fields: Fields, book: &Book) -> Result<Value, Failure> {
    let id = fields.text("id").unwrap_or_default().to_owned();
    let signs = |one: &&Signatory| one.signer.id.as_str() == id && one.ended.is_none();
    let signers = &book.ledger.signers;
    let Some(known) = signers.iter().find(signs) else {
        let names = signers.iter().filter(|one| one.ended.is_none());
        let names = Vec::from_iter(names.map(|one| one.signer.id.as_str())).join(", ");
        return Err(Failure::bad(say!("ledger.no_such_signer", id, names)));
    };
    let ends = fields.take("reason");
    Ok(json!({ "kind": "signer", "signer": known.signer, "ends": ends }))
}
