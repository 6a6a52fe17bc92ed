//! What follows the outcome, a piece of its own that comes once the outcome is shown: how people differed, whether it is fair,
//! other ways to count, how to check it, and what can be taken away.

use yew::prelude::*;

use super::{Counting, Format, Message, Results, described, fairness, how, rules, spread, tables};
use crate::components::{all, element, fold, list, press};
use crate::words::{Key, Words, alone};

/// What stands below the outcome, once there is one.
pub fn below(results: &Results, words: &Words, send: &Callback<Message>) -> Html {
    let parts = match &results.counting {
        Counting::Checking { result, beside } => vec![
            spread::spread(results, result, beside, words),
            fairness::fairness(results, result, words),
            html! { <p role="status">{words.html(Key::ResultsChecking)}</p> },
        ],
        Counting::Done {
            result, beside, id, ..
        } => vec![
            spread::spread(results, result, beside, words),
            fairness::fairness(results, result, words),
            tables::tables(&results.budget, result, words),
            rules::rules(results, result, words),
            how::how(result, id, words),
            take(results, words, send),
        ],
        _ => Vec::new(),
    };
    element("div", "stack more", all(parts))
}

/// Files for a spreadsheet, for a recount and to share; what the picture shows, in words.
fn take(results: &Results, words: &Words, send: &Callback<Message>) -> Html {
    let button = |key, message| press("button button-quiet", key, message, words, send);
    let files = [
        (Key::ResultsCsv, Format::Csv),
        (Key::ResultsJson, Format::Json),
        (Key::ResultsPng, Format::Png),
        (Key::ResultsSvg, Format::Svg),
    ];
    let files = files
        .iter()
        .map(|&(key, format)| button(key, Message::DownloadPressed(format)));
    let mut buttons: Vec<Html> = files.collect();
    buttons.push(button(Key::ResultsPrint, Message::PrintPressed));
    let copied = results.copied.map(|copied| match copied {
        true => words.html(Key::ResultsCopied),
        false => words.html(Key::ResultsNotCopied),
    });
    let lines = described(results, words).unwrap_or_default();
    let lines = lines.iter().map(|line| alone(line)).collect();
    let inside = all(vec![
        list("plain small", lines),
        button(Key::ResultsCopy, Message::CopyPressed),
        html! { <p role="status">{copied.unwrap_or_default()}</p> },
    ]);
    element(
        "div",
        "stack take",
        all(vec![
            element("h2", "", words.html(Key::ResultsDownload)),
            element("div", "buttons", all(buttons)),
            fold(words.html(Key::ResultsDescribed), inside),
        ]),
    )
}
