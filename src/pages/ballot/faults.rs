//! What stands between the draft and a ballot, in words.

use documents::plan::{Breach, Limit, Side};
use yew::prelude::*;

use crate::components::{Problem, faults, reason};
use crate::state::{ClampReason, Fault, Message, NavigateMessage, Open};
use crate::words::{Key, Value, Words};

/// The error summary, which takes the focus.
pub(in crate::pages) fn summary(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let on_pick = send.reform(|it| NavigateMessage::ChangePressed(it).into());
    let problems = open
        .filling
        .faults
        .iter()
        .map(|fault| problem(fault, open, words));
    faults(problems.collect(), &open.budget, words, &on_pick)
}

/// A fault in words, and the lines where it can be mended.
fn problem(fault: &Fault, open: &Open, words: &Words) -> Problem {
    let (says, lines) = match *fault {
        Fault::Breaks(breach) => broken(breach, open, words),
        Fault::NotAsTyped(clamped) => not_as_asked(clamped.priority, clamped.because, open, words),
        Fault::NoCode => (words.html(Key::FaultsNoCode), Vec::new()),
        Fault::NotSealed => (words.html(Key::FaultsNotSealed), Vec::new()),
        Fault::NotYetOpen(date) => (
            words.rich(Key::BallotNotYet, &[("date", Value::Date(date))]),
            Vec::new(),
        ),
        Fault::Closed(date) => (
            words.rich(Key::BallotOver, &[("date", Value::Date(date))]),
            Vec::new(),
        ),
    };
    Problem { says, lines }
}

/// A limit that the draft does not keep.
fn broken(breach: Breach, open: &Open, words: &Words) -> (Html, Vec<usize>) {
    let budget = &open.budget;
    let money = ("money", Value::Money(breach.found.abs_diff(breach.bound)));
    match breach.limit {
        Limit::Line(at) | Limit::Step(at) => {
            not_as_asked(at, ClampReason::Breaks(breach), open, words)
        }
        Limit::Total => {
            let mut lines = 0..budget.priorities.len();
            let line = lines.find(|&at| open.can_more(at)).unwrap_or(0);
            (words.rich(Key::FaultsMoneyLeft, &[money]), vec![line])
        }
        Limit::Group(at) => {
            let key = match breach.side {
                Side::Below => Key::FaultsGroupBelow,
                Side::Above => Key::FaultsGroupAbove,
            };
            let name = ("name", Value::Name(&budget.limits[at].name));
            let limit = ("limit", Value::Money(breach.bound));
            let says = words.rich(key, &[name, money, limit]);
            (says, open.plan.groups[at].members.clone())
        }
    }
}

/// The line does not have what was asked for.
fn not_as_asked(at: usize, because: ClampReason, open: &Open, words: &Words) -> (Html, Vec<usize>) {
    let why = reason(because, &open.budget, at, words);
    let with = [
        ("name", Value::Name(&open.budget.priorities[at].name)),
        ("why", Value::Text(&why)),
    ];
    (words.rich(Key::FaultsNotAsTyped, &with), vec![at])
}
