//! The rules side by side: what each would have given from the same ballots, as one picture with its table.

use documents::budget::CheckName;
use documents::result::{Fact, OutcomeLine};
use documents::{Budget, ResultFile};
use yew::prelude::*;

use super::fairness::side_by_side;
use super::{Results, rule};
use crate::components::{all, element, fold, heading, paragraph, part, pot};
use crate::words::{Key, Value, Words};

/// Nothing where the budget does not ask for it, or no other rule comes to an outcome.
pub(super) fn rules(results: &Results, result: &ResultFile, words: &Words) -> Html {
    let asked = |check: &&documents::result::Check| check.check == CheckName::SideBySide;
    let facts = result.checks.iter().filter(asked).flat_map(|it| &it.facts);
    let others: Vec<&Fact> = facts.filter(|fact| fact.rule.is_some()).collect();
    if others.is_empty() {
        return Html::default();
    }
    let budget = &results.budget;
    let own = [("rule", Value::Word(rule(result.rule)))];
    let own = bar(&own, Key::RulesUsed, &result.outcome, budget, words);
    let bars = others.iter().map(|fact| moved(fact, budget, words));
    let mut columns = vec![(rule(result.rule), &result.outcome)];
    let names = others.iter();
    columns.extend(names.filter_map(|fact| Some((rule(fact.rule?), &fact.outcome))));
    let title = Key::of_check(CheckName::SideBySide.name(), "table").unwrap_or(Key::RulesTitle);
    let inside = vec![
        heading("rules", words.say(Key::RulesTitle)),
        paragraph(words.html(Key::RulesSays)),
        element(
            "ul",
            "chart rules",
            std::iter::once(own).chain(bars).collect(),
        ),
        fold(
            words.html(Key::ResultsTable),
            side_by_side("by-rule", &columns, title, budget, words),
        ),
    ];
    part("rules", inside)
}

fn moved(fact: &Fact, budget: &Budget, words: &Words) -> Html {
    let amount = fact.amount.map_or(0, |amount| amount.in_parts(1));
    let amount = u64::try_from(amount).unwrap_or(0);
    let name = fact.rule.map_or(Key::RulesTitle, rule);
    let with = [
        ("rule", Value::Word(name)),
        ("amount", Value::Money(amount)),
    ];
    let key = match amount {
        0 => Key::RulesSame,
        _ => Key::RulesMoves,
    };
    bar(&with, key, &fact.outcome, budget, words)
}

/// The whole pot as one rule shares it out; the same lines in the same order and paint.
fn bar(
    with: &[(&str, Value<'_>)],
    key: Key,
    outcome: &[OutcomeLine],
    budget: &Budget,
    words: &Words,
) -> Html {
    let amounts: Vec<u64> = outcome.iter().map(|line| line.amount).collect();
    let pot = pot(&amounts, budget.total, words.fill(key, with), None);
    let says = element("p", "quiet small", words.rich(key, with));
    element("li", "", all(vec![says, pot]))
}
