//! Words that are not in the program: a file of lines for each further language, known by the hash in its name.

use documents::{Id, Lang};

use super::{locales, primary};
use crate::state::{LanguagePack, Texts};

/// The languages whose words have to be fetched.
pub fn language_packs() -> Vec<LanguagePack> {
    let langs = locales::files()
        .iter()
        .filter_map(|(lang, _)| Lang::parse(lang));
    langs
        .map(|lang| LanguagePack { lang, texts: None })
        .collect()
}

/// The name of this language's words file, beside the program; `None` where it has none.
pub fn file(lang: &Lang) -> Option<&'static str> {
    named(locales::files(), lang)
}

/// The name of the file with what places ([`crate::places`]) say in this language.
pub fn of_places(lang: &Lang) -> Option<&'static str> {
    named(locales::of_places(), lang)
}

/// The name of the file with what is said of promises ([`crate::places::promises`]) in this language.
pub fn of_promises(lang: &Lang) -> Option<&'static str> {
    named(locales::of_promises(), lang)
}

fn named(files: &[(&str, &'static str)], lang: &Lang) -> Option<&'static str> {
    let mut files = files.iter();
    files
        .find(|(code, _)| *code == primary(lang))
        .map(|(_, name)| *name)
}

/// The words of the page and those of places, or of promises, as one list: their keys have their lines behind the page's.
pub fn joined(page: Texts, others: Texts) -> Texts {
    Texts([page.0, others.0].concat().leak())
}

/// The words in this file; `None` where these are not the bytes that the program was built with.
///
/// They stay for as long as the page does, since every text on it may be one of them.
pub fn read(name: &str, bytes: Vec<u8>) -> Option<Texts> {
    let hash = name.rsplit('-').next()?.strip_suffix(".txt")?;
    let ours = Id::of(&bytes).to_string().starts_with(hash);
    let text: &'static str = String::from_utf8(bytes).ok().filter(|_| ours)?.leak();
    Some(Texts(text.split('\n').collect::<Vec<_>>().leak()))
}

/// Where the form for a number is among the six lines of a counted text: the last line of every words file is the rule.
pub(super) fn form(texts: Texts, n: u64) -> usize {
    let rule = texts.0.last().copied().unwrap_or_default();
    catalog::form(rule, n)
}

/// The words of this language without a request, for tests and pictures.
#[cfg(not(target_arch = "wasm32"))]
pub fn here(lang: &Lang) -> Option<Texts> {
    let [page, ..] = locales::contents();
    of(locales::files(), page, lang)
}

/// The same with the words of places.
#[cfg(not(target_arch = "wasm32"))]
pub fn here_at_places(lang: &Lang) -> Option<Texts> {
    let [_, places, _] = locales::contents();
    let places = of(locales::of_places(), places, lang)?;
    Some(joined(here(lang)?, places))
}

/// The same with the words of promises.
#[cfg(not(target_arch = "wasm32"))]
pub fn here_of_promises(lang: &Lang) -> Option<Texts> {
    let [.., promises] = locales::contents();
    let promises = of(locales::of_promises(), promises, lang)?;
    Some(joined(here(lang)?, promises))
}

#[cfg(not(target_arch = "wasm32"))]
fn of(files: &[(&str, &str)], contents: &[&str], lang: &Lang) -> Option<Texts> {
    let mut files = files.iter().zip(contents);
    let ((_, name), text) = files.find(|((code, _), _)| *code == primary(lang))?;
    read(name, text.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_bytes_that_the_program_was_built_with_are_words() {
        let (_, name) = locales::files()[0];
        let text = locales::contents()[0][0].as_bytes();
        assert!(read(name, text.to_vec()).is_some());
        let portal = b"<html>Please sign in to the Wi-Fi".to_vec();
        assert_eq!(read(name, portal), None);
        assert_eq!(read(name, text[1..].to_vec()), None, "cut short");
        assert_eq!(read(name, Vec::new()), None);
    }

    #[test]
    fn every_further_language_has_a_file_by_its_first_part() {
        let lang = |tag| Lang::parse(tag).expect("a language tag");
        assert!(file(&lang("cy-GB")).is_some_and(|name| name.starts_with("words-cy-")));
        assert_eq!((file(&lang("en")), file(&lang("ur"))), (None, None));
        assert_eq!(language_packs().len(), locales::files().len());
    }
}
