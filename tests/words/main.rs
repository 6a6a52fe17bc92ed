//! The words people read are plain, and every language says the same.

#![cfg(not(target_arch = "wasm32"))]

mod literals;
mod third_language;
mod used;

use std::collections::BTreeMap;
use std::fs;

use catalog::Catalog;
use serde_json::Value;

/// Easy read: one idea, at most 15 words.
const MOST_WORDS: usize = 15;

/// Beginnings of words that a neighbour would not use, and what to write instead.
const BANNED: [(&str, &str); 17] = [
    ("allocat", "share out"),
    ("beneficiar", "people who gain"),
    ("commenc", "start"),
    ("commission", "pay for"),
    ("facilitat", "help"),
    ("implement", "do"),
    ("leverag", "use"),
    ("multi-agency", "name the partners"),
    ("purchas", "buy"),
    ("service user", "people"),
    ("stakeholder", "name the people"),
    ("utilis", "use"),
    ("utiliz", "use"),
    ("dyrann", "rhannu"),
    ("rhanddeiliad", "enwch y bobl"),
    ("defnyddwyr gwasanaeth", "pobl"),
    ("hwyluso", "helpu"),
];

/// One text, and where it stands.
struct Said {
    place: String,
    lang: String,
    text: String,
}

#[test]
fn sentences_are_short() {
    hold(all_texts().iter().flat_map(|said| {
        let long = sentences(&said.text).filter(|sentence| words(sentence) > MOST_WORDS);
        long.map(move |sentence| {
            format!(
                "{}: {} words, at most {MOST_WORDS}: {sentence}",
                said.place,
                words(sentence)
            )
        })
    }));
}

#[test]
fn words_are_plain() {
    hold(all_texts().iter().flat_map(|said| {
        banned(&said.text).map(move |(stem, better)| {
            format!(
                "{}: \"{stem}…\", better \"{better}\": {}",
                said.place, said.text
            )
        })
    }));
}

#[test]
fn budgets_say_the_same_figures_in_every_language() {
    let mut by_place: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    for said in budget_texts() {
        by_place.entry(said.place.clone()).or_default().push(said);
    }
    hold(by_place.iter().filter_map(|(place, texts)| {
        let figures: Vec<_> = texts
            .iter()
            .map(|said| (&said.lang, figures(&said.text)))
            .collect();
        figures
            .windows(2)
            .any(|pair| pair[0].1 != pair[1].1)
            .then(|| format!("{place}: {figures:?}"))
    }));
}

/// "Practice" is a rehearsal: on an event that counts it says that it does not.
#[test]
fn no_event_is_called_practice() {
    hold(for_residents().into_iter().flat_map(|(path, _)| {
        let texts = texts_of(&path).into_iter();
        let practice = texts.filter(|(_, text)| {
            let text = text.to_lowercase();
            text.contains("practice") || text.contains("ymarfer")
        });
        practice.map(move |(key, text)| format!("{path}, {key}: {text}"))
    }));
}

#[test]
fn the_lint_sees_what_it_looks_for() {
    assert_eq!(
        sentences("Two of them. One £3.66 more? Yes!").collect::<Vec<_>>(),
        ["Two of them", "One £3.66 more", "Yes"]
    );
    assert_eq!(words("Give {name} – or {other} – 50p."), 5);
    assert_eq!(banned("We Utilise it").count(), 1);
    assert_eq!(
        figures("£1,000 at 16%, in 2024/25."),
        ["1,000", "16", "2024", "25"]
    );
    assert!(
        all_texts().len() > 700,
        "expected every text of the locales and the budgets"
    );
}

/// Fails with all the complaints at once.
fn hold(complaints: impl Iterator<Item = String>) {
    let complaints: Vec<String> = complaints.collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let ends = [". ", "? ", "! "];
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = ends.iter().filter_map(|end| rest.find(end)).min();
        let (sentence, after) = end.map_or((rest, ""), |at| (&rest[..at], &rest[at + 2..]));
        rest = after;
        (!sentence.is_empty()).then(|| sentence.trim_end_matches(['.', '?', '!']))
    })
}

/// A `{place}` is one word; a dash is none.
fn words(sentence: &str) -> usize {
    sentence
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
}

fn banned(text: &str) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let text = text.to_lowercase();
    BANNED.iter().filter(move |(stem, _)| text.contains(stem))
}

/// Numbers written in digits, in a sorted list, since languages differ in their order of words.
fn figures(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .map(|figure| figure.trim_matches([',', '.']))
        .filter(|figure| !figure.is_empty())
        .collect();
    found.sort_unstable();
    found
}

fn all_texts() -> Vec<Said> {
    let locales = for_residents().into_iter().flat_map(|(path, lang)| {
        let texts = texts_of(&path).into_iter();
        texts.map(move |(key, text)| Said {
            place: format!("{path}, {key}"),
            lang: lang.clone(),
            text,
        })
    });
    locales.chain(budget_texts()).collect()
}

/// The words files of the widget, of its places and of the voting cards, and their languages.
fn for_residents() -> Vec<(String, String)> {
    let folders = ["locales", "locales/places", "locales/cards"];
    let files = folders.into_iter().flat_map(|folder| {
        let catalog = Catalog::read(at(folder).as_ref()).unwrap_or_else(|wrong| panic!("{wrong}"));
        let codes: Vec<String> = catalog.codes().into_iter().map(str::to_owned).collect();
        codes
            .into_iter()
            .map(move |lang| (format!("{folder}/{lang}.json"), lang))
    });
    files.collect()
}

fn texts_of(path: &str) -> BTreeMap<String, String> {
    let file = serde_json::from_value(read(path));
    file.unwrap_or_else(|error| panic!("{path}: {error}; expected a flat object of texts"))
}

/// Every text of every example budget.
fn budget_texts() -> Vec<Said> {
    let mut texts = Vec::new();
    for file in fs::read_dir(at("budgets")).expect("the example budgets are part of the project") {
        let name = file.expect("a folder that opens can be listed").file_name();
        let path = format!("budgets/{}", name.to_string_lossy());
        collect(&read(&path), &path, &mut texts);
    }
    texts
}

/// A text is an object whose fields are languages.
fn collect(value: &Value, place: &str, texts: &mut Vec<Said>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{place}[{index}]"), texts);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if name.len() == 2 && fields.contains_key("en") => {
                        texts.push(Said {
                            place: place.into(),
                            lang: name.clone(),
                            text: text.clone(),
                        });
                    }
                    _ => collect(value, &format!("{place}.{name}"), texts),
                }
            }
        }
        _ => {}
    }
}

fn read(path: &str) -> Value {
    let text = fs::read_to_string(at(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn at(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}
