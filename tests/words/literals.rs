//! No sentence for people is written in Rust: neither in the widget nor in the organiser's tool.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{at, hold};

/// What looks like a sentence and is none that could be said in another language: where, and how it begins.
const OTHERS: [(&str, &str); 21] = [
    // For browsers.
    ("commands/embed.rs", "camera; clipboard-write"),
    ("components/elements.rs", "noopener noreferrer"),
    ("server/files.rs", "public, max-age"),
    ("server/headers.rs", "default-src"),
    ("server/headers.rs", "accelerometer="),
    ("server/headers.rs", "; frame-ancestors"),
    ("server/listing.rs", "\\r\\n{{ \\\"name\\\""),
    ("server/mod.rs", "GET, HEAD"),
    ("pages/code.rs", "code-like code-says"),
    ("export/feed.rs", "<?xml version"),
    ("results/picture.rs", "<svg "),
    ("results/picture.rs", "<path "),
    ("results/picture.rs", "<text "),
    ("results/picture.rs", "<rect "),
    // Parts of a file's format, which `purse` reads again.
    ("src/code_table.rs", "# PRIVATE"),
    ("src/code_table.rs", " cards in all"),
    ("keys/file.rs", "Secret. Keep this file"),
    ("keys/stored.rs", "For practice only."),
    ("keys/ledger.rs", "Secret. Keep this file"),
    // For programmers.
    ("listing/block.rs", "there is room for more"),
    ("src/words.rs", "nothing given for the place"),
];

#[test]
fn no_sentence_is_written_in_rust() {
    let rooms = ["src", "crates/purse/src"];
    let files = rooms
        .into_iter()
        .flat_map(|room| files(Path::new(&at(room))));
    let (mut literals, classes) = (0, Classes::read());
    let complaints: Vec<String> = files
        .flat_map(|file| {
            let text = fs::read_to_string(&file).expect("the project's files are text");
            let found = literals_of(program(&text));
            literals += found.len();
            let place = file.display().to_string();
            let sentences = found.into_iter().filter(|literal| literal.is_sentence());
            let sentences = sentences.filter(|literal| !literal.is_known(&place));
            let sentences = sentences.filter(|literal| !classes.are_in(literal.text));
            sentences
                .map(|literal| format!("{place}: \"{}\"", literal.text))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(literals > 1000, "expected the literals of every room");
    hold(complaints.into_iter());
}

#[test]
fn a_sentence_in_rust_is_seen() {
    let says = |code: &str| {
        let found = literals_of(code);
        found.iter().filter(|literal| literal.is_sentence()).count()
    };
    assert_eq!(says(r#"let a = "it was lost"; // "no comment here""#), 1);
    assert_eq!(
        says(r#"format!("{place}: the \"list\" was cut", '"', "x")"#),
        1
    );
    assert_eq!(says("'\\'' \"a-name\" \"{one} {other}\" \"two.parts\""), 0);
    assert_eq!(says(r##"r#"in a raw text"# "next one""##), 2);
    assert_eq!(says(r#"x.expect("no list is empty")"#), 0);
    assert_eq!(says(r#"#[command(after_help = "help stays here")]"#), 0);
}

struct Literal<'a> {
    /// The code before it, as far as that says what it is for.
    before: &'a str,
    text: &'a str,
}

impl Literal<'_> {
    /// Two words beside each other, in what does not come from elsewhere.
    fn is_sentence(&self) -> bool {
        // What the program takes for granted is said to programmers, and help is written beside what it is about.
        let for_people = !["expect(", "reason = ", "after_help = ", "EXAMPLES: &str = "]
            .iter()
            .any(|before| self.before.ends_with(before));
        for_people && has_words(&filled(self.text))
    }

    fn is_known(&self, place: &str) -> bool {
        OTHERS
            .iter()
            .any(|(file, begin)| place.ends_with(file) && self.text.starts_with(begin))
    }
}

/// Every class that a style is for.
struct Classes(BTreeSet<String>);

impl Classes {
    fn read() -> Self {
        let mut names = BTreeSet::new();
        for path in of_kind("css", Path::new(&at("styles"))) {
            let text = fs::read_to_string(path).expect("a style sheet is text");
            let after_dots = text.split('.').skip(1);
            names.extend(after_dots.map(|rest| {
                let name = rest
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '-');
                name.collect()
            }));
        }
        Self(names)
    }

    /// Is this the class list of an element?
    fn are_in(&self, text: &str) -> bool {
        text.split_whitespace().all(|name| self.0.contains(name))
    }
}

/// A text with its places left out.
fn filled(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| {
        out + "{}" + part.split_once('}').map_or("", |(_, rest)| rest)
    })
}

fn has_words(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphabetic());
        letters.chars().count() > 1
            && letters
                .chars()
                .all(|c| c.is_alphabetic() || "'’-".contains(c))
    };
    words
        .windows(2)
        .any(|pair| pair.iter().all(|word| is_word(word)))
}

/// A file without its own tests.
fn program(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

/// Every text literal outside comments.
fn literals_of(code: &str) -> Vec<Literal<'_>> {
    let (bytes, mut at, mut found) = (code.as_bytes(), 0, Vec::new());
    while at < bytes.len() {
        let rest = &code[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if let Some(length) = char_literal(rest) {
            at += length;
        } else if let Some((begin, length)) = text_literal(rest) {
            let before = code[..at].trim_end();
            found.push(Literal {
                before: if before.ends_with('=') {
                    &code[..at]
                } else {
                    before
                },
                text: &rest[begin..length],
            });
            at += length + begin - usize::from(rest.starts_with('r'));
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// Where a text begins and ends, if one begins here: `"…"` or `r#"…"#`.
fn text_literal(rest: &str) -> Option<(usize, usize)> {
    if let Some(raw) = rest.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let inside = raw[hashes..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let begin = 2 + hashes;
        return Some((begin, begin + inside.find(&end)?));
    }
    let inside = rest.strip_prefix('"')?;
    let mut escaped = false;
    let end = inside.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    Some((1, 1 + end))
}

/// The length of `'x'` or `'\n'`; a lifetime is none.
fn char_literal(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let mut chars = inside.char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        chars.next()?;
        let (end, _) = chars.find(|(_, c)| *c == '\'')?;
        return Some(end + 2);
    }
    let (end, close) = chars.next()?;
    (close == '\'').then_some(end + 2)
}

pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    of_kind("rs", folder)
}

fn of_kind(kind: &str, folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a room of the project");
    let paths = entries.map(|entry| entry.expect("a folder can be listed").path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => of_kind(kind, &path),
            false => Vec::from_iter(
                path.extension()
                    .is_some_and(|it| it == kind)
                    .then_some(path),
            ),
        })
        .collect()
}
