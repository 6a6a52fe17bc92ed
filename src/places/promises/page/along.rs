//! What can be taken along: a text for a newsletter, the page on paper.

use yew::prelude::*;

use super::Told;
use crate::components::{element, fold, heading, paragraph, part, press};
use crate::places::promises::{Message, Promises, summary};
use crate::words::{Key, alone};

pub(super) fn along(promises: &Promises, told: &Told<'_>, send: &Callback<Message>) -> Html {
    let words = told.words;
    let text = summary(told.budget, told.ledger, told.day, words);
    let copied = promises.copied.map(|done| match done {
        true => words.html(Key::PromisesCopied),
        false => words.html(Key::PromisesNotCopied),
    });
    let button = |key, message| press("button button-quiet", key, message, words, send);
    let buttons = [
        button(Key::PromisesCopy, Message::CopyPressed),
        button(Key::PromisesPrint, Message::PrintPressed),
    ];
    part(
        "promises-along",
        vec![
            heading("promises-along", words.say(Key::PromisesSummary)),
            fold(
                words.html(Key::PromisesSummarySays),
                element("pre", "promises-summary", alone(&text)),
            ),
            element("div", "buttons", buttons.into_iter().collect()),
            html! { <div role="status">{copied.map(paragraph).unwrap_or_default()}</div> },
        ],
    )
}
