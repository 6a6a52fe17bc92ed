//! Is it fair? One sentence for each check, and on demand what it rests on.
//!
//! One body draws every check: its texts stand in `locales/` under its name, and under the names of its facts.

use documents::budget::CheckName;
use documents::result::{Answer, Check, Fact, GroupId, OutcomeLine};
use documents::{Budget, Exact, ResultFile, Slug};
use yew::prelude::*;

use super::outcome::wide;
use super::turnout::channel;
use super::{Results, group_name, name_of, rule};
use crate::components::{
    Row, Tone, all, both, element, fold, list, notice, paragraph, table, unseen, verdict,
};
use crate::words::{Key, Plural, Value, Words, alone};

pub(super) fn fairness(results: &Results, result: &ResultFile, words: &Words) -> Html {
    if result.checks.is_empty() {
        return Html::default();
    }
    let checks = result.checks.iter().map(|check| one(check, results, words));
    all(vec![
        element("h2", "", words.html(Key::ResultsFair)),
        list("list", checks.collect()),
    ])
}

/// The answer in a sentence, and on demand its witness.
fn one(check: &Check, results: &Results, words: &Words) -> Html {
    let says = question(check, words);
    let answer = answered(check, says.clone(), words);
    let witness: Vec<Html> = check
        .facts
        .iter()
        .filter_map(|fact| said(check.check, fact, &results.budget, words))
        .collect();
    if witness.is_empty() {
        return answer;
    }
    let of = unseen(all(vec![alone(": "), says]));
    all(vec![
        answer,
        fold(
            all(vec![words.html(Key::ResultsWitness), of]),
            list("list small", witness),
        ),
    ])
}

/// What a check says in one sentence.
fn question(check: &Check, words: &Words) -> Html {
    let says = Key::of_check(
        check.check.name(),
        match check.answer {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::Untested => "asked",
        },
    );
    words.html(says.unwrap_or(Key::ResultsFair))
}

/// The same with its sign: good, to be looked at, or not tested.
pub fn answer(check: &Check, words: &Words) -> Html {
    answered(check, question(check, words), words)
}

fn answered(check: &Check, says: Html, words: &Words) -> Html {
    match check.answer {
        Answer::Yes => verdict(Tone::Good, words.say(Key::ResultsFairYes), says),
        Answer::No => verdict(Tone::Bad, words.say(Key::ResultsFairNo), says),
        Answer::Untested => {
            let why = Key::of_check(check.check.name(), "untested").map(|key| words.html(key));
            untested(both(says, why.unwrap_or_default()), words)
        }
    }
}

/// The question without an answer, and why there is none.
fn untested(says: Html, words: &Words) -> Html {
    let word = element("strong", "", words.html(Key::ResultsFairUntested));
    notice(Tone::Plain, paragraph(both(word, says)))
}

/// A fact in words, its figures in their places; none where this page has no words for it.
fn said(check: CheckName, fact: &Fact, budget: &Budget, words: &Words) -> Option<Html> {
    let key = Key::of_check(check.name(), fact.says.as_str())?;
    let group = fact.group.as_ref().map(|group| name(group, budget, words));
    let ballot = fact.ballot.map(|ballot| ballot.to_string());
    let places = [
        ("group", group.as_deref().map(Value::Text)),
        (
            "priority",
            fact.priority.as_ref().map(|id| name_of(id, budget)),
        ),
        (
            "limit",
            fact.limit.as_ref().map(|id| group_name(id, budget)),
        ),
        (
            "question",
            fact.question.as_ref().map(|id| asks(id, budget)),
        ),
        ("tag", fact.tag.as_ref().map(|id| tag(id, budget))),
        (
            "place",
            fact.place.as_ref().map(|place| Value::Text(place.as_str())),
        ),
        (
            "channel",
            fact.channel.as_ref().map(|way| channel(way.as_str())),
        ),
        ("rule", fact.rule.map(|name| Value::Word(rule(name)))),
        (
            "ballot",
            ballot
                .as_ref()
                .map(|id| Value::Text(id.get(..8).unwrap_or_default())),
        ),
        (
            "ballots",
            fact.ballots
                .map(|n| Value::Count(Plural::CountedBallots, n)),
        ),
        ("times", fact.times.map(Value::Number)),
        ("share", fact.share.map(percent)),
        ("beside", fact.beside.map(percent)),
        ("amount", fact.amount.map(money)),
        ("least", fact.least.map(money)),
        ("most", fact.most.map(money)),
    ];
    let with: Vec<(&str, Value<'_>)> = places
        .into_iter()
        .filter_map(|(place, value)| Some((place, value?)))
        .collect();
    Some(words.rich(key, &with))
}

fn asks<'a>(id: &'a Slug, budget: &'a Budget) -> Value<'a> {
    let known = budget.question(id);
    known.map_or(Value::Text(id.as_str()), |known| Value::Name(&known.asks))
}

fn tag<'a>(id: &'a Slug, budget: &'a Budget) -> Value<'a> {
    let known = budget.tags.iter().find(|known| known.id == *id);
    known.map_or(Value::Text(id.as_str()), |known| Value::Name(&known.name))
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

/// Several outcomes, line by line.
pub(super) fn side_by_side(
    id: &'static str,
    columns: &[(Key, &Vec<OutcomeLine>)],
    title: Key,
    budget: &Budget,
    words: &Words,
) -> Html {
    let rows = budget.priorities.iter().map(|priority| {
        let amount = |outcome: &[OutcomeLine]| {
            let line = outcome.iter().find(|line| line.priority == priority.id);
            line.map(|line| words.show(Value::Money(line.amount)))
                .unwrap_or_default()
        };
        Row {
            name: words.name(&priority.name),
            figures: columns.iter().map(|(_, outcome)| amount(outcome)).collect(),
            act: None,
        }
    });
    let mut heads = vec![words.say(Key::CsvPriority)];
    heads.extend(columns.iter().map(|(head, _)| words.say(*head)));
    let label = html! { <p class="unseen" id={id}>{words.html(title)}</p> };
    let table = table(id, &heads, None, rows.collect(), Vec::new());
    wide(words.say(title), all(vec![label, table]))
}

/// Whole per cent of a share between 0 and 1.
fn percent(share: Exact) -> Value<'static> {
    Value::Percent(u64::try_from(share.in_parts(100)).unwrap_or(0))
}

fn money(amount: Exact) -> Value<'static> {
    Value::Money(u64::try_from(amount.in_parts(1)).unwrap_or(0))
}
