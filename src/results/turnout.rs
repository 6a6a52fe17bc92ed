//! How many people took part, and from where. What was hidden so that nobody is known by it is never passed over in silence.

use documents::Budget;
use documents::ResultFile;
use documents::result::{AnswerTurnout, Beside, Turnout};
use yew::prelude::*;

use super::Results;
use crate::components::{all, element, fold, list};
use crate::words::{Key, Plural, Value, Words};

/// How the ballots came and where from, then who took part: each question alone, then which answers came together.
pub(super) fn turnout(
    results: &Results,
    result: &ResultFile,
    beside: &Beside,
    words: &Words,
) -> Html {
    let cast = result.cast.iter().map(|asked| cast_by(asked, words));
    let questions = result.turnout.iter();
    let questions = questions.map(|asked| question(asked, &results.budget, words));
    all(vec![
        facts(Key::WhoCast, cast.collect(), words),
        facts(Key::WhoTitle, questions.collect(), words),
        crossed(beside, &results.budget, words),
    ])
}

/// People who gave the same answers to several questions. Others gave them too, and are in no group that may be shown.
fn crossed(beside: &Beside, budget: &Budget, words: &Words) -> Html {
    if beside.crossed.is_empty() {
        return Html::default();
    }
    let each = beside.crossed.iter().map(|group| {
        let answers = group.answers.iter().map(|id| {
            let question = budget.question(&id.question);
            let answer = question.and_then(|question| question.answer(&id.answer));
            answer.map_or(id.answer.as_str(), |answer| words.text(&answer.name))
        });
        let name = answers.collect::<Vec<_>>().join(" · ");
        let at_least = [("ballots", ballots(group.ballots))];
        let says = words.fill(Key::WhoAtLeast, &at_least);
        let with = [("name", Value::Text(&name)), ("says", Value::Text(&says))];
        words.rich(Key::WhoLine, &with)
    });
    let inside = list("list small", each.collect());
    fold(words.html(Key::WhoTogether), inside)
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
