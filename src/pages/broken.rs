//! The budget could not be had or read.

use documents::Problem;
use yew::prelude::*;

use super::heading;
use crate::components::{again_in, all, both, element, list, paragraph, press_to};
use crate::pieces::Later;
use crate::state::{LoadMessage, Message, Trouble};
use crate::words::{Key, Value, Words, alone};

pub(super) fn page(
    trouble: &Trouble,
    later: Option<&'static Later>,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    let why = match (trouble, later) {
        (Trouble::Unreachable { status, again }, _) => unreachable(*status, *again, words),
        (Trouble::Malformed(_), Some(later)) => (later.malformed)(trouble, words),
        (Trouble::Malformed(_), None) => Html::default(),
    };
    let parts = vec![
        heading(words.html(Key::BrokenTitle)),
        why,
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

fn unreachable(status: Option<u16>, again: Option<u32>, words: &Words) -> Html {
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

/// What is wrong with the budget: whoever reads it again for that comes after the first touch.
pub(crate) fn malformed(trouble: &Trouble, words: &Words) -> Html {
    let Trouble::Malformed(problems) = trouble else {
        return Html::default();
    };
    let problems = problems.iter().map(|problem| says(problem, words));
    all(vec![
        paragraph(words.html(Key::BrokenMalformed)),
        list("list small", problems.collect()),
    ])
}

/// What a file's reader says is English, whatever the page speaks.
fn says(problem: &Problem, words: &Words) -> Html {
    let english = |what, says: &str| {
        let says = html! { <bdi lang="en">{alone(says)}</bdi> };
        paragraph(both(words.html(what), says))
    };
    all(vec![
        words.show(Value::Figure(&problem.path)),
        english(Key::BrokenFound, &problem.found),
        english(Key::BrokenExpected, &problem.expected),
    ])
}
