//! The words on the cards, in the languages that we have them in.

use std::collections::BTreeMap;

use documents::{Budget, Lang};

/// English first: it stands in where a budget has none of these languages.
const LOCALES: [(&str, &str); 2] = [
    ("en", include_str!("../../locales/en.json")),
    ("cy", include_str!("../../locales/cy.json")),
];

/// One language's words.
pub(super) struct Words {
    pub(super) lang: Lang,
    texts: BTreeMap<String, String>,
}

impl Words {
    fn read(lang: &str, json: &str) -> Self {
        Self {
            lang: Lang::parse(lang).expect("the names of our languages are in order"),
            texts: serde_json::from_str(json).expect("the words were read by a test"),
        }
    }

    pub(super) fn say(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }
}

/// The words in each language of the budget, in its order.
pub(super) fn of(budget: &Budget) -> Vec<Words> {
    let of_lang = |lang: &Lang| {
        let (name, json) = LOCALES.iter().find(|(name, _)| *name == lang.as_str())?;
        Some(Words::read(name, json))
    };
    let mut all: Vec<Words> = budget.languages.iter().filter_map(of_lang).collect();
    if all.is_empty() {
        all.push(Words::read(LOCALES[0].0, LOCALES[0].1));
    }
    all
}

/// The text with a value in its place `{name}`.
pub(super) fn filled(text: &str, name: &str, value: &str) -> String {
    text.replace(&format!("{{{name}}}"), value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .collect()
    }

    #[test]
    fn languages_have_the_same_keys_and_places() {
        let [en, cy] = LOCALES.map(|(lang, json)| Words::read(lang, json));
        assert!(en.texts.keys().eq(cy.texts.keys()));
        for (key, text) in &en.texts {
            assert_eq!(places(text), places(cy.say(key)), "{key}");
        }
    }

    #[test]
    fn sentences_are_short() {
        for (lang, json) in LOCALES {
            for (key, text) in Words::read(lang, json).texts {
                for sentence in text.split(['.', '!', '?']) {
                    let words = sentence.split_whitespace().count();
                    assert!(words <= 15, "{lang} {key}: {sentence}");
                }
            }
        }
    }
}
