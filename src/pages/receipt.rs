//! The receipt: sent, or safely kept and not sent yet, or refused; and how to find the ballot again.

use yew::prelude::*;

use super::{heading, pot_of, promises, to_screen};
use crate::components::{Tone, again_in, all, both, element, list, notice, paragraph, press_to};
use crate::state::{
    BallotPhase, Message, Mode, Open, Reason, Screen, SendMessage, Setting, Stage, TurnMessage,
    Waiting,
};
use crate::words::{Key, Value, Words};

pub(super) fn page(
    open: &Open,
    setting: &Setting,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    let ballot = open.receipt();
    let how_far = match ballot {
        Some(ballot) => how_far(ballot, open, words, send),
        None => paragraph(words.html(Key::ReceiptNoneSays)),
    };
    let parts = vec![
        heading(words.html(title(open))),
        html! { <div role="status">{how_far}</div> },
        ballot
            .map(|ballot| waits(ballot, words))
            .unwrap_or_default(),
        each(open, setting, words),
        yours(open, words),
        next(open, setting, words, send),
        // Until the box has told its place, it has no name that stays.
        ballot
            .filter(|ballot| !ballot.is_ahead())
            .map(|ballot| kept(ballot, words))
            .unwrap_or_default(),
        again(open, words, send),
        somebody_else(open, setting, words, send),
    ];
    element("div", "stack", all(parts))
}

/// How far the ballot has got, as a heading.
pub(super) fn title(open: &Open) -> Key {
    open.receipt().map_or(Key::ReceiptNone, stage)
}

fn stage(ballot: &Waiting) -> Key {
    match ballot.stage {
        Stage::Keeping | Stage::Putting | Stage::Reading => Key::ReceiptSending,
        Stage::Sent => Key::ReceiptSent,
        Stage::NotSent(Reason::Refused(_)) => Key::ReceiptRefused,
        Stage::NotSent(Reason::Closed) => Key::ReceiptLate,
        Stage::NotSent(_) if ballot.kept == Some(true) => Key::ReceiptKept,
        Stage::NotSent(_) => Key::ReceiptUnkept,
    }
}

/// What that means, and what can be done about it.
fn how_far(ballot: &Waiting, open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let (tone, says) = match ballot.stage {
        Stage::Keeping | Stage::Putting | Stage::Reading => (Tone::Plain, Key::ReceiptSendingSays),
        Stage::Sent => (Tone::Good, Key::ReceiptSentSays),
        Stage::NotSent(Reason::Refused(_)) => (Tone::Bad, Key::ReceiptRefusedSays),
        Stage::NotSent(Reason::Closed) => (Tone::Bad, Key::ReceiptLateSays),
        Stage::NotSent(Reason::OtherBudget) => (Tone::Bad, Key::ReceiptOtherBudget),
        Stage::NotSent(_) if ballot.kept == Some(true) => (Tone::Bad, Key::ReceiptKeptSays),
        Stage::NotSent(_) => (Tone::Bad, Key::ReceiptUnkeptSays),
    };
    let mut parts = vec![paragraph(words.html(says))];
    if matches!(&open.ballot, BallotPhase::Cast(cast) if cast.elsewhere) {
        parts.push(paragraph(words.html(Key::ReceiptElsewhere)));
    }
    if let Stage::NotSent(Reason::Refused(status) | Reason::Failed(status)) = ballot.stage {
        let status = [("status", Value::Figure(&status.to_string()))];
        parts.push(element(
            "p",
            "small",
            words.rich(Key::ReceiptStatus, &status),
        ));
    }
    if let Stage::NotSent(reason) = ballot.stage
        && reason.may_change()
    {
        parts.push(press_to(
            "button",
            Key::ReceiptSendNow,
            || SendMessage::SendNowPressed.into(),
            words,
            send,
        ));
    }
    notice(tone, element("div", "stack", all(parts)))
}

/// When the page tries again by itself. Nothing reads this out as it counts down.
fn waits(ballot: &Waiting, words: &Words) -> Html {
    match ballot.wait {
        0 => Html::default(),
        ms => element("p", "quiet", again_in(ms.div_ceil(1_000), words)),
    }
}

/// Every ballot that this device knows, where it is more than one: people who share it would else take another's for
/// their own, or their own for lost, and vote twice.
fn each(open: &Open, setting: &Setting, words: &Words) -> Html {
    let ours = |ballot: &&Waiting| ballot.stage != Stage::NotSent(Reason::OtherBudget);
    let ballots: Vec<&Waiting> = open.outbox.ballots.iter().filter(ours).collect();
    if ballots.len() < 2 || setting.mode == Mode::Kiosk {
        return Html::default();
    }
    let line = |ballot: &&Waiting| {
        let says = match stage(ballot) {
            Key::ReceiptSent => Key::ReceiptEachSent,
            other => other,
        };
        let start = ballot.id.to_string();
        let start = words.show(Value::Figure(&start[..8]));
        both(element("span", "receipt-start", start), words.html(says))
    };
    all(vec![
        element("h2", "", words.html(Key::ReceiptEach)),
        list("list", ballots.iter().map(line).collect()),
        paragraph(words.html(Key::ReceiptEachSays)),
    ])
}

fn yours(open: &Open, words: &Words) -> Html {
    let Some(yours) = open.cast().and_then(|cast| cast.amounts.as_ref()) else {
        return Html::default();
    };
    let pot = pot_of(yours.lines(), open.budget.total, words, None);
    let sent = open
        .receipt()
        .is_some_and(|ballot| ballot.stage == Stage::Sent);
    // What is not sent must not be called so anywhere on the page.
    let says = if sent {
        Key::ReceiptYours
    } else {
        Key::CheckAmounts
    };
    all(vec![element("h2", "", words.html(says)), pot])
}

/// The promise, and the way to the results.
fn next(open: &Open, setting: &Setting, words: &Words, send: &Callback<Message>) -> Html {
    let budget = &open.budget;
    let promise = [
        ("who", Value::Name(&budget.promise.who)),
        ("date", Value::Date(budget.promise.by)),
    ];
    let results = if budget.results_open {
        to_screen(
            "button button-quiet",
            Key::ReceiptResults,
            Screen::Results,
            words,
            send,
        )
    } else {
        let closes = [("date", Value::Date(budget.dates.closes))];
        paragraph(words.rich(Key::ReceiptResultsLater, &closes))
    };
    all(vec![
        element("h2", "", words.html(Key::ReceiptNext)),
        paragraph(both(
            words.rich(Key::ReceiptPromise, &promise),
            words.name(&budget.promise.says),
        )),
        promises(setting, words),
        results,
    ])
}

/// The receipt itself, in groups that can be read out.
fn kept(ballot: &Waiting, words: &Words) -> Html {
    let id = ballot.id.to_string();
    let groups = (0..id.len())
        .step_by(8)
        .map(|from| element("span", "", words.show(Value::Figure(&id[from..from + 8]))));
    all(vec![
        element("h2", "", words.html(Key::ReceiptId)),
        element("p", "receipt-id", groups.collect()),
        paragraph(both(
            words.html(Key::ReceiptIdSays),
            words.html(Key::ReceiptIdWarns),
        )),
    ])
}

/// The same person's second thoughts.
fn again(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    if !open.ballot.is_cast() || open.code.code().is_none() {
        return Html::default();
    }
    let closes = [("date", Value::Date(open.budget.dates.closes))];
    let again = press_to(
        "button button-quiet",
        Key::ReceiptAgain,
        || TurnMessage::VoteAgainPressed.into(),
        words,
        send,
    );
    let parts = vec![paragraph(words.rich(Key::ReceiptAgainSays, &closes)), again];
    element("div", "part stack", all(parts))
}

/// The next person's turn on an own device; on a shared one every page has a button for that.
fn somebody_else(open: &Open, setting: &Setting, words: &Words, send: &Callback<Message>) -> Html {
    let quiet = "button button-quiet";
    let parts = match setting.mode {
        Mode::Own if open.ballot.is_cast() => vec![
            paragraph(words.html(Key::ReceiptAnotherSays)),
            press_to(
                quiet,
                Key::ReceiptAnother,
                || TurnMessage::AnotherBallotPressed.into(),
                words,
                send,
            ),
        ],
        Mode::Own | Mode::Kiosk => return Html::default(),
    };
    element("div", "part stack", all(parts))
}
