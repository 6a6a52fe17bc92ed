//! The budget could not be had or read.

use documents::Problem;
use yew::prelude::*;

use super::heading;
use crate::components::{again_in, all, element, list, paragraph, press_to};
use crate::state::{LoadMessage, Message, Trouble};
use crate::words::{Key, Value, Words};

pub(super) fn page(trouble: &Trouble, words: &Words, send: &Callback<Message>) -> Html {
    let parts = vec![
        heading(words.html(Key::BrokenTitle)),
        why(trouble, words),
        press_to(
            "button",
            Key::BrokenTryAgain,
            || LoadMessage::TryAgainPressed.into(),
            words,
            send,
        ),
    ];
    element("div", "stack", all(parts))
}

fn why(trouble: &Trouble, words: &Words) -> Html {
    match trouble {
        Trouble::Unreachable { status, again } => {
            let status = status.map(|status| {
                let status = [("status", Value::Figure(&status.to_string()))];
                element("p", "quiet", words.rich(Key::BrokenStatus, &status))
            });
            all(vec![
                paragraph(words.html(Key::BrokenUnreachable)),
                status.unwrap_or_default(),
                again
                    .map(|seconds| paragraph(again_in(seconds, words)))
                    .unwrap_or_default(),
            ])
        }
        Trouble::Malformed(problems) => {
            let problems = problems.iter().map(|problem| says(problem, words));
            all(vec![
                paragraph(words.html(Key::BrokenMalformed)),
                list("list small", problems.collect()),
            ])
        }
    }
}

fn says(
    Problem {
        path,
        found,
        expected,
        ..
    }: &Problem,
    words: &Words,
) -> Html {
    let with = [
        ("where", Value::Text(path)),
        ("found", Value::Text(found)),
        ("expected", Value::Text(expected)),
    ];
    words.rich(Key::BrokenProblem, &with)
}
