//! Every text is said somewhere: whoever takes a sentence out of a page or a command takes it out of its words file too.

use std::fs;
use std::path::Path;

use crate::literals::files;
use crate::{at, hold, texts_of};

/// Texts that are found by a name in a file, whatever that is.
const BY_NAME: [&str; 5] = [
    "fair.",
    "ledger.rule.",
    "rule.",
    "picks_rule.",
    "completion.",
];

#[test]
fn every_text_of_a_page_is_said() {
    let program = program("src") + &fs::read_to_string(at("index.html")).expect("the page");
    let said = |key: &str| {
        let name = format!("::{}", variant(key));
        let mut found = program.match_indices(&name);
        let whole = |(place, _): (usize, _)| {
            let after = program[place + name.len()..].chars().next();
            !after.is_some_and(char::is_alphanumeric)
        };
        found.any(whole) || program.contains(&format!("{{{key}}}"))
    };
    for words in ["locales/en.json", "locales/places/en.json"] {
        hold(unsaid(words, said));
    }
}

#[test]
fn every_text_of_the_tool_is_said() {
    let program = program("crates/purse/src");
    for words in ["locales/tool/en.json", "locales/cards/en.json"] {
        hold(unsaid(words, |key| program.contains(&format!("\"{key}\""))));
    }
}

fn unsaid(words: &str, said: impl Fn(&str) -> bool) -> impl Iterator<Item = String> {
    let keys = texts_of(words).into_keys();
    let keys = keys.filter(|key| !BY_NAME.iter().any(|begin| key.starts_with(begin)));
    let unsaid = keys.filter(move |key| {
        let base = catalog::counted(key).map_or(key.as_str(), |(base, _)| base);
        !said(base)
    });
    unsaid.map(move |key| format!("{words}: nobody says {key}"))
}

/// `line.no_view` is `LineNoView` in the program.
fn variant(key: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    key.split(['.', '_']).map(capital).collect()
}

fn program(room: &str) -> String {
    let files = files(Path::new(&at(room))).into_iter();
    files
        .map(|file| fs::read_to_string(file).expect("the project's files are text"))
        .collect()
}
