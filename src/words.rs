//! The words people read. They live in `locales/`; `build.rs` turns them into constants and one file for each further
//! language, so that a missing one stops the build.

mod dates;
mod files;

use std::rc::Rc;

use catalog::Piece;
use documents::{Date, Lang, Text};
use yew::prelude::*;
use yew::virtual_dom::VList;

use crate::state::{MoneyStyle, Texts};

mod locales {
    include!(concat!(env!("OUT_DIR"), "/locales.rs"));

    /// A text: its line in the words files, and in English.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Key(pub(super) &'static (u16, &'static str));

    /// A text that depends on a number: the first of the lines for the six forms of Unicode CLDR in the words files,
    /// and the two forms of English.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Plural(pub(super) &'static (u16, &'static str, &'static str));

    impl Key {
        /// What a fairness check says, by the names of the check and of what it says in a result; none for a result that
        /// says more than this page has words for.
        pub fn of_check(check: &str, says: &str) -> Option<Self> {
            let named = |name: &str| {
                name.strip_prefix(check)
                    .and_then(|rest| rest.strip_prefix('.'))
                    == Some(says)
            };
            let found = CHECKS.iter().find(|(name, _)| named(name));
            found.map(|(_, key)| *key)
        }

        /// What is said of an entry that breaks this rule of the ledger.
        pub fn of_rule(rule: &str) -> Option<Self> {
            let found = RULES.iter().find(|(name, _)| *name == rule);
            found.map(|(_, key)| *key)
        }
    }

    /// Every language's words file, by its code.
    pub(super) fn files() -> &'static [(&'static str, &'static str)] {
        &WORDS
    }

    /// The file with what is said at places.
    pub(super) fn of_places() -> &'static [(&'static str, &'static str)] {
        &PLACES
    }

    /// The file with what is said of promises.
    pub(super) fn of_promises() -> &'static [(&'static str, &'static str)] {
        &PROMISES
    }

    /// What is in the files.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn contents() -> [&'static [&'static str]; 3] {
        [&WORDS_CONTENTS, &PLACES_CONTENTS, &PROMISES_CONTENTS]
    }

    /// Every language's own name, by its code.
    pub(super) fn own_names() -> &'static [(&'static str, &'static str)] {
        &OWN_NAMES
    }
}

pub use files::{file, joined, language_packs, of_places, of_promises, read};
#[cfg(not(target_arch = "wasm32"))]
pub use files::{here, here_at_places, here_of_promises};
pub use locales::{Key, Plural};

/// What fills a place in a text.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    Text(&'a str),
    /// What the budget says, in the visitor's language.
    Name(&'a Text),
    Word(Key),
    /// Exact: "£2,000,000".
    Money(u64),
    /// As [`Value::Text`], for a text that is a number: no translation touches it.
    Figure(&'a str),
    Number(u64),
    /// Whole per cent.
    Percent(u64),
    Count(Plural, u64),
    Date(Date),
}

/// How to speak to one visitor: their language, how it writes money, and its words where they came in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    lang: Lang,
    money: Rc<MoneyStyle>,
    texts: Option<Texts>,
}

impl Words {
    pub fn new(lang: Lang, money: Rc<MoneyStyle>, texts: Option<Texts>) -> Self {
        Self { lang, money, texts }
    }

    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// Have we words of our own for this language?
    pub fn speaks(lang: &Lang) -> bool {
        primary(lang) == "en" || file(lang).is_some()
    }

    /// The direction this language is written in.
    pub fn dir(&self) -> &'static str {
        match primary(&self.lang) {
            "ar" | "ckb" | "dv" | "fa" | "he" | "ks" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
            _ => "ltr",
        }
    }

    /// In English, where there are no words of the language's own.
    pub fn say(&self, key: Key) -> &'static str {
        let (line, english) = *key.0;
        self.texts
            .map_or(english, |texts| texts.0[usize::from(line)])
    }

    /// The same for the page.
    #[inline(never)]
    pub fn html(&self, key: Key) -> Html {
        alone(self.say(key))
    }

    /// The text with its `{places}` filled, for attributes and titles.
    #[inline(never)]
    pub fn fill(&self, key: Key, with: &[(&str, Value<'_>)]) -> String {
        self.filled(self.say(key), with)
    }

    #[inline(never)]
    fn filled(&self, text: &str, with: &[(&str, Value<'_>)]) -> String {
        let mut out = String::new();
        for piece in pieces(text) {
            out += &self.piece(piece, with);
        }
        out
    }

    /// The same for the page: what is filled in keeps its own direction.
    #[inline(never)]
    pub fn rich(&self, key: Key, with: &[(&str, Value<'_>)]) -> Html {
        let parts = pieces(self.say(key)).into_iter().map(|piece| match piece {
            Piece::Said(text) => html! { {text} },
            Piece::Place(name) => {
                let found = with.iter().find(|(place, _)| *place == name);
                found
                    .map(|(_, value)| self.show(*value))
                    .unwrap_or_default()
            }
        });
        replaced("span", self.fill(key, with), None, parts.collect())
    }

    /// A text that depends on a number, which fills its place `n`.
    #[inline(never)]
    pub fn count(&self, plural: Plural, n: u64) -> String {
        let (line, one, other) = *plural.0;
        let text = match self.texts {
            Some(texts) => texts.0[usize::from(line) + files::form(texts, n)],
            None if n == 1 => one,
            None => other,
        };
        self.filled(text, &[("n", Value::Number(n))])
    }

    /// What fills a place, as a text.
    #[inline(never)]
    pub fn value(&self, value: Value<'_>) -> String {
        match value {
            Value::Text(text) | Value::Figure(text) => text.to_owned(),
            Value::Name(name) => self.text(name).to_owned(),
            Value::Word(key) => self.say(key).to_owned(),
            Value::Money(amount) => self.money.money(amount),
            Value::Number(number) => self.money.number(number),
            Value::Percent(share) => self.fill(Key::AppPercent, &[("share", Value::Number(share))]),
            Value::Count(plural, n) => self.count(plural, n),
            Value::Date(date) => dates::written(self, date),
        }
    }

    /// The same for the page, keeping its own direction.
    #[inline(never)]
    pub fn show(&self, value: Value<'_>) -> Html {
        let text = self.value(value);
        let figure = matches!(
            value,
            Value::Money(_) | Value::Number(_) | Value::Percent(_) | Value::Figure(_)
        );
        let inside = html! { {text.clone()} };
        replaced("bdi", text, figure.then_some("no"), inside)
    }

    /// What the budget says in this language.
    pub fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.get(&self.lang)
    }

    /// The same for the page, keeping its own direction.
    pub fn name(&self, text: &Text) -> Html {
        self.show(Value::Name(text))
    }

    /// What stands before and after an amount: "£" and nothing.
    pub fn currency(&self) -> (&str, &str) {
        (self.money.before.trim_end(), self.money.after.trim_start())
    }

    fn piece(&self, piece: Piece<'_>, with: &[(&str, Value<'_>)]) -> String {
        match piece {
            Piece::Said(text) => text.to_owned(),
            Piece::Place(name) => {
                let found = with.iter().find(|(place, _)| *place == name);
                debug_assert!(found.is_some(), "nothing given for the place {name}");
                found
                    .map(|(_, value)| self.value(*value))
                    .unwrap_or_default()
            }
        }
    }
}

/// What a language calls itself, or its code.
pub fn own_name(lang: &Lang) -> String {
    let code = primary(lang);
    let known = locales::own_names().iter().find(|(name, _)| *name == code);
    known.map_or(code, |(_, own)| own).to_owned()
}

/// `cy` of `cy-GB`.
fn primary(lang: &Lang) -> &str {
    let code = lang.as_str();
    code.split('-').next().unwrap_or(code)
}

/// A text in an element of its own, beside which others may come and go.
///
/// A browser that translates the page puts elements of its own in the place of texts. So no text is ever written to
/// again, nor is anything placed beside one: the element around it stays, or goes with all that is in it.
pub fn alone(text: &str) -> Html {
    replaced("span", text.to_owned(), None, html! { {text.to_owned()} })
}

/// An element for as long as it says this; another comes in its place when it says something else.
#[inline(never)]
fn replaced(
    name: &'static str,
    says: String,
    translate: Option<&'static str>,
    inside: Html,
) -> Html {
    if says.is_empty() {
        return Html::default();
    }
    let element = html! { <@{name} key={says} {translate}>{inside}</@> };
    // A list of its own: two neighbours that say the same have the same key.
    VList::with_children(vec![element], None).into()
}

/// Built once here, where what it is made of is shared with the rest of the program.
#[inline(never)]
fn pieces(text: &str) -> Vec<Piece<'_>> {
    catalog::pieces(text)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn pounds() -> MoneyStyle {
        let digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
        MoneyStyle {
            before: "£".into(),
            after: String::new(),
            group: ",".into(),
            sizes: (3, 3),
            digits,
        }
    }

    fn words(lang: &str) -> Words {
        let lang = Lang::parse(lang).expect("a language tag");
        let texts = here(&lang);
        Words::new(lang, pounds().into(), texts)
    }

    pub(crate) fn english() -> Words {
        words("en")
    }

    fn said(text: &str, with: &[(&str, Value<'_>)]) -> String {
        english().filled(text, with)
    }

    #[test]
    fn places_are_filled_wherever_they_stand() {
        let with = [("a", Value::Number(1)), ("b", Value::Text("two"))];
        assert_eq!(said("{a}", &with), "1");
        assert_eq!(said("x {a} y {b}{a}", &with), "x 1 y two1");
        assert_eq!(said("", &[]), "");
    }

    #[test]
    fn what_is_filled_in_is_never_read_as_a_place() {
        assert_eq!(
            said(
                "{a}",
                &[("a", Value::Text("{b}")), ("b", Value::Text("no"))]
            ),
            "{b}"
        );
    }

    #[test]
    fn welsh_counts_in_six_forms() {
        let said: Vec<_> = [0, 1, 2, 3, 6, 7]
            .map(|n| words("cy-GB").count(Plural::CountedBallots, n))
            .into();
        assert_eq!(
            said,
            [
                "0 pleidlais",
                "1 bleidlais",
                "2 bleidlais",
                "3 pleidlais",
                "6 phleidlais",
                "7 pleidlais"
            ]
        );
    }

    #[test]
    fn dates_are_written_by_words() {
        let date = Date::new(2027, 3, 31).expect("a day that exists");
        assert_eq!(words("en").value(Value::Date(date)), "31 March 2027");
        assert_eq!(words("cy").value(Value::Date(date)), "31 Mawrth 2027");
    }

    #[test]
    fn urdu_runs_from_right_to_left_in_english_words_until_somebody_translates_them() {
        assert_eq!(
            (words("ur-PK").dir(), words("ur-PK").say(Key::AppBack)),
            ("rtl", "Back")
        );
        assert_eq!(
            (words("cy").dir(), words("cy").say(Key::AppBack)),
            ("ltr", "Yn ôl")
        );
    }
}
