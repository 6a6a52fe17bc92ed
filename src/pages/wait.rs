//! What follows the first touch is on its way, or could not be had.

use yew::prelude::*;

use super::{back, heading};
use crate::components::{Tone, all, both, element, notice, paragraph, press};
use crate::state::{Message, Mode, State};
use crate::words::{Key, Words};

/// In place of a screen that is not here yet.
pub(super) fn page(state: &State, words: &Words, send: &Callback<Message>) -> Html {
    let says = match state.later_is_missing() {
        true => missing(state, words, send),
        // Comes forth by itself where the piece stays away.
        false => element("div", "stopped", said(state, words, send)),
    };
    let parts = vec![
        back(words, send),
        heading(words.html(Key::LoadingTitle)),
        says,
    ];
    element("div", "stack", all(parts))
}

/// Said once it could not be had; it is asked for again by itself, and when somebody presses.
pub(super) fn missing(state: &State, words: &Words, send: &Callback<Message>) -> Html {
    match state.later_is_missing() {
        true => said(state, words, send),
        false => Html::default(),
    }
}

fn said(state: &State, words: &Words, send: &Callback<Message>) -> Html {
    let again = press(
        "button button-quiet",
        Key::BrokenTryAgain,
        Message::LaterAsked,
        words,
        send,
    );
    // A newer version of the page may be in its place: then only loading it anew helps. On an own device the draft stays.
    let anew = || {
        press(
            "button-link",
            Key::PieceReload,
            Message::ReloadPressed,
            words,
            send,
        )
    };
    let own = state.setting.mode == Mode::Own;
    let says = all(vec![
        paragraph(both(
            words.html(Key::PieceMissing),
            words.html(Key::PieceAgain),
        )),
        again,
        own.then(anew).unwrap_or_default(),
    ]);
    html! { <div role="alert">{notice(Tone::Bad, element("div", "stack", says))}</div> }
}
