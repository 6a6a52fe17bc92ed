use yew::prelude::*;

use crate::components::{self, Tone, all, both, element, fold, notice, paragraph, press};
use crate::pages::{code, forgetful, heading, shut};
use crate::state::{Message, Mode, Notice, Open, Setting, Stage, Window};
use crate::words::{Key, Plural, Value, Words, alone};

/// What this is, that no money moves yet, and who will answer when; the rest on demand.
pub(super) fn intro(
    open: &Open,
    setting: &Setting,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    let budget = &open.budget;
    let promise = [
        ("who", Value::Name(&budget.promise.who)),
        ("date", Value::Date(budget.promise.by)),
    ];
    let said = open
        .notice
        .map(|it| html! { <p class="notice" role="status">{words.html(notice_key(it))}</p> });
    all(vec![
        heading(words.rich(Key::BallotTitle, &[("money", Value::Money(budget.total))])),
        paragraph(both(
            words.html(Key::BallotNotional),
            words.rich(Key::BallotPromise, &promise),
        )),
        strange(setting, words),
        how(open, setting, words),
        day(open, setting, words, send),
        forgetful(setting, words),
        code::early(open, words),
        waiting(open, words, send),
        said.unwrap_or_default(),
    ])
}

/// An address that asks for something nobody understands, such as a misspelt kiosk: better to know before than after.
fn strange(setting: &Setting, words: &Words) -> Html {
    if setting.strange.is_empty() {
        return Html::default();
    }
    let says =
        |part: &String| paragraph(words.rich(Key::BallotStrange, &[("text", Value::Text(part))]));
    let each = setting.strange.iter().map(says).collect();
    html! { <div role="alert">{notice(Tone::Bad, each)}</div> }
}

fn how(open: &Open, setting: &Setting, words: &Words) -> Html {
    let budget = &open.budget;
    let dates = [
        ("opens", Value::Date(budget.dates.opens)),
        ("closes", Value::Date(budget.dates.closes)),
    ];
    let organiser = [("name", Value::Name(&budget.organiser.name))];
    let contact = budget.organiser.contact.as_deref().map(|contact| {
        paragraph(both(
            words.html(Key::BallotHowContact),
            match setting.mode {
                Mode::Own => components::contact(contact),
                // A shared device leads nobody away.
                Mode::Kiosk => alone(contact),
            },
        ))
    });
    let parts = vec![
        paragraph(words.name(&budget.summary)),
        paragraph(both(
            words.html(Key::BallotHowShare),
            words.html(Key::BallotHowTogether),
        )),
        paragraph(both(
            words.html(Key::BallotHowNotional),
            words.name(&budget.promise.says),
        )),
        paragraph(both(
            words.html(Key::BallotHowPrivate),
            words.rich(Key::BallotHowDates, &dates),
        )),
        paragraph(words.rich(Key::BallotHowOrganiser, &organiser)),
        contact.unwrap_or_default(),
    ];
    fold(
        words.html(Key::BallotHow),
        element("div", "stack small", all(parts)),
    )
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
            press(
                "button-link",
                Key::ReceiptSendNow,
                Message::SendNowPressed,
                words,
                send,
            ),
        ]),
    )
}

fn notice_key(notice: Notice) -> Key {
    match notice {
        Notice::Restored => Key::BallotRestored,
        Notice::Mended => Key::BallotMended,
        Notice::TodayMadeSmaller => Key::BallotTodaySmaller,
        Notice::AnotherBallot => Key::BallotAnother,
        Notice::VoteAgain => Key::CodeVoteAgain,
        Notice::CodeNotUsed => Key::CodeNotUsed,
        Notice::Saved => Key::KioskSaved,
    }
}
