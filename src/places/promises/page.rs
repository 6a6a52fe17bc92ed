//! The page as it is drawn: a function of the state.

mod along;
mod change;
mod checked;
mod history;
mod line;
mod mine;
mod money;
mod top;

use documents::{Budget, Date};
use ledger::Ledger;
use yew::prelude::*;

use super::{Audit, Message, Promises, Reading};
use crate::components::{Tone, all, element, link_to, notice, paragraph, press};
use crate::words::{Key, Words};

pub(super) use line::stage_word;

/// What every part is drawn from.
struct Told<'t> {
    budget: &'t Budget,
    audit: &'t Audit,
    ledger: &'t Ledger,
    day: Date,
    words: &'t Words,
}

impl Told<'_> {
    /// Is something of the ledger known to be missing?
    fn lacks(&self) -> bool {
        !self.ledger.missing.is_empty() || !self.audit.gone.is_empty()
    }
}

pub fn page(promises: &Promises, words: &Words, send: &Callback<Message>) -> Html {
    let inside = match (&promises.reading, &promises.budget, promises.day()) {
        (Reading::Read(audit), Some(budget), Some(day)) => {
            let told = Told {
                budget,
                audit,
                ledger: &audit.ledger,
                day,
                words,
            };
            read(promises, &told, send)
        }
        (Reading::Failed, ..) => stopped(Key::PromisesFailed, again(words, send), words),
        (Reading::Changed, ..) => stopped(Key::PromisesChanged, load(words, send), words),
        _ => html! { <p role="status">{words.html(Key::PromisesReading)}</p> },
    };
    let name = promises
        .budget
        .as_ref()
        .map(|budget| words.name(&budget.title));
    html! {
        <div class="page" lang={words.lang().to_string()} dir={words.dir()}>
            { element("main", "stack", all(vec![
                html! { <h1 id="promises-title" tabindex="-1">{words.html(Key::PromisesTitle)}</h1> },
                element("p", "quiet", name.unwrap_or_default()),
                inside,
                back(words),
            ])) }
        </div>
    }
}

fn read(promises: &Promises, told: &Told<'_>, send: &Callback<Message>) -> Html {
    let is_begun = !told.ledger.entries.is_empty();
    let begun = |html: &dyn Fn() -> Html| if is_begun { html() } else { Html::default() };
    all(vec![
        checked::wrong(told),
        top::top(told),
        begun(&|| money::money(told)),
        mine::mine(promises, told, send),
        begun(&|| line::lines(promises, told, send)),
        begun(&|| along::along(promises, told, send)),
        checked::checked(told),
    ])
}

/// A table of money is wider than a phone: it moves by itself, also by the keyboard.
fn wide(id: &'static str, table: Html) -> Html {
    html! { <div class="wide" role="group" tabindex="0" aria-labelledby={id}>{table}</div> }
}

fn stopped(says: Key, button: Html, words: &Words) -> Html {
    let inside = all(vec![paragraph(words.html(says)), button]);
    html! { <div role="alert">{notice(Tone::Bad, inside)}</div> }
}

fn again(words: &Words, send: &Callback<Message>) -> Html {
    press(
        "button button-quiet",
        Key::PromisesAgain,
        Message::RetryPressed,
        words,
        send,
    )
}

fn load(words: &Words, send: &Callback<Message>) -> Html {
    press(
        "button button-quiet",
        Key::PromisesLoad,
        Message::ReloadPressed,
        words,
        send,
    )
}

fn back(words: &Words) -> Html {
    let links = [
        ("#ballot", Key::PromisesBack),
        ("#results", Key::PromisesResults),
    ];
    let links = links.map(|(place, says)| paragraph(link_to(place, words.html(says))));
    element("div", "leave", links.into_iter().collect())
}
