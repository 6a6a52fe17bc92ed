//! What stands below the lines: what cannot be moved, the red lines, and all that follows.

use documents::budget::{Limit, Protected};
use yew::prelude::*;

use super::{footer, paper};
use crate::components::{
    Tone, all, consequences, counted, element, heading, list, paragraph, part, verdict,
};
use crate::state::{Message, NavigateMessage, Open, Setting};
use crate::words::{Key, Value, Words};

/// All that stands below the lines, with the way on.
pub(in crate::pages) fn below(
    open: &Open,
    setting: &Setting,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    let on_pick = send.reform(|it| NavigateMessage::ChangePressed(it).into());
    all(vec![
        protected(open, words),
        limits(open, words, &on_pick),
        follows(open, &open.consequences(), words),
        paper::rest(open, words),
        footer::footer(open, setting, words, send),
    ])
}

/// Money that is shown and cannot be moved.
fn protected(open: &Open, words: &Words) -> Html {
    if open.budget.protected.is_empty() {
        return Html::default();
    }
    let lines = open.budget.protected.iter().map(|line| fixed(line, words));
    let inside = vec![
        heading("protected", words.say(Key::BallotProtected)),
        paragraph(words.html(Key::BallotProtectedSays)),
        list("list", lines.collect()),
    ];
    part("protected", inside)
}

fn fixed(line: &Protected, words: &Words) -> Html {
    let name = element("strong", "", words.name(&line.name));
    let head = all(vec![name, words.show(Value::Money(line.amount))]);
    all(vec![
        element("p", "line-head", head),
        element("p", "quiet small", words.name(&line.why)),
    ])
}

/// Limits on several lines together, each with what they have now.
fn limits(open: &Open, words: &Words, on_pick: &Callback<usize>) -> Html {
    if open.budget.limits.is_empty() {
        return Html::default();
    }
    let amounts = open.draft().amounts();
    let limits = open.budget.limits.iter().enumerate();
    let limits = limits.map(|(at, limit)| {
        let group = &open.plan.groups[at];
        let lines = counted(&group.members, &open.budget, words, on_pick);
        all(vec![
            self::limit(limit, group.sum(&amounts), words),
            element("p", "small", lines),
        ])
    });
    part(
        "limits",
        vec![
            heading("limits", words.say(Key::BallotLimits)),
            list("list", limits.collect()),
        ],
    )
}

fn limit(limit: &Limit, has: u64, words: &Words) -> Html {
    let kept =
        limit.floor.is_none_or(|floor| has >= floor) && limit.cap.is_none_or(|cap| has <= cap);
    let (tone, word) = if kept {
        (Tone::Good, Key::BallotLimitKept)
    } else {
        (Tone::Bad, Key::BallotLimitBroken)
    };
    let bound = |key, amount: Option<u64>| {
        let with = |amount| {
            [
                ("name", Value::Name(&limit.name)),
                ("money", Value::Money(amount)),
            ]
        };
        amount
            .map(|amount| paragraph(words.rich(key, &with(amount))))
            .unwrap_or_default()
    };
    all(vec![
        bound(Key::BallotLimitFloor, limit.floor),
        bound(Key::BallotLimitCap, limit.cap),
        verdict(
            tone,
            words.say(word),
            words.rich(Key::BallotLimitHas, &[("money", Value::Money(has))]),
        ),
        element("p", "quiet small", words.name(&limit.why)),
    ])
}

/// The whole ballot's consequences in one place; the sign in the bar leads here.
fn follows(open: &Open, follows: &[usize], words: &Words) -> Html {
    if open.budget.consequences.is_empty() {
        return Html::default();
    }
    let says = match follows.is_empty() {
        true => paragraph(words.html(Key::BallotFollowsNone)),
        false => consequences(&open.budget, follows, words),
    };
    let title = html! { <h2 id="follows" tabindex="-1">{words.html(Key::BallotFollows)}</h2> };
    part("follows", vec![title, says])
}
