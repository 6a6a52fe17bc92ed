//! What is on the page beside the widget: the way to the next person, and what covers the widget.

use yew::prelude::*;

use super::{Cover, Kiosk, Message, Seen, StaffMessage, staff_page};
use crate::components::{all, element, heading, paragraph, press_to};
use crate::words::{Key, Value, Words, alone, own_name};

/// So many seconds apart a screen reader is told how long there is; each second would drown everything else.
const SAID_EVERY_S: u64 = 10;

/// The id of the dialog that is open now.
#[must_use]
pub fn open_cover(kiosk: &Kiosk) -> Option<&'static str> {
    kiosk.cover().map(|cover| match cover {
        Cover::Waiting => "waiting",
        Cover::Question(_) => "still-there",
        Cover::Staff => "staff",
    })
}

pub fn page(kiosk: &Kiosk, words: &Words, send: &Callback<Message>) -> Html {
    let Some(seen) = &kiosk.seen else {
        return Html::default();
    };
    let parts = vec![
        bar(seen, words, send),
        waiting(kiosk, seen, words, send),
        question(kiosk, words, send),
        staff(kiosk, seen, words, send),
    ];
    html! { <div lang={words.lang().to_string()} dir={words.dir()}>{all(parts)}</div> }
}

/// Docked at the foot, within reach of whoever sits.
fn bar(seen: &Seen, words: &Words, send: &Callback<Message>) -> Html {
    let next = match seen.unsent {
        true => Key::KioskUnsent,
        false => Key::KioskNext,
    };
    let parts = vec![
        press_to(
            "button button-quiet",
            next,
            || Message::NextPressed,
            words,
            send,
        ),
        to_staff(words, send),
    ];
    element("footer", "kiosk-bar", all(parts))
}

fn to_staff(words: &Words, send: &Callback<Message>) -> Html {
    let asked = || Message::Staff(StaffMessage::Asked);
    press_to(
        "button-link kiosk-staff",
        Key::KioskStaff,
        asked,
        words,
        send,
    )
}

/// Nobody is there. A touch anywhere begins.
fn waiting(kiosk: &Kiosk, seen: &Seen, words: &Words, send: &Callback<Message>) -> Html {
    let begins = || Message::BeginPressed;
    let shown = kiosk.cover() == Some(Cover::Waiting);
    let title = shown.then_some("waiting-title");
    let inside = match kiosk.cover() {
        Some(Cover::Waiting) => all(vec![
            html! { <div class="kiosk-high kiosk-sign" aria-hidden="true"><i /><i /><i /></div> },
            element("div", "kiosk-low stack", invites(kiosk, seen, words, send)),
        ]),
        _ => Html::default(),
    };
    let (onclick, onclose) = (
        send.reform(move |_| begins()),
        send.reform(move |_| begins()),
    );
    html! { <dialog id="waiting" class="kiosk-cover" aria-labelledby={title} {onclick} {onclose}>{inside}</dialog> }
}

fn invites(kiosk: &Kiosk, seen: &Seen, words: &Words, send: &Callback<Message>) -> Html {
    let language = |lang: &documents::Lang| {
        let chosen = lang.clone();
        let onclick = send.reform(move |_: MouseEvent| Message::BegunIn(chosen.clone()));
        html! { <button type="button" class="button button-quiet" lang={lang.to_string()} {onclick}>{alone(&own_name(lang))}</button> }
    };
    let languages = match seen.budget.languages.as_slice() {
        [_] => Html::default(),
        langs => element("div", "buttons", langs.iter().map(language).collect()),
    };
    all(vec![
        html! { <h2 id="waiting-title">{words.name(&seen.budget.title)}</h2> },
        paragraph(words.name(&seen.budget.summary)),
        press_to(
            "button button-main",
            Key::KioskBegin,
            || Message::BeginPressed,
            words,
            send,
        ),
        languages,
        staff_page::strange(kiosk, words),
        to_staff(words, send),
    ])
}

/// Is anybody still there? The seconds are seen at once, and said now and then.
fn question(kiosk: &Kiosk, words: &Words, send: &Callback<Message>) -> Html {
    let seconds = kiosk.wiped_in().unwrap_or(0);
    let onclose = send.reform(|_| Message::Touched);
    let says = |seconds| words.rich(Key::KioskWiped, &[("number", Value::Number(seconds))]);
    html! {
        <dialog id="still-there" role="alertdialog" aria-labelledby="still" aria-describedby="still-said" {onclose}>
            { heading("still", words.say(Key::KioskStill)) }
            <p id="still-says" aria-hidden="true">{says(seconds)}</p>
            <p id="still-said" class="unseen" role="status">{says(seconds.next_multiple_of(SAID_EVERY_S))}</p>
            { press_to("button", Key::KioskHere, || Message::Touched, words, send) }
        </dialog>
    }
}

fn staff(kiosk: &Kiosk, seen: &Seen, words: &Words, send: &Callback<Message>) -> Html {
    let title = (kiosk.cover() == Some(Cover::Staff)).then_some("staff-title");
    let inside = match kiosk.cover() {
        Some(Cover::Staff) => staff_page::screen(kiosk, seen, words, send),
        _ => Html::default(),
    };
    let onclose = send.reform(|_| Message::Staff(StaffMessage::Left));
    let onkeydown =
        send.reform(|event: KeyboardEvent| Message::Staff(StaffMessage::Key(event.key())));
    html! { <dialog id="staff" class="kiosk-cover" aria-labelledby={title} {onclose} {onkeydown}>{inside}</dialog> }
}
