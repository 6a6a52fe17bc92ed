//! What stands between the draft and a ballot, in words.

use yew::prelude::*;

use super::around;
use crate::components::{Problem, faults, reason};
use crate::state::{Fault, Message, Open};
use crate::words::{Key, Value, Words};

/// The error summary, which takes the focus.
pub(in crate::pages) fn summary(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let on_pick = send.reform(Message::ChangePressed);
    let problems = open.faults.iter().map(|fault| problem(fault, open, words));
    faults(problems.collect(), &open.budget, words, &on_pick)
}

/// A fault in words, and the lines where it can be mended.
fn problem(fault: &Fault, open: &Open, words: &Words) -> Problem {
    let budget = &open.budget;
    let of_group = |key, limit: usize, lacks, bound| {
        let limit = &budget.limits[limit];
        let with = [
            ("name", Value::Name(&limit.name)),
            ("money", Value::Money(lacks)),
            ("limit", Value::Money(bound)),
        ];
        (words.rich(key, &with), around::lines_of(limit, budget))
    };
    let (says, lines) = match *fault {
        Fault::MoneyLeft(left) => {
            let line = (0..budget.priorities.len())
                .find(|&at| open.can_more(at))
                .unwrap_or(0);
            (
                words.rich(Key::FaultsMoneyLeft, &[("money", Value::Money(left))]),
                vec![line],
            )
        }
        Fault::GroupBelow { limit, floor, has } => {
            of_group(Key::FaultsGroupBelow, limit, floor - has, floor)
        }
        Fault::GroupAbove { limit, cap, has } => {
            of_group(Key::FaultsGroupAbove, limit, has - cap, cap)
        }
        Fault::NotAsTyped(clipped) => {
            let at = clipped.priority;
            let why = reason(clipped.because, budget, at, words);
            let with = [
                ("name", Value::Name(&budget.priorities[at].name)),
                ("why", Value::Text(&why)),
            ];
            (words.rich(Key::FaultsNotAsTyped, &with), vec![at])
        }
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
