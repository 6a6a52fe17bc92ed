//! Check your answers: everything that will be sent, each with a way to change it, and only then "send".

use yew::prelude::*;

use super::{heading, on};
use crate::components::{Row, consequences, pot, swatch, table};
use crate::state::{Message, Mode, Open, Screen, Setting, Storage, Turn, Window};
use crate::words::{Key, Words};

pub(super) fn page(
    open: &Open,
    setting: &Setting,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    html! {
        <div class="stack">
            <button type="button" class="button-link" onclick={on(send, Message::ScreenAsked(Screen::Ballot))}>
                {words.say(Key::AppBack)}
            </button>
            { heading(html! { {words.say(Key::CheckTitle)} }) }
            <p class="notice"><strong>{words.say(Key::BallotUnsent)}</strong>{" "}{words.say(Key::CheckNotSent)}</p>
            <h2 id="amounts">{words.say(Key::CheckAmounts)}</h2>
            { picture(open, words) }
            { amounts(open, words, send) }
            { about(open, words, send) }
            { follows(open, words) }
            { sending(open, setting, words, send) }
        </div>
    }
}

fn picture(open: &Open, words: &Words) -> Html {
    let (total, left) = (open.budget.total, open.left());
    let label = words.fill(
        Key::BallotPot,
        &[
            ("given", &words.money(total - left)),
            ("left", &words.money(left)),
        ],
    );
    pot(&open.draft.amounts(), total, label, None)
}

fn amounts(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let rows = open.budget.priorities.iter().zip(&*open.draft.lines).enumerate().map(|(at, (priority, line))| {
        let no_view = line.no_view.then(|| html! { <span class="quiet small">{" "}{words.say(Key::CheckNoView)}</span> });
        Row {
            key: at,
            name: html! { <span class="line-name">{swatch(at)}<span>{words.name(&priority.name)}{no_view}</span></span> },
            figures: vec![html! { <bdi>{words.money(line.amount)}</bdi> }],
            act: Some(change(words, words.text(&priority.name), on(send, Message::ChangePressed(at)))),
        }
    });
    let left = open.left();
    let sum = |key, says, amount| Row {
        key,
        name: html! { {words.say(says)} },
        figures: vec![html! { <bdi>{words.money(amount)}</bdi> }],
        act: Some(Html::default()),
    };
    let mut sums = vec![sum(0, Key::CheckTotal, open.budget.total - left)];
    if left > 0 {
        sums.push(sum(1, Key::CheckUnspent, left));
    }
    let heads = [Key::CheckPriority, Key::CheckAmount].map(|key| words.say(key));
    table(
        "amounts",
        &heads,
        Some(words.say(Key::AppChange)),
        rows.collect(),
        sums,
    )
}

fn about(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    if open.budget.about.is_empty() {
        return Html::default();
    }
    let rows = open.budget.about.iter().zip(&open.draft.about).enumerate().map(|(at, (question, answer))| {
        let says = match answer.and_then(|answer| question.answers.get(answer)) {
            Some(answer) => words.name(&answer.name),
            None => html! { <span class="quiet">{words.say(Key::AboutSilent)}</span> },
        };
        let asks = words.text(&question.asks);
        html! {
            <div key={at} class="answer">
                <dt>{words.name(&question.asks)}</dt>
                <dd>{says}</dd>
                <dd class="act">{change(words, asks, on(send, Message::ScreenAsked(Screen::About)))}</dd>
            </div>
        }
    });
    html! { <><h2>{words.say(Key::CheckAbout)}</h2><dl>{ for rows }</dl></> }
}

fn change(words: &Words, name: &str, onclick: Callback<MouseEvent>) -> Html {
    let label = words.fill(Key::AppChangeOf, &[("name", name)]);
    html! { <button type="button" class="button-link" aria-label={label} {onclick}>{words.say(Key::AppChange)}</button> }
}

fn follows(open: &Open, words: &Words) -> Html {
    if open.budget.consequences.is_empty() {
        return Html::default();
    }
    let follows = open.consequences();
    html! {
        <>
            <h2>{words.say(Key::CheckFollows)}</h2>
            if follows.is_empty() {
                <p>{words.say(Key::CheckFollowsNone)}</p>
            } else {
                { consequences(&open.budget, &follows, words) }
            }
        </>
    }
}

/// The one button that sends; it stays in place while the ballot is being frozen.
fn sending(open: &Open, setting: &Setting, words: &Words, send: &Callback<Message>) -> Html {
    let day = match open.window(setting.today) {
        Window::Now => None,
        Window::NotYet(date) => Some((Key::BallotNotYet, date)),
        Window::Over(date) => Some((Key::BallotOver, date)),
    };
    let frozen = open.turn != Turn::Filling;
    html! {
        <div class="part stack">
            <p>{words.say(Key::CheckPublic)}</p>
            if let Some((key, date)) = day {
                <p class="notice notice-loss">{words.rich(key, &[("date", &words.date(date))])}</p>
            }
            if setting.storage == Storage::Refused && setting.mode == Mode::Own {
                <p class="notice notice-loss">{words.say(Key::CheckNoStorage)}</p>
            }
            <div class="buttons">
                <button
                    type="button"
                    class="button button-main"
                    aria-disabled={frozen.then_some("true")}
                    onclick={on(send, Message::SendPressed)}
                >{words.say(Key::CheckSend)}</button>
            </div>
        </div>
    }
}
