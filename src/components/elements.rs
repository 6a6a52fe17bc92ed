//! Elements that every page uses. Each is drawn by one function: written out at every place, they would make up half
//! of what a phone has to load.

use yew::prelude::*;

use crate::words::alone;

/// An element with a class, or with none where that is empty.
#[inline(never)]
pub fn element(name: &'static str, class: &'static str, inside: Html) -> Html {
    let class = (!class.is_empty()).then_some(class);
    html! { <@{name} {class}>{inside}</@> }
}

pub fn paragraph(inside: Html) -> Html {
    element("p", "", inside)
}

/// Several things in a row.
#[inline(never)]
pub fn all(parts: Vec<Html>) -> Html {
    parts.into_iter().collect()
}

/// Two texts with a space between them.
#[inline(never)]
pub fn both(first: Html, second: Html) -> Html {
    all(vec![first, alone(" "), second])
}

/// A heading by which its part of the page can be named.
#[inline(never)]
pub fn heading(id: &'static str, says: &'static str) -> Html {
    html! { <h2 {id}>{alone(says)}</h2> }
}

/// A part of the page under the heading with this id.
#[inline(never)]
pub fn part(id: &'static str, inside: Vec<Html>) -> Html {
    html! { <section class="part stack" aria-labelledby={id}>{inside}</section> }
}

#[inline(never)]
pub fn list(class: &'static str, items: Vec<Html>) -> Html {
    let items = items
        .into_iter()
        .map(|item| element("li", "", item))
        .collect();
    element("ul", class, items)
}

/// More, on demand.
#[inline(never)]
pub fn fold(summary: Html, inside: Html) -> Html {
    html! { <details><summary><span>{summary}</span></summary>{inside}</details> }
}

#[inline(never)]
pub fn button(class: &'static str, says: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" {class} {onclick}>{alone(says)}</button> }
}

/// A button whose name says more than can be seen of it.
#[inline(never)]
pub fn named_button(
    class: &'static str,
    label: String,
    at_end: bool,
    says: &'static str,
    onclick: Callback<MouseEvent>,
) -> Html {
    let at_end = at_end.then_some("true");
    html! { <button type="button" {class} aria-label={label} aria-disabled={at_end} {onclick}>{alone(says)}</button> }
}

/// Leads to a place on this page.
#[inline(never)]
pub fn link_to(place: &'static str, says: Html) -> Html {
    html! { <a href={place}>{says}</a> }
}

/// Leads out of the widget, into a tab of its own.
#[inline(never)]
pub fn link_out(href: &str, says: Html) -> Html {
    html! { <a href={href.to_owned()} target="_blank" rel="noopener noreferrer">{says}</a> }
}

/// Words that only a screen reader needs.
pub fn unseen(says: Html) -> Html {
    element("span", "unseen", says)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Good,
    Bad,
}

/// Something to take note of, its tone told by more than its colour wherever that matters.
#[inline(never)]
pub fn notice(tone: Tone, inside: Html) -> Html {
    let class = match tone {
        Tone::Plain => "notice",
        Tone::Good => "notice notice-gain",
        Tone::Bad => "notice notice-loss",
    };
    element("div", class, inside)
}

/// A notice that begins with a word and a sign.
#[inline(never)]
pub fn verdict(tone: Tone, word: &'static str, says: Html) -> Html {
    let sign = if tone == Tone::Bad { "⚠" } else { "✓" };
    let word = html! { <span class="notice-word"><span aria-hidden="true">{alone(sign)}</span>{alone(" ")}{alone(word)}</span> };
    notice(tone, paragraph(both(word, says)))
}
