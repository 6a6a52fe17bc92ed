use yew::prelude::*;

use crate::components::{Tone, all, element, link_to, notice, paragraph};
use crate::pages::{own_tab, to_screen};

use crate::state::{Message, Mode, Open, Screen, Setting, Storage};
use crate::words::{Key, Words};

/// The way on, and the reminder that nothing is sent before its end.
pub(super) fn footer(
    open: &Open,
    setting: &Setting,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
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
        // Where nothing is kept the page says so above, with this.
        match setting.storage {
            Storage::Refused => Html::default(),
            _ => own_tab(setting, words, send),
        },
        match setting.mode {
            Mode::Own => paragraph(link_to("#device", words.html(Key::BallotDevice))),
            Mode::Kiosk => Html::default(),
        },
    ];
    element("div", "part stack", all(parts))
}
