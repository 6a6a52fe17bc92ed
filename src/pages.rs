//! The screens as functions of the state.
//!
//! Ids the shell relies on: `heading` (every screen's h1; takes focus when the screen changes), `faults` (the error
//! summary; takes focus on `FocusFaults`), `line-N` (scroll there on `FocusLine(N)`) and `amount-N` (its number field,
//! which takes the focus). A fragment that is no screen's, such as `#follows`, is a place on the page: the browser's.

mod about;
mod ballot;
mod broken;
mod check;
mod code;
mod frame;
pub(crate) mod later;
mod loading;
mod receipt;
mod results;
mod wait;

use std::rc::Rc;

use documents::Lang;
use yew::prelude::*;

use crate::components::{Tone, all, both, button, link_to, notice, paragraph, pot, press_to};
use crate::state::{
    DeviceMessage, Message, Mode, MoneyStyle, NavigateMessage, Open, Phase, Screen, ServerDay,
    Setting, State, Storage, Window,
};
use crate::words::{Key, Value, Words};

pub use later::Place;

/// The whole page for this state.
pub fn page(state: &State, send: &Callback<Message>) -> Html {
    so_far(state, usize::MAX, send)
}

/// Is that the whole page? Whoever comes back to the ballot may have been anywhere on it: only before the rest of the program
/// is here, it is looked at from its top.
pub fn is_whole(state: &State, lines: usize) -> bool {
    match &state.phase {
        Phase::Open(open) if state.later().is_none() => lines >= open.draft().choices.lines.len(),
        _ => true,
    }
}

/// The page with so many lines of the ballot; what stands below them comes with the last one.
pub fn so_far(state: &State, lines: usize, send: &Callback<Message>) -> Html {
    let words = words(state);
    let body = match &state.phase {
        _ if state.waits() => all(vec![loading::page(&words), wait::late(state, &words, send)]),
        Phase::Loading => loading::page(&words),
        Phase::Broken(trouble) => broken::page(trouble, state.later(), &words, send),
        Phase::Open(open) => match (open.screen, state.later()) {
            (Screen::Ballot, _) => ballot::page(state, open, lines, &words, send),
            (_, Some(later)) => (later.screen)(open, &state.setting, &words, send),
            (_, None) => wait::page(state, &words, send),
        },
    };
    frame::frame(state, &words, send, body)
}

/// What fills this place on the ballot; nothing until that is here.
fn around(
    place: Place,
    state: &State,
    open: &Open,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    let later = state.later();
    later.map_or_else(Html::default, |later| {
        (later.around)(place, open, &state.setting, words, send)
    })
}

/// What the browser's tab says; begins with "Error:" while there are faults.
pub fn title(state: &State) -> String {
    let words = words(state);
    let Phase::Open(open) = &state.phase else {
        return words.say(Key::AppName).to_owned();
    };
    let screen = match (open.screen, state.later()) {
        (Screen::Ballot, _) => Key::BallotTitle,
        (_, Some(later)) => (later.title)(open),
        (_, None) => Key::LoadingTitle,
    };
    let screen = words.fill(screen, &[("money", Value::Money(open.budget.total))]);
    let title = [
        ("screen", Value::Text(&screen)),
        ("budget", Value::Name(&open.budget.title)),
    ];
    let title = words.fill(Key::AppTitle, &title);
    if open.filling.faults.is_empty() {
        title
    } else {
        words.fill(Key::AppTitleError, &[("title", Value::Text(&title))])
    }
}

/// The language of the page, for `<html lang>`.
pub fn lang(state: &State) -> String {
    words(state).lang().to_string()
}

/// Its direction, for `<html dir>`: `ltr` or `rtl`.
pub fn dir(state: &State) -> &'static str {
    words(state).dir()
}

/// The visitor's words; before there is a budget, in the language their browser asks for first.
fn words(state: &State) -> Rc<Words> {
    let (lang, money) = match &state.phase {
        Phase::Open(open) => (open.lang.clone(), open.money.clone()),
        Phase::Loading | Phase::Broken(_) => {
            let wanted = state
                .setting
                .wanted
                .iter()
                .find(|lang| Words::speaks(lang) && state.setting.can_speak(lang))
                .cloned();
            let english = || Lang::parse("en").expect("a language tag");
            (wanted.unwrap_or_else(english), MoneyStyle::plain("").into())
        }
    };
    let texts = state.setting.texts(&lang);
    Rc::new(Words::new(lang, money, texts))
}

/// The way to what became of the promises, which a shared device does not show.
fn promises(setting: &Setting, words: &Words) -> Html {
    match setting.mode {
        Mode::Own => paragraph(link_to("#promises", words.html(Key::ReceiptPromises))),
        Mode::Kiosk => Html::default(),
    }
}

/// A button that leads to another screen.
fn to_screen(
    class: &'static str,
    says: Key,
    screen: Screen,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    let onclick = send.reform(move |_| NavigateMessage::ScreenAsked(screen).into());
    button(class, words.say(says), onclick)
}

/// From a later screen back to the ballot.
fn back(words: &Words, send: &Callback<Message>) -> Html {
    to_screen("button-link", Key::AppBack, Screen::Ballot, words, send)
}

/// Why no ballot can be sent now, and which clock says so. Either may be wrong; where they differ, the server is
/// believed, and where it is silent, the device may be mistaken.
fn shut(open: &Open, setting: &Setting, words: &Words, send: &Callback<Message>) -> Html {
    let dated = |key, date| words.rich(key, &[("date", Value::Date(date))]);
    let window = open.window(setting);
    let mut parts = vec![match window {
        Window::Now => Html::default(),
        Window::NotYet(date) => dated(Key::BallotNotYet, date),
        Window::Over(date) => dated(Key::BallotOver, date),
        Window::Closed => words.html(Key::BallotClosed),
        Window::Changed => both(
            paragraph(words.html(Key::BallotChanged)),
            press_to(
                "button button-quiet",
                Key::BallotReload,
                || NavigateMessage::ReloadPressed.into(),
                words,
                send,
            ),
        ),
    }];
    if open.doubts_day(setting) {
        let server = match setting.server {
            ServerDay::Says(date) => dated(Key::ClockServer, date),
            ServerDay::Silent => words.html(Key::ClockSilent),
            ServerDay::Unasked => Html::default(),
        };
        let device = dated(Key::ClockDevice, setting.today);
        parts.push(paragraph(both(device, server)));
        if window != Window::Now {
            parts.push(paragraph(words.html(Key::ClockMend)));
        }
    }
    if open.budget.results_open && matches!(window, Window::Over(_) | Window::Closed) {
        parts.push(paragraph(to_screen(
            "button-link",
            Key::ReceiptResults,
            Screen::Results,
            words,
            send,
        )));
    }
    all(parts)
}

/// Where nothing can be kept, what that means; in a frame, a tab of its own may be allowed more. On a shared device each
/// ballot is another person's.
fn forgetful(setting: &Setting, words: &Words, send: &Callback<Message>) -> Html {
    if setting.storage != Storage::Refused {
        return Html::default();
    }
    if setting.mode == Mode::Kiosk {
        return notice(Tone::Bad, paragraph(words.html(Key::CheckNoStorage)));
    }
    let says = paragraph(both(
        words.html(Key::CheckNoStorage),
        words.html(Key::CheckOnlyOnce),
    ));
    notice(Tone::Bad, all(vec![says, own_tab(setting, words, send)]))
}

/// The way out of a frame, whose page keeps what it keeps apart from a tab's, and not for long.
fn own_tab(setting: &Setting, words: &Words, send: &Callback<Message>) -> Html {
    if !setting.framed || setting.mode == Mode::Kiosk {
        return Html::default();
    }
    let says = words.html(Key::CheckNewTab);
    let onclick = send.reform(|_| DeviceMessage::OwnTabPressed.into());
    let link = html! { <a href="own-tab.html" target="_blank" rel="opener" {onclick}>{says}</a> };
    paragraph(both(link, words.html(Key::CheckNewTabSays)))
}

/// The page's heading: it takes the focus when the screen changes.
fn heading(says: Html) -> Html {
    html! { <h1 id="heading" tabindex="-1">{says}</h1> }
}

/// The whole budget as this ballot shares it out.
fn pot_of(amounts: &[u64], total: u64, words: &Words, on_pick: Option<&Callback<usize>>) -> Html {
    let given = amounts.iter().sum();
    let left = Value::Money(total.saturating_sub(given));
    let label = words.fill(
        Key::BallotPot,
        &[("given", Value::Money(given)), ("left", left)],
    );
    pot(amounts, total, label, on_pick)
}
