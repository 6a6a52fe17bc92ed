//! Is it fair? One sentence for each check, and on demand what it rests on.

use documents::plan::BrokenLimit;
use documents::result::{Check, GroupAgreement, GroupId, GroupShare, OutcomeLine, RuleOutcome};
use documents::{Budget, Exact, ResultFile};
use yew::prelude::*;

use super::outcome::wide;
use super::{Results, limit_name, rule};
use crate::components::{
    Row, Tone, all, both, element, fold, list, notice, paragraph, table, unseen, verdict,
};
use crate::words::{Key, Plural, Value, Words, alone};

pub(super) fn fairness(results: &Results, result: &ResultFile, words: &Words) -> Html {
    if result.checks.is_empty() {
        return Html::default();
    }
    let checks = result
        .checks
        .iter()
        .map(|check| one(check, results, result, words));
    all(vec![
        element("h2", "", words.html(Key::ResultsFair)),
        list("list", checks.collect()),
    ])
}

/// The answer in a sentence, and its witness.
fn one(check: &Check, results: &Results, result: &ResultFile, words: &Words) -> Html {
    let (holds, broken, asked, witness) = match check {
        Check::LimitsKept { broken, .. } => {
            let breaches = broken
                .iter()
                .map(|breach| said(breach, &results.budget, words));
            (
                Key::FairLimitsKeptYes,
                Key::FairLimitsKeptNo,
                Key::FairLimitsKeptYes,
                breaches.collect(),
            )
        }
        Check::Agreement { .. } => (
            Key::FairAgreementYes,
            Key::FairAgreementNo,
            Key::FairAgreementAsked,
            agreement(check, &results.budget, words),
        ),
        Check::FairShare { groups, .. } => {
            let groups = groups
                .iter()
                .map(|group| share(group, &results.budget, words));
            (
                Key::FairFairShareYes,
                Key::FairFairShareNo,
                Key::FairFairShareAsked,
                groups.collect(),
            )
        }
        Check::RulesSideBySide { rules, .. } => (
            Key::FairRulesYes,
            Key::FairRulesNo,
            Key::FairRulesAsked,
            side_by_side(rules, results, result, words),
        ),
    };
    let (says, answer) = match (check.holds(), check.tested()) {
        (false, _) => (
            broken,
            verdict(Tone::Bad, words.say(Key::ResultsFairNo), words.html(broken)),
        ),
        (true, true) => (
            holds,
            verdict(
                Tone::Good,
                words.say(Key::ResultsFairYes),
                words.html(holds),
            ),
        ),
        (true, false) => (asked, untested(check, asked, words)),
    };
    // Of an agreement there is an average without any group.
    let shown = check.tested() || matches!(check, Check::Agreement { .. });
    if witness.is_empty() || !shown {
        return answer;
    }
    let of = unseen(all(vec![alone(": "), words.html(says)]));
    all(vec![
        answer,
        fold(
            all(vec![words.html(Key::ResultsWitness), of]),
            list("list small", witness),
        ),
    ])
}

/// The question without an answer, and why there is none.
fn untested(check: &Check, asked: Key, words: &Words) -> Html {
    let why = match check {
        Check::RulesSideBySide { .. } => Key::FairNoRules,
        _ => Key::FairNoGroups,
    };
    let word = element("strong", "", words.html(Key::ResultsFairUntested));
    let says = both(words.html(asked), words.html(why));
    notice(Tone::Plain, paragraph(both(word, says)))
}

/// A limit that is not kept.
fn said(broken: &BrokenLimit, budget: &Budget, words: &Words) -> Html {
    let with = [
        ("name", limit_name(broken, budget)),
        ("amount", Value::Money(broken.amount)),
        ("bound", Value::Money(broken.bound)),
    ];
    words.rich(Key::FairBreach, &with)
}

fn agreement(check: &Check, budget: &Budget, words: &Words) -> Vec<Html> {
    let Check::Agreement {
        mean,
        lowest_tenth,
        lowest,
        lowest_ballot,
        groups,
        ..
    } = check
    else {
        return Vec::new();
    };
    let id = lowest_ballot.to_string();
    let lowest = [("share", percent(*lowest)), ("id", Value::Text(&id[..8]))];
    let groups = groups
        .iter()
        .map(|group| agreement_of(group, budget, words));
    let mut witness = vec![
        words.rich(Key::FairMean, &[("share", percent(*mean))]),
        words.rich(Key::FairLowestTenth, &[("share", percent(*lowest_tenth))]),
        words.rich(Key::FairLowest, &lowest),
    ];
    witness.extend(groups);
    witness
}

fn agreement_of(group: &GroupAgreement, budget: &Budget, words: &Words) -> Html {
    let key = if group.left_behind {
        Key::FairGroupBehind
    } else {
        Key::FairGroupAgreement
    };
    let name = name(&group.group, budget, words);
    let with = [
        ("group", Value::Text(&name)),
        ("share", percent(group.mean)),
        (
            "ballots",
            Value::Count(Plural::CountedBallots, group.ballots),
        ),
    ];
    words.rich(key, &with)
}

fn share(group: &GroupShare, budget: &Budget, words: &Words) -> Html {
    let name = name(&group.group, budget, words);
    let with = [
        ("group", Value::Text(&name)),
        ("together", money(group.together)),
        ("alone", money(group.alone)),
    ];
    words.rich(Key::FairGroupShare, &with)
}

/// "How old are you? 25 to 44", or the machine's names where the budget knows no better.
fn name(group: &GroupId, budget: &Budget, words: &Words) -> String {
    let question = budget.question(&group.question);
    let answer = question.and_then(|question| question.answer(&group.answer));
    let asks = question.map_or(group.question.as_str(), |question| {
        words.text(&question.asks)
    });
    let says = answer.map_or(group.answer.as_str(), |answer| words.text(&answer.name));
    [asks, " ", says].concat()
}

/// How far each other rule is away, and what each would give line by line.
fn side_by_side(
    rules: &[RuleOutcome],
    results: &Results,
    result: &ResultFile,
    words: &Words,
) -> Vec<Html> {
    let moves = rules.iter().map(|other| {
        let with = [
            ("name", Value::Word(rule(other.rule))),
            ("money", Value::Money(other.moved)),
        ];
        words.rich(Key::FairRuleMoves, &with)
    });
    let rows = results.budget.priorities.iter().map(|priority| {
        let amount = |outcome: &[OutcomeLine]| {
            let line = outcome.iter().find(|line| line.priority == priority.id);
            line.map(|line| words.show(Value::Money(line.amount)))
                .unwrap_or_default()
        };
        let outcomes =
            std::iter::once(&result.outcome).chain(rules.iter().map(|other| &other.outcome));
        Row {
            name: words.name(&priority.name),
            figures: outcomes.map(|it| amount(it)).collect(),
            act: None,
        }
    });
    let mut heads = vec![
        words.say(Key::ResultsPriority),
        words.say(rule(result.rule)),
    ];
    heads.extend(rules.iter().map(|other| words.say(rule(other.rule))));
    let label = html! { <p class="unseen" id="by-rule">{words.html(Key::FairRulesTable)}</p> };
    let table = table("by-rule", &heads, None, rows.collect(), Vec::new());
    moves
        .chain([wide(
            words.say(Key::FairRulesTable),
            all(vec![label, table]),
        )])
        .collect()
}

/// Whole per cent of a share between 0 and 1.
fn percent(share: Exact) -> Value<'static> {
    Value::Percent(u64::try_from(share.in_parts(100)).unwrap_or(0))
}

fn money(amount: Exact) -> Value<'static> {
    Value::Money(u64::try_from(amount.in_parts(1)).unwrap_or(0))
}
