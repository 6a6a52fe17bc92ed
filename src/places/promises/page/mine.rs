//! What became of what I backed: the visitor's own ballot beside the ledger. Nothing of it leaves the device but a receipt
//! that is looked for in the box.

use yew::prelude::*;

use super::line::stage;
use super::{Told, wide};
use crate::components::{
    Row, Tone, all, heading, notice, on, paragraph, part, press, table, typed,
};
use crate::places::promises::{Message, Mine, Promises};
use crate::words::{Key, Value, Words};

pub(super) fn mine(promises: &Promises, told: &Told<'_>, send: &Callback<Message>) -> Html {
    let words = told.words;
    let mut inside = vec![heading("promises-mine", words.say(Key::PromisesMine))];
    let is_begun = !told.ledger.entries.is_empty();
    match promises.own().filter(|_| is_begun) {
        Some(own) => {
            let says = match promises.mine {
                Mine::Found(_) => Key::PromisesMineFound,
                _ => Key::PromisesMineSays,
            };
            inside.push(paragraph(words.html(says)));
            inside.push(beside(own, told));
        }
        None if !is_begun => return Html::default(),
        None => inside.push(paragraph(words.html(Key::PromisesMineAsk))),
    }
    if promises.kept.is_none() {
        inside.push(field(promises, words, send));
        let says = said(&promises.mine, words);
        inside.push(html! { <div role="status">{says}</div> });
    }
    part("promises-mine", inside)
}

/// Lines to which the visitor gave something, or that were agreed.
fn beside(own: &[u64], told: &Told<'_>) -> Html {
    let words = told.words;
    let money = |amount| words.show(Value::Money(amount));
    let lines = told
        .ledger
        .lines
        .iter()
        .zip(&told.budget.priorities)
        .zip(own);
    let rows = lines.map(|((line, priority), own)| Row {
        name: words.name(&priority.name),
        figures: vec![
            money(*own),
            line.answer
                .as_ref()
                .map(|answer| money(answer.asked))
                .unwrap_or_default(),
            money(line.agreed),
            stage(line, told),
        ],
        act: None,
    });
    let heads = [
        Key::PromisesWhatFor,
        Key::PromisesYou,
        Key::PromisesResidents,
        Key::PromisesAgreed,
        Key::PromisesNow,
    ]
    .map(|key| words.say(key));
    wide(
        "promises-mine",
        table("promises-mine", &heads, None, rows.collect(), Vec::new()),
    )
}

fn field(promises: &Promises, words: &Words, send: &Callback<Message>) -> Html {
    let oninput = send.reform(|event: InputEvent| Message::ReceiptTyped(typed(&event)));
    let find = on::<(), _>(send, Message::FindPressed);
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            find.emit(());
        }
    });
    let button = press(
        "button button-quiet",
        Key::PromisesFind,
        Message::FindPressed,
        words,
        send,
    );
    let value = promises.typed.clone();
    html! {
        <div class="asks">
            <label for="promises-receipt">{words.html(Key::PromisesReceipt)}</label>
            <p id="promises-receipt-hint" class="quiet small">{words.html(Key::PromisesReceiptHint)}</p>
            <input
                id="promises-receipt"
                class="field entry"
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-describedby="promises-receipt-hint"
                {value}
                {oninput}
                {onkeydown}
            />
            {button}
        </div>
    }
}

fn said(mine: &Mine, words: &Words) -> Html {
    let (tone, says) = match mine {
        Mine::Unasked | Mine::Found(_) => return Html::default(),
        Mine::Looking(_) => return paragraph(words.html(Key::PromisesFinding)),
        Mine::NoReceipt => (Tone::Bad, Key::PromisesNoReceipt),
        Mine::NotLooked => (Tone::Bad, Key::PromisesNotLooked),
        Mine::Nowhere => (Tone::Bad, Key::PromisesNowhere),
        Mine::Sealed => (Tone::Plain, Key::PromisesSealed),
    };
    all(vec![notice(tone, paragraph(words.html(says)))])
}
