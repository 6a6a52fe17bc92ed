use yew::prelude::*;

use crate::pages::{heading, on};
use crate::state::{Message, Notice, Open, Setting, Stage, Window};
use crate::words::{Key, Plural, Words};

/// What this is, that it is practice, and who will answer when; the rest on demand.
pub(super) fn intro(
    open: &Open,
    setting: &Setting,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    let budget = &open.budget;
    let who = words.text(&budget.promise.who);
    html! {
        <>
            { heading(words.rich(Key::BallotTitle, &[("money", &words.money(budget.total))])) }
            <p>
                {words.say(Key::BallotPractice)}{" "}
                {words.rich(Key::BallotPromise, &[("who", who), ("date", &words.date(budget.promise.by))])}
            </p>
            { how(open, words) }
            { day(open, setting, words) }
            { waiting(open, words, send) }
            if let Some(notice) = open.notice {
                <p class="notice" role="status">{words.say(notice_key(notice))}</p>
            }
        </>
    }
}

fn how(open: &Open, words: &Words) -> Html {
    let budget = &open.budget;
    let dates = [
        ("opens", &*words.date(budget.dates.opens)),
        ("closes", &*words.date(budget.dates.closes)),
    ];
    html! {
        <details>
            <summary>{words.say(Key::BallotHow)}</summary>
            <div class="stack small">
                <p>{words.name(&budget.summary)}</p>
                <p>{words.say(Key::BallotHowShare)}{" "}{words.say(Key::BallotHowTogether)}</p>
                <p>{words.say(Key::BallotHowPractice)}{" "}{words.name(&budget.promise.says)}</p>
                <p>{words.say(Key::BallotHowPrivate)}{" "}{words.rich(Key::BallotHowDates, &dates)}</p>
                <p>{words.rich(Key::BallotHowOrganiser, &[("name", words.text(&budget.organiser.name))])}</p>
                if let Some(contact) = &budget.organiser.contact {
                    <p><a href={contact.clone()} target="_blank" rel="noopener noreferrer">{words.say(Key::BallotHowContact)}</a></p>
                }
            </div>
        </details>
    }
}

/// Outside the dates one may look and try, but not send; better to know before than after.
fn day(open: &Open, setting: &Setting, words: &Words) -> Html {
    let (key, date) = match open.window(setting.today) {
        Window::Now => return Html::default(),
        Window::NotYet(date) => (Key::BallotNotYet, date),
        Window::Over(date) => (Key::BallotOver, date),
    };
    html! { <p class="notice">{words.rich(key, &[("date", &words.date(date))])}</p> }
}

/// Ballots of before that are still on this device.
fn waiting(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let stuck = open
        .outbox
        .ballots
        .iter()
        .filter(|ballot| matches!(ballot.stage, Stage::NotSent(_)))
        .count() as u64;
    if stuck == 0 {
        return Html::default();
    }
    html! {
        <div class="notice notice-loss">
            <p>{words.count(Plural::CountedUnsent, stuck, &[])}</p>
            <button type="button" class="button-link" onclick={on(send, Message::SendNowPressed)}>
                {words.say(Key::ReceiptSendNow)}
            </button>
        </div>
    }
}

fn notice_key(notice: Notice) -> Key {
    match notice {
        Notice::Restored => Key::BallotRestored,
        Notice::Mended => Key::BallotMended,
        Notice::TodayMadeSmaller => Key::BallotTodaySmaller,
        Notice::AnotherBallot => Key::BallotAnother,
    }
}
