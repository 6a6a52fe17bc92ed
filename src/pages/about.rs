//! Questions about the resident. Every one can be left, and so can all of them together.

use documents::budget::Question;
use yew::prelude::*;

use super::{heading, on};
use crate::state::{Message, Open, Screen};
use crate::words::{Key, Words};

pub(super) fn page(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let smallest = words.number(open.budget.smallest_cell);
    html! {
        <div class="stack">
            <button type="button" class="button-link" onclick={on(send, Message::ScreenAsked(Screen::Ballot))}>
                {words.say(Key::AppBack)}
            </button>
            { heading(html! { {words.say(Key::AboutTitle)} }) }
            <p>{words.say(Key::AboutSays)}{" "}{words.rich(Key::AboutSmall, &[("number", &smallest)])}</p>
            { for open.budget.about.iter().enumerate().map(|(at, question)| {
                asked(at, question, open.draft.about.get(at).copied().flatten(), words, send)
            }) }
            <div class="buttons">
                <button type="button" class="button button-main" onclick={on(send, Message::ScreenAsked(open.next()))}>
                    {words.say(Key::AboutGoOn)}
                </button>
            </div>
        </div>
    }
}

fn asked(
    at: usize,
    question: &Question,
    answer: Option<usize>,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    let why = format!("why-asked-{at}");
    let choice = |chosen: Option<usize>, says: Html| {
        let id = format!("answer-{at}-{}", chosen.map_or(0, |chosen| chosen + 1));
        html! {
            <div class="choice">
                <input
                    type="radio"
                    id={id.clone()}
                    name={format!("question-{at}")}
                    checked={answer == chosen}
                    onchange={on(send, Message::AnswerChosen { question: at, answer: chosen })}
                />
                <label for={id}>{says}</label>
            </div>
        }
    };
    html! {
        <fieldset key={at} aria-describedby={why.clone()}>
            <legend>{words.name(&question.asks)}</legend>
            <p class="quiet small" id={why}>{words.name(&question.why)}</p>
            { for question.answers.iter().enumerate().map(|(option, answer)| choice(Some(option), words.name(&answer.name))) }
            { choice(None, html! { {words.say(Key::AboutSilent)} }) }
        </fieldset>
    }
}
