//! One line: what residents said, what was decided and why, the money, what comes next, what is late.

use documents::budget::Priority;
use documents::ledger::{Judged, Said, Says};
use documents::{Date, Id, Text};
use ledger::{Answer, End, Line, Milestone, Stage};
use yew::prelude::*;

use super::top::{news, spaced};
use super::{Told, change, history};
use crate::components::{Tone, all, element, heading, notice, paragraph, part, swatch};
use crate::places::promises::{Message, Promises};
use crate::words::{Key, Plural, Value, Words, alone};

/// So many of a line's dates are told at once.
const SHOWN: usize = 8;

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
        met_late(line, words),
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
    let late = entry.entry.recorded.days_since(told.budget.promise.by);
    let late = u64::try_from(late)
        .ok()
        .filter(|days| *days > 0)
        .map(|days| {
            let days = words.count(Plural::PromisesDaysLate, days);
            words.rich(Key::PromisesSaidLate, &[("late", Value::Text(&days))])
        });
    all(vec![
        paragraph(spaced(vec![
            words.rich(key, &with),
            late.unwrap_or_default(),
        ])),
        quoted(line, answer, entry.entry.result, told),
        said(Key::PromisesWhy, "reason", reason.as_ref(), words),
        said(
            Key::PromisesCondition,
            "conditions",
            conditions.as_ref(),
            words,
        ),
    ])
}

/// Does the answer say of residents what the result says that it names?
fn quoted(line: &Line, answer: &Answer, result: Option<Id>, told: &Told<'_>) -> Html {
    let Some(result) = result else {
        return Html::default();
    };
    let words = told.words;
    let known = told.audit.outcomes.iter().find(|(id, _)| *id == result);
    let Some((_, outcome)) = known else {
        return element("p", "quiet small", words.html(Key::PromisesNoResult));
    };
    let given = outcome.iter().find(|(name, _)| name == line.id.as_str());
    let given = given.map_or(0, |(_, amount)| *amount);
    let with = [
        ("amount", Value::Money(given)),
        ("asked", Value::Money(answer.asked)),
    ];
    match given == answer.asked {
        true => Html::default(),
        false => notice(
            Tone::Bad,
            paragraph(words.rich(Key::PromisesMisquoted, &with)),
        ),
    }
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
    let late = line.late(told.day);
    let more = late.len().saturating_sub(SHOWN) as u64;
    let each = late.into_iter().take(SHOWN).map(|late| {
        let milestone = &line.milestones[late.milestone];
        let days = words.count(Plural::PromisesDaysLate, late.days);
        let with = [
            ("title", Value::Name(&milestone.title)),
            ("date", Value::Date(milestone.due())),
            ("late", Value::Text(&days)),
        ];
        let judged = judged(milestone, told);
        let says = spaced(vec![words.rich(Key::PromisesLate, &with), judged]);
        notice(Tone::Bad, paragraph(says))
    });
    let more =
        (more > 0).then(|| paragraph(words.show(Value::Count(Plural::PromisesMoreLines, more))));
    each.chain(more).collect()
}

/// What was said of it last, and why.
fn judged(milestone: &Milestone, told: &Told<'_>) -> Html {
    let (words, last) = (told.words, milestone.judged.last());
    let Some(entry) = last.map(|last| &told.ledger.entries[last.at].entry) else {
        return Html::default();
    };
    let Says::Met {
        judged,
        reason: Some(reason),
        ..
    } = &entry.says
    else {
        return Html::default();
    };
    let key = match judged {
        Judged::Met => return Html::default(),
        Judged::Partly => Key::PromisesDonePartly,
        Judged::Not => Key::PromisesNotDone,
    };
    let with = [
        ("date", Value::Date(entry.on)),
        ("reason", Value::Name(reason)),
    ];
    words.rich(key, &with)
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

/// What was done after its day.
fn met_late(line: &Line, words: &Words) -> Html {
    let late = line
        .milestones
        .iter()
        .filter_map(|one| Some((one, one.met_late()?)));
    let each = late.take(SHOWN).map(|(milestone, days)| {
        let days = words.count(Plural::PromisesDaysLate, days);
        let with = [
            ("title", Value::Name(&milestone.title)),
            ("late", Value::Text(&days)),
        ];
        paragraph(words.rich(Key::PromisesMetLate, &with))
    });
    each.collect()
}

/// "The first session: moved twice, from 1 May to 1 July to 1 October."
fn moved(line: &Line, words: &Words) -> Html {
    let moved = line.milestones.iter().filter(|one| one.moves() > 0);
    moved
        .take(SHOWN)
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
