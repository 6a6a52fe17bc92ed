//! The first sentence: how things are, or whose answer is late.

use documents::Text;
use ledger::{Summary, Vouched};
use yew::prelude::*;

use super::Told;
use crate::components::{Tone, all, element, notice, paragraph, verdict};
use crate::words::{Key, Plural, Value, Words};

pub(super) fn top(told: &Told<'_>) -> Html {
    let (words, summary) = (told.words, told.ledger.summary(told.day));
    let is_begun = !told.ledger.entries.is_empty();
    let mut parts = Vec::new();
    if summary.answered > 0 {
        parts.push(element("p", "promises-top", sentence(&summary, words)));
    }
    parts.push(answer(told, &summary));
    if !is_begun {
        parts.push(paragraph(words.html(Key::PromisesNothingYet)));
    }
    parts.push(own_word(told));
    let day = [("date", Value::Date(told.day))];
    parts.push(element(
        "p",
        "quiet small",
        words.rich(Key::PromisesAsOf, &day),
    ));
    all(parts)
}

/// "3 of 6 done, 1 late, £2,400 not yet committed. Last news 12 days ago."
fn sentence(summary: &Summary, words: &Words) -> Html {
    let counted = |plural, number| match number {
        0 => Html::default(),
        number => words.show(Value::Count(plural, number)),
    };
    let news = news(summary.silent.unwrap_or_default(), words);
    let with = [
        ("done", Value::Number(summary.done)),
        ("agreed", Value::Number(summary.agreed)),
        ("late", Value::Number(summary.late)),
        ("money", Value::Money(summary.not_committed)),
        ("news", Value::Text(&news)),
    ];
    let first = match summary.agreed {
        0 => words.html(Key::PromisesTopNone),
        _ => words.rich(Key::PromisesTop, &with),
    };
    let refused = counted(Plural::PromisesRefusedLines, summary.refused);
    let cancelled = counted(Plural::PromisesCancelledLines, summary.cancelled);
    spaced(vec![first, refused, cancelled])
}

/// Sentences in a row.
pub(super) fn spaced(parts: Vec<Html>) -> Html {
    let given = parts.into_iter().filter(|part| *part != Html::default());
    let with_space = given.flat_map(|part| [part, crate::words::alone(" ")]);
    with_space.collect()
}

pub(super) fn news(days: u64, words: &Words) -> String {
    match days {
        0 => words.say(Key::PromisesNewsToday).to_owned(),
        days => words.count(Plural::PromisesNews, days),
    }
}

/// Who answers by when, or how late they are.
fn answer(told: &Told<'_>, summary: &Summary) -> Html {
    let (words, promise) = (told.words, &told.budget.promise);
    // Where something is missing, an answer may be.
    if summary.answered == summary.lines || told.lacks() {
        return Html::default();
    }
    let Some(days) = told.ledger.answer_overdue(promise.by, told.day) else {
        let with = [
            ("who", Value::Name(&promise.who)),
            ("date", Value::Date(promise.by)),
        ];
        return paragraph(words.rich(Key::PromisesBy, &with));
    };
    let late = words.count(Plural::PromisesDaysLate, days);
    let with = [
        ("date", Value::Date(promise.by)),
        ("late", Value::Text(&late)),
    ];
    let says = words.rich(Key::PromisesOverdue, &with);
    let lines = names(told);
    let lines = match summary.answered {
        0 => Html::default(),
        _ => paragraph(words.rich(Key::PromisesOverdueLines, &[("lines", Value::Text(&lines))])),
    };
    all(vec![
        verdict(Tone::Bad, words.say(Key::PromisesOverdueWord), says),
        lines,
    ])
}

/// The lines without an answer.
fn names(told: &Told<'_>) -> String {
    let open = told.ledger.lines.iter().zip(&told.budget.priorities);
    let open = open.filter(|(line, _)| line.answer.is_none());
    let names: Vec<&str> = open
        .map(|(_, priority)| told.words.text(&priority.name))
        .collect();
    names.join(", ")
}

/// Where the budget names nobody who signs, whoever began vouches for themselves: the page says so before anything else.
fn own_word(told: &Told<'_>) -> Html {
    let alone = told
        .ledger
        .signers
        .iter()
        .find(|one| one.vouched == Vouched::Itself);
    let Some(name) = alone.map(|one| &one.signer.name as &Text) else {
        return Html::default();
    };
    let words = told.words;
    let says = words.rich(Key::PromisesOwnWordSays, &[("name", Value::Name(name))]);
    let title = element("strong", "", words.html(Key::PromisesOwnWord));
    notice(Tone::Plain, paragraph(spaced(vec![title, says])))
}
