//! What the tool says. The words are in `locales/tool`; the compiler holds their keys, their places and what fills these
//! together.

mod tool {
    include!(concat!(env!("OUT_DIR"), "/tool.rs"));
}

mod page {
    include!(concat!(env!("OUT_DIR"), "/page.rs"));
}

mod rules {
    include!(concat!(env!("OUT_DIR"), "/rules.rs"));
}

use crate::report::numbers::number;

pub(crate) use catalog::{Forms, fill, forms, text};
pub(crate) use page::SPOKEN;
pub(crate) use tool::{COUNTED, TEXTS};

/// The text of a key, its places filled: `say!("count.published", path)`, `say!("count.sealed", ballots = of)`. Without
/// places a `&'static str`, else a `String`.
macro_rules! say {
    ($key:literal) => {
        const { $crate::words::text(&$crate::words::TEXTS, $key, &[]) }
    };
    ($key:literal, $($place:ident $(= $value:expr)?),+ $(,)?) => {
        $crate::words::fill(
            const { $crate::words::text(&$crate::words::TEXTS, $key, &[$(stringify!($place)),+]) },
            &[$((stringify!($place), &$crate::words::value!($place $(= $value)?))),+],
        )
    };
}

macro_rules! value {
    ($place:ident) => {
        $place
    };
    ($place:ident = $value:expr) => {
        $value
    };
}

/// A text that depends on a number: `counted!("counted.ballots", 2)` is "2 ballots".
macro_rules! counted {
    ($key:literal, $number:expr) => {
        $crate::words::count_of(
            &const { $crate::words::forms(&$crate::words::COUNTED, $key) },
            $number,
        )
    };
}

pub(crate) use {counted, say, value};

pub(crate) fn count_of(forms: &Forms, of: u64) -> String {
    let form = forms[catalog::form(tool::RULE, of)];
    fill(form, &[("n", &number(of))])
}

/// What a rule does (`rule`, `picks_rule`) or what completes it (`completion`), by its name in files and commands; none
/// where nothing is to be said.
pub(crate) fn explained(what: &str, name: &str) -> Option<&'static str> {
    found(&TEXTS, &format!("{what}.{}", name.replace('-', "_")))
}

/// What the widget's page says of a fairness check.
pub(crate) fn of_page(key: &str) -> Option<&'static str> {
    found(&page::TEXTS, key)
}

/// What the widget's page says of a rule that an entry of the promise ledger breaks, by the rule's name.
pub(crate) fn of_rule(name: &str) -> Option<&'static str> {
    found(
        &rules::TEXTS,
        &format!("ledger.rule.{}", name.replace('-', "_")),
    )
}

fn found(texts: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    let at = texts.binary_search_by_key(&key, |(known, _)| known).ok()?;
    texts.get(at).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use documents::budget::RuleName;
    use tally::picks::Completion;

    use super::{TEXTS, explained, of_rule};
    use crate::commands::tally::method::PicksRule;

    #[test]
    fn every_rule_of_the_ledger_has_a_sentence() {
        for rule in ledger::Rule::ALL {
            assert!(of_rule(rule.name()).is_some(), "{}", rule.name());
        }
        assert_eq!(super::rules::TEXTS.len(), ledger::Rule::ALL.len());
    }

    #[test]
    fn every_rule_is_explained_in_one_paragraph() {
        let rules = RuleName::ALL.iter().map(|rule| ("rule", rule.name()));
        let picks = PicksRule::ALL.map(|rule| ("picks_rule", rule.name()));
        for (what, name) in rules.chain(picks) {
            assert!(explained(what, name).is_some(), "{name}");
        }
        let completions =
            Completion::ALL.map(|completion| explained("completion", completion.name()));
        assert_eq!(completions.iter().filter(|text| text.is_none()).count(), 1);
        let explaining = |key: &str| {
            ["rule.", "picks_rule.", "completion."]
                .iter()
                .any(|what| key.starts_with(what))
        };
        for (_, text) in TEXTS.iter().filter(|(key, _)| explaining(key)) {
            assert!(
                text.len() > 100 && text.ends_with('.') && !text.contains('\n'),
                "{text}"
            );
        }
    }
}
