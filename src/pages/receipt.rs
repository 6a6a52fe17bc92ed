//! The receipt: sent, or safely kept and not sent yet, or refused; and how to find the ballot again.

use yew::prelude::*;

use super::{heading, on};
use crate::components::pot;
use crate::state::{Message, Mode, Open, Reason, Screen, Setting, Stage, Turn, Waiting};
use crate::words::{Key, Words};

pub(super) fn page(
    open: &Open,
    setting: &Setting,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    html! {
        <div class="stack">
            { heading(html! { {words.say(title(open))} }) }
            <div role="status">{ open.receipt().map(|ballot| how_far(ballot, setting, words, send)) }</div>
            { yours(open, words) }
            { next(open, words, send) }
            { open.receipt().map(|ballot| kept(ballot, words)) }
            { somebody_else(open, setting, words, send) }
        </div>
    }
}

/// How far the ballot has got, as a heading.
pub(super) fn title(open: &Open) -> Key {
    let Some(ballot) = open.receipt() else {
        return Key::ReceiptNone;
    };
    match ballot.stage {
        Stage::Keeping | Stage::Putting | Stage::Reading => Key::ReceiptSending,
        Stage::Sent => Key::ReceiptSent,
        Stage::NotSent(Reason::Refused(_)) => Key::ReceiptRefused,
        Stage::NotSent(_) if ballot.kept == Some(true) => Key::ReceiptKept,
        Stage::NotSent(_) => Key::ReceiptUnkept,
    }
}

/// What that means, and what can be done about it.
fn how_far(ballot: &Waiting, setting: &Setting, words: &Words, send: &Callback<Message>) -> Html {
    let (class, says) = match ballot.stage {
        Stage::Keeping | Stage::Putting | Stage::Reading => ("notice", Key::ReceiptSendingSays),
        Stage::Sent => ("notice notice-gain", Key::ReceiptSentSays),
        Stage::NotSent(Reason::Refused(_)) => ("notice notice-loss", Key::ReceiptRefusedSays),
        Stage::NotSent(Reason::OtherBudget) => ("notice notice-loss", Key::ReceiptOtherBudget),
        Stage::NotSent(_) if ballot.kept == Some(true) => {
            ("notice notice-loss", Key::ReceiptKeptSays)
        }
        Stage::NotSent(_) => ("notice notice-loss", Key::ReceiptUnkeptSays),
    };
    let status = match ballot.stage {
        Stage::NotSent(Reason::Refused(status) | Reason::Failed(status)) => {
            Some(status.to_string())
        }
        _ => None,
    };
    let waits = matches!(ballot.stage, Stage::NotSent(_));
    let alone = waits && ballot.kept == Some(false) && setting.mode == Mode::Own;
    html! {
        <div {class}>
            <p>{words.say(says)}</p>
            if let Some(status) = status {
                <p class="small">{words.rich(Key::ReceiptStatus, &[("status", &status)])}</p>
            }
            if alone {
                <p>{words.say(Key::ReceiptNewTab)}</p>
            }
            if waits {
                <button type="button" class="button" onclick={on(send, Message::SendNowPressed)}>
                    {words.say(Key::ReceiptSendNow)}
                </button>
            }
        </div>
    }
}

fn yours(open: &Open, words: &Words) -> Html {
    let Some(yours) = &open.yours else {
        return Html::default();
    };
    let given: u64 = yours.iter().sum();
    let left = open.budget.total.saturating_sub(given);
    let label = words.fill(
        Key::BallotPot,
        &[("given", &words.money(given)), ("left", &words.money(left))],
    );
    html! { <><h2>{words.say(Key::ReceiptYours)}</h2>{pot(yours, open.budget.total, label, None)}</> }
}

/// The promise, and the way to the results.
fn next(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let budget = &open.budget;
    let promise = [
        ("who", words.text(&budget.promise.who)),
        ("date", &*words.date(budget.promise.by)),
    ];
    html! {
        <>
            <h2>{words.say(Key::ReceiptNext)}</h2>
            <p>{words.rich(Key::ReceiptPromise, &promise)}{" "}{words.name(&budget.promise.says)}</p>
            if budget.results_open {
                <button type="button" class="button button-quiet" onclick={on(send, Message::ScreenAsked(Screen::Results))}>
                    {words.say(Key::ReceiptResults)}
                </button>
            } else {
                <p>{words.rich(Key::ReceiptResultsLater, &[("date", &words.date(budget.dates.closes))])}</p>
            }
        </>
    }
}

/// The receipt itself, in groups that can be read out.
fn kept(ballot: &Waiting, words: &Words) -> Html {
    let id = ballot.id.to_string();
    let groups = (0..id.len())
        .step_by(8)
        .map(|from| html! { <span>{id[from..from + 8].to_owned()}</span> });
    html! {
        <>
            <h2 id="receipt">{words.say(Key::ReceiptId)}</h2>
            <p class="receipt-id" aria-labelledby="receipt">{ for groups }</p>
            <p>{words.say(Key::ReceiptIdSays)}{" "}{words.say(Key::ReceiptIdWarns)}</p>
        </>
    }
}

/// The next person's turn; on a shared device it also wipes what can be seen.
fn somebody_else(open: &Open, setting: &Setting, words: &Words, send: &Callback<Message>) -> Html {
    let (says, key, message) = match setting.mode {
        Mode::Kiosk => (None, Key::ReceiptNextVisitor, Message::NextVisitorPressed),
        Mode::Own if open.turn == Turn::Cast => (
            Some(Key::ReceiptAnotherSays),
            Key::ReceiptAnother,
            Message::AnotherBallotPressed,
        ),
        Mode::Own => return Html::default(),
    };
    html! {
        <div class="part stack">
            { for says.map(|says| html! { <p>{words.say(says)}</p> }) }
            <button type="button" class="button button-quiet" onclick={on(send, message)}>{words.say(key)}</button>
        </div>
    }
}
