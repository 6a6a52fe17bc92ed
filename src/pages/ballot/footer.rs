use yew::prelude::*;

use crate::components::{Tone, all, element, notice};
use crate::pages::to_screen;

use crate::state::{Message, Open, Screen};
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
        to_screen(
            "button-link",
            Key::BallotSeeResults,
            Screen::Results,
            words,
            send,
        )
    };
    let on = to_screen(
        "button button-main",
        Key::BallotCheck,
        open.next(),
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
