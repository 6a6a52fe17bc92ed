//! The words on the cards, in every language that `locales/cards` has.

use std::fmt::Display;

use documents::{Budget, Lang};

mod cards {
    include!(concat!(env!("OUT_DIR"), "/cards.rs"));
}

pub(crate) use cards::TEXTS;

/// One language's words.
pub(super) struct Words {
    pub(super) lang: Lang,
    /// In the order of the keys in [`TEXTS`].
    texts: &'static [&'static str],
}

/// The text of a key, its places filled: `on_card!(words, "card.number", number)`.
macro_rules! on_card {
    ($words:expr, $key:literal $(, $place:ident = $value:expr)*) => {
        $words.fill(
            const { ::catalog::place(&$crate::cards::words::TEXTS, $key, &[$(stringify!($place)),*]) },
            &[$((stringify!($place), &$value)),*],
        )
    };
}

pub(super) use on_card;

impl Words {
    fn of(code: &str, texts: &'static [&'static str]) -> Self {
        let lang = Lang::parse(code).expect("a words file is named by its language's code");
        Self { lang, texts }
    }

    /// The text in this place among [`TEXTS`], filled.
    pub(super) fn fill(&self, place: usize, with: &[(&str, &dyn Display)]) -> String {
        catalog::fill(self.texts.get(place).copied().unwrap_or_default(), with)
    }
}

/// The words in each language of the budget that we have, in its order; English where it has none of them.
pub(super) fn of(budget: &Budget) -> Vec<Words> {
    let of_lang = |lang: &Lang| {
        let mut all = cards::LANGUAGES.iter();
        let (code, texts) = all.find(|(code, _)| *code == lang.as_str())?;
        Some(Words::of(code, texts))
    };
    let mut all: Vec<Words> = budget.languages.iter().filter_map(of_lang).collect();
    if all.is_empty() {
        let (code, texts) = cards::LANGUAGES[0];
        all.push(Words::of(code, texts));
    }
    all
}
