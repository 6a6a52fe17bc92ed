use yew::prelude::*;

use crate::components::{Tone, all, both, fold, notice, paragraph};
use crate::pages::{Place, around, code, heading};
use crate::state::{Message, Notice, Open, Setting, State};
use crate::words::{Key, Value, Words};

/// What this is, that no money moves yet, and who will answer when; the rest on demand.
pub(super) fn intro(state: &State, open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let budget = &open.budget;
    let promise = [
        ("who", Value::Name(&budget.promise.who)),
        ("date", Value::Date(budget.promise.by)),
    ];
    let around = |place| around(place, state, open, words, send);
    let said = open
        .filling
        .notice
        .map(|it| html! { <p class="notice" role="status">{words.html(notice_key(it))}</p> });
    all(vec![
        heading(words.rich(Key::BallotTitle, &[("money", Value::Money(budget.total))])),
        paragraph(both(
            words.html(Key::BallotNotional),
            words.rich(Key::BallotPromise, &promise),
        )),
        strange(&state.setting, words),
        fold(words.html(Key::BallotHow), around(Place::How)),
        around(Place::Hints),
        match state.later() {
            Some(_) => around(Place::Code),
            // Its room is kept, so that nothing jumps.
            None if budget.needs_code() => code::needed(words),
            None => Html::default(),
        },
        said.unwrap_or_default(),
    ])
}

/// That a code is needed, and what was found of the one in the address.
pub(in crate::pages) fn code_found(open: &Open, words: &Words) -> Html {
    code::early(open, words)
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
