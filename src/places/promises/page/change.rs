//! Changes of what was agreed: what was, what is, who decided, and why.

use documents::ledger::{Change, Says};
use documents::{Slug, Text};
use ledger::{Line, Told as Entry};
use yew::prelude::*;

use super::Told;
use super::top::spaced;
use crate::components::{all, element, list};
use crate::words::{Key, Value, Words};

/// So many changes of a line are shown at once.
const SHOWN: usize = 8;

pub(super) fn changes(line: &Line, told: &Told<'_>) -> Html {
    if line.changes.is_empty() {
        return Html::default();
    }
    let words = told.words;
    // The last ones: all of them are among what was written down.
    let last = line.changes.iter().rev().take(SHOWN).rev();
    let each = last.map(|at| one(line, &told.ledger.entries[*at], told));
    all(vec![
        element("h4", "", words.html(Key::PromisesChanges)),
        list("list", each.collect()),
    ])
}

fn one(line: &Line, entry: &Entry, told: &Told<'_>) -> Html {
    let (words, signer) = (told.words, &told.ledger.signers[entry.by].signer.name);
    let entry = &entry.entry;
    let Says::Change {
        change,
        reason,
        decided_by,
        ..
    } = &entry.says
    else {
        return Html::default();
    };
    let what = what(line, change, words);
    let with = [
        ("date", Value::Date(entry.on)),
        ("what", Value::Text(&what)),
    ];
    spaced(vec![
        words.rich(Key::PromisesChangeWhen, &with),
        who(decided_by, signer, reason, words),
    ])
}

/// What was, and what is.
pub(super) fn what(line: &Line, change: &Change, words: &Words) -> String {
    let money = |key, old: u64, new: u64, name: &str| {
        let with = [
            ("old", Value::Money(old)),
            ("new", Value::Money(new)),
            ("name", Value::Text(name)),
        ];
        words.fill(key, &with)
    };
    match change {
        Change::Amount {
            commit: None,
            old,
            new,
        } => money(Key::PromisesChangeAmount, *old, *new, ""),
        Change::Amount {
            commit: Some(commit),
            old,
            new,
        } => {
            let to = line.commitment(commit).map_or("", |one| &one.to.name);
            money(Key::PromisesChangeCommitment, *old, *new, to)
        }
        Change::Date {
            milestone,
            old,
            new,
        } => {
            let with = [
                ("title", Value::Text(title(line, milestone, words))),
                ("old", Value::Date(*old)),
                ("new", Value::Date(*new)),
            ];
            words.fill(Key::PromisesChangeDate, &with)
        }
        Change::Scope { old, new } => {
            let with = [("old", Value::Name(old)), ("new", Value::Name(new))];
            words.fill(Key::PromisesChangeScope, &with)
        }
        Change::Recipient { old, new, .. } => {
            let with = [
                ("old", Value::Text(&old.name)),
                ("new", Value::Text(&new.name)),
            ];
            words.fill(Key::PromisesChangeRecipient, &with)
        }
        Change::Cancelled {} => words.say(Key::PromisesChangeCancelled).to_owned(),
    }
}

/// What people call a milestone.
pub(super) fn title<'w>(line: &'w Line, milestone: &Slug, words: &'w Words) -> &'w str {
    line.milestone(milestone)
        .map_or("", |one| words.text(&one.title))
}

/// Who decided, who says so, and why.
pub(super) fn who(decided_by: &Text, signer: &Text, reason: &Text, words: &Words) -> Html {
    let with = [
        ("who", Value::Name(decided_by)),
        ("name", Value::Name(signer)),
        ("reason", Value::Name(reason)),
    ];
    words.rich(Key::PromisesChangeWho, &with)
}
