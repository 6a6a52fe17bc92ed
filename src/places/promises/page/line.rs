//! One line: what residents said, what was decided and why, the money, what comes next, what is late.

use documents::budget::Priority;
use documents::ledger::{Said, Says};
use documents::{Date, Text};
use ledger::{End, Line, Milestone, Stage};
use yew::prelude::*;

use super::top::{news, spaced};
use super::{Told, change, history};
use crate::components::{Tone, all, element, heading, notice, paragraph, part, swatch};
use crate::places::promises::{Message, Promises};
use crate::words::{Key, Plural, Value, Words, alone};

pub(super) fn lines(promises: &Promises, told: &Told<'_>, send: &Callback<Message>) -> Html {
    let lines = told.ledger.lines.iter().zip(&told.budget.priorities);
    let lines = lines.enumerate().map(|(at, (line, priority))| {
        let history = history::history(at, line, promises, told, send);
        one(at, line, priority, told, history)
    });
    let title = heading("promises-lines", told.words.say(Key::PromisesLines));
    part(
        "promises-lines",
        std::iter::once(title).chain(lines).collect(),
    )
}

fn one(at: usize, line: &Line, priority: &Priority, told: &Told<'_>, history: Html) -> Html {
    let words = told.words;
    let id = format!("promise-{at}");
    let name = html! { <h3 id={id.clone()}>{swatch(at)}{words.name(&priority.name)}</h3> };
    let mut inside = vec![
        element("div", "promise-head", all(vec![name, stage(line, told)])),
        answer(line, told),
    ];
    if line.is_agreed() {
        inside.extend([
            late(line, told),
            money(line, words),
            coming(line, told),
            ended(line, told),
        ]);
    }
    inside.extend([
        moved(line, words),
        change::changes(line, told),
        silent(line, told),
        history,
    ]);
    html! { <article class="promise stack" aria-labelledby={id}>{all(inside)}</article> }
}

/// How far it is, in a word with a sign; lateness before all else.
pub(super) fn stage(line: &Line, told: &Told<'_>) -> Html {
    let (class, sign, key) = stage_of(line, told.day);
    html! {
        <span {class}>
            <span aria-hidden="true">{alone(sign)}</span>{alone(" ")}{told.words.html(key)}
        </span>
    }
}

fn stage_of(line: &Line, day: Date) -> (&'static str, &'static str, Key) {
    match line.stage() {
        Stage::UnderWay if !line.late(day).is_empty() => {
            ("promise-stage is-late", "⚠", Key::PromisesStageLate)
        }
        Stage::Unanswered => ("promise-stage is-open", "…", Key::PromisesStageUnanswered),
        Stage::Refused => ("promise-stage is-refused", "✕", Key::PromisesStageRefused),
        Stage::UnderWay => (
            "promise-stage is-under-way",
            "→",
            Key::PromisesStageUnderWay,
        ),
        Stage::Finished => ("promise-stage is-done", "✓", Key::PromisesStageFinished),
        Stage::Cancelled => ("promise-stage is-refused", "✕", Key::PromisesStageCancelled),
    }
}

/// The same as words alone.
pub(crate) fn stage_word(line: &Line, day: Date) -> Key {
    stage_of(line, day).2
}

fn answer(line: &Line, told: &Told<'_>) -> Html {
    let words = told.words;
    let Some(answer) = &line.answer else {
        return paragraph(words.html(Key::PromisesSaidNothing));
    };
    let entry = &told.ledger.entries[answer.at];
    let who = &told.ledger.signers[entry.by].signer.name;
    let key = match answer.said {
        Said::Accepted => Key::PromisesSaidAccepted,
        Said::Changed => Key::PromisesSaidChanged,
        Said::Refused => Key::PromisesSaidRefused,
    };
    let with = [
        ("asked", Value::Money(answer.asked)),
        ("amount", Value::Money(answer.amount)),
        ("who", Value::Name(who)),
    ];
    let Says::Answer {
        reason, conditions, ..
    } = &entry.entry.says
    else {
        return Html::default();
    };
    all(vec![
        paragraph(words.rich(key, &with)),
        said(Key::PromisesWhy, "reason", reason.as_ref(), words),
        said(
            Key::PromisesCondition,
            "conditions",
            conditions.as_ref(),
            words,
        ),
    ])
}

/// A sentence around a text of the ledger, where there is one.
pub(super) fn said(key: Key, place: &str, text: Option<&Text>, words: &Words) -> Html {
    let says = |text| paragraph(words.rich(key, &[(place, Value::Name(text))]));
    text.map(says).unwrap_or_default()
}

fn money(line: &Line, words: &Words) -> Html {
    let sums = line.sums();
    let with = [
        ("committed", Value::Money(sums.committed)),
        ("paid", Value::Money(sums.paid)),
        ("still", Value::Money(sums.still_committed)),
        ("money", Value::Money(sums.not_committed)),
        ("agreed", Value::Money(sums.agreed)),
    ];
    let mut parts = vec![words.rich(Key::PromisesLineMoney, &with)];
    if sums.not_committed > 0 {
        parts.push(words.rich(Key::PromisesLineNotCommitted, &with));
    }
    if sums.returned > 0 {
        let with = [("money", Value::Money(sums.returned))];
        parts.push(words.rich(Key::PromisesLineReturned, &with));
    }
    let names: Vec<String> = line
        .commitments
        .iter()
        .map(|one| one.to.name.clone())
        .collect();
    if !names.is_empty() {
        let names = names.join(", ");
        parts.push(words.rich(Key::PromisesTo, &[("names", Value::Text(&names))]));
    }
    paragraph(spaced(parts))
}

fn late(line: &Line, told: &Told<'_>) -> Html {
    let words = told.words;
    let each = line.late(told.day).into_iter().map(|late| {
        let milestone = &line.milestones[late.milestone];
        let days = words.count(Plural::PromisesDaysLate, late.days);
        let with = [
            ("title", Value::Name(&milestone.title)),
            ("date", Value::Date(milestone.due())),
            ("late", Value::Text(&days)),
        ];
        notice(Tone::Bad, paragraph(words.rich(Key::PromisesLate, &with)))
    });
    each.collect()
}

fn coming(line: &Line, told: &Told<'_>) -> Html {
    let words = told.words;
    let next = line.coming(told.day).map(|next| {
        let title = &line.milestones[next.milestone].title;
        let with = [
            ("title", Value::Name(title)),
            ("date", Value::Date(next.due)),
        ];
        paragraph(words.rich(Key::PromisesNext, &with))
    });
    let news = line.next.filter(|_| line.end.is_none()).map(|date| {
        let key = match date < told.day {
            true => Key::PromisesNextNewsOverdue,
            false => Key::PromisesNextNews,
        };
        paragraph(words.rich(key, &[("date", Value::Date(date))]))
    });
    next.into_iter().chain(news).collect()
}

fn ended(line: &Line, told: &Told<'_>) -> Html {
    let words = told.words;
    let Some(End::Finished { amount, people, at }) = &line.end else {
        return Html::default();
    };
    let entry = &told.ledger.entries[*at].entry;
    let Says::Finish {
        delivered,
        different,
        ..
    } = &entry.says
    else {
        return Html::default();
    };
    let with = [
        ("date", Value::Date(entry.on)),
        ("amount", Value::Money(*amount)),
    ];
    let people = people.map(|people| words.show(Value::Count(Plural::PromisesPeople, people)));
    all(vec![
        paragraph(spaced(vec![
            words.rich(Key::PromisesFinished, &with),
            people.unwrap_or_default(),
        ])),
        said(
            Key::PromisesDeliveredText,
            "delivered",
            Some(delivered),
            words,
        ),
        said(Key::PromisesDifferent, "reason", different.as_ref(), words),
    ])
}

/// "The first session: moved twice, from 1 May to 1 July to 1 October."
fn moved(line: &Line, words: &Words) -> Html {
    let moved = line.milestones.iter().filter(|one| one.moves() > 0);
    moved
        .map(|milestone| paragraph(moves(milestone, words)))
        .collect()
}

fn moves(milestone: &Milestone, words: &Words) -> Html {
    let times = words.count(Plural::PromisesMoved, milestone.moves() as u64);
    let steps = milestone.dues.windows(2).map(|pair| {
        let with = [("old", Value::Date(pair[0])), ("new", Value::Date(pair[1]))];
        words.fill(Key::PromisesWasIs, &with)
    });
    let dates = steps.collect::<Vec<_>>().join(", ");
    let with = [
        ("title", Value::Name(&milestone.title)),
        ("moved", Value::Text(&times)),
        ("dates", Value::Text(&dates)),
    ];
    words.rich(Key::PromisesMovedSays, &with)
}

/// How long nothing was heard of a line that is not over.
fn silent(line: &Line, told: &Told<'_>) -> Html {
    let is_open = matches!(line.stage(), Stage::UnderWay);
    let days = told.ledger.silent(line, told.day).filter(|_| is_open);
    let says = days.map(|days| element("p", "quiet small", alone(&news(days, told.words))));
    says.unwrap_or_default()
}
