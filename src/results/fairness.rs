//! Is it fair? One sentence for each check, and on demand what it rests on.

use documents::result::{
    Breach, Check, GroupAgreement, GroupId, GroupShare, LimitKind, RuleOutcome,
};
use documents::{Budget, Exact, ResultFile};
use yew::prelude::*;

use super::{Results, rule};
use crate::components::{Row, table};
use crate::words::{Key, Plural, Words};

pub(super) fn fairness(results: &Results, result: &ResultFile, words: &Words) -> Html {
    if result.checks.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h2>{words.say(Key::ResultsFair)}</h2>
            <ul class="list">{ for result.checks.iter().enumerate().map(|(at, check)| {
                html! { <li key={at}>{one(check, results, result, words)}</li> }
            }) }</ul>
        </>
    }
}

fn one(check: &Check, results: &Results, result: &ResultFile, words: &Words) -> Html {
    let budget = &results.budget;
    let (yes, no, witness) = match check {
        Check::LimitsKept { broken, .. } => (
            Key::FairLimitsKeptYes,
            Key::FairLimitsKeptNo,
            broken
                .iter()
                .map(|breach| said(breach, budget, words))
                .collect(),
        ),
        Check::Agreement {
            mean,
            lowest_tenth,
            lowest,
            lowest_ballot,
            groups,
            ..
        } => {
            let mut witness = vec![
                words.rich(Key::FairMean, &[("share", &percent(*mean, words))]),
                words.rich(
                    Key::FairLowestTenth,
                    &[("share", &percent(*lowest_tenth, words))],
                ),
                words.rich(
                    Key::FairLowest,
                    &[
                        ("share", &percent(*lowest, words)),
                        ("id", &lowest_ballot.to_string()[..8]),
                    ],
                ),
            ];
            witness.extend(groups.iter().map(|group| agreement(group, budget, words)));
            witness.extend(none_shown(groups.is_empty(), words));
            (Key::FairAgreementYes, Key::FairAgreementNo, witness)
        }
        Check::FairShare { groups, .. } => {
            let mut witness: Vec<Html> = groups
                .iter()
                .map(|group| share(group, budget, words))
                .collect();
            witness.extend(none_shown(groups.is_empty(), words));
            (Key::FairFairShareYes, Key::FairFairShareNo, witness)
        }
        Check::RulesSideBySide { rules, .. } => {
            let moves = rules.iter().map(|other| {
                let name = words.say(rule(other.rule));
                words.rich(
                    Key::FairRuleMoves,
                    &[("name", name), ("money", &words.money(other.moved))],
                )
            });
            let witness = moves
                .chain([side_by_side(rules, results, result, words)])
                .collect();
            (Key::FairRulesYes, Key::FairRulesNo, witness)
        }
    };
    verdict(
        check.holds(),
        if check.holds() { yes } else { no },
        witness,
        words,
    )
}

/// The answer in words, not by colour alone, and its witness.
fn verdict(holds: bool, says: Key, witness: Vec<Html>, words: &Words) -> Html {
    let (class, sign, word) = if holds {
        ("notice notice-gain", "✓", Key::ResultsFairYes)
    } else {
        ("notice notice-loss", "!", Key::ResultsFairNo)
    };
    html! {
        <>
            <p {class}>
                <span class="notice-word"><span aria-hidden="true">{sign}</span>{" "}{words.say(word)}</span>
                {" "}{words.say(says)}
            </p>
            if !witness.is_empty() {
                <details>
                    <summary><span>{words.say(Key::ResultsWitness)}<span class="unseen">{": "}{words.say(says)}</span></span></summary>
                    <ul class="list small">{ for witness.into_iter().map(|says| html! { <li>{says}</li> }) }</ul>
                </details>
            }
        </>
    }
}

fn said(breach: &Breach, budget: &Budget, words: &Words) -> Html {
    let named = breach.id.as_ref().and_then(|id| match breach.limit {
        LimitKind::Floor | LimitKind::Cap => {
            budget.position(id).map(|at| &budget.priorities[at].name)
        }
        LimitKind::GroupFloor | LimitKind::GroupCap => budget
            .limits
            .iter()
            .find(|limit| limit.id == *id)
            .map(|limit| &limit.name),
        LimitKind::Total => None,
    });
    let name = words.text(named.unwrap_or(&budget.title));
    let (amount, bound) = (money(breach.amount, words), words.money(breach.bound));
    words.rich(
        Key::FairBreach,
        &[("name", name), ("amount", &amount), ("bound", &bound)],
    )
}

fn agreement(group: &GroupAgreement, budget: &Budget, words: &Words) -> Html {
    let key = if group.left_behind {
        Key::FairGroupBehind
    } else {
        Key::FairGroupAgreement
    };
    let name = name(&group.group, budget, words);
    let ballots = words.count(Plural::CountedBallots, group.ballots, &[]);
    words.rich(
        key,
        &[
            ("group", &name),
            ("share", &percent(group.mean, words)),
            ("ballots", &ballots),
        ],
    )
}

fn share(group: &GroupShare, budget: &Budget, words: &Words) -> Html {
    let (together, alone) = (money(group.together, words), money(group.alone, words));
    let name = name(&group.group, budget, words);
    words.rich(
        Key::FairGroupShare,
        &[("group", &name), ("together", &together), ("alone", &alone)],
    )
}

fn none_shown(none: bool, words: &Words) -> Option<Html> {
    none.then(|| html! { {words.say(Key::FairNoGroups)} })
}

/// "How old are you? 25 to 44", or the machine's names where the budget knows no better.
fn name(group: &GroupId, budget: &Budget, words: &Words) -> String {
    let question = budget
        .about
        .iter()
        .find(|question| question.id == group.question);
    let answer = question.and_then(|question| {
        question
            .answers
            .iter()
            .find(|answer| answer.id == group.answer)
    });
    let asks = question.map_or(group.question.as_str(), |question| {
        words.text(&question.asks)
    });
    let says = answer.map_or(group.answer.as_str(), |answer| words.text(&answer.name));
    [asks, " ", says].concat()
}

/// What each rule would give, line by line.
fn side_by_side(
    rules: &[RuleOutcome],
    results: &Results,
    result: &ResultFile,
    words: &Words,
) -> Html {
    let rows = results
        .budget
        .priorities
        .iter()
        .enumerate()
        .map(|(at, priority)| {
            let amount = |outcome: &[documents::result::OutcomeLine]| {
                let line = outcome.iter().find(|line| line.priority == priority.id);
                html! { <bdi>{line.map(|line| words.money(line.amount)).unwrap_or_default()}</bdi> }
            };
            let all = std::iter::once(amount(&result.outcome))
                .chain(rules.iter().map(|other| amount(&other.outcome)));
            Row {
                key: at,
                name: words.name(&priority.name),
                figures: all.collect(),
                act: None,
            }
        });
    let names = rules.iter().map(|other| words.say(rule(other.rule)));
    let heads: Vec<_> = [
        words.say(Key::ResultsPriority),
        words.say(rule(result.rule)),
    ]
    .into_iter()
    .chain(names)
    .collect();
    html! {
        <div class="wide" tabindex="0" role="region" aria-labelledby="by-rule">
            <p class="unseen" id="by-rule">{words.say(Key::FairRulesTable)}</p>
            { table("by-rule", &heads, None, rows.collect(), Vec::new()) }
        </div>
    }
}

/// Whole per cent of a share between 0 and 1.
fn percent(share: Exact, words: &Words) -> String {
    words.percent(u64::try_from(share.in_parts(100)).unwrap_or(0), 100)
}

fn money(amount: Exact, words: &Words) -> String {
    words.money(u64::try_from(amount.in_parts(1)).unwrap_or(0))
}
