//! Texts by key, for programs that hold them all: found, and held to their places, while the program is compiled.

use std::fmt::{Display, Write as _};

use crate::{Piece, pieces};

/// A text in each of [`FORMS`].
pub type Forms = [&'static str; 6];

/// Where the text of this key is, in a table in the order of keys.
///
/// # Panics
///
/// Where the table has no such key, or the text has other places than these: to be called in a `const` block, so that the
/// build stops there.
#[must_use]
pub const fn place(table: &[(&str, &str)], key: &str, places: &[&str]) -> usize {
    let mut at = 0;
    while at < table.len() {
        if same(table[at].0.as_bytes(), key.as_bytes()) {
            assert!(
                has_places(table[at].1, places),
                "the text has other places than are filled"
            );
            return at;
        }
        at += 1;
    }
    panic!("no text has this key")
}

/// The text of this key.
///
/// # Panics
///
/// As [`place`].
#[must_use]
pub const fn text(
    table: &[(&'static str, &'static str)],
    key: &str,
    places: &[&str],
) -> &'static str {
    table[place(table, key, places)].1
}

/// The forms of a counted text, whose one place is `n`.
///
/// # Panics
///
/// Where the table has no such key.
#[must_use]
pub const fn forms(table: &[(&'static str, Forms)], key: &str) -> Forms {
    let mut at = 0;
    while at < table.len() {
        if same(table[at].0.as_bytes(), key.as_bytes()) {
            return table[at].1;
        }
        at += 1;
    }
    panic!("no counted text has this key")
}

/// The text with its places filled; what fills one is never read as a place.
#[must_use]
pub fn fill(text: &str, with: &[(&str, &dyn Display)]) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Said(said) => out.push_str(said),
            Piece::Place(name) => {
                for (_, value) in with.iter().filter(|(place, _)| *place == name) {
                    let _ = write!(out, "{value}");
                }
            }
        }
    }
    out
}

/// Does the text name each of these places, and no other?
const fn has_places(text: &str, places: &[&str]) -> bool {
    let (bytes, mut at) = (text.as_bytes(), 0);
    let mut seen = [false; 16];
    while at < bytes.len() {
        if bytes[at] != b'{' {
            at += 1;
            continue;
        }
        let from = at + 1;
        while at < bytes.len() && bytes[at] != b'}' {
            at += 1;
        }
        let name = bytes.split_at(at).0.split_at(from).1;
        let mut place = 0;
        while place < places.len() && !same(places[place].as_bytes(), name) {
            place += 1;
        }
        if place == places.len() {
            return false;
        }
        seen[place] = true;
    }
    let mut place = 0;
    while place < places.len() {
        if !seen[place] {
            return false;
        }
        place += 1;
    }
    true
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: [(&str, &str); 2] = [("a", "A {x} of {y}, {x}"), ("b", "B")];

    #[test]
    fn a_text_is_found_by_its_key_with_its_places_alone() {
        const FOUND: &str = text(&TABLE, "a", &["y", "x"]);
        assert_eq!(FOUND, "A {x} of {y}, {x}");
        assert!(has_places("B", &[]));
        assert!(!has_places("B", &["x"]), "a value for no place");
        assert!(!has_places("A {x}", &[]), "a place without a value");
        assert!(!has_places("A {x}", &["y"]));
    }

    #[test]
    #[should_panic(expected = "no text has this key")]
    fn another_key_has_no_text() {
        let _ = text(&TABLE, "c", &[]);
    }

    #[test]
    fn what_fills_a_place_is_never_read_as_a_place() {
        assert_eq!(fill("{a}, {b}", &[("a", &"{b}"), ("b", &2)]), "{b}, 2");
    }
}
