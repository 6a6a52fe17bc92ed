//! The result, step by step.

use documents::plan::Group;
use documents::{Budget, ResultFile};
use yew::prelude::*;

use super::super::slides::{amounts, parts_of};
use super::super::{Count, Hall, Slide};
use super::provisos;
use crate::components::{
    Tone, all, both, consequence, element, list, paragraph, pot, swatch, verdict,
};
use crate::results::{against_today, answer};
use crate::words::{Key, Value, Words, alone};

/// So many lines are named below the bar.
const NAMED: usize = 3;

pub(super) fn told(hall: &Hall, at: usize, words: &Words) -> Html {
    let count = hall.count.as_ref();
    let (Some(count), Some(result)) = (count, hall.result()) else {
        // After a reload, until the count is here again.
        return super::closed(hall, words);
    };
    let Some(slide) = hall.slides().get(at).cloned() else {
        return super::closed(hall, words);
    };
    let agreed = match count {
        Count::Done { agreed, .. } => *agreed,
        _ => None,
    };
    let (title, says) = inside(hall, result, &slide, words);
    all(vec![
        element("h1", "hall-title", words.html(title)),
        // That the result is what was signed is good news, which the step before has told.
        match agreed {
            Some(true) if !result.simulated => Html::default(),
            _ => provisos(hall, result, agreed, Key::HallSoFar, words),
        },
        says,
    ])
}

fn inside(hall: &Hall, result: &ResultFile, slide: &Slide, words: &Words) -> (Key, Html) {
    let (budget, given) = (&*hall.budget, amounts(&hall.budget, result));
    let each = |of: &[usize], one: &dyn Fn(usize) -> Html| {
        list("hall-list", of.iter().map(|&at| one(at)).collect())
    };
    match slide {
        Slide::Lines(lines) => (
            Key::HallLines,
            each(lines, &|at| line(budget, at, given[at], words)),
        ),
        Slide::Pot => (Key::HallPot, whole(budget, &given, words)),
        Slide::Limits(limits) => (
            Key::HallLimits,
            each(limits, &|at| {
                limit(budget, at, &hall.plan.groups[at], &given, words)
            }),
        ),
        Slide::Follows(positions) => (
            Key::HallFollows,
            each(positions, &|at| {
                consequence(&budget.consequences[at], words)
            }),
        ),
        Slide::Fair(checks) => (
            Key::ResultsFair,
            each(checks, &|at| answer(&result.checks[at], words)),
        ),
        Slide::Answer => {
            let promise = [
                ("who", Value::Name(&budget.promise.who)),
                ("date", Value::Date(budget.promise.by)),
            ];
            let says = words.rich(Key::ReceiptPromise, &promise);
            (Key::ReceiptNext, element("p", "hall-large", says))
        }
        Slide::Promise(at) => {
            let parts = parts_of(words.text(&budget.promise.says));
            // Another language may need more parts.
            let part = parts.get(*at).or(parts.last());
            let says = part.map(|part| paragraph(alone(part.trim())));
            (Key::ReceiptNext, says.unwrap_or_default())
        }
    }
}

fn line(budget: &Budget, at: usize, amount: u64, words: &Words) -> Html {
    let priority = &budget.priorities[at];
    let name = both(swatch(at), words.name(&priority.name));
    let figures = all(vec![
        element("strong", "hall-amount", words.show(Value::Money(amount))),
        element("span", "", against_today(amount, priority.today, words)),
    ]);
    let parts = all(vec![
        element("span", "hall-name", name),
        element("span", "hall-figures", figures),
    ]);
    element("div", "hall-line", parts)
}

/// All the money, and where most of it goes.
fn whole(budget: &Budget, given: &[u64], words: &Words) -> Html {
    let says = [
        ("given", Value::Money(given.iter().sum())),
        ("total", Value::Money(budget.total)),
    ];
    let mut most: Vec<usize> = (0..given.len()).collect();
    most.sort_by_key(|&at| std::cmp::Reverse(given[at]));
    let smaller = most.iter().skip(NAMED).any(|&at| given[at] > 0);
    let named = most.into_iter().take(NAMED).map(|at| {
        let name = both(swatch(at), words.name(&budget.priorities[at].name));
        let amount = element("strong", "", words.show(Value::Money(given[at])));
        let parts = both(element("span", "hall-name hall-row", name), amount);
        element("div", "hall-line", parts)
    });
    let label = words.fill(Key::HallPotOf, &says);
    all(vec![
        pot(given, budget.total, label, None),
        paragraph(words.rich(Key::HallPotOf, &says)),
        list("hall-list", named.collect()),
        match smaller {
            true => paragraph(words.html(Key::HallSmaller)),
            false => Html::default(),
        },
    ])
}

fn limit(budget: &Budget, at: usize, group: &Group, given: &[u64], words: &Words) -> Html {
    let (limit, sum) = (&budget.limits[at], group.sum(given));
    let says = [
        ("name", Value::Name(&limit.name)),
        ("sum", Value::Money(sum)),
    ];
    let bound = |key, bound: Option<u64>| {
        let says = bound.map(|bound| words.rich(key, &[("money", Value::Money(bound))]));
        says.unwrap_or_default()
    };
    let bounds = both(
        bound(Key::HallLeast, limit.floor),
        bound(Key::HallMost, limit.cap),
    );
    let says = both(words.rich(Key::HallSum, &says), bounds);
    match group.floor <= sum && sum <= group.cap {
        true => verdict(Tone::Good, words.say(Key::HallKept), says),
        false => verdict(Tone::Bad, words.say(Key::HallBroken), says),
    }
}
