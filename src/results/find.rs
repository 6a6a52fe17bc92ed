//! "Find your ballot": the one from this device by itself, any other by its receipt.

use documents::result::RefusedFile;
use yew::prelude::*;

use super::record::why;
use super::{Message, Results, Sought};
use crate::components::{
    Tone, all, both, element, heading, notice, on, paragraph, part, press, typed, verdict,
};
use crate::words::{Key, Value, Words};

/// So many digits of an id are shown.
const SHOWN: usize = 16;

/// Nothing where there is no ballot to be found.
pub(super) fn find(results: &Results, words: &Words, send: &Callback<Message>) -> Html {
    let Some(own) = results.own() else {
        return Html::default();
    };
    let mut inside = vec![heading("find", words.say(Key::FindTitle))];
    if let Some(own) = own {
        let again = match own {
            Sought::Nowhere { .. } => paragraph(words.html(Key::FindNowhereYours)),
            _ => Html::default(),
        };
        inside.extend([
            element("h3", "", words.html(Key::FindYours)),
            told(&own, results, words),
            again,
        ]);
    }
    let found = results
        .sought
        .as_ref()
        .map(|sought| told(sought, results, words));
    inside.push(field(results, words, send));
    inside.push(html! { <div role="status">{found.unwrap_or_default()}</div> });
    part("find", inside)
}

fn field(results: &Results, words: &Words, send: &Callback<Message>) -> Html {
    let oninput = send.reform(|event: InputEvent| Message::ReceiptTyped(typed(&event)));
    let onkeydown = {
        let find = on::<(), _>(send, Message::FindPressed);
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                find.emit(());
            }
        })
    };
    let button = press(
        "button button-quiet",
        Key::FindButton,
        Message::FindPressed,
        words,
        send,
    );
    html! {
        <div class="asks">
            <label for="receipt">{words.html(Key::FindReceipt)}</label>
            <p id="receipt-hint" class="quiet small">{words.html(Key::FindHint)}</p>
            <input
                id="receipt"
                class="field entry"
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-describedby="receipt-hint"
                value={results.typed.clone()}
                {oninput}
                {onkeydown}
            />
            {button}
        </div>
    }
}

/// What has become of a ballot.
fn told(sought: &Sought, results: &Results, words: &Words) -> Html {
    let ballot = |key, id: String| {
        words.rich(
            key,
            &[("id", Value::Text(id.get(..SHOWN).unwrap_or_default()))],
        )
    };
    match sought {
        Sought::NoReceipt => notice(Tone::Bad, paragraph(words.html(Key::FindNoReceipt))),
        Sought::Several => notice(Tone::Bad, paragraph(words.html(Key::FindSeveral))),
        Sought::Counted(id) => verdict(
            Tone::Good,
            words.say(Key::FindCounted),
            ballot(Key::FindCountedSays, id.to_string()),
        ),
        Sought::Sealed(id) => verdict(
            Tone::Good,
            words.say(Key::FindSealed),
            ballot(Key::FindSealedSays, id.to_string()),
        ),
        Sought::Refused(files) => {
            let files = files.iter().map(|file| refused(file, results, words));
            all(files.collect())
        }
        Sought::Late { unlisted } => {
            let (title, says) = (Key::FindLate, Key::FindLateSays);
            nowhere(title, says, *unlisted, words)
        }
        Sought::Nowhere { unlisted } => {
            let (title, says) = (Key::FindNowhere, Key::FindNowhereSays);
            nowhere(title, says, *unlisted, words)
        }
    }
}

fn nowhere(title: Key, says: Key, unlisted: bool, words: &Words) -> Html {
    let more = unlisted.then(|| words.html(Key::FindUnlisted));
    let says = both(words.html(says), more.unwrap_or_default());
    verdict(Tone::Bad, words.say(title), says)
}

fn refused(file: &RefusedFile, results: &Results, words: &Words) -> Html {
    let why = why(&file.why, &results.budget, words);
    let says = words.rich(Key::FindRefusedSays, &[("why", Value::Text(&why))]);
    verdict(Tone::Bad, words.say(Key::FindRefused), says)
}
