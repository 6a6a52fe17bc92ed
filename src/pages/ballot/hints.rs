//! What is better known before anybody fills anything in.

use yew::prelude::*;

use crate::components::{Tone, all, notice, paragraph, press_to};
use crate::pages::{forgetful, shut};
use crate::state::{Message, Open, SendMessage, Setting, Stage, Window};
use crate::words::{Key, Plural, Value, Words};

pub(in crate::pages) fn hints(
    open: &Open,
    setting: &Setting,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    all(vec![
        day(open, setting, words, send),
        forgetful(setting, words, send),
        waiting(open, words, send),
    ])
}

/// Outside the dates one may look and try, but not send; better to know before than after.
fn day(open: &Open, setting: &Setting, words: &Words, send: &Callback<Message>) -> Html {
    if open.window(setting) == Window::Now && !open.doubts_day(setting) {
        return Html::default();
    }
    notice(Tone::Plain, shut(open, setting, words, send))
}

/// Ballots of before that are still on this device.
fn waiting(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let stuck = open
        .outbox
        .ballots
        .iter()
        .filter(|ballot| matches!(ballot.stage, Stage::NotSent(_)) && ballot.is_unsent())
        .count() as u64;
    if stuck == 0 {
        return Html::default();
    }
    let says = paragraph(words.show(Value::Count(Plural::CountedUnsent, stuck)));
    notice(
        Tone::Bad,
        all(vec![
            says,
            press_to(
                "button-link",
                Key::ReceiptSendNow,
                || SendMessage::SendNowPressed.into(),
                words,
                send,
            ),
        ]),
    )
}
