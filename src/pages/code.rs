//! The voting code on the check page: its field, what was found of it, and the camera.

use documents::CodeFault;
use documents::key_list::Standing;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{Tone, both, heading, notice, paragraph, part, press_to};
use crate::state::{CodeCheck, CodeField, CodeInput, Message, Open, VoterMessage};
use crate::words::{Key, Value, Words};

pub(super) fn field(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    if !open.budget.needs_code() {
        return Html::default();
    }
    let again = [("date", Value::Date(open.budget.dates.closes))];
    let on_input = send.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        VoterMessage::CodeTyped(input.value()).into()
    });
    let wrong = says(&open.code, words).is_some_and(|(tone, _)| tone == Tone::Bad);
    let input = html! {
        <div class="asks">
            <label for="code">{words.html(Key::CodeLabel)}</label>
            <p class="quiet small" id="code-like">{words.html(Key::CodeLike)}</p>
            <input
                id="code"
                class="field entry"
                type="text"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                maxlength="40"
                aria-describedby="code-like code-says"
                aria-invalid={wrong.then_some("true")}
                value={open.code.text.to_string()}
                oninput={on_input}
            />
        </div>
    };
    let scan = press_to(
        "button button-quiet",
        Key::CodeScan,
        || VoterMessage::ScanPressed.into(),
        words,
        send,
    );
    part(
        "code-title",
        vec![
            heading("code-title", words.say(Key::CodeTitle)),
            paragraph(both(
                words.html(Key::CodeSays),
                words.rich(Key::CodeAgain, &again),
            )),
            input,
            html! { <div id="code-says" role="status">{found(&open.code, words)}</div> },
            html! { <div class="buttons" data-camera={words.say(Key::CodeScanStop)}>{scan}</div> },
        ],
    )
}

/// That a code is needed, and what was found of the one in the address, before anybody has filled anything in.
pub(super) fn early(open: &Open, words: &Words) -> Html {
    if !open.budget.needs_code() {
        return Html::default();
    }
    match open.code.input {
        CodeInput::Nothing => needed(words),
        _ => found(&open.code, words),
    }
}

pub(super) fn needed(words: &Words) -> Html {
    notice(Tone::Plain, words.html(Key::CodeNeeded))
}

fn found(code: &CodeField, words: &Words) -> Html {
    match says(code, words) {
        Some((tone, says)) => notice(tone, paragraph(says)),
        None => Html::default(),
    }
}

fn says(code: &CodeField, words: &Words) -> Option<(Tone, Html)> {
    let (tone, key) = match code.input {
        CodeInput::Nothing => return None,
        CodeInput::NoCode(fault) => return Some((Tone::Bad, wrong(fault, words))),
        CodeInput::Code(_, CodeCheck::UnderWay) => (Tone::Plain, Key::CodeChecking),
        CodeInput::Code(_, CodeCheck::NotPossible) => (Tone::Plain, Key::CodeNotPossible),
        CodeInput::Code(_, CodeCheck::Done(Standing::MayVote)) => (Tone::Good, Key::CodeKnown),
        CodeInput::Code(_, CodeCheck::Done(Standing::Unknown)) => (Tone::Bad, Key::CodeUnknown),
        CodeInput::Code(_, CodeCheck::Done(Standing::Voided)) => (Tone::Bad, Key::CodeVoided),
    };
    Some((tone, words.html(key)))
}

fn wrong(fault: CodeFault, words: &Words) -> Html {
    match fault {
        CodeFault::Length(number) => {
            words.rich(Key::CodeLength, &[("number", Value::Number(number as u64))])
        }
        CodeFault::Character(sign) => {
            let sign = sign.to_string();
            words.rich(Key::CodeCharacter, &[("sign", Value::Text(&sign))])
        }
        CodeFault::Slip => words.html(Key::CodeSlip),
    }
}
