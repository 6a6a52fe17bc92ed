//! Questions about the resident. Every one can be left, and so can all of them together.

use documents::budget::Question;
use yew::prelude::*;

use super::{back, heading, to_screen};
use crate::components::{all, both, element, paragraph};
use crate::state::{Message, Open, VoterMessage};
use crate::words::{Key, Value, Words};

pub(super) fn page(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let smallest = [("number", Value::Number(open.budget.smallest_cell))];
    let says = both(
        words.html(Key::AboutSays),
        both(
            words.html(Key::AboutSealed),
            words.rich(Key::AboutSmall, &smallest),
        ),
    );
    let questions = open.budget.about.iter().enumerate().map(|(at, question)| {
        asked(
            at,
            question,
            open.draft().about.get(at).copied().flatten(),
            words,
            send,
        )
    });
    let on = to_screen(
        "button button-main",
        Key::AboutGoOn,
        open.next(),
        words,
        send,
    );
    let parts = vec![
        back(words, send),
        heading(words.html(Key::AboutTitle)),
        paragraph(says),
        questions.collect(),
        element("div", "buttons", on),
    ];
    element("div", "stack", all(parts))
}

fn asked(
    at: usize,
    question: &Question,
    answer: Option<usize>,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    let why = format!("why-asked-{at}");
    let silent = choice(at, None, answer, words.html(Key::AboutSilent), send);
    let choices = question.answers.iter().enumerate();
    let choices = choices
        .map(|(option, says)| choice(at, Some(option), answer, words.name(&says.name), send));
    html! {
        <fieldset key={at} aria-describedby={why.clone()}>
            <legend>{words.name(&question.asks)}</legend>
            <p class="quiet small" id={why}>{words.name(&question.why)}</p>
            { choices.collect::<Html>() }
            { silent }
        </fieldset>
    }
}

/// One answer; `None` is "prefer not to say".
fn choice(
    at: usize,
    option: Option<usize>,
    answer: Option<usize>,
    says: Html,
    send: &Callback<Message>,
) -> Html {
    let id = format!("answer-{at}-{}", option.map_or(0, |option| option + 1));
    html! {
        <div class="choice">
            <input
                type="radio"
                id={id.clone()}
                name={format!("question-{at}")}
                checked={answer == option}
                onchange={send.reform(move |_| VoterMessage::AnswerChosen { question: at, answer: option }.into())}
            />
            <label for={id}>{says}</label>
        </div>
    }
}
