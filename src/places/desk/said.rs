//! What the desk says of a key, in words.

use documents::plan::{Breach, Limit, Side};
use yew::prelude::*;

use super::form::Entry;
use super::{Desk, Field, Said, Stopped, Unreconciled};
use crate::components::{Tone, all, both, notice, paragraph, reason};
use crate::state::{ClampReason, Fault, Window};
use crate::words::{Key, Value, Words};

pub(super) fn said(said: &Said, desk: &Desk, words: &Words) -> Html {
    let number = |key, number: u64| words.rich(key, &[("number", Value::Number(number))]);
    let (tone, says) = match said {
        Said::Needs(field) => (Tone::Bad, needs(*field, desk, words)),
        Said::Breaks(breach) => (Tone::Bad, broken(*breach, desk, words)),
        Said::Double(of) => (Tone::Bad, number(Key::DeskDouble, *of)),
        Said::Beyond(of) => (Tone::Bad, number(Key::DeskTooHigh, *of)),
        Said::CodeUsed(of) => (Tone::Bad, number(Key::DeskCodeUsed, *of)),
        Said::BatchDone(of) => (Tone::Bad, number(Key::DeskBatchDone, *of)),
        Said::Stored(of) => (Tone::Good, number(Key::DeskStored, *of)),
        Said::TakenBack(of) => (Tone::Plain, number(Key::DeskTakenBack, *of)),
        Said::RemoveSheet(of) => (Tone::Bad, number(Key::DeskRemoveSheet, *of)),
        Said::SpoilSheet(of) => (Tone::Bad, number(Key::DeskSpoilSheet, *of)),
        Said::CodeBad(of) => (Tone::Bad, number(Key::DeskCodeBad, *of)),
        Said::CodeUsedBefore => (Tone::Bad, words.html(Key::DeskCodeUsedBefore)),
        Said::DropBatch(of) => (Tone::Bad, number(Key::DeskDropBatch, *of)),
        Said::Removed(of) => (Tone::Good, number(Key::DeskRemoved, *of)),
        Said::Dropped(of) => (Tone::Good, number(Key::DeskDropped, *of)),
        Said::NoSuchSheet => (Tone::Bad, words.html(Key::DeskNoSuch)),
        Said::FinishFirst => (Tone::Bad, words.html(Key::DeskFinishFirst)),
        Said::Unreconciled(found) => (Tone::Bad, unreconciled(found, desk, words)),
        Said::Shut(window) => (Tone::Bad, shut(*window, words)),
        Said::Elsewhere => (Tone::Plain, words.html(Key::DeskElsewhere)),
    };
    notice(tone, paragraph(says))
}

/// What a line's field is for stands beside it; here is what is wrong with what was typed.
fn needs(field: Field, desk: &Desk, words: &Words) -> Html {
    let (plan, money, budget) = (&desk.view.plan, &desk.view.money, &desk.view.budget);
    if let Field::Line(at) = field
        && let Entry::Unread(why) = desk.form.entry(at, plan, money)
    {
        return named(at, why, desk, words);
    }
    let name = match field {
        Field::Line(at) => words.text(&budget.priorities[at].name).to_owned(),
        Field::Question(at) => words.text(&budget.about[at].asks).to_owned(),
        Field::Batch => words.say(Key::DeskBatch).to_owned(),
        Field::Declared => words.say(Key::DeskDeclared).to_owned(),
        Field::Number => words.say(Key::DeskNumber).to_owned(),
        Field::Code => words.say(Key::CodeLabel).to_owned(),
    };
    words.rich(Key::DeskNeeds, &[("name", Value::Text(&name))])
}

/// A limit that the sheet does not keep.
pub(super) fn broken(breach: Breach, desk: &Desk, words: &Words) -> Html {
    let money = ("money", Value::Money(breach.found.abs_diff(breach.bound)));
    match (breach.limit, breach.side) {
        (Limit::Line(at) | Limit::Step(at), _) => {
            named(at, ClampReason::Breaks(breach), desk, words)
        }
        (Limit::Total, Side::Above) => words.rich(Key::DeskOver, &[money]),
        (Limit::Total, Side::Below) => words.rich(Key::FaultsMoneyLeft, &[money]),
        (Limit::Group(at), side) => {
            let key = match side {
                Side::Below => Key::FaultsGroupBelow,
                Side::Above => Key::FaultsGroupAbove,
            };
            let name = ("name", Value::Name(&desk.view.budget.limits[at].name));
            let limit = ("limit", Value::Money(breach.bound));
            words.rich(key, &[name, money, limit])
        }
    }
}

fn named(at: usize, because: ClampReason, desk: &Desk, words: &Words) -> Html {
    let budget = &desk.view.budget;
    let why = reason(because, budget, at, words);
    let name = Value::Name(&budget.priorities[at].name);
    words.rich(
        Key::FaultsNotAsTyped,
        &[("name", name), ("why", Value::Text(&why))],
    )
}

/// Which sheets are missing, typed twice, or of another batch.
fn unreconciled(found: &Unreconciled, desk: &Desk, words: &Words) -> Html {
    let batch = desk.batch();
    let count = |of: Option<u64>| Value::Number(of.unwrap_or(0));
    let counts = [
        ("declared", count(batch.map(|batch| batch.declared))),
        ("typed", count(batch.map(|batch| batch.sheets.len() as u64))),
    ];
    let each = [
        (Key::DeskMissing, &found.missing),
        (Key::DeskTwice, &found.double),
        (Key::DeskBeyond, &found.beyond),
    ];
    let each = each.into_iter().filter(|(_, numbers)| !numbers.is_empty());
    let each = each.map(|(key, numbers)| {
        let numbers = ranges(numbers);
        words.rich(key, &[("numbers", Value::Figure(&numbers))])
    });
    both(
        words.rich(Key::DeskNotAll, &counts),
        all(each.map(paragraph).collect()),
    )
}

/// 3, 7–9, 12
pub(super) fn ranges(numbers: &[u64]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let runs = runs.map(|run| match run {
        [one] => one.to_string(),
        [first, .., last] => format!("{first}–{last}"),
        [] => String::new(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

pub(super) fn shut(window: Window, words: &Words) -> Html {
    let dated = |key, date| words.rich(key, &[("date", Value::Date(date))]);
    match window {
        Window::Now => Html::default(),
        Window::NotYet(date) => dated(Key::BallotNotYet, date),
        Window::Over(date) => dated(Key::BallotOver, date),
        Window::Closed => words.html(Key::BallotClosed),
        Window::Changed => words.html(Key::BallotChanged),
    }
}

pub(super) fn stopped(stopped: &Stopped, words: &Words) -> Html {
    let why = match stopped {
        Stopped::Shut(window) => shut(*window, words),
        Stopped::Elsewhere => words.html(Key::DeskTab),
        Stopped::Fault(Fault::NotSealed) => words.html(Key::FaultsNotSealed),
        Stopped::Fault(Fault::NoCode) => words.html(Key::FaultsNoCode),
        Stopped::Fault(_) => Html::default(),
    };
    notice(
        Tone::Bad,
        paragraph(both(words.html(Key::DeskStopped), why)),
    )
}
