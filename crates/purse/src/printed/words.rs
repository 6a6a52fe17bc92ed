//! The words on what is printed, in every language that we have both for it (`locales/cards`) and for the page (`locales`):
//! what the page says as well is said in the same words.

use std::fmt::Display;

use documents::{Budget, Date, Lang};

mod cards {
    include!(concat!(env!("OUT_DIR"), "/cards.rs"));
}

mod page {
    include!(concat!(env!("OUT_DIR"), "/page_words.rs"));
}

pub(crate) use cards::TEXTS;
pub(crate) use page::TEXTS as OF_PAGE;

/// One language's words.
pub(crate) struct Words {
    pub(crate) lang: Lang,
    /// In the order of the keys in [`TEXTS`].
    texts: &'static [&'static str],
    /// In the order of the keys in [`OF_PAGE`].
    of_page: &'static [&'static str],
}

/// The text of a key in `locales/cards`, its places filled: `printed!(words, "card.number", number = of)`.
macro_rules! printed {
    ($words:expr, $key:literal $(, $place:ident = $value:expr)*) => {
        $words.fill(
            const { ::catalog::place(&$crate::printed::words::TEXTS, $key, &[$(stringify!($place)),*]) },
            &[$((stringify!($place), &$value)),*],
        )
    };
}

/// The same of a text that the page has.
macro_rules! of_page {
    ($words:expr, $key:literal $(, $place:ident = $value:expr)*) => {
        $words.fill_of_page(
            const { ::catalog::place(&$crate::printed::words::OF_PAGE, $key, &[$(stringify!($place)),*]) },
            &[$((stringify!($place), &$value)),*],
        )
    };
}

pub(crate) use {of_page, printed};

impl Words {
    /// Of this language where we have its words, else English.
    pub(crate) fn of_lang(code: &str) -> Self {
        let english = || Self {
            lang: Lang::parse(cards::LANGUAGES[0].0).expect("English is a language"),
            texts: cards::LANGUAGES[0].1,
            of_page: page::LANGUAGES[0].1,
        };
        Self::of(code).unwrap_or_else(english)
    }

    /// None where either half is missing.
    fn of(code: &str) -> Option<Self> {
        let texts = |all: &'static [(&str, &'static [&'static str])]| {
            let found = all.iter().find(|(own, _)| *own == code);
            found.map(|(_, texts)| *texts)
        };
        Some(Self {
            lang: Lang::parse(code)?,
            texts: texts(&cards::LANGUAGES)?,
            of_page: texts(&page::LANGUAGES)?,
        })
    }

    /// The text in this place among [`TEXTS`], filled.
    pub(crate) fn fill(&self, place: usize, with: &[(&str, &dyn Display)]) -> String {
        catalog::fill(self.texts.get(place).copied().unwrap_or_default(), with)
    }

    /// The text in this place among [`OF_PAGE`], filled.
    pub(crate) fn fill_of_page(&self, place: usize, with: &[(&str, &dyn Display)]) -> String {
        catalog::fill(self.of_page.get(place).copied().unwrap_or_default(), with)
    }

    /// The text of this key that the page has, as it is; nothing where there is none.
    pub(crate) fn page_text(&self, key: &str) -> &'static str {
        let place = OF_PAGE.iter().position(|(known, _)| *known == key);
        let text = place.and_then(|place| self.of_page.get(place));
        text.copied().unwrap_or_default()
    }

    /// As people write it: "31 March 2027".
    pub(crate) fn date(&self, date: Date) -> String {
        let month = match date.month() {
            1 => of_page!(self, "date.month_1"),
            2 => of_page!(self, "date.month_2"),
            3 => of_page!(self, "date.month_3"),
            4 => of_page!(self, "date.month_4"),
            5 => of_page!(self, "date.month_5"),
            6 => of_page!(self, "date.month_6"),
            7 => of_page!(self, "date.month_7"),
            8 => of_page!(self, "date.month_8"),
            9 => of_page!(self, "date.month_9"),
            10 => of_page!(self, "date.month_10"),
            11 => of_page!(self, "date.month_11"),
            _ => of_page!(self, "date.month_12"),
        };
        of_page!(
            self,
            "date.written",
            day = date.day(),
            month = month,
            year = date.year()
        )
    }
}

/// The words in each language of the budget that we have, in its order; English where it has none of them.
pub(crate) fn of(budget: &Budget) -> Vec<Words> {
    let known = budget.languages.iter();
    let mut all: Vec<Words> = known.filter_map(|lang| Words::of(lang.as_str())).collect();
    if all.is_empty() {
        all.extend(Words::of(cards::LANGUAGES[0].0));
    }
    all
}
