//! Which plural forms a language has, and for which numbers, from the tables of Unicode CLDR.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use crate::{ALONE, FORMS};

/// A language's forms in the order of [`FORMS`], and its rule as [`crate::form`] reads it.
///
/// A language that CLDR does not know has `other` alone.
pub(crate) struct Plurals {
    pub(crate) forms: Vec<&'static str>,
    pub(crate) rule: String,
}

impl Plurals {
    /// None where the code is not a language's.
    pub(crate) fn of(lang: &str) -> Option<Self> {
        let rules = rules(lang)?;
        let categories: Vec<usize> = rules.categories().map(place).collect();
        let forms = (0..FORMS.len()).filter(|place| categories.contains(place));
        let thousands = (0..1000).map(|thousand| match thousand {
            // A whole million.
            0 => 1_000_000,
            _ => thousand * 1000,
        });
        let digits = (0..ALONE).chain(thousands);
        let rule: String = digits
            .map(|n: u64| place(rules.category_for(n)).to_string())
            .collect();
        Some(Self {
            forms: forms.map(|place| FORMS[place]).collect(),
            rule: rule.trim_end_matches('5').to_owned(),
        })
    }
}

fn rules(lang: &str) -> Option<PluralRules> {
    let locale = Locale::try_from_str(lang).ok()?;
    PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()
}

fn place(category: PluralCategory) -> usize {
    match category {
        PluralCategory::Zero => 0,
        PluralCategory::One => 1,
        PluralCategory::Two => 2,
        PluralCategory::Few => 3,
        PluralCategory::Many => 4,
        PluralCategory::Other => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form;

    /// One for each set of rules in CLDR, and those whose rules look furthest.
    const LANGUAGES: [&str; 45] = [
        "af", "ar", "be", "br", "bs", "ca", "cs", "cy", "da", "dsb", "en", "es", "fil", "fr", "ga",
        "gd", "gv", "he", "hi", "hr", "hsb", "is", "it", "ja", "ksh", "kw", "lag", "lt", "lv",
        "mk", "mt", "pl", "pt", "ro", "ru", "sh", "shi", "si", "sk", "sl", "sma", "sr", "tzm",
        "uk", "zh",
    ];

    #[test]
    fn a_rule_gives_the_form_of_every_whole_number_that_cldr_gives() {
        for lang in LANGUAGES {
            let (rules, rule) = (
                rules(lang).expect(lang),
                Plurals::of(lang).expect(lang).rule,
            );
            let small = 0..3_000;
            let large = (0..2_500).map(|n| n * 1_000);
            let odd = [99_999, 100_001, 1_000_001, 10_000_100, 7_000_022, u64::MAX];
            for n in small.chain(large).chain(odd) {
                let expected = place(rules.category_for(n));
                assert_eq!(form(&rule, n), expected, "{lang}: {n} by {rule}");
            }
        }
    }

    #[test]
    fn languages_have_the_forms_of_cldr() {
        let forms = |lang| Plurals::of(lang).expect(lang).forms;
        assert_eq!(forms("en"), ["one", "other"]);
        assert_eq!(forms("cy"), FORMS);
        assert_eq!(forms("pl"), ["one", "few", "many", "other"]);
        assert_eq!(forms("zh"), ["other"]);
        assert!(Plurals::of("not a language").is_none());
    }
}
