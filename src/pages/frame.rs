//! What every screen stands in: language, direction, patterns, the live region, and the head.

use yew::prelude::*;

use crate::components::{Tone, all, element, grains, languages, notice, paragraph, reason};
use crate::state::{
    Announcement, LanguageMessage, Message, Open, PendingLanguage, Phase, Screen, State,
};
use crate::words::{Key, Value, Words, alone, own_name};

pub(super) fn frame(state: &State, words: &Words, send: &Callback<Message>, body: Html) -> Html {
    let open = match &state.phase {
        Phase::Open(open) => Some(&**open),
        Phase::Loading | Phase::Broken(_) => None,
    };
    let wide = open.is_some_and(|open| open.screen == Screen::Ballot);
    let class = match wide {
        true => "page page-wide",
        false => "page",
    };
    let said = open.and_then(|open| said(open, words));
    let head = match open {
        Some(open) => all(vec![
            element("span", "", words.name(&open.budget.title)),
            languages(
                &open.budget.languages,
                words,
                &send.reform(|it| LanguageMessage::LanguageChosen(it).into()),
            ),
        ]),
        None => element("span", "", words.html(Key::AppName)),
    };
    let pending = open.and_then(|open| open.pending_language.as_ref());
    let parts = vec![
        grains(),
        html! {
            <p class="unseen" id="live" role="status">{said.map(|said| alone(&said)).unwrap_or_default()}</p>
        },
        element("header", "page-head", head),
        pending
            .map(|pending| awaited(pending, words))
            .unwrap_or_default(),
        element("main", "", body),
    ];
    html! {
        <div {class} lang={words.lang().to_string()} dir={words.dir()}>{all(parts)}</div>
    }
}

/// Another language was asked for: its words are on their way, or could not be had.
fn awaited(pending: &PendingLanguage, words: &Words) -> Html {
    let says = if pending.failed {
        let language = own_name(&pending.lang);
        let with = [("language", Value::Text(&language))];
        notice(
            Tone::Bad,
            paragraph(words.rich(Key::AppWordsMissing, &with)),
        )
    } else {
        paragraph(words.html(Key::LoadingTitle))
    };
    html! { <div role="alert">{says}</div> }
}

/// What the live region says; empty until something has changed.
fn said(open: &Open, words: &Words) -> Option<String> {
    let money = |key, amount| words.fill(key, &[("money", Value::Money(amount))]);
    Some(match open.filling.announced? {
        Announcement::Left(0) => words.say(Key::LiveLeftNone).to_owned(),
        Announcement::Left(left) => money(Key::LiveLeft, left),
        Announcement::Clamped(clamped) => {
            reason(clamped.because, &open.budget, clamped.priority, words)
        }
        Announcement::StartedAgain => money(Key::LiveStartedAgain, open.left()),
        Announcement::Undone => money(Key::LiveUndone, open.left()),
    })
}
