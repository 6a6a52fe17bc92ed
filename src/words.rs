//! The words people read. They live in `locales/`; `build.rs` turns them into static tables,
//! so that a missing one stops the build and nothing is parsed on the device.

mod dates;
mod money;
mod plural;

use documents::{Date, Lang, Text};
use yew::prelude::*;

use crate::state::MoneyStyle;

mod locales {
    include!(concat!(env!("OUT_DIR"), "/locales.rs"));

    /// A text in every language, in the order of `build.rs`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Key(pub(super) &'static [&'static str; 2]);

    /// A text that depends on a number, in every language and each of the six forms of Unicode CLDR.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Plural(pub(super) &'static [[&'static str; 6]; 2]);

    /// Every language's own name, by its code.
    pub(super) fn own_names() -> &'static [(&'static str, &'static str)] {
        &OWN_NAMES
    }
}

pub use locales::{Key, Plural};

/// How to speak to one visitor: their language, and how it writes money.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    lang: Lang,
    money: MoneyStyle,
}

impl Words {
    pub fn new(lang: Lang, money: MoneyStyle) -> Self {
        Self { lang, money }
    }

    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// Have we words of our own for this language?
    pub fn speaks(lang: &Lang) -> bool {
        matches!(primary(lang), "en" | "cy")
    }

    /// The direction this language is written in.
    pub fn dir(&self) -> &'static str {
        match primary(&self.lang) {
            "ar" | "ckb" | "dv" | "fa" | "he" | "ks" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
            _ => "ltr",
        }
    }

    pub fn say(&self, key: Key) -> &'static str {
        key.0[self.language()]
    }

    /// The text with its `{places}` filled, for attributes and titles.
    pub fn fill(&self, key: Key, with: &[(&str, &str)]) -> String {
        fill(self.say(key), with)
    }

    /// The same for the page: what is filled in keeps its own direction.
    pub fn rich(&self, key: Key, with: &[(&str, &str)]) -> Html {
        pieces(self.say(key))
            .map(|piece| match piece {
                Piece::Said(text) => html! { {text} },
                Piece::Place(name) => html! { <bdi>{value(name, with).to_owned()}</bdi> },
            })
            .collect()
    }

    /// A text that depends on a number, which fills its place `n`.
    pub fn count(&self, plural: Plural, n: u64, with: &[(&str, &str)]) -> String {
        let number = self.number(n);
        let mut all = vec![("n", number.as_str())];
        all.extend(with);
        fill(
            plural.0[self.language()][plural::form(self.speaks_welsh(), n)],
            &all,
        )
    }

    /// An exact amount: "£2,000,000".
    pub fn money(&self, amount: u64) -> String {
        self.money.money(amount)
    }

    /// An amount as people say it: "£420k", "£1.2m".
    pub fn money_said(&self, amount: u64) -> String {
        money::said(self, &self.money, amount)
    }

    /// What stands before and after an amount: "£" and nothing.
    pub fn currency(&self) -> (&str, &str) {
        (self.money.before.trim_end(), self.money.after.trim_start())
    }

    pub fn number(&self, number: u64) -> String {
        self.money.number(number)
    }

    /// A whole number of per cent, rounded down: half a per cent short is not yet there.
    pub fn percent(&self, part: u64, whole: u64) -> String {
        let share = u128::from(part) * 100 / u128::from(whole.max(1));
        self.fill(
            Key::AppPercent,
            &[(
                "share",
                &self.number(u64::try_from(share).unwrap_or(u64::MAX)),
            )],
        )
    }

    pub fn date(&self, date: Date) -> String {
        dates::written(self, date)
    }

    /// What the budget says in this language.
    pub fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.get(&self.lang)
    }

    /// The same for the page, keeping its own direction.
    pub fn name(&self, text: &Text) -> Html {
        html! { <bdi>{self.text(text).to_owned()}</bdi> }
    }

    /// Its place in every text; other languages are spoken to in English.
    fn language(&self) -> usize {
        usize::from(self.speaks_welsh())
    }

    fn speaks_welsh(&self) -> bool {
        primary(&self.lang) == "cy"
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

fn fill(text: &str, with: &[(&str, &str)]) -> String {
    pieces(text)
        .map(|piece| match piece {
            Piece::Said(text) => text,
            Piece::Place(name) => value(name, with),
        })
        .collect()
}

fn value<'a>(name: &str, with: &[(&str, &'a str)]) -> &'a str {
    let found = with.iter().find(|(place, _)| *place == name);
    debug_assert!(found.is_some(), "nothing given for the place {name}");
    found.map_or("", |(_, value)| value)
}

enum Piece<'a> {
    Said(&'a str),
    Place(&'a str),
}

/// "Share out {money}." is said, place, said.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    text.split('{')
        .enumerate()
        .flat_map(|(index, part)| match part.split_once('}') {
            Some((name, rest)) if index > 0 => [Some(Piece::Place(name)), Some(Piece::Said(rest))],
            _ => [Some(Piece::Said(part)), None],
        })
        .flatten()
        .filter(|piece| !matches!(piece, Piece::Said("")))
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
        Words::new(Lang::parse(lang).expect("a language tag"), pounds())
    }

    pub(crate) fn english() -> Words {
        words("en")
    }

    #[test]
    fn places_are_filled_wherever_they_stand() {
        assert_eq!(fill("{a}", &[("a", "1")]), "1");
        assert_eq!(
            fill("x {a} y {b}{a}", &[("a", "1"), ("b", "2")]),
            "x 1 y 21"
        );
        assert_eq!(fill("", &[]), "");
    }

    #[test]
    fn what_is_filled_in_is_never_read_as_a_place() {
        assert_eq!(fill("{a}", &[("a", "{b}"), ("b", "no")]), "{b}");
    }

    #[test]
    fn welsh_counts_in_six_forms() {
        let said: Vec<_> = [0, 1, 2, 3, 6, 7]
            .map(|n| words("cy-GB").count(Plural::CountedBallots, n, &[]))
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
        assert_eq!(words("en").date(date), "31 March 2027");
        assert_eq!(words("cy").date(date), "31 Mawrth 2027");
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

    #[test]
    fn shares_are_whole_per_cents() {
        let share = |part, whole| words("en").percent(part, whole);
        assert_eq!(
            [share(0, 0), share(1, 3), share(999, 1_000), share(5, 5)],
            ["0%", "33%", "99%", "100%"]
        );
    }
}
