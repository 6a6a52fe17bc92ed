//! What is on the page at the desk. Keys do what buttons do, and each button names its key.

use documents::Budget;
use documents::plan::{Breach, Limit, Side};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::list::list_of;
use super::said::{self, broken, said};
use super::{Desk, DeskMessage, Entry, Field, NO_VIEW, Saved};
use crate::components::{Tone, all, both, button, element, notice, paragraph};
use crate::state::Window;
use crate::words::{Key, Value, Words, alone};

type Send = Callback<DeskMessage>;

pub fn page(desk: &Desk, words: &Words, send: &Send) -> Html {
    let parts = if desk.is_sending() {
        list_of(desk, words, send)
    } else {
        typing(desk, words, send)
    };
    let saved = (desk.saved == Saved::Yes).then_some("yes");
    html! {
        <main class="desk stack" data-saved={saved} lang={words.lang().to_string()} dir={words.dir()}>
            { head(desk, words) }
            { parts }
        </main>
    }
}

/// Which forms belong here, and what stands in the way of sending.
fn head(desk: &Desk, words: &Words) -> Html {
    let view = &desk.view;
    let hash: String = view.budget.sha256.to_string().chars().take(8).collect();
    let mark = format!("{} · {hash}", view.budget.id);
    let shut = (view.window != Window::Now).then(|| said::shut(view.window, words));
    let forgets = (desk.saved == Saved::Refused).then(|| words.html(Key::DeskForgets));
    let (waiting, refused) = view.left_behind(desk.batch());
    let left = [
        (Key::DeskLeftWaiting, waiting),
        (Key::DeskLeftRefused, refused),
    ];
    let left = left.into_iter().filter(|(_, number)| *number > 0);
    let left = left.map(|(key, number)| words.rich(key, &[("number", Value::Number(number))]));
    let notices = shut.into_iter().chain(forgets).chain(left);
    all(vec![
        element("h1", "", words.html(Key::DeskTitle)),
        paragraph(words.name(&view.budget.title)),
        paragraph(words.rich(Key::DeskForm, &[("mark", Value::Text(&mark))])),
        notices
            .map(|says| notice(Tone::Bad, paragraph(says)))
            .collect(),
    ])
}

fn typing(desk: &Desk, words: &Words, send: &Send) -> Html {
    let fields = match desk.batch() {
        None => vec![
            field(
                Field::Batch,
                words.html(Key::DeskBatch),
                None,
                desk,
                words,
                send,
            ),
            field(
                Field::Declared,
                words.html(Key::DeskDeclared),
                None,
                desk,
                words,
                send,
            ),
        ],
        Some(_) => sheet(desk, words, send),
    };
    let next = match desk.batch() {
        None => Key::DeskBegin,
        Some(_) => Key::DeskStore,
    };
    let send_key = send.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if let Some(message) = of_field(&event) {
            send_key.emit(message);
        }
    });
    let next = button(
        "button",
        words.say(next),
        send.reform(|_| DeskMessage::Next),
    );
    all(vec![
        has(desk, words),
        html! { <div class="desk-fields" {onkeydown}>{all(fields)}</div> },
        sum(desk, words),
        html! { <div id="desk-said" role="alert">{desk.said.as_ref().map(|it| said(it, desk, words))}</div> },
        element("div", "buttons", next),
        keys(desk, words, send),
        desk.batch()
            .map(|_| list_of(desk, words, send))
            .unwrap_or_default(),
    ])
}

/// What a key does in a field; Enter on a button presses that.
fn of_field(event: &KeyboardEvent) -> Option<DeskMessage> {
    let message = match event.key().as_str() {
        "Enter" => DeskMessage::Next,
        "ArrowUp" => DeskMessage::Back,
        _ => return None,
    };
    event.prevent_default();
    (!event.repeat()).then_some(message)
}

/// What a key does wherever the keyboard is. A key that is held down is one press. What is sent and printed is left by another key
/// than the one that sends.
#[must_use]
pub fn of_key(key: &str, held: bool, done: bool) -> Option<DeskMessage> {
    match key {
        _ if held => None,
        "Escape" => Some(DeskMessage::Clear),
        "F2" if done => Some(DeskMessage::NextBatch),
        "F2" => Some(DeskMessage::Correct),
        "F4" => Some(DeskMessage::Undo),
        "F7" => Some(DeskMessage::Remove),
        "F8" => Some(DeskMessage::Send),
        "F9" => Some(DeskMessage::Spoilt),
        _ => None,
    }
}

/// How far the batch is.
fn has(desk: &Desk, words: &Words) -> Html {
    let Some(batch) = desk.batch() else {
        return Html::default();
    };
    let with = [
        ("batch", Value::Number(batch.number)),
        ("typed", Value::Number(batch.sheets.len() as u64)),
        ("declared", Value::Number(batch.declared)),
    ];
    element("p", "desk-has", words.rich(Key::DeskHas, &with))
}

fn sheet(desk: &Desk, words: &Words, send: &Send) -> Vec<Html> {
    let budget = &desk.view.budget;
    let fields = desk.form.fields().iter();
    let count = [Field::Declared];
    let drawn = count.iter().chain(fields).map(|&of| {
        let (label, hint) = match of {
            Field::Declared => (words.html(Key::DeskDeclared), None),
            Field::Code => (words.html(Key::CodeLabel), Some(words.html(Key::CodeLike))),
            Field::Line(at) => (line_name(at, budget, words), Some(limits(at, desk, words))),
            Field::Question(at) => (
                words.name(&budget.about[at].asks),
                Some(answers(at, budget, words)),
            ),
            _ => (words.html(Key::DeskNumber), None),
        };
        field(of, label, hint, desk, words, send)
    });
    drawn.collect()
}

/// With the number that the paper has.
fn line_name(at: usize, budget: &Budget, words: &Words) -> Html {
    let number = format!("{}.", at + 1);
    both(alone(&number), words.name(&budget.priorities[at].name))
}

fn limits(at: usize, desk: &Desk, words: &Words) -> Html {
    let line = &desk.view.plan.lines[at];
    let money = |key, amount| words.rich(key, &[("money", Value::Money(amount))]);
    let no_view = desk.view.plan.no_view.then(|| words.html(Key::DeskNoView));
    all(vec![
        money(Key::LineFloor, line.floor),
        alone(" · "),
        money(Key::LineCap, line.cap),
        no_view
            .map(|says| all(vec![alone(" · "), says]))
            .unwrap_or_default(),
    ])
}

/// The answers, by the keys that give them.
fn answers(at: usize, budget: &Budget, words: &Words) -> Html {
    let answers = (1_usize..).zip(&budget.about[at].answers);
    let each = answers.map(|(number, answer)| {
        let number = number.to_string();
        element(
            "span",
            "desk-answer",
            both(element("b", "", alone(&number)), words.name(&answer.name)),
        )
    });
    all(vec![each.collect(), words.html(Key::DeskNoAnswer)])
}

/// The id of a field's element, which takes the keyboard.
#[must_use]
pub fn field_id(field: Field) -> String {
    match field {
        Field::Batch => "desk-batch".into(),
        Field::Declared => "desk-declared".into(),
        Field::Number => "desk-number".into(),
        Field::Code => "desk-code".into(),
        Field::Line(at) => format!("desk-line-{at}"),
        Field::Question(at) => format!("desk-question-{at}"),
    }
}

fn field(
    field: Field,
    label: Html,
    hint: Option<Html>,
    desk: &Desk,
    words: &Words,
    send: &Send,
) -> Html {
    let id = field_id(field);
    let value = match field {
        Field::Batch => desk.begins[0].clone(),
        Field::Declared => desk.begins[1].clone(),
        of => desk.form.text(of).to_owned(),
    };
    let oninput = send.reform(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        DeskMessage::Typed(field, input.value())
    });
    let onfocus = send.reform(move |_: FocusEvent| DeskMessage::At(field));
    let mode = match field {
        Field::Code => "text",
        _ => "numeric",
    };
    let wrong = own_breach(field, desk).map(|breach| broken(breach, desk, words));
    let (hints, says) = (format!("{id}-hint"), format!("{id}-says"));
    let described = format!("{hints} {says}");
    html! {
        <div class="desk-field">
            <label for={id.clone()}>{label}</label>
            <span class="quiet small" id={hints}>{hint.unwrap_or_default()}</span>
            <input {id} class="field entry" type="text" inputmode={mode} autocomplete="off" aria-describedby={described}
                aria-invalid={wrong.is_some().then_some("true")} {value} {oninput} {onfocus} />
            <span class="desk-wrong" id={says}>{wrong.unwrap_or_default()}</span>
        </div>
    }
}

/// What this line breaks by itself.
fn own_breach(field: Field, desk: &Desk) -> Option<Breach> {
    let own = |breach: &Breach| match breach.limit {
        Limit::Line(at) | Limit::Step(at) => field == Field::Line(at),
        Limit::Group(_) | Limit::Total => false,
    };
    desk.breaches().into_iter().find(own)
}

/// The sum as far as it goes, and what the lines break together.
fn sum(desk: &Desk, words: &Words) -> Html {
    if desk.batch().is_none() {
        return Html::default();
    }
    let plan = &desk.view.plan;
    let typed = (0..plan.lines.len())
        .any(|at| desk.form.entry(at, plan, &desk.view.money) != Entry::Nothing);
    let (class, key, money) = match desk.left() {
        Ok(left) => ("desk-sum", Key::BallotLeft, left),
        Err(over) => ("desk-sum desk-wrong", Key::DeskOver, over),
    };
    let sum = element(
        "strong",
        class,
        words.rich(key, &[("money", Value::Money(money))]),
    );
    let together = desk.breaches().into_iter().filter(|breach| {
        let over = breach.limit == Limit::Total && breach.side == Side::Above;
        matches!(breach.limit, Limit::Group(_) | Limit::Total) && !over && typed
    });
    let together = together.map(|breach| element("p", "desk-wrong", broken(breach, desk, words)));
    html! { <div class="desk-sums" role="status">{sum}{together.collect::<Html>()}</div> }
}

/// Every key with what it does, as a button for whoever has no such key.
fn keys(desk: &Desk, words: &Words, send: &Send) -> Html {
    let no_view = NO_VIEW.to_string();
    let no_view = [("key", Value::Text(&no_view))];
    let no_view = || both(alone(" "), words.rich(Key::DeskKeysNoView, &no_view));
    let no_view = desk.view.plan.no_view.then(no_view).unwrap_or_default();
    let how = both(words.html(Key::DeskKeys), no_view);
    let acts = [
        (Key::DeskCorrect, DeskMessage::Correct),
        (Key::DeskUndo, DeskMessage::Undo),
        (Key::DeskRemove, DeskMessage::Remove),
        (Key::DeskSpoilt, DeskMessage::Spoilt),
        (Key::DeskClear, DeskMessage::Clear),
        (Key::DeskSend, DeskMessage::Send),
    ];
    let acts = acts.into_iter().map(|(key, message)| {
        let act = send.reform(move |_| message.clone());
        button("button button-quiet", words.say(key), act)
    });
    let acts: Html = match desk.batch() {
        None => Html::default(),
        Some(_) => acts.collect(),
    };
    all(vec![
        element("p", "quiet", how),
        element("div", "buttons", acts),
    ])
}
