//! What the count found on its way: who took part, what was refused and why, which ties it settled.

use documents::result::{AnswerTurnout, Turnout};
use documents::{Budget, Refusal, ResultFile, Slug};
use yew::prelude::*;

use super::Results;
use crate::words::{Key, Plural, Words};

/// So many refused ballots are listed; the file has more.
const LISTED: usize = 50;

pub(super) fn turnout(results: &Results, result: &ResultFile, words: &Words) -> Html {
    if result.turnout.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h2>{words.say(Key::WhoTitle)}</h2>
            <dl class="facts">{ for result.turnout.iter().map(|asked| question(asked, &results.budget, words)) }</dl>
        </>
    }
}

fn question(asked: &Turnout, budget: &Budget, words: &Words) -> Html {
    let known = budget
        .about
        .iter()
        .find(|question| question.id == asked.question);
    let asks = known.map_or(asked.question.as_str(), |question| {
        words.text(&question.asks)
    });
    let name = |answer: &Slug| {
        let known =
            known.and_then(|question| question.answers.iter().find(|known| known.id == *answer));
        known
            .map_or(answer.as_str(), |answer| words.text(&answer.name))
            .to_owned()
    };
    let line = |name: &str, says: String| {
        html! { <dd>{words.rich(Key::WhoLine, &[("name", name), ("says", &says)])}</dd> }
    };
    html! {
        <>
            <dt><bdi>{asks.to_owned()}</bdi></dt>
            { for asked.answers.iter().map(|answer| line(&name(&answer.answer), took_part(answer, words))) }
            { line(words.say(Key::AboutSilent), ballots(asked.unanswered, words)) }
        </>
    }
}

/// How many ballots, of how many who live here.
fn took_part(answer: &AnswerTurnout, words: &Words) -> String {
    match answer.population.filter(|_| answer.ballots.is_some()) {
        Some(people) => words.fill(
            Key::WhoPopulation,
            &[
                ("ballots", &ballots(answer.ballots, words)),
                ("people", &words.number(people)),
            ],
        ),
        None => ballots(answer.ballots, words),
    }
}

fn ballots(number: Option<u64>, words: &Words) -> String {
    number.map_or_else(
        || words.say(Key::WhoHidden).to_owned(),
        |n| words.count(Plural::CountedBallots, n, &[]),
    )
}

pub(super) fn refused(result: &ResultFile, results: &Results, words: &Words) -> Html {
    let refused = &result.refused;
    if refused.number == 0 {
        return Html::default();
    }
    let listed = refused.files.len().min(LISTED);
    html! {
        <>
            <h2>{words.say(Key::ResultsRefused)}</h2>
            <details>
                <summary>{words.count(Plural::CountedRefused, refused.number, &[])}</summary>
                <ul class="list small">
                    { for refused.files.iter().take(LISTED).map(|file| {
                        let id = file.name.rsplit('/').next().unwrap_or_default();
                        let id: String = id.chars().take(8).collect();
                        html! {
                            <li key={&*file.name}>
                                {words.rich(Key::ResultsRefusedOne, &[("id", &id), ("why", &why(&file.why, &results.budget, words))])}
                            </li>
                        }
                    }) }
                </ul>
                if refused.number > listed as u64 {
                    <p class="small">{words.rich(Key::ResultsMoreRefused, &[("number", &words.number(listed as u64))])}</p>
                }
            </details>
        </>
    }
}

fn why(refusal: &Refusal, budget: &Budget, words: &Words) -> String {
    let line = |key, id: &Slug| {
        let name = budget
            .position(id)
            .map_or(id.as_str(), |at| words.text(&budget.priorities[at].name));
        words.fill(key, &[("name", name)])
    };
    match refusal {
        Refusal::BadName {} | Refusal::WrongName { .. } => {
            words.say(Key::RefusedWrongName).to_owned()
        }
        Refusal::TooLarge { .. } => words.say(Key::RefusedTooLarge).to_owned(),
        Refusal::Malformed { .. } => words.say(Key::RefusedMalformed).to_owned(),
        Refusal::NotCanonical { .. } => words.say(Key::RefusedNotCanonical).to_owned(),
        Refusal::OtherBudget { .. } => words.say(Key::RefusedOtherBudget).to_owned(),
        Refusal::MissingPriority { priority } | Refusal::UnknownPriority { priority } => {
            line(Key::RefusedLines, priority)
        }
        Refusal::BelowFloor { priority, .. }
        | Refusal::AboveCap { priority, .. }
        | Refusal::OffStep { priority, .. } => line(Key::RefusedAmount, priority),
        Refusal::OverTotal { sum, .. } | Refusal::UnderTotal { sum, .. } => {
            words.fill(Key::RefusedTotal, &[("sum", &words.money(*sum))])
        }
        Refusal::GroupBelow { limit, .. } | Refusal::GroupAbove { limit, .. } => {
            let known = budget.limits.iter().find(|known| known.id == *limit);
            words.fill(
                Key::RefusedGroup,
                &[(
                    "name",
                    known.map_or(limit.as_str(), |known| words.text(&known.name)),
                )],
            )
        }
        Refusal::NoViewNotAllowed { priority } | Refusal::NoViewNotToday { priority, .. } => {
            line(Key::RefusedNoView, priority)
        }
        Refusal::UnknownQuestion { question } | Refusal::UnknownAnswer { question, .. } => {
            words.fill(Key::RefusedAnswer, &[("name", question.as_str())])
        }
        Refusal::Simulated {} => words.say(Key::RefusedSimulated).to_owned(),
    }
}

pub(super) fn ties(result: &ResultFile, results: &Results, words: &Words) -> Html {
    if result.ties.is_empty() {
        return Html::default();
    }
    let names = |ids: &[Slug]| {
        let name = |id: &Slug| {
            results
                .budget
                .position(id)
                .map_or(id.as_str(), |at| {
                    words.text(&results.budget.priorities[at].name)
                })
                .to_owned()
        };
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    html! {
        <details>
            <summary>{words.say(Key::ResultsTies)}</summary>
            <ul class="list small">{ for result.ties.iter().map(|tie| html! {
                <li>{words.rich(Key::ResultsTie, &[("names", &names(&tie.between)), ("favoured", &names(&tie.favoured))])}</li>
            }) }</ul>
        </details>
    }
}
