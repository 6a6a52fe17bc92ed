//! What only the printed ballot has: an empty form that somebody can fill in by hand and give to the organiser.

use documents::budget::Question;
use yew::prelude::*;

use crate::components::{all, both, element, list, paragraph};
use crate::state::Open;
use crate::words::{Key, Value, Words, alone};

/// How to fill it in.
pub(in crate::pages) fn how(open: &Open, words: &Words) -> Html {
    let budget = &open.budget;
    let all_of = if budget.unspent {
        Key::PaperMost
    } else {
        Key::PaperAll
    };
    let says = all(vec![
        words.html(Key::PaperWrite),
        alone(" "),
        words.rich(all_of, &[("money", Value::Money(budget.total))]),
        alone(" "),
        words.rich(Key::ClippedStep, &[("money", Value::Money(budget.step))]),
    ]);
    element("p", "paper", says)
}

/// The questions, the code, and whom to give it to.
pub(super) fn rest(open: &Open, words: &Words) -> Html {
    let budget = &open.budget;
    let mut parts = Vec::new();
    if !budget.about.is_empty() {
        parts.push(element("h2", "", words.html(Key::AboutTitle)));
        parts.push(paragraph(words.html(Key::AboutSays)));
        parts.extend(budget.about.iter().map(|asked| question(asked, words)));
    }
    if budget.needs_code() {
        let line = alone(": ____ – ____ – ____ – _____");
        parts.push(paragraph(all(vec![words.html(Key::CodeLabel), line])));
    }
    let hand_in = [
        ("name", Value::Name(&budget.organiser.name)),
        ("date", Value::Date(budget.dates.closes)),
    ];
    let hand_in = element("strong", "", words.rich(Key::PaperHandIn, &hand_in));
    let contact = budget.organiser.contact.as_deref();
    parts.push(paragraph(both(
        hand_in,
        contact.map(alone).unwrap_or_default(),
    )));
    element("div", "paper part stack", all(parts))
}

fn question(question: &Question, words: &Words) -> Html {
    let answers = question.answers.iter();
    let boxes = answers.map(|answer| both(alone("☐"), words.name(&answer.name)));
    all(vec![
        paragraph(words.name(&question.asks)),
        list("", boxes.collect()),
    ])
}
