//! What stands around the lines: quick ways to begin, what cannot be moved, the red lines, and all that follows.

use documents::budget::Limit;
use yew::prelude::*;

use crate::components::consequences;
use crate::pages::on;
use crate::state::{Message, Open};
use crate::words::{Key, Words};

/// Whole drafts at a press, and the way back.
pub(super) fn quick(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let button = |key, message| {
        html! {
            <button type="button" onclick={on(send, message)}>{words.say(key)}</button>
        }
    };
    html! {
        <div class="quick" role="group" aria-label={words.say(Key::BallotQuick)}>
            { button(Key::BallotToday, Message::TodayPressed) }
            { button(Key::BallotEven, Message::EvenPressed) }
            { button(Key::BallotAgain, Message::StartAgainPressed) }
            <button
                type="button"
                aria-disabled={(!open.can_undo()).then_some("true")}
                onclick={on(send, Message::UndoPressed)}
            >{words.say(Key::BallotUndo)}</button>
        </div>
    }
}

/// Money that is shown and cannot be moved.
pub(super) fn protected(open: &Open, words: &Words) -> Html {
    if open.budget.protected.is_empty() {
        return Html::default();
    }
    html! {
        <section class="part stack" aria-labelledby="protected">
            <h2 id="protected">{words.say(Key::BallotProtected)}</h2>
            <p>{words.say(Key::BallotProtectedSays)}</p>
            <ul class="list">
                { for open.budget.protected.iter().map(|line| html! {
                    <li key={line.id.as_str()}>
                        <p class="line-head"><strong>{words.name(&line.name)}</strong><bdi>{words.money(line.amount)}</bdi></p>
                        <p class="quiet small">{words.name(&line.why)}</p>
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// Limits on several lines together, each with what they have now.
pub(super) fn limits(open: &Open, words: &Words) -> Html {
    if open.budget.limits.is_empty() {
        return Html::default();
    }
    let amounts = open.draft.amounts();
    html! {
        <section class="part stack" aria-labelledby="limits">
            <h2 id="limits">{words.say(Key::BallotLimits)}</h2>
            <ul class="list">
                { for open.budget.limits.iter().enumerate().map(|(at, limit)| {
                    html! { <li key={at}>{self::limit(limit, open.bounds.in_group(at, &amounts), words)}</li> }
                }) }
            </ul>
        </section>
    }
}

fn limit(limit: &Limit, has: u64, words: &Words) -> Html {
    let kept =
        limit.floor.is_none_or(|floor| has >= floor) && limit.cap.is_none_or(|cap| has <= cap);
    let name = words.text(&limit.name);
    let says = |key, amount: Option<u64>| {
        amount.map(|amount| html! { <p>{words.rich(key, &[("name", name), ("money", &words.money(amount))])}</p> })
    };
    let (class, word, sign) = if kept {
        ("notice notice-gain", Key::BallotLimitKept, "✓")
    } else {
        ("notice notice-loss", Key::BallotLimitBroken, "⚠")
    };
    html! {
        <div {class}>
            { for says(Key::BallotLimitFloor, limit.floor) }
            { for says(Key::BallotLimitCap, limit.cap) }
            <p>
                <span class="notice-word"><span aria-hidden="true">{sign}</span>{" "}{words.say(word)}</span>
                {" "}{words.rich(Key::BallotLimitHas, &[("money", &words.money(has))])}
            </p>
            <p class="quiet small">{words.name(&limit.why)}</p>
        </div>
    }
}

/// The whole ballot's consequences in one place; the sign in the bar leads here.
pub(super) fn follows(open: &Open, follows: &[usize], words: &Words) -> Html {
    if open.budget.consequences.is_empty() {
        return Html::default();
    }
    html! {
        <section class="part stack" aria-labelledby="follows">
            <h2 id="follows" tabindex="-1">{words.say(Key::BallotFollows)}</h2>
            if follows.is_empty() {
                <p>{words.say(Key::BallotFollowsNone)}</p>
            } else {
                { consequences(&open.budget, follows, words) }
            }
        </section>
    }
}
