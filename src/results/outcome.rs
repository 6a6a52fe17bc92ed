//! The outcome as a picture and, with the same numbers, as a table.

use documents::ResultFile;
use yew::prelude::*;

use super::{Results, rule};
use crate::components::{Row, pot, share, share_bar, swatch, table};
use crate::words::{Key, Words};

pub(super) fn outcome(results: &Results, result: &ResultFile, words: &Words) -> Html {
    let amounts = amounts(results, result);
    let rule = words.say(rule(result.rule));
    html! {
        <>
            { pots(results, &amounts, words) }
            <h2 id="outcome">{words.say(Key::ResultsOutcome)}</h2>
            { chart(results, &amounts, words) }
            <details>
                <summary>{words.say(Key::ResultsTable)}</summary>
                <div class="wide" tabindex="0" role="region" aria-label={words.say(Key::ResultsTable)}>
                    { figures(results, &amounts, result, words) }
                </div>
            </details>
            <p class="quiet">{words.rich(Key::ResultsRule, &[("name", rule)])}</p>
        </>
    }
}

/// What every priority is given, in the budget's order.
fn amounts(results: &Results, result: &ResultFile) -> Vec<u64> {
    let given = |id| {
        result
            .outcome
            .iter()
            .find(|line| line.priority == id)
            .map_or(0, |line| line.amount)
    };
    results
        .budget
        .priorities
        .iter()
        .map(|priority| given(priority.id.clone()))
        .collect()
}

/// Everyone's pot above one's own.
fn pots(results: &Results, everyone: &[u64], words: &Words) -> Html {
    let total = results.budget.total;
    let bar = |key: Key, amounts: &[u64]| {
        let given: u64 = amounts.iter().sum();
        let says = [("name", words.say(key)), ("given", &*words.money(given))];
        html! {
            <>
                <span aria-hidden="true">{words.say(key)}</span>
                { pot(amounts, total, words.fill(Key::ResultsPot, &says), None) }
            </>
        }
    };
    html! {
        <div class="pots">
            { bar(Key::ResultsEveryone, everyone) }
            { for results.yours.iter().map(|yours| bar(Key::ResultsYours, yours)) }
        </div>
    }
}

/// A bar for each line, with marks for today and for one's own amount.
fn chart(results: &Results, everyone: &[u64], words: &Words) -> Html {
    let budget = &results.budget;
    let today = budget.priorities.iter().map(|priority| priority.today);
    let longest = today
        .chain(everyone.iter().copied())
        .chain(results.yours.iter().flat_map(|yours| yours.iter().copied()))
        .max();
    let longest = longest.unwrap_or(0);
    let rows = budget.priorities.iter().enumerate().map(|(at, priority)| {
        let yours = results.yours.as_ref().and_then(|yours| yours.get(at)).map(|&yours| share(yours, longest));
        html! {
            <li key={at}>
                <p class="line-head">
                    <span class="line-name">{swatch(at)}{words.name(&priority.name)}</span>
                    <span class="figures">
                        <strong><bdi>{words.money(everyone[at])}</bdi></strong>
                        {" "}<span class="quiet small">{against_today(everyone[at], priority.today, words)}</span>
                    </span>
                </p>
                { share_bar(at, share(everyone[at], longest), share(priority.today, longest), yours) }
            </li>
        }
    });
    html! {
        <>
            <p class="legend quiet small">
                <span>{words.say(Key::ResultsLegendToday)}</span>
                if results.yours.is_some() {
                    <span>{words.say(Key::ResultsLegendYours)}</span>
                }
            </p>
            <ul class="chart">{ for rows }</ul>
        </>
    }
}

/// "+£40k against today"; the table has it in full.
fn against_today(amount: u64, today: u64, words: &Words) -> Html {
    if amount == today {
        return html! { {words.say(Key::ResultsLikeToday)} };
    }
    let change = signed(
        amount,
        today,
        words.money_said(amount.abs_diff(today)),
        words,
    );
    words.rich(Key::ResultsCompared, &[("change", &change)])
}

fn signed(amount: u64, today: u64, difference: String, words: &Words) -> String {
    let key = if amount < today {
        Key::AppLess
    } else {
        Key::AppMore
    };
    words.fill(key, &[("money", &difference)])
}

fn figures(results: &Results, everyone: &[u64], result: &ResultFile, words: &Words) -> Html {
    let money = |amount| html! { <bdi>{words.money(amount)}</bdi> };
    let rows = results
        .budget
        .priorities
        .iter()
        .enumerate()
        .map(|(at, priority)| {
            let yours = results
                .yours
                .as_ref()
                .map(|yours| yours.get(at).copied().map_or_else(Html::default, money));
            let change = match everyone[at].abs_diff(priority.today) {
                0 => words.money(0),
                difference => signed(everyone[at], priority.today, words.money(difference), words),
            };
            Row {
                key: at,
                name: words.name(&priority.name),
                figures: [
                    Some(money(everyone[at])),
                    yours,
                    Some(money(priority.today)),
                    Some(html! { <bdi>{change}</bdi> }),
                ]
                .into_iter()
                .flatten()
                .collect(),
                act: None,
            }
        });
    let unspent = result.unspent.as_ref().map(|unspent| {
        let left = results
            .yours
            .as_ref()
            .map(|yours| money(results.budget.total.saturating_sub(yours.iter().sum())));
        let blank = || Some(Html::default());
        let figures = [Some(money(unspent.amount)), left, blank(), blank()]
            .into_iter()
            .flatten()
            .collect();
        Row {
            key: 0,
            name: html! { {words.say(Key::ResultsUnspent)} },
            figures,
            act: None,
        }
    });
    let yours = results.yours.as_ref().map(|_| Key::ResultsYours);
    let heads = [
        Some(Key::ResultsPriority),
        Some(Key::ResultsEveryone),
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
