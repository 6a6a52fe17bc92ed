//! The glossary's words are the code's words.

use std::fs;
use std::path::Path;

/// All Rust of the programs, one text.
fn code(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") && !path.ends_with("tests") {
            text += &code(&path);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text += &fs::read_to_string(&path).expect("a file of Rust");
        }
    }
    text
}

fn has_word(text: &str, word: &str) -> bool {
    let outside =
        |sign: Option<char>| !sign.is_some_and(|sign| sign.is_alphanumeric() || sign == '_');
    text.match_indices(word).any(|(at, _)| {
        outside(text[..at].chars().next_back()) && outside(text[at + word.len()..].chars().next())
    })
}

#[test]
fn every_word_for_code_is_in_the_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let code = code(&root.join("src")) + &code(&root.join("crates"));
    let glossary = fs::read_to_string(root.join("docs/glossary.md")).expect("the glossary");
    let rows = glossary
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1);
    let words: Vec<&str> = rows
        .filter_map(|row| row.split('|').nth(2))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    assert!(words.len() > 30, "{words:?}");
    let missing: Vec<_> = words
        .iter()
        .filter(|word| !word.split("::").all(|part| has_word(&code, part)))
        .collect();
    assert!(missing.is_empty(), "not in the code: {missing:?}");
}
