//! Why this can be believed, and what is wrong with it.

use documents::ledger::{Role, Says};
use documents::{Id, Refusal};
use ledger::{Broken, Found, Signatory, Vouched};
use yew::prelude::*;

use super::Told;
use super::top::spaced;
use crate::components::{Tone, all, element, heading, list, notice, paragraph, part};
use crate::words::{Key, Plural, Value, Words};

/// So many are listed: a folder full of junk fills no phone.
const LISTED: usize = 50;

/// So many digits of an id are shown.
const SHOWN: usize = 12;

/// What does not count and what is missing; nothing where all is well.
pub(super) fn wrong(told: &Told<'_>) -> Html {
    let (words, audit) = (told.words, told.audit);
    let mut parts = Vec::new();
    for (plural, number) in [
        (Plural::PromisesMissing, told.ledger.missing.len()),
        (Plural::PromisesGone, audit.gone.len()),
    ] {
        if number > 0 {
            parts.push(paragraph(words.show(Value::Count(plural, number as u64))));
        }
    }
    if told.lacks() {
        parts.push(paragraph(words.html(Key::PromisesGap)));
    }
    let refused = refused(told);
    if !refused.is_empty() {
        let number = refused.len();
        let says = words.show(Value::Count(Plural::PromisesRefused, number as u64));
        parts.push(paragraph(says));
        let listed = refused.into_iter().take(LISTED).map(|(id, why)| {
            let with = [("id", Value::Figure(&id)), ("why", Value::Text(&why))];
            words.rich(Key::PromisesRefusedOne, &with)
        });
        parts.push(list("list small", listed.collect()));
        if number > LISTED {
            let with = [("number", Value::Number(LISTED as u64))];
            parts.push(paragraph(words.rich(Key::PromisesMoreRefused, &with)));
        }
    }
    if parts.is_empty() {
        return Html::default();
    }
    let title = element("strong", "", words.html(Key::PromisesWrong));
    parts.insert(0, paragraph(title));
    html! { <div role="alert">{notice(Tone::Bad, all(parts))}</div> }
}

/// Each with its name and why.
fn refused(told: &Told<'_>) -> Vec<(String, String)> {
    let words = told.words;
    let short = |id: &Id| id.to_string().chars().take(SHOWN).collect::<String>();
    let files = told
        .audit
        .refused
        .iter()
        .map(|(id, why)| (short(id), file(why, words)));
    let rules = told
        .ledger
        .refused
        .iter()
        .filter(|refused| !refused.is_strange());
    let rules = rules.map(|refused| (short(&refused.id), broken(&refused.why, words)));
    let strays = told.audit.strays.iter();
    let strays = strays.map(|name| {
        let name = name.chars().take(4 * SHOWN).collect();
        (name, words.say(Key::PromisesFileStray).to_owned())
    });
    files.chain(rules).chain(strays).collect()
}

fn file(why: &Refusal, words: &Words) -> String {
    let key = match why {
        Refusal::WrongName { .. } | Refusal::BadName {} => Key::PromisesFileName,
        Refusal::OtherBudget { .. } => Key::PromisesFileBudget,
        Refusal::WrongSignature {} => Key::PromisesFileSignature,
        _ => Key::PromisesFileBroken,
    };
    words.say(key).to_owned()
}

/// Which rule is broken: what was found, and what was expected.
fn broken(why: &Broken, words: &Words) -> String {
    let (found, expected) = (shown(&why.found, words), shown(&why.expected, words));
    let with = [
        ("found", Value::Text(&found)),
        ("expected", Value::Text(&expected)),
    ];
    let key = Key::of_rule(why.rule.name());
    key.map_or_else(|| why.rule.name().to_owned(), |key| words.fill(key, &with))
}

fn shown(found: &Found, words: &Words) -> String {
    let name = |name: &String| match Role::named(name) {
        Some(role) => words.say(role_name(role)).to_owned(),
        None => name.clone(),
    };
    match found {
        Found::Nothing => words.say(Key::PromisesNothing).to_owned(),
        Found::Names(names) if names.is_empty() => words.say(Key::PromisesNothing).to_owned(),
        Found::Amount(amount) => words.value(Value::Money(amount.unsigned_abs())),
        Found::Day(day) => words.value(Value::Date(*day)),
        Found::Name(one) => name(one),
        Found::Names(names) => names.iter().map(name).collect::<Vec<_>>().join(", "),
    }
}

fn role_name(role: Role) -> Key {
    match role {
        Role::DecisionMaker => Key::PromisesNameDecisionMaker,
        Role::Organiser => Key::PromisesNameOrganiser,
        Role::Partner => Key::PromisesNamePartner,
        Role::Recipient => Key::PromisesNameRecipient,
    }
}

pub(super) fn checked(told: &Told<'_>) -> Html {
    let words = told.words;
    let mut inside = vec![heading("promises-checked", words.say(Key::PromisesChecked))];
    let number = told.ledger.entries.len() as u64;
    if number > 0 {
        inside.push(paragraph(
            words.show(Value::Count(Plural::PromisesEntries, number)),
        ));
    }
    inside.push(paragraph(words.html(Key::PromisesNeverEdited)));
    let strangers = told
        .ledger
        .refused
        .iter()
        .filter(|refused| refused.is_strange());
    for (plural, number) in [
        (Plural::PromisesStrangers, strangers.count()),
        (Plural::PromisesAhead, told.ledger.ahead(told.day)),
    ] {
        if number > 0 {
            inside.push(paragraph(words.show(Value::Count(plural, number as u64))));
        }
    }
    let signers = &told.ledger.signers;
    if !signers.is_empty() {
        inside.push(element("h3", "", words.html(Key::PromisesSigners)));
        let each = signers.iter().map(|one| signer(one, told));
        inside.push(list("list", each.collect()));
    }
    part("promises-checked", inside)
}

fn signer(one: &Signatory, told: &Told<'_>) -> Html {
    let (words, all) = (told.words, &told.ledger.signers);
    let role = match one.signer.role {
        Role::DecisionMaker => Key::PromisesRoleDecisionMaker,
        Role::Organiser => Key::PromisesRoleOrganiser,
        Role::Partner => Key::PromisesRolePartner,
        Role::Recipient => Key::PromisesRoleRecipient,
    };
    let vouched = match one.vouched {
        Vouched::Budget => words.say(Key::PromisesVouchedBudget).to_owned(),
        Vouched::Event => words.say(Key::PromisesVouchedEvent).to_owned(),
        Vouched::Itself => words.say(Key::PromisesVouchedItself).to_owned(),
        Vouched::By(by) => {
            let name = Value::Name(&all[by].signer.name);
            words.fill(Key::PromisesVouchedBy, &[("name", name)])
        }
    };
    let with = [
        ("name", Value::Name(&one.signer.name)),
        ("role", Value::Word(role)),
        ("vouched", Value::Text(&vouched)),
    ];
    let ended = one.ended.map(|at| &told.ledger.entries[at].entry);
    let ended = ended.and_then(|entry| match &entry.says {
        Says::Signer {
            ends: Some(reason), ..
        } => {
            let with = [
                ("date", Value::Date(entry.on)),
                ("reason", Value::Name(reason)),
            ];
            Some(words.rich(Key::PromisesSignerEnded, &with))
        }
        _ => None,
    });
    spaced(vec![
        words.rich(Key::PromisesSigner, &with),
        ended.unwrap_or_default(),
    ])
}
