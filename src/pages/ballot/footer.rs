use yew::prelude::*;

use crate::components::{Tone, all, element, notice, press};

use crate::state::{Message, NavigateMessage, Open, Screen};
use crate::words::{Key, Words};

/// The way on, and the reminder that nothing is sent before its end.
pub(super) fn footer(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let unsent = || {
        notice(
            Tone::Plain,
            element("strong", "", words.html(Key::BallotUnsent)),
        )
    };
    let results = || {
        press(
            "button-link",
            Key::BallotSeeResults,
            NavigateMessage::ScreenAsked(Screen::Results).into(),
            words,
            send,
        )
    };
    let on = press(
        "button button-main",
        Key::BallotCheck,
        NavigateMessage::ScreenAsked(open.next()).into(),
        words,
        send,
    );
    let parts = vec![
        open.unsent().then(unsent).unwrap_or_default(),
        element("div", "buttons", on),
        open.budget.results_open.then(results).unwrap_or_default(),
    ];
    element("div", "part stack", all(parts))
}
