//! Message catalogs: the words people read, by key, in every language.
//!
//! A catalog is a folder with a file for each language: an object of texts, in which `{places}` are filled. A text that depends
//! on a number has a key for each plural form of Unicode CLDR: `ballots.one`, `ballots.other`. English is the model: every
//! language has its keys and its places. The build reads and checks the files (feature `files`); programs hold texts, and
//! choose and fill them by what is here.

#[cfg(feature = "files")]
mod files;
#[cfg(feature = "files")]
mod plurals;
#[cfg(feature = "files")]
mod rust;
mod table;

#[cfg(feature = "files")]
pub use files::{Catalog, WordsFile};
pub use table::{Forms, fill, forms, place, text};

/// Plural categories of Unicode CLDR, in the order in which a counted text has its forms.
pub const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
/// The place of `other`, which every language has.
const OTHER: usize = 5;

/// Whole numbers up to here choose their form by themselves; from here on by their last two digits.
const ALONE: u64 = 200;

/// Where the form for a whole number is among [`FORMS`], by a language's rule.
///
/// The rule is a digit for each of 0 to 199, and then for each whole thousand up to a million, as far as any is not `other`:
/// no language in CLDR looks at more of a whole number.
#[must_use]
#[inline]
pub fn form(rule: &str, n: u64) -> usize {
    let at = match n {
        0..ALONE => n,
        _ if n.is_multiple_of(1000) => ALONE + n / 1000 % 1000,
        _ => 100 + n % 100,
    };
    let digit = rule.as_bytes().get(at as usize);
    // The digits 0 to 5 are the last bits of their signs.
    digit.map_or(OTHER, |digit| OTHER.min(usize::from(digit & 7)))
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Said(&'a str),
    /// The name of a place to fill.
    Place(&'a str),
}

/// "Share out {money}." is said, place, said.
#[must_use]
#[inline]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (index, part) in text.split('{').enumerate() {
        let mut said = part;
        if let Some((name, rest)) = part.split_once('}').filter(|_| index > 0) {
            pieces.push(Piece::Place(name));
            said = rest;
        }
        if !said.is_empty() {
            pieces.push(Piece::Said(said));
        }
    }
    pieces
}

/// The key without its plural form, and the form: `ballots.one` is `ballots` and `one`.
#[must_use]
pub fn counted(key: &str) -> Option<(&str, &str)> {
    key.rsplit_once('.')
        .filter(|(_, form)| FORMS.contains(form))
}
