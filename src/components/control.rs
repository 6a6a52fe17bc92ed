//! The ways to change one amount: a number field, − and +, and a native slider.

use yew::html::Scope;
use yew::prelude::*;

use super::line::{LineChange, LineProps};
use super::memo::{Memo, Source};
use super::paint::{grain, paint};
use super::share::share;
use super::{all, element, named_button};
use crate::words::{Key, Value};

/// The amount as a field one can type into. It is text with a number pad: `type=number` changes by the wheel.
pub(super) fn field(props: &LineProps, why: Option<AttrValue>, link: &Scope<Memo>) -> Html {
    let LineProps { from, line, .. } = props;
    let Source { words, at, .. } = from;
    let id = AttrValue::from(format!("amount-{at}"));
    let value = match &line.typed {
        Some(typed) => typed.text.to_string(),
        None => words.value(Value::Number(line.amount)),
    };
    let (before, after) = words.currency();
    let label = html! { <label class="unseen" for={id.clone()}>{words.rich(Key::LineAmount, &[from.name()])}</label> };
    let sign = |sign| html! { <span aria-hidden="true">{words.show(Value::Figure(sign))}</span> };
    let entry = html! {
        <span class="widest" data-widest={words.value(Value::Number(from.priority().cap))}>
            <input
                {id}
                class="field"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                size="1"
                {value}
                aria-invalid={why.as_ref().map(|_| "true")}
                aria-describedby={why}
                oninput={link.callback(|event: InputEvent| LineChange::Typed(typed(&event)))}
                onchange={settled(link)}
                onblur={link.callback(|_: FocusEvent| LineChange::Settled)}
            />
        </span>
    };
    let parts = vec![label, sign(before), entry, sign(after)];
    element("span", "line-amount", all(parts))
}

/// Less, the slider, more. A step stays in place at its end and says why when it is pressed: a button that goes dead
/// takes the focus with it.
pub(super) fn slider(props: &LineProps, link: &Scope<Memo>) -> Html {
    let LineProps { from, line, .. } = props;
    let (words, priority) = (&from.words, from.priority());
    let label = |key| words.fill(key, &[from.name()]);
    let says = [
        ("money", Value::Money(line.amount)),
        ("floor", Value::Money(priority.floor)),
        ("cap", Value::Money(priority.cap)),
        ("today", Value::Money(priority.today)),
    ];
    let (least, most) = (line.amount <= priority.floor, line.amount >= priority.cap);
    let slider = html! {
        <input
            class="slider"
            type="range"
            aria-label={label(Key::LineSlider)}
            aria-valuetext={words.fill(Key::LineValue, &says)}
            min={priority.floor.to_string()}
            max={priority.cap.to_string()}
            step={from.budget.step.to_string()}
            value={line.amount.to_string()}
            oninput={link.callback(|event: InputEvent| dragged(&typed(&event)))}
            onchange={settled(link)}
            onpointerdown={link.callback(|_: PointerEvent| LineChange::Taken)}
            onpointercancel={link.callback(|_: PointerEvent| LineChange::Lost)}
        />
    };
    let less = link.callback(|_| LineChange::Less);
    let more = link.callback(|_| LineChange::More);
    let parts = vec![
        named_button("step", label(Key::LineLess), least, "−", less),
        element("div", "slide", all(vec![track(props), slider])),
        named_button("step", label(Key::LineMore), most, "+", more),
    ];
    element("div", "control", all(parts))
}

fn settled(link: &Scope<Memo>) -> Callback<Event> {
    link.callback(|_| LineChange::Settled)
}

/// What the slider runs on: the amount in the line's colour and pattern, and a mark for today.
fn track(props: &LineProps) -> Html {
    let LineProps { from, line, .. } = props;
    let (at, priority) = (from.at, from.priority());
    let along = |amount: u64| {
        share(
            amount.saturating_sub(priority.floor),
            priority.cap - priority.floor,
        )
    };
    let width = along(line.amount);
    html! {
        <svg class="track" aria-hidden="true">
            <svg y="50%" overflow="visible">
                <rect class="track-rail" y="-6" width="100%" height="12" rx="6" />
                <rect class={paint(at)} y="-6" width={width.clone()} height="12" rx="6" />
                <rect fill={grain(at)} y="-6" {width} height="12" rx="6" />
            </svg>
            <svg x={along(priority.today)} y="50%" overflow="visible">
                <path class="track-today" d="M0 13l5 8h-10z" />
            </svg>
        </svg>
    }
}

/// What a field holds.
pub fn typed(event: &InputEvent) -> String {
    event
        .target_unchecked_into::<web_sys::HtmlInputElement>()
        .value()
}

/// A slider's value is a whole number between its ends; what is not, changes nothing.
fn dragged(value: &str) -> LineChange {
    value.parse().map_or(LineChange::Settled, LineChange::Set)
}
