//! Where the results are shown, by a piece of their own: see [`crate::results`].

use yew::prelude::*;

use super::{heading, to_screen};
use crate::components::{Tone, all, both, element, notice, paragraph, press_to};
use crate::results::HOST;
use crate::state::{Message, NavigateMessage, Open, ResultsMessage, Screen};
use crate::words::{Key, Words};

pub(super) fn page(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let cast = open.cast();
    let yours = cast.and_then(|cast| cast.amounts.as_ref());
    let yours = yours.map(|yours| {
        let amounts: Vec<String> = yours.lines().iter().map(ToString::to_string).collect();
        amounts.join(",")
    });
    let receipt = cast.map(|cast| cast.id.to_string());
    let lang = open.lang.to_string();
    let host =
        html! { <div id={HOST} data-lang={lang} data-yours={yours} data-receipt={receipt} /> };
    let meanwhile = if open.results_missing {
        missing(words, send)
    } else {
        let wait = element("p", "quiet", words.html(Key::LoadingTitle));
        // Comes forth by itself where the program stays away.
        let late = element("div", "stopped", missing(words, send));
        element("div", "results-wait", all(vec![wait, late]))
    };
    let back = to_screen(
        "button-link",
        Key::ResultsBallot,
        Screen::Ballot,
        words,
        send,
    );
    element(
        "div",
        "stack",
        all(vec![
            heading(words.html(Key::ResultsTitle)),
            host,
            meanwhile,
            back,
        ]),
    )
}

fn missing(words: &Words, send: &Callback<Message>) -> Html {
    let again = press_to(
        "button button-quiet",
        Key::BrokenTryAgain,
        || ResultsMessage::ResultsAsked.into(),
        words,
        send,
    );
    // A newer version of the page may be in its place: then only loading it anew helps.
    let anew = press_to(
        "button-link",
        Key::PieceReload,
        || NavigateMessage::ReloadPressed.into(),
        words,
        send,
    );
    let why = both(words.html(Key::StartStopped), words.html(Key::StartWhy));
    let says = element("div", "stack", all(vec![paragraph(why), again, anew]));
    html! { <div role="alert">{notice(Tone::Bad, says)}</div> }
}
