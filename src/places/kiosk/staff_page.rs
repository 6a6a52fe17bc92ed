//! The staff's screens: the PIN, how far the ballots have got, and the end of the day.

use yew::prelude::*;

use super::staff::{Here, Says, Staff, StaffMessage, WrongPin};
use super::{Kiosk, Message, Seen};
use crate::components::{Tone, all, button, element, heading, languages, notice, on, paragraph};
use crate::state::Reason;
use crate::words::{Key, Plural, Value, Words, alone};

type Send = Callback<StaffMessage>;

/// What is shown to staff now.
pub(super) fn screen(kiosk: &Kiosk, seen: &Seen, words: &Words, send: &Callback<Message>) -> Html {
    let send = &send.reform(Message::Staff);
    let [above, below] = match &kiosk.staff {
        Staff::Away => return Html::default(),
        Staff::Sets {
            typed,
            first,
            wrong,
        } => {
            let asks = match first {
                None => Key::PinSetSays,
                Some(_) => Key::PinAgain,
            };
            let wrong = wrong.map(|wrong| match wrong {
                WrongPin::Short => words.html(Key::PinShort),
                WrongPin::Differs => words.html(Key::PinDiffers),
            });
            let above = vec![
                title(Key::PinSet, words),
                paragraph(words.html(asks)),
                wrong.map(bad).unwrap_or_default(),
            ];
            [above, vec![pad(typed, words, send), strange(kiosk, words)]]
        }
        Staff::Asks { typed, wrong, .. } => {
            let waits = kiosk.waits();
            let seconds = [("number", Value::Number(waits))];
            let says = match (waits > 0, wrong) {
                (true, _) => bad(words.rich(Key::PinWaits, &seconds)),
                (false, true) => bad(words.html(Key::PinWrong)),
                (false, false) => Html::default(),
            };
            let back = press(
                "button-link",
                Key::StaffBack,
                &StaffMessage::Left,
                words,
                send,
            );
            [
                vec![title(Key::PinAsks, words), says],
                vec![pad(typed, words, send), back],
            ]
        }
        Staff::Here(here) => [
            vec![title(Key::StaffTitle, words), figures(kiosk, seen, words)],
            tasks(kiosk, seen, here, words, send),
        ],
        Staff::Over => {
            let staff = button(
                "button button-quiet",
                words.say(Key::KioskStaff),
                on(send, StaffMessage::Asked),
            );
            [
                vec![
                    title(Key::OverTitle, words),
                    paragraph(words.html(Key::OverSays)),
                ],
                vec![staff],
            ]
        }
    };
    all(vec![
        element("div", "kiosk-high stack", all(above)),
        element("div", "kiosk-low stack", all(below)),
    ])
}

fn title(says: Key, words: &Words) -> Html {
    heading("staff-title", words.say(says))
}

fn bad(says: Html) -> Html {
    html! { <div role="alert">{notice(Tone::Bad, paragraph(says))}</div> }
}

fn press(
    class: &'static str,
    says: Key,
    message: &StaffMessage,
    words: &Words,
    send: &Send,
) -> Html {
    button(class, words.say(says), on(send, message.clone()))
}

/// Keys on the screen, so that nothing is typed into a field that a browser would remember. A keyboard works too.
fn pad(typed: &str, words: &Words, send: &Send) -> Html {
    let key = |digit: char| {
        let onclick = on(send, StaffMessage::Digit(digit));
        html! { <button type="button" class="button button-quiet" {onclick}>{alone(&digit.to_string())}</button> }
    };
    let number = [("number", Value::Number(typed.len() as u64))];
    let keys = "123456789".chars().map(key).collect();
    let last = all(vec![
        press(
            "button button-quiet",
            Key::PinDelete,
            &StaffMessage::DigitGone,
            words,
            send,
        ),
        key('0'),
        press("button", Key::PinDone, &StaffMessage::PinDone, words, send),
    ]);
    all(vec![
        html! { <p class="kiosk-typed" role="status">{words.rich(Key::PinTyped, &number)}</p> },
        element("div", "kiosk-pad", all(vec![keys, last])),
    ])
}

/// What nobody understands of the address.
pub(super) fn strange(kiosk: &Kiosk, words: &Words) -> Html {
    let says = |part: &String| {
        let says = words.rich(Key::KioskStrange, &[("text", Value::Text(part))]);
        html! { <div role="alert">{notice(Tone::Bad, paragraph(says))}</div> }
    };
    kiosk.address.strange.iter().map(says).collect()
}

fn figures(kiosk: &Kiosk, seen: &Seen, words: &Words) -> Html {
    let number = |number: u64| words.show(Value::Number(number));
    let place = match &seen.place {
        Some(place) => words.show(Value::Text(place.as_str())),
        None => words.html(Key::StaffNoPlace),
    };
    let today = match kiosk.record.day == Some(seen.today) {
        true => kiosk.record.today,
        false => 0,
    };
    let error = match kiosk.last_error {
        Some(reason) => in_words(reason, words),
        None => words.html(Key::StaffNoError),
    };
    let line = |says: Key, value: Html| {
        html! { <div class="answer"><dt>{words.html(says)}</dt><dd>{value}</dd></div> }
    };
    element(
        "dl",
        "",
        all(vec![
            line(Key::StaffWaiting, number(kiosk.unsent().count() as u64)),
            line(Key::StaffToday, number(today)),
            line(Key::StaffAll, number(kiosk.record.all)),
            line(Key::StaffPlace, place),
            line(Key::StaffError, error),
        ]),
    )
}

fn in_words(reason: Reason, words: &Words) -> Html {
    let with_status = |key, status: u16| {
        let status = status.to_string();
        words.rich(key, &[("status", Value::Figure(&status))])
    };
    match reason {
        Reason::Offline => words.html(Key::ErrorOffline),
        Reason::Unreachable => words.html(Key::ErrorUnreachable),
        Reason::Busy => words.html(Key::ErrorBusy),
        Reason::Failed(status) => with_status(Key::ErrorFailed, status),
        Reason::NotThere => words.html(Key::ErrorNotThere),
        Reason::Refused(status) => with_status(Key::ErrorRefused, status),
        Reason::OtherBudget => words.html(Key::ErrorOtherBudget),
        Reason::Closed => words.html(Key::ErrorClosed),
    }
}

fn tasks(kiosk: &Kiosk, seen: &Seen, here: &Here, words: &Words, send: &Send) -> Vec<Html> {
    let quiet = "button button-quiet";
    let said = here.says.map(|says| said(says, words)).unwrap_or_default();
    let buttons = [
        press(
            "button",
            Key::StaffSend,
            &StaffMessage::SendPressed,
            words,
            send,
        ),
        press(
            quiet,
            Key::StaffExport,
            &StaffMessage::ExportPressed,
            words,
            send,
        ),
        press(quiet, Key::StaffEnd, &StaffMessage::EndPressed, words, send),
        press(
            "button-link",
            Key::StaffBack,
            &StaffMessage::Left,
            words,
            send,
        ),
    ];
    // Far from where the day's end was asked for: a finger that slips and presses twice ends nothing.
    let sure = matches!(here.says, Some(Says::AsksEnd(_))).then(|| {
        press(
            "button",
            Key::StaffEndSure,
            &StaffMessage::EndConfirmed,
            words,
            send,
        )
    });
    let forgetful = seen.forgetful.then(|| bad(words.html(Key::StaffForgetful)));
    vec![
        html! { <div role="status">{said}</div> },
        element("div", "buttons", buttons.into_iter().collect()),
        place(here, words, send),
        languages(
            &seen.budget.languages,
            words,
            &send.reform(StaffMessage::Lang),
        ),
        forgetful.unwrap_or_default(),
        strange(kiosk, words),
        sure.unwrap_or_default(),
    ]
}

fn place(here: &Here, words: &Words, send: &Send) -> Html {
    let oninput =
        send.reform(|event: InputEvent| StaffMessage::PlaceTyped(crate::components::typed(&event)));
    html! {
        <div class="kiosk-place">
            <label for="new-place">{words.html(Key::StaffNewPlace)}</label>
            <input id="new-place" type="text" autocomplete="off" spellcheck="false" maxlength="60" value={here.place.clone()} {oninput} />
            { press("button button-quiet", Key::StaffMove, &StaffMessage::PlacePressed, words, send) }
        </div>
    }
}

fn said(says: Says, words: &Words) -> Html {
    let counted = |key, number| {
        words.rich(
            key,
            &[("ballots", Value::Count(Plural::CountedBallots, number))],
        )
    };
    let (tone, says) = match says {
        Says::Sending => (Tone::Plain, words.html(Key::StaffSending)),
        Says::Exported(number) => (Tone::Good, counted(Key::StaffExported, number)),
        Says::NothingToExport => (Tone::Plain, words.html(Key::StaffNothing)),
        Says::NoPlace => (Tone::Bad, words.html(Key::StaffNamePlace)),
        Says::StillHere(number) => (Tone::Bad, counted(Key::StaffStill, number)),
        Says::AsksEnd(number) => (Tone::Bad, counted(Key::StaffAsksEnd, number)),
    };
    notice(tone, paragraph(says))
}
