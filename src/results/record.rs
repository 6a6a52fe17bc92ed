//! What the count found on its way: who took part, what was refused and why, which ties it settled.

use documents::budget::Other;
use documents::plan::Broken;
use documents::result::{AnswerTurnout, Refused, Turnout};
use documents::{Budget, Refusal, ResultFile, Slug};
use yew::prelude::*;

use super::receipt::receipt_of;
use super::{Results, limit_name, name_of};
use crate::components::{all, element, fold, list, paragraph};
use crate::words::{Key, Plural, Value, Words};

/// So many refused ballots are listed; the file has more.
const LISTED: usize = 50;

pub(super) fn turnout(results: &Results, result: &ResultFile, words: &Words) -> Html {
    let questions = result.turnout.iter();
    let questions = questions.map(|asked| question(asked, &results.budget, words));
    facts(Key::WhoTitle, questions.collect(), words)
}

/// How the ballots came, and where from.
pub(super) fn cast(result: &ResultFile, words: &Words) -> Html {
    let each = result.cast.iter().map(|asked| cast_by(asked, words));
    facts(Key::WhoCast, each.collect(), words)
}

/// A list of facts below a heading; nothing where there are none.
fn facts(title: Key, each: Vec<Html>, words: &Words) -> Html {
    if each.is_empty() {
        return Html::default();
    }
    all(vec![
        element("h2", "", words.html(title)),
        element("dl", "facts", all(each)),
    ])
}

/// In which way ballots came.
pub(super) fn channel(name: &str) -> Value<'static> {
    Value::Word(match name {
        "kiosk" => Key::WhoKiosk,
        "paper" => Key::WhoPaper,
        "table" => Key::TablesAt,
        _ => Key::WhoWeb,
    })
}

fn cast_by(asked: &Turnout, words: &Words) -> Html {
    let asks = match asked.question.as_str() {
        "channel" => Key::WhoChannel,
        _ => Key::WhoPlace,
    };
    let answers = asked.answers.iter().map(|answer| {
        let name = match answer.answer.as_str() {
            place if asks == Key::WhoPlace => Value::Text(place),
            way => channel(way),
        };
        line(name, &words.value(ballots(answer.ballots)), words)
    });
    let head = element("dt", "", words.html(asks));
    let hidden = hidden(asked, words);
    std::iter::once(head).chain(answers).chain(hidden).collect()
}

fn question(asked: &Turnout, budget: &Budget, words: &Words) -> Html {
    let known = budget.question(&asked.question);
    let asks = known.map_or(Value::Text(asked.question.as_str()), |question| {
        Value::Name(&question.asks)
    });
    let answers = asked.answers.iter().map(|answer| {
        let known = known.and_then(|question| question.answer(&answer.answer));
        let name = known.map_or(Value::Text(answer.answer.as_str()), |known| {
            Value::Name(&known.name)
        });
        line(name, &took_part(answer, asked.not_shown, words), words)
    });
    let head = element("dt", "", words.show(asks));
    let hidden = hidden(asked, words);
    std::iter::once(head).chain(answers).chain(hidden).collect()
}

/// How many of all ballots did not say, or may not be shown.
fn hidden(asked: &Turnout, words: &Words) -> Option<Html> {
    let shown: u64 = asked.answers.iter().map(|answer| answer.ballots).sum();
    let with = [
        ("hidden", Value::Number(asked.not_shown)),
        ("ballots", ballots(shown + asked.not_shown)),
    ];
    (asked.not_shown > 0).then(|| element("dd", "", words.rich(Key::WhoHidden, &with)))
}

fn line(name: Value<'_>, says: &str, words: &Words) -> Html {
    element(
        "dd",
        "",
        words.rich(Key::WhoLine, &[("name", name), ("says", Value::Text(says))]),
    )
}

/// How many ballots, of how many who live here. Where answers are hidden, what is left is no count: a part of one
/// beside the whole population would say that the others did not come.
fn took_part(answer: &AnswerTurnout, not_shown: u64, words: &Words) -> String {
    let counted = ("ballots", ballots(answer.ballots));
    match (not_shown, answer.ballots, answer.population) {
        (0, _, Some(people)) => {
            let people = ("people", Value::Number(people));
            words.fill(Key::WhoPopulation, &[counted, people])
        }
        (0, ..) => words.value(counted.1),
        (_, 0, _) => words.say(Key::WhoNoneShown).into(),
        _ => words.fill(Key::WhoAtLeast, &[counted]),
    }
}

fn ballots(number: u64) -> Value<'static> {
    Value::Count(Plural::CountedBallots, number)
}

pub(super) fn refused(refused: &Refused, results: &Results, words: &Words) -> Html {
    if refused.number == 0 {
        return Html::default();
    }
    let files = refused.files.iter().take(LISTED).map(|file| {
        let start: String = receipt_of(&file.name).chars().take(8).collect();
        let why = why(&file.why, &results.budget, words);
        words.rich(
            Key::ResultsRefusedOne,
            &[("id", Value::Figure(&start)), ("why", Value::Text(&why))],
        )
    });
    let files: Vec<Html> = files.collect();
    let listed = files.len() as u64;
    let more = || {
        paragraph(words.rich(
            Key::ResultsMoreRefused,
            &[("number", Value::Number(listed))],
        ))
    };
    let more = (refused.number > listed).then(more).unwrap_or_default();
    let summary = words.show(Value::Count(Plural::CountedRefused, refused.number));
    all(vec![
        element("h2", "", words.html(Key::ResultsRefused)),
        fold(summary, all(vec![list("list small", files), more])),
    ])
}

pub(super) fn why(refusal: &Refusal, budget: &Budget, words: &Words) -> String {
    let (key, place) = match refusal {
        Refusal::BadName {} | Refusal::WrongName { .. } => (Key::RefusedWrongName, None),
        Refusal::TooLarge { .. } => (Key::RefusedTooLarge, None),
        Refusal::Malformed { .. } => (Key::RefusedMalformed, None),
        Refusal::NotCanonical { .. } => (Key::RefusedNotCanonical, None),
        Refusal::OtherBudget {
            other: Other::Event,
            ..
        } => (Key::RefusedOtherBudget, None),
        Refusal::OtherBudget {
            other: Other::Edition,
            ..
        } => (Key::RefusedOtherEdition, None),
        Refusal::MissingPriority { priority } | Refusal::UnknownPriority { priority } => {
            (Key::RefusedLines, Some(("name", name_of(priority, budget))))
        }
        Refusal::Breaks(limit) => {
            let key = match limit.reason {
                Broken::BelowFloor | Broken::AboveCap | Broken::OffStep => Key::RefusedAmount,
                Broken::UnderTotal | Broken::OverTotal => Key::RefusedTotal,
                Broken::GroupBelow | Broken::GroupAbove => Key::RefusedGroup,
                Broken::Table => Key::RefusedTables,
            };
            let (name, sum) = (limit_name(limit, budget), Value::Money(limit.amount));
            return words.fill(key, &[("name", name), ("sum", sum)]);
        }
        Refusal::NoViewNotAllowed { priority } | Refusal::NoViewNotToday { priority, .. } => (
            Key::RefusedNoView,
            Some(("name", name_of(priority, budget))),
        ),
        Refusal::NoCode {} => (Key::RefusedNoCode, None),
        Refusal::CodeNotUsed {} => (Key::RefusedCodeNotUsed, None),
        Refusal::UnknownCode {} => (Key::RefusedUnknownCode, None),
        Refusal::VoidedCode {} => (Key::RefusedVoidedCode, None),
        Refusal::WrongSignature {} => (Key::RefusedWrongSignature, None),
        Refusal::WronglySealed {} => (Key::RefusedWronglySealed, None),
        Refusal::CannotBeOpened {} => (Key::RefusedCannotBeOpened, None),
        Refusal::Replaced { by } => {
            let by = by.to_string();
            let by = [("id", Value::Text(&by[..8]))];
            return words.fill(Key::RefusedReplaced, &by);
        }
        Refusal::Simulated {} => (Key::RefusedSimulated, None),
    };
    words.fill(key, place.as_slice())
}

pub(super) fn ties(result: &ResultFile, results: &Results, words: &Words) -> Html {
    if result.ties.is_empty() {
        return Html::default();
    }
    let names = |ids: &[Slug]| {
        let names: Vec<String> = ids
            .iter()
            .map(|id| words.value(name_of(id, &results.budget)))
            .collect();
        names.join(", ")
    };
    let ties = result.ties.iter().map(|tie| {
        let (between, favoured) = (names(&tie.between), names(&tie.favoured));
        words.rich(
            Key::ResultsTie,
            &[
                ("names", Value::Text(&between)),
                ("favoured", Value::Text(&favoured)),
            ],
        )
    });
    fold(
        words.html(Key::ResultsTies),
        list("list small", ties.collect()),
    )
}
