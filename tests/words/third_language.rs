//! A language is three files and no code: for the widget, for what places say, for the voting cards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use catalog::Catalog;
use common_purse::pages;
use common_purse::state::{
    Channel, DeviceMessage, LanguagePack, LoadMessage, Memory, Mode, MoneyStyle, ServerDay,
    Setting, State, Storage, Texts,
};
use common_purse::words::{Key, Plural, Words};
use documents::{Date, Lang};
use yew::prelude::*;

use crate::{at, texts_of};

/// Polish counts in four forms. Its other texts are English ones with a sign on them, so that none is missed on a page.
const BALLOTS: [(&str, &str); 4] = [
    ("one", "{n} głos"),
    ("few", "{n} głosy"),
    ("many", "{n} głosów"),
    ("other", "{n} głosu"),
];
const SIGN: char = '¶';

/// The words files of a folder, with one more that says what English says.
fn with_polish(folder: &str, to: &Path, texts: impl FnOnce(&mut BTreeMap<String, String>)) {
    for lang in ["en", "cy"] {
        let name = format!("{folder}/{lang}.json");
        fs::copy(at(&name), to.join(format!("{lang}.json"))).expect("a folder to write to");
    }
    let english = texts_of(&format!("{folder}/en.json"));
    let mut polish = BTreeMap::new();
    for (key, text) in english {
        let text = format!("{SIGN}{text}");
        match key.strip_suffix(".other") {
            None if key.ends_with(".one") => drop(polish.insert(key, text)),
            None => drop(polish.insert(key, text)),
            Some(base) => {
                for form in ["few", "many", "other"] {
                    polish.insert(format!("{base}.{form}"), text.clone());
                }
            }
        }
    }
    texts(&mut polish);
    let file = serde_json::to_vec(&polish).expect("texts are JSON");
    fs::write(to.join("pl.json"), file).expect("a folder to write to");
}

fn polish_ballots(texts: &mut BTreeMap<String, String>) {
    for (form, text) in BALLOTS {
        texts.insert(format!("counted.ballots.{form}"), text.into());
    }
}

/// The texts in the words file that a build makes of this folder, as a browser reads it.
fn read(folder: &Path) -> Texts {
    let catalog = Catalog::read(folder).unwrap_or_else(|wrong| panic!("{wrong}"));
    assert_eq!(catalog.codes(), ["en", "cy", "pl"]);
    let mut files = catalog.files("words").into_iter();
    let file = files
        .find(|file| file.lang == "pl")
        .expect("a file for each language");
    assert!(file.name.starts_with("words-pl-"), "{}", file.name);
    common_purse::words::read(&file.name, file.content.into_bytes()).expect("its own hash")
}

fn polish() -> Lang {
    Lang::parse("pl").expect("a language's code")
}

#[test]
fn a_language_counts_by_its_own_rule() {
    let folder = tempfile::tempdir().expect("a folder");
    with_polish("locales", folder.path(), polish_ballots);
    let words = Words::new(
        polish(),
        MoneyStyle::plain("PLN").into(),
        Some(read(folder.path())),
    );
    let said = [1, 2, 5, 12, 22, 25, 100_022]
        .map(|n| words.count(Plural::CountedBallots, n).replace(',', " "));
    let expected = [
        "1 głos",
        "2 głosy",
        "5 głosów",
        "12 głosów",
        "22 głosy",
        "25 głosów",
        "100 022 głosy",
    ];
    assert_eq!(said, expected);
    assert_eq!(words.say(Key::AppBack), format!("{SIGN}Back"));
}

#[component]
fn Screen(shown: &Shown) -> Html {
    pages::page(&shown.state, &Callback::noop())
}

#[derive(Clone, PartialEq, Properties)]
struct Shown {
    state: State,
}

#[test]
fn a_page_speaks_a_language_whose_words_came_in_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    with_polish("locales", folder.path(), polish_ballots);
    let setting = Setting {
        packs: vec![LanguagePack {
            lang: polish(),
            texts: Some(read(folder.path())),
        }],
        ..setting()
    };
    let budget = fs::read_to_string(at("budgets/aldermoor.json")).expect("an example budget");
    let budget = budget.replacen("\"languages\": [", "\"languages\": [\"pl\", ", 1);
    // Whoever adds a language to a budget translates its texts as well; here they stay English.
    let budget = budget.replace("\"en\": ", "\"pl\": \"…\", \"en\": ");
    let (mut state, _) = State::new(setting);
    state.update(DeviceMessage::MemoryRead(Memory::default()).into());
    state.update(LoadMessage::BudgetArrived(budget.into_bytes()).into());
    let html = drawn(state);
    assert!(
        html.contains("lang=\"pl\"") || html.contains(SIGN),
        "{html}"
    );
    let english = texts_of("locales/en.json");
    for key in ["ballot.even", "app.back"] {
        if let Some(text) = english
            .get(key)
            .filter(|text| html.contains(&format!(">{text}<")))
        {
            panic!("{key} is said in English: {text}");
        }
    }
    assert!(html.matches(SIGN).count() > 20, "{html}");
}

fn drawn(state: State) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime of one thread");
    let page = yew::LocalServerRenderer::<Screen>::with_props(Shown { state }).hydratable(false);
    runtime.block_on(page.render())
}

fn setting() -> Setting {
    Setting {
        mode: Mode::Own,
        channel: Channel::Web,
        place: None,
        strange: Vec::new(),
        today: Date::parse("2027-03-10").expect("a day that exists"),
        server: ServerDay::Unasked,
        framed: false,
        online: true,
        storage: Storage::Allowed,
        wanted: vec![polish()],
        packs: Vec::new(),
    }
}

#[test]
fn the_cards_speak_it_as_well() {
    let folder = tempfile::tempdir().expect("a folder");
    with_polish("locales/cards", folder.path(), |_| {});
    let catalog = Catalog::read(folder.path()).unwrap_or_else(|wrong| panic!("{wrong}"));
    assert!(
        catalog
            .every_language()
            .contains(&format!("(\"pl\", &[\"{SIGN}"))
    );
}

#[test]
fn a_form_that_a_language_needs_is_missed_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    with_polish("locales", folder.path(), |texts| {
        texts.remove("counted.ballots.few");
        texts.insert("counted.ballots.two".into(), "{n} głosy".into());
    });
    let wrong = Catalog::read(folder.path()).err().expect("a mistake");
    let lines: Vec<&str> = wrong.lines().collect();
    assert_eq!(lines.len(), 2, "{wrong}");
    assert!(
        lines[0].ends_with("pl.json: counted.ballots.few is missing"),
        "{wrong}"
    );
    assert!(
        lines[1].ends_with("counted.ballots.two: the language has no form \"two\""),
        "{wrong}"
    );
}
