//! What one language lacks, or says besides, is named with its file and key.
#![cfg(feature = "files")]

use std::fs;

use catalog::Catalog;
use tempfile::TempDir;

const ENGLISH: &str =
    r#"{"a": "A {x} of {y}", "b": "B", "n.one": "{n} vote", "n.other": "{n} votes"}"#;
const CZECH: &str = r#"{"a": "{y} a {x}", "b": "B", "n.one": "{n} hlas", "n.few": "{n} hlasy", "n.many": "{n} hlasu", "n.other": "žádný"}"#;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a folder to write to");
    }
    folder
}

/// The complaints, without the folder.
fn wrong(files: &[(&str, &str)]) -> Vec<String> {
    let folder = folder(files);
    let complaints = Catalog::read(folder.path()).err().unwrap_or_default();
    let place = format!("{}/", folder.path().display());
    complaints
        .lines()
        .map(|line| line.replace(&place, ""))
        .collect()
}

fn changed(from: &str, to: &str) -> Vec<String> {
    assert!(CZECH.contains(from), "{from}");
    wrong(&[("en.json", ENGLISH), ("cs.json", &CZECH.replace(from, to))])
}

#[test]
fn languages_with_the_same_keys_and_places_are_a_catalog() {
    let folder = folder(&[
        ("cs.json", CZECH),
        ("en.json", ENGLISH),
        ("languages.json", "[]"),
    ]);
    let catalog = Catalog::read(folder.path()).unwrap();
    assert_eq!(catalog.codes(), ["en", "cs"]);
    let [file] = &catalog.files("words")[..] else {
        panic!("expected one file besides English")
    };
    let lines: Vec<&str> = file.content.split('\n').collect();
    // The forms zero and two, which Czech does not tell apart, are said like other.
    let forms = [
        "žádný",
        "{n} hlas",
        "žádný",
        "{n} hlasy",
        "{n} hlasu",
        "žádný",
    ];
    assert_eq!(lines[..2], ["{y} a {x}", "B"]);
    assert_eq!(lines[2..8], forms);
    let said = [0, 1, 2, 4, 5, 101, 102].map(|n| lines[2 + catalog::form(lines[8], n)]);
    assert_eq!(
        said,
        [
            forms[5], forms[1], forms[3], forms[3], forms[5], forms[5], forms[5]
        ]
    );
}

#[test]
fn languages_have_the_same_keys() {
    assert_eq!(changed(r#""b": "B", "#, ""), ["cs.json: b is missing"]);
    assert_eq!(
        changed(r#""b": "B""#, r#""b": "B", "c": "C""#),
        ["cs.json, c: en.json has no such key"]
    );
}

#[test]
fn a_language_has_the_forms_that_it_needs_and_no_other() {
    assert_eq!(
        changed(r#""n.few": "{n} hlasy", "#, ""),
        ["cs.json: n.few is missing"]
    );
    assert_eq!(
        changed(r#""n.one""#, r#""n.two": "{n} hlasy", "n.one""#),
        [r#"cs.json, n.two: the language has no form "two""#]
    );
}

#[test]
fn languages_have_the_same_places() {
    assert_eq!(
        changed("{y} a {x}", "{y} a {z}"),
        [r#"cs.json, a: found the places {"y", "z"}, expected {"x", "y"}"#]
    );
    assert_eq!(
        changed("{n} hlasy", "{m} hlasy"),
        [r#"cs.json, n.few: found the places {"m"}, expected {"n"}"#]
    );
}

#[test]
fn a_text_is_one_line_and_a_file_an_object_of_texts() {
    for text in [" ", r"two\nlines"] {
        assert_eq!(
            changed(r#""b": "B""#, &format!(r#""b": "{text}""#)),
            ["cs.json, b: expected a text of one line"]
        );
    }
    let [bad] = &wrong(&[("en.json", r#"{"a": 1}"#)])[..] else {
        panic!("expected one complaint")
    };
    assert!(
        bad.starts_with("en.json: ") && bad.ends_with("expected a flat object of texts"),
        "{bad}"
    );
    assert_eq!(
        wrong(&[("cy.json", "{}")]),
        ["en.json: there is no such file"]
    );
}
