//! Where the results are shown, by a program of their own: see [`crate::results`].

use yew::prelude::*;

use super::{heading, on};
use crate::results::HOST;
use crate::state::{Message, Open, Screen};
use crate::words::{Key, Words};

pub(super) fn page(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let yours = open.yours.as_ref().map(|yours| {
        let amounts: Vec<String> = yours.iter().map(ToString::to_string).collect();
        amounts.join(",")
    });
    html! {
        <div class="stack">
            { heading(html! { {words.say(Key::ResultsTitle)} }) }
            <div id={HOST} data-lang={open.lang.to_string()} data-yours={yours} />
            if open.results_missing {
                { missing(words, send) }
            } else {
                <p class="results-wait quiet">{words.say(Key::LoadingTitle)}</p>
            }
            <button type="button" class="button-link" onclick={on(send, Message::ScreenAsked(Screen::Ballot))}>
                {words.say(Key::ResultsBallot)}
            </button>
        </div>
    }
}

fn missing(words: &Words, send: &Callback<Message>) -> Html {
    html! {
        <div class="notice notice-loss" role="alert">
            <p>{words.say(Key::BrokenUnreachable)}</p>
            <button type="button" class="button button-quiet" onclick={on(send, Message::ReloadPressed)}>
                {words.say(Key::BrokenTryAgain)}
            </button>
        </div>
    }
}
