//! Every page in the states that matter, drawn natively and read as a browser or a screen reader would.

#![cfg(not(target_arch = "wasm32"))]

mod access;
mod content;
mod costs;
mod desk;
mod honest;
mod html;
mod kiosk;
mod redrawn;
#[path = "../support/sealer.rs"]
mod sealer;
mod spread;
mod states;
mod tables;
mod translation;

use std::fs;
use std::sync::OnceLock;

use common_purse::pages;
use common_purse::places::kiosk::{self as kiosk_pages, Kiosk};
use common_purse::results::{self as result_pages, Results};
use common_purse::state::State;
use common_purse::words::{self, Words};
use yew::prelude::*;

use html::Element;
use states::Named;

/// A page as drawn.
struct Drawn {
    name: String,
    html: String,
    elements: Vec<Element>,
}

#[derive(Clone, PartialEq, Properties)]
struct Shown {
    state: State,
    results: Option<Results>,
    kiosk: Option<Kiosk>,
}

#[component]
fn Screen(shown: &Shown) -> Html {
    html! {
        <body>
            {pages::page(&shown.state, &Callback::noop())}
            { for shown.kiosk.iter().map(beside) }
            { for shown.results.iter().map(|results| result_pages::page(results, &Callback::noop())) }
        </body>
    }
}

/// What is beside the widget on a shared device.
fn beside(kiosk: &Kiosk) -> Html {
    let lang = kiosk.seen.as_ref().map(|seen| seen.lang.clone());
    let lang = lang.unwrap_or_else(|| states::lang("en"));
    let texts = words::here_at_places(&lang);
    let words = Words::new(lang, states::pounds().into(), texts);
    kiosk_pages::page(kiosk, &words, &Callback::noop())
}

fn draw(named: Named) -> Drawn {
    let kiosk = states::kiosk(&named);
    let Named {
        name,
        state,
        results,
    } = named;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime of one thread");
    let renderer = yew::LocalServerRenderer::<Screen>::with_props(Shown {
        state,
        results,
        kiosk,
    })
    .hydratable(false);
    let html = runtime.block_on(renderer.render());
    Drawn {
        name,
        elements: html::elements(&html),
        html,
    }
}

/// The £2 million example: every kind of thing a budget can hold.
fn aldermoor() -> Vec<u8> {
    fs::read("budgets/aldermoor.json").expect("the example budget is in the repository")
}

/// Every screen of the example in both languages, first English; drawn once for all tests.
fn every_page() -> &'static [Drawn] {
    static PAGES: OnceLock<Vec<Drawn>> = OnceLock::new();
    PAGES.get_or_init(|| {
        ["en", "cy"]
            .into_iter()
            .flat_map(|tag| states::all(&aldermoor(), tag))
            .map(draw)
            .collect()
    })
}

/// The one page of this name.
fn page(name: &str) -> &'static Drawn {
    every_page()
        .iter()
        .find(|page| page.name == name)
        .expect("a page of this name")
}

/// The state that the page of this name shows.
fn state(name: &str) -> State {
    named(name).state
}

/// What the results page of this name shows.
fn results(name: &str) -> Results {
    named(name).results.expect("a results page")
}

fn named(name: &str) -> Named {
    let tag = name
        .rsplit('-')
        .next()
        .expect("a name ends in its language");
    let found = states::all(&aldermoor(), tag)
        .into_iter()
        .find(|named| named.name == name);
    found.expect("a state of this name")
}

/// The text of this key as the locale has it.
fn word(tag: &str, key: &str) -> String {
    let read = |file| fs::read_to_string(file).expect("the locale is in the repository");
    let files = ["locales", "locales/places"].map(|folder| read(format!("{folder}/{tag}.json")));
    let locale = files.concat();
    let (_, after) = locale
        .split_once(&format!("\"{key}\": \""))
        .expect("the locale has this key");
    after.split('"').next().unwrap_or_default().to_owned()
}

impl Drawn {
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |element| element.is(name))
    }

    fn by_id(&self, id: &str) -> &Element {
        let found = self
            .elements
            .iter()
            .find(|element| element.get("id") == Some(id));
        found.unwrap_or_else(|| panic!("{}: no element has the id {id}", self.name))
    }

    fn has_id(&self, id: &str) -> bool {
        self.elements
            .iter()
            .any(|element| element.get("id") == Some(id))
    }

    /// All that can be read on it.
    fn text(&self) -> &str {
        &self.elements[0].text
    }
}

/// Nothing may have been found wrong.
fn none(wrong: impl IntoIterator<Item = String>) {
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
