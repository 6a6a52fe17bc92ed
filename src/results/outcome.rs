//! The outcome as a picture, with what each amount buys and what follows from the whole; and, with the same numbers, as a table.

use documents::budget::Priority;
use documents::{Plan, ResultFile};
use yew::prelude::*;

use super::Results;
use crate::components::{
    Row, all, both, consequence, element, fold, heading, list, paragraph, pot, share, share_bar,
    swatch, table,
};
use crate::words::{Key, Value, Words};

pub(super) fn outcome(results: &Results, result: &ResultFile, words: &Words) -> Html {
    let amounts = amounts(results, result);
    let figures = wide(
        words.say(Key::ResultsTable),
        figures(results, &amounts, result, words),
    );
    all(vec![
        heading("outcome", words.say(Key::ResultsOutcome)),
        pots(results, &amounts, words),
        legend(results, words),
        chart(results, &amounts, words),
        fold(words.html(Key::ResultsTable), figures),
        follows(results, &amounts, words),
    ])
}

/// What holds once every line has its amount.
fn follows(results: &Results, amounts: &[u64], words: &Words) -> Html {
    let budget = &results.budget;
    if budget.consequences.is_empty() {
        return Html::default();
    }
    let all_of_it = Plan::of(budget).consequences(amounts);
    let says = match all_of_it.is_empty() {
        true => paragraph(words.html(Key::ResultsFollowsNone)),
        // Their sources are behind them on the ballot.
        false => {
            let each = all_of_it.iter().map(|&at| &budget.consequences[at]);
            list("list", each.map(|one| consequence(one, words)).collect())
        }
    };
    let title = element("h3", "", words.html(Key::ResultsFollows));
    element("div", "stack follows", all(vec![title, says]))
}

/// A table that may be wider than the screen: it can be scrolled, also by keyboard.
pub(super) fn wide(label: &'static str, table: Html) -> Html {
    html! { <div class="wide" tabindex="0" role="region" aria-label={label}>{table}</div> }
}

/// What every priority is given, in the budget's order.
pub(super) fn amounts(results: &Results, result: &ResultFile) -> Vec<u64> {
    let given = |priority: &Priority| {
        result
            .outcome
            .iter()
            .find(|line| line.priority == priority.id)
    };
    results
        .budget
        .priorities
        .iter()
        .map(|priority| given(priority).map_or(0, |line| line.amount))
        .collect()
}

/// Everyone's pot above one's own.
fn pots(results: &Results, everyone: &[u64], words: &Words) -> Html {
    let bar = |key: Key, amounts: &[u64]| {
        let says = [
            ("name", Value::Word(key)),
            ("given", Value::Money(amounts.iter().sum())),
        ];
        let pot = pot(
            amounts,
            results.budget.total,
            words.fill(Key::ResultsPot, &says),
            None,
        );
        all(vec![
            html! { <span aria-hidden="true">{words.html(key)}</span> },
            pot,
        ])
    };
    let mut bars = vec![bar(Key::ResultsEveryone, everyone)];
    bars.extend(
        results
            .yours
            .iter()
            .map(|yours| bar(Key::ResultsYours, yours)),
    );
    element("div", "pots", all(bars))
}

fn legend(results: &Results, words: &Words) -> Html {
    let yours = results.yours.as_ref().map(|_| Key::ResultsLegendYours);
    let marks = [Some(Key::ResultsLegendToday), yours].into_iter().flatten();
    element(
        "p",
        "legend quiet small",
        marks
            .map(|key| element("span", "", words.html(key)))
            .collect(),
    )
}

/// A bar for each line, with marks for today and for one's own amount.
fn chart(results: &Results, everyone: &[u64], words: &Words) -> Html {
    let priorities = &results.budget.priorities;
    let all_amounts = priorities
        .iter()
        .map(|priority| priority.today)
        .chain(everyone.iter().copied());
    let longest = all_amounts
        .chain(results.yours.iter().flat_map(|yours| yours.iter().copied()))
        .max()
        .unwrap_or(0);
    let rows = priorities.iter().enumerate().map(|(at, priority)| {
        let yours = results
            .yours
            .as_ref()
            .and_then(|yours| yours.get(at))
            .map(|&yours| share(yours, longest));
        let change = element(
            "span",
            "quiet small",
            against_today(everyone[at], priority.today, words),
        );
        let amount = element("strong", "", words.show(Value::Money(everyone[at])));
        let head = all(vec![
            element(
                "span",
                "line-name",
                all(vec![swatch(at), words.name(&priority.name)]),
            ),
            element("span", "figures", both(amount, change)),
        ]);
        let bar = share_bar(
            at,
            share(everyone[at], longest),
            share(priority.today, longest),
            yours,
        );
        let bought = bought(words, priority, everyone[at]);
        element(
            "li",
            "",
            all(vec![element("p", "line-head", head), bar, bought]),
        )
    });
    element("ul", "chart", rows.collect())
}

/// What the amount buys; nothing where the budget says of no amount what it buys.
fn bought(words: &Words, priority: &Priority, amount: u64) -> Html {
    let now = match priority.level_at(amount) {
        Some(level) => words.rich(Key::LineBuys, &[("what", Value::Name(&level.buys))]),
        None if priority.levels.is_empty() => return Html::default(),
        None => words.html(Key::LineBuysLittle),
    };
    element("p", "line-buys", now)
}

/// "+£40,000 against today".
pub fn against_today(amount: u64, today: u64, words: &Words) -> Html {
    if amount == today {
        return words.html(Key::ResultsLikeToday);
    }
    let change = signed(amount, today, words);
    words.rich(Key::ResultsCompared, &[("change", Value::Figure(&change))])
}

/// The same as a text alone.
pub(super) fn change(amount: u64, today: u64, words: &Words) -> String {
    if amount == today {
        return words.say(Key::ResultsLikeToday).to_owned();
    }
    let change = signed(amount, today, words);
    words.fill(Key::ResultsCompared, &[("change", Value::Figure(&change))])
}

fn signed(amount: u64, today: u64, words: &Words) -> String {
    let key = if amount < today {
        Key::AppLess
    } else {
        Key::AppMore
    };
    words.fill(key, &[("money", Value::Money(amount.abs_diff(today)))])
}

fn figures(results: &Results, everyone: &[u64], result: &ResultFile, words: &Words) -> Html {
    let money = |amount| words.show(Value::Money(amount));
    let rows = results
        .budget
        .priorities
        .iter()
        .enumerate()
        .map(|(at, priority)| {
            let yours = results.yours.as_ref().map(|yours| {
                yours
                    .get(at)
                    .map_or_else(Html::default, |&yours| money(yours))
            });
            let change = match everyone[at] == priority.today {
                true => money(0),
                false => words.show(Value::Figure(&signed(everyone[at], priority.today, words))),
            };
            let figures = [
                Some(money(everyone[at])),
                yours,
                Some(money(priority.today)),
                Some(change),
            ];
            Row {
                name: words.name(&priority.name),
                figures: figures.into_iter().flatten().collect(),
                act: None,
            }
        });
    let unspent = result.unspent.as_ref().map(|unspent| {
        let yours = results
            .yours
            .as_ref()
            .map(|yours| money(results.budget.total.saturating_sub(yours.iter().sum())));
        let figures = [
            Some(money(unspent.amount)),
            yours,
            Some(Html::default()),
            Some(Html::default()),
        ];
        let figures = figures.into_iter().flatten().collect();
        Row {
            name: words.html(Key::ResultsUnspent),
            figures,
            act: None,
        }
    });
    let yours = results.yours.as_ref().map(|_| Key::ResultsYours);
    let (priority, everyone) = (Some(Key::ResultsPriority), Some(Key::ResultsEveryone));
    let heads = [
        priority,
        everyone,
        yours,
        Some(Key::ResultsToday),
        Some(Key::ResultsChange),
    ];
    let heads: Vec<_> = heads
        .into_iter()
        .flatten()
        .map(|key| words.say(key))
        .collect();
    table(
        "outcome",
        &heads,
        None,
        rows.collect(),
        unspent.into_iter().collect(),
    )
}
