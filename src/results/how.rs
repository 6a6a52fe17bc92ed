//! How to check it: the rule in three lines, an example small enough to do in one's head, and the number that every count of the
//! same ballots must come to.

use documents::budget::RuleName;
use documents::{Id, ResultFile};
use yew::prelude::*;

use super::rule;
use crate::components::{all, both, element, heading, paragraph};
use crate::words::{Key, Value, Words};

/// So many digits of the result's id are shown.
const SHOWN: usize = 16;

pub(super) fn how(result: &ResultFile, id: &Id, words: &Words) -> Html {
    let named = [("name", Value::Word(rule(result.rule)))];
    let named = words.rich(Key::ResultsRule, &named);
    let gains = match result.rule {
        RuleName::Ladder => words.html(Key::HowNobodyGains),
        _ => Html::default(),
    };
    let (steps, example) = told(result.rule);
    let steps = steps.map(|step| element("li", "", words.html(step)));
    let example = example.map(|key| paragraph(words.rich(key, &EXAMPLE)));
    let id = id.to_string();
    all(vec![
        heading("how", words.say(Key::HowTitle)),
        paragraph(both(named, gains)),
        element("ol", "steps", steps.into_iter().collect()),
        example.unwrap_or_default(),
        paragraph(words.html(Key::HowAnyone)),
        paragraph(words.rich(
            Key::HowNumber,
            &[("id", Value::Figure(id.get(..SHOWN).unwrap_or_default()))],
        )),
    ])
}

/// Three people ask for a, b and c. Beside made-up answers of nothing, a, b and d, the middle one of all seven is b.
const EXAMPLE: [(&str, Value<'static>); 7] = [
    ("zero", Value::Money(0)),
    ("a", Value::Money(10)),
    ("b", Value::Money(20)),
    ("c", Value::Money(90)),
    ("d", Value::Money(30)),
    ("sum", Value::Money(120)),
    ("mean", Value::Money(40)),
];

/// A rule's three lines, and its example, where one is small enough.
fn told(rule: RuleName) -> ([Key; 3], Option<Key>) {
    let middle = |first| {
        let steps = [first, Key::HowMiddle, Key::HowUntil];
        (steps, Some(Key::HowExampleMiddle))
    };
    match rule {
        RuleName::Ladder => middle(Key::HowLadder),
        RuleName::IndependentMarkets => middle(Key::HowMarkets),
        RuleName::PiecewiseUniform => middle(Key::HowPiecewise),
        RuleName::Mean => (
            [Key::HowMeanAdd, Key::HowMeanShare, Key::HowMeanGets],
            Some(Key::HowExampleMean),
        ),
        RuleName::Median => (
            [Key::HowMedianSort, Key::HowMedianTake, Key::HowMedianFit],
            Some(Key::HowExampleMedian),
        ),
        RuleName::Utilitarian => {
            let steps = [Key::HowCommon, Key::HowEven, Key::HowLimits];
            (steps, None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the examples say is what the sums and the middles are.
    #[test]
    fn the_examples_are_right() {
        let money = |place: &str| {
            let found = EXAMPLE.iter().find(|(name, _)| *name == place);
            match found.map(|(_, value)| *value) {
                Some(Value::Money(amount)) => amount,
                _ => panic!("no money for {place}"),
            }
        };
        let [a, b, c, d] = ["a", "b", "c", "d"].map(money);
        let mut seven = [a, b, c, 0, a, b, d];
        seven.sort_unstable();
        assert_eq!(seven[3], b);
        assert_eq!((a + b + c, (a + b + c) / 3), (money("sum"), money("mean")));
        assert!(a < b && b < c);
    }
}
