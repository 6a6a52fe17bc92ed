//! The sheets of a batch: as they were typed, and how far their ballots have got. On paper this list is the batch's record.

use yew::prelude::*;

use super::said::stopped;
use super::view::is_refused;
use super::{Batch, Desk, DeskMessage, Sheet};
use crate::components::{
    Row, Tone, all, both, element, heading, notice, on, paragraph, press, table,
};
use crate::words::{Key, Value, Words, alone};

type Send = Callback<DeskMessage>;

pub(super) fn list_of(desk: &Desk, words: &Words, send: &Send) -> Html {
    let Some(batch) = desk.batch() else {
        return Html::default();
    };
    let way = match batch.sending {
        true => on_their_way(desk, batch, words, send),
        false => Html::default(),
    };
    let heads = [Key::DeskSheet, Key::DeskState, Key::DeskReceipt].map(|key| words.say(key));
    let mut sheets: Vec<&Sheet> = batch.sheets.iter().collect();
    sheets.sort_by_key(|sheet| sheet.number);
    let rows = sheets.into_iter().map(|sheet| row(sheet, desk, words));
    let list = match batch.sheets.is_empty() {
        true => Html::default(),
        false => table("desk-list", &heads, None, rows.collect(), Vec::new()),
    };
    all(vec![
        way,
        heading("desk-list", words.say(Key::DeskList)),
        list,
    ])
}

/// What becomes of the batch, and what there is to press.
fn on_their_way(desk: &Desk, batch: &Batch, words: &Words, send: &Send) -> Html {
    let ballots = || batch.sheets.iter().filter(|sheet| sheet.says.is_some());
    let sent = ballots().filter(|sheet| sheet.sent).count() as u64;
    let frozen = ballots().filter(|sheet| !sheet.ballot.is_empty()).count() as u64;
    let refused = desk.view.refused(batch);
    let with = [
        ("batch", Value::Number(batch.number)),
        ("done", Value::Number(frozen)),
        ("all", Value::Number(ballots().count() as u64)),
        ("sent", Value::Number(sent)),
        ("refused", Value::Number(refused)),
    ];
    let key = match (desk.is_done(), sent == frozen) {
        _ if refused > 0 => Key::DeskRefused,
        (false, _) => Key::DeskSending,
        (true, false) => Key::DeskQueued,
        (true, true) => Key::DeskAllSent,
    };
    let headline = match refused {
        0 => paragraph(words.rich(key, &with)),
        _ => notice(Tone::Bad, paragraph(words.rich(key, &with))),
    };
    let first = |key, message| {
        html! { <button type="button" id="desk-press" class="button" onclick={on(send, message)}>{words.html(key)}</button> }
    };
    let other = |key, message| press("button button-quiet", key, message, words, send);
    let main = match (&desk.stopped, desk.is_done()) {
        (Some(_), _) => both(
            first(Key::DeskAgain, DeskMessage::Send),
            other(Key::DeskPrint, DeskMessage::Print),
        ),
        (None, true) => first(Key::DeskPrint, DeskMessage::Print),
        (None, false) => Html::default(),
    };
    let leave = desk.may_leave();
    let leave = leave.then(|| other(Key::DeskNext, DeskMessage::NextBatch));
    let next = both(main, leave.unwrap_or_default());
    html! {
        <>
            <div class="desk-has" role="status">{headline}</div>
            { desk.stopped.as_ref().map(|why| stopped(why, words)) }
            <div class="buttons">{next}</div>
        </>
    }
}

fn row(sheet: &Sheet, desk: &Desk, words: &Words) -> Row {
    let stage = desk.view.stage(&sheet.ballot);
    let state = match (&sheet.says, sheet.ballot.is_empty(), stage) {
        (None, ..) => Key::DeskIsSpoilt,
        (_, true, _) if desk.has_bad_code(sheet) => Key::DeskIsBadCode,
        (_, true, _) => Key::DeskIsTyped,
        _ if sheet.sent => Key::DeskIsSent,
        (.., Some(stage)) if is_refused(stage) => Key::DeskIsRefused,
        _ => Key::DeskIsQueued,
    };
    // With a code it has several names until the box has told which place it takes.
    let receipt = match &sheet.ballot[..] {
        [receipt] => Some(receipt.to_string()),
        _ => None,
    };
    Row {
        name: words.show(Value::Number(sheet.number)),
        figures: vec![
            words.html(state),
            element("code", "desk-receipt", alone(&receipt.unwrap_or_default())),
        ],
        act: None,
    }
}
