//! What is on the page beside the widget: one question, at the foot of the check page.

use documents::Lang;
use documents::ballot::FEWEST_AT_A_TABLE;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{Tone, notice, paragraph};
use crate::state::{Phase, Screen, State};
use crate::words::{Key, Value, Words};

/// What the widget shows that matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub lang: Lang,
    pub currency: String,
    /// So many people at most; none where the budget takes no ballots of tables.
    pub most: Option<u64>,
    /// Is a ballot about to be sent?
    pub now: bool,
    pub people: Option<u64>,
}

impl Asked {
    #[must_use]
    pub fn of(state: &State) -> Option<Self> {
        let Phase::Open(open) = &state.phase else {
            return None;
        };
        Some(Self {
            lang: open.lang.clone(),
            currency: open.budget.currency.clone(),
            most: open.budget.most_at_a_table,
            now: open.screen == Screen::Check && open.ballot.is_filling(),
            people: open.draft().people,
        })
    }
}

/// The number in the field, where a table may have so many people.
#[must_use]
pub fn people(text: &str, most: u64) -> Option<u64> {
    let people = text.trim().parse().ok();
    people.filter(|people| (FEWEST_AT_A_TABLE..=most).contains(people))
}

/// `text` is what the field holds.
pub fn page(asked: &Asked, text: &str, words: &Words, send: &Callback<String>) -> Html {
    let inside = match asked.most {
        None => notice(Tone::Bad, paragraph(words.html(Key::TableNone))),
        Some(most) if asked.now => question(asked, most, text, words, send),
        Some(_) => return Html::default(),
    };
    html! {
        <aside class="table-bar" lang={words.lang().to_string()} dir={words.dir()}>{inside}</aside>
    }
}

fn question(asked: &Asked, most: u64, text: &str, words: &Words, send: &Callback<String>) -> Html {
    let oninput = send.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value()
    });
    let most = [("number", Value::Number(most))];
    // What stands in the way of sending takes the focus when "send" is pressed.
    let missing = asked.people.is_none().then(|| {
        html! { <p id="faults" tabindex="-1">{words.html(Key::TableMissing)}</p> }
    });
    html! {
        <>
            <label for="people">{words.rich(Key::TableAsk, &most)}</label>
            <input id="people" class="field entry" type="text" inputmode="numeric" autocomplete="off" aria-describedby="faults"
                value={text.to_owned()} {oninput} />
            { missing }
        </>
    }
}
