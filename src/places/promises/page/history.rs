//! Everything that was written down about a line, by day.

use documents::ledger::{Judged, Said, Says};
use documents::{Slug, Text};
use ledger::Line;
use yew::prelude::*;

use super::change::{title, what};
use super::top::spaced;
use super::{Told, change, line};
use crate::components::{element, link_out, list};
use crate::places::promises::{Message, Promises};
use crate::words::{Key, Value, Words};

/// Drawn once it is opened.
pub(super) fn history(
    at: usize,
    line: &Line,
    promises: &Promises,
    told: &Told<'_>,
    send: &Callback<Message>,
) -> Html {
    if line.entries.is_empty() {
        return Html::default();
    }
    let summary = told.words.html(Key::PromisesHistory);
    let ontoggle = send.reform(move |_: Event| Message::HistoryToggled(at));
    let inside = promises.opened.contains(&at).then(|| {
        let each = line.entries.iter().map(|at| one(line, *at, told));
        list("list small", each.collect())
    });
    html! {
        <details {ontoggle}><summary><span>{summary}</span></summary>{inside.unwrap_or_default()}</details>
    }
}

fn one(line: &Line, at: usize, told: &Told<'_>) -> Html {
    let (words, entry) = (told.words, &told.ledger.entries[at]);
    let who = &told.ledger.signers[entry.by].signer.name;
    let says = sentence(line, at, &entry.entry.says, words);
    let with = [
        ("date", Value::Date(entry.entry.on)),
        ("who", Value::Name(who)),
        ("what", Value::Text(&says)),
    ];
    let written = (entry.entry.recorded != entry.entry.on).then(|| {
        let with = [("date", Value::Date(entry.entry.recorded))];
        element(
            "span",
            "quiet",
            words.rich(Key::PromisesEntryWritten, &with),
        )
    });
    let mut parts = vec![
        words.rich(Key::PromisesEntry, &with),
        written.unwrap_or_default(),
    ];
    parts.extend(more(&entry.entry.says, who, words));
    spaced(parts)
}

fn sentence(line: &Line, at: usize, says: &Says, words: &Words) -> String {
    match says {
        Says::Answer {
            said,
            asked,
            amount,
            ..
        } => {
            let key = match said {
                Said::Accepted => Key::PromisesEntryAccepted,
                Said::Changed => Key::PromisesEntryChanged,
                Said::Refused => Key::PromisesEntryRefused,
            };
            words.fill(
                key,
                &[
                    ("amount", Value::Money(*amount)),
                    ("asked", Value::Money(*asked)),
                ],
            )
        }
        Says::Commit { amount, to, .. } => {
            let with = [
                ("amount", Value::Money(*amount)),
                ("name", Value::Text(&to.name)),
            ];
            words.fill(Key::PromisesEntryCommit, &with)
        }
        Says::Pay { commit, amount, .. } => {
            let key = match amount.amount() < 0 {
                true => Key::PromisesEntryRefund,
                false => Key::PromisesEntryPay,
            };
            let size = amount.amount().unsigned_abs();
            let name = paid_to(line, commit, at);
            words.fill(
                key,
                &[("amount", Value::Money(size)), ("name", Value::Text(name))],
            )
        }
        Says::Milestone { title, due, .. } => {
            let with = [("title", Value::Name(title)), ("date", Value::Date(*due))];
            words.fill(Key::PromisesEntryMilestone, &with)
        }
        Says::Met {
            milestone, judged, ..
        } => {
            let key = match judged {
                Judged::Met => Key::PromisesEntryMet,
                Judged::Partly => Key::PromisesEntryPartly,
                Judged::Not => Key::PromisesEntryNot,
            };
            let title = title(line, milestone, words);
            words.fill(key, &[("title", Value::Text(title))])
        }
        Says::Change { change, .. } => what(line, change, words),
        Says::Finish { amount, .. } => words.fill(
            Key::PromisesEntryFinish,
            &[("amount", Value::Money(*amount))],
        ),
        Says::NothingNew { .. } | Says::Signer { .. } => {
            words.say(Key::PromisesEntryNothing).to_owned()
        }
    }
}

/// Reasons and what else belongs to an entry.
fn more(says: &Says, signer: &Text, words: &Words) -> Vec<Html> {
    let text = |key, place, text: &Option<Text>| line::said(key, place, text.as_ref(), words);
    match says {
        Says::Answer {
            reason, conditions, ..
        } => vec![
            text(Key::PromisesWhy, "reason", reason),
            text(Key::PromisesCondition, "conditions", conditions),
        ],
        Says::Commit {
            document: Some(document),
            ..
        } => {
            vec![link_out(document, words.html(Key::PromisesEntryDocument))]
        }
        Says::Met {
            by, shows, reason, ..
        } => vec![
            text(Key::PromisesEntryJudged, "who", by),
            text(Key::PromisesEntryShows, "shows", shows),
            text(Key::PromisesWhy, "reason", reason),
        ],
        Says::Change {
            reason, decided_by, ..
        } => vec![change::who(decided_by, signer, reason, words)],
        Says::Finish {
            delivered,
            different,
            ..
        } => vec![
            line::said(
                Key::PromisesDeliveredText,
                "delivered",
                Some(delivered),
                words,
            ),
            text(Key::PromisesDifferent, "reason", different),
        ],
        _ => Vec::new(),
    }
}

/// Who got the money of this entry: a commitment may go to somebody else since.
fn paid_to<'l>(line: &'l Line, commit: &Slug, at: usize) -> &'l str {
    let payment = line.commitment(commit).and_then(|one| {
        let place = one
            .payments
            .binary_search_by_key(&at, |payment| payment.at)
            .ok()?;
        one.payments.get(place)
    });
    payment.map_or("", |payment| &payment.to)
}
