//! What follows the first touch is on its way, or could not be had.

use yew::prelude::*;

use super::heading;
use crate::components::{Tone, all, both, element, notice, paragraph, press_to};
use crate::state::{Message, Mode, NavigateMessage, PieceMessage, Screen, State};
use crate::words::{Key, Words};

/// In place of a screen that is not here yet.
pub(super) fn page(state: &State, words: &Words, send: &Callback<Message>) -> Html {
    let parts = vec![
        press_to(
            "button-link",
            Key::AppBack,
            || NavigateMessage::ScreenAsked(Screen::Ballot).into(),
            words,
            send,
        ),
        heading(words.html(Key::LoadingTitle)),
        late(state, words, send),
    ];
    element("div", "stack", all(parts))
}

/// In place of what stands below the lines.
pub(super) fn meanwhile(state: &State, words: &Words, send: &Callback<Message>) -> Html {
    let wait = element("p", "quiet", words.html(Key::LoadingTitle));
    all(vec![wait, late(state, words, send)])
}

/// Once it could not be had, that is said at once; where it stays away, the words come forth by themselves. It is asked for
/// again by itself, and when somebody presses.
pub(super) fn late(state: &State, words: &Words, send: &Callback<Message>) -> Html {
    let says = missing(state, words, send);
    match state.later_is_missing() {
        true => says,
        false => element("div", "stopped", says),
    }
}

fn missing(state: &State, words: &Words, send: &Callback<Message>) -> Html {
    let quiet = "button button-quiet";
    let again = press_to(
        quiet,
        Key::BrokenTryAgain,
        || PieceMessage::LaterAsked.into(),
        words,
        send,
    );
    // A newer version of the page may be in its place: then only loading it anew helps. On an own device the draft stays.
    let anew = || {
        press_to(
            "button-link",
            Key::PieceReload,
            || NavigateMessage::ReloadPressed.into(),
            words,
            send,
        )
    };
    let own = state.setting.mode == Mode::Own;
    let says = vec![
        paragraph(both(
            words.html(Key::PieceMissing),
            words.html(Key::PieceAgain),
        )),
        again,
        own.then(anew).unwrap_or_default(),
    ];
    let says = element("div", "stack", all(says));
    html! { <div role="alert">{notice(Tone::Bad, says)}</div> }
}
