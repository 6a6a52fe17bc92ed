//! The budget could not be had or read.

use documents::Problem;
use yew::prelude::*;

use super::{heading, on};
use crate::state::{Message, Trouble};
use crate::words::{Key, Words};

pub(super) fn page(trouble: &Trouble, words: &Words, send: &Callback<Message>) -> Html {
    html! {
        <div class="stack">
            { heading(html! { {words.say(Key::BrokenTitle)} }) }
            { why(trouble, words) }
            <button type="button" class="button" onclick={on(send, Message::TryAgainPressed)}>
                {words.say(Key::BrokenTryAgain)}
            </button>
        </div>
    }
}

fn why(trouble: &Trouble, words: &Words) -> Html {
    match trouble {
        Trouble::Unreachable(status) => html! {
            <>
                <p>{words.say(Key::BrokenUnreachable)}</p>
                if let Some(status) = status {
                    <p class="quiet">{words.rich(Key::BrokenStatus, &[("status", &status.to_string())])}</p>
                }
            </>
        },
        Trouble::Malformed(problems) => html! {
            <>
                <p>{words.say(Key::BrokenMalformed)}</p>
                <ul class="list small">{ for problems.iter().map(|problem| problem_says(problem, words)) }</ul>
            </>
        },
    }
}

fn problem_says(
    Problem {
        path,
        found,
        expected,
        ..
    }: &Problem,
    words: &Words,
) -> Html {
    html! { <li>{words.rich(Key::BrokenProblem, &[("where", path), ("found", found), ("expected", expected)])}</li> }
}
