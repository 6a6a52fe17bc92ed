//! What the page asks, as arrays that begin with a word:
//! `["event", budget, sha256, keys, home]` first, then `["check", code]`, `["close", ids]`,
//! `["seal", ballot, answers, code, revisions, seed]` and `["settle", id, lines]`.
//!
//! The answers: `["checked", code, standing]`, `["closed", word, ids]` with those of the ids that count,
//! `["sealed", bytes]` and `["settled", id, bytes]`, with `null` for what could not be had. Ids are written one after
//! the other. A seal needs no network: with a code, the ballot is signed ahead (`seals::Voter::cast_ahead`).

mod ballot_box;

use std::cell::RefCell;

use documents::budget::Keys;
use documents::key_list::Standing;
use documents::{Ballot, BudgetName, Code, Id, Signed, Slug, SlugMap, json};
use js_sys::{Array, Uint8Array};
use seals::{Chance, Event, Voter};
use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

use self::ballot_box::BallotBox;

/// More than the keys of a budget and the answers to its questions take.
const MAX_BYTES: usize = 20_000;

thread_local! {
    static ABOUT: RefCell<Option<(Event, BallotBox)>> = const { RefCell::new(None) };
    /// Revisions that were given to ballots here, whether the box has those yet or not.
    static GIVEN: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

/// One question of the page.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "the start script calls it")]
pub async fn asked(question: Array) {
    let word = question.get(0).as_string().unwrap_or_default();
    if word == "event" {
        ABOUT.set(event(&question));
        return;
    }
    let about = ABOUT.with_borrow(Clone::clone);
    let answer = match word.as_str() {
        "check" => Array::of3(
            &"checked".into(),
            &question.get(1),
            &check(about, &question).await.unwrap_or(JsValue::NULL),
        ),
        "close" => {
            let (word, ids) = close(about, &question).await.unwrap_or_default();
            Array::of3(&"closed".into(), &word.into(), &ids.into())
        }
        "settle" => Array::of3(
            &"settled".into(),
            &question.get(1),
            &settle(about, &question).await.unwrap_or(JsValue::NULL),
        ),
        _ => Array::of2(
            &"sealed".into(),
            &seal(about, &question).unwrap_or(JsValue::NULL),
        ),
    };
    scope()
        .post_message(&answer)
        .expect("arrays of texts and bytes can be cloned");
}

fn event(question: &Array) -> Option<(Event, BallotBox)> {
    let event = Event {
        budget: BudgetName {
            id: Slug::parse(&question.get(1).as_string()?)?,
            sha256: Id::parse(&question.get(2).as_string()?)?,
        },
        keys: json::read::<Keys>(&bytes(&question.get(3))?, MAX_BYTES, |_, _| ()).ok()?,
    };
    Some((event, BallotBox::at(question.get(4).as_string()?)))
}

/// What the organiser's lists say of a code: a word, or nothing where there is no list to be had.
async fn check(about: Option<(Event, BallotBox)>, question: &Array) -> Option<JsValue> {
    let (event, ballot_box) = about?;
    let voter = Voter::new(&Code::read(&question.get(1).as_string()?).ok()?, &event);
    let standing = match ballot_box.codes(&event).await.ok()??.standing(&voter.key()) {
        Standing::MayVote => "may-vote",
        Standing::Voided => "voided",
        Standing::Unknown => "unknown",
    };
    Some(standing.into())
}

/// Whether the organiser has closed the event, and which of these ballots count then.
async fn close(
    about: Option<(Event, BallotBox)>,
    question: &Array,
) -> Option<(&'static str, String)> {
    let (event, ballot_box) = about?;
    let asked = question.get(1).as_string()?;
    let Some(close) = ballot_box.close(&event).await.ok()? else {
        return Some(("open", String::new()));
    };
    let ids = asked
        .as_bytes()
        .chunks(64)
        .filter_map(|id| std::str::from_utf8(id).ok());
    let counted = ids.filter(|id| Id::parse(id).is_some_and(|id| close.counts(&id)));
    Some(("closed", counted.collect()))
}

/// The final bytes of a ballot; with a code, as it is signed ahead.
fn seal(about: Option<(Event, BallotBox)>, question: &Array) -> Option<JsValue> {
    let (event, _) = about?;
    let ballot = Ballot::read(&bytes(&question.get(1))?).ok()?;
    let answers: SlugMap<Slug> =
        json::read(&bytes(&question.get(2))?, MAX_BYTES, |_, _| ()).ok()?;
    let seed = bytes(&question.get(5))?;
    let chance_again = seals::chance_again(&seed, &ballot, &answers);
    let ballot = seals::seal_about(ballot, &answers, &event, chance_again)?;
    let code = question.get(3).as_string()?;
    if code.is_empty() {
        return Some(Uint8Array::from(ballot.to_bytes().as_slice()).into());
    }
    let voter = Voter::new(&Code::read(&code).ok()?, &event);
    let known = Array::from(&question.get(4));
    let known = known
        .iter()
        .filter_map(|revision| Some(revision.as_f64()? as u64));
    let lines = voter.cast_ahead(&ballot, voter.cast_so_far(known), &chance()?)?;
    Some(Uint8Array::from(lines.as_slice()).into())
}

/// Which of its code's ballots this one is, by what the box holds; nothing where that cannot be seen whole.
async fn settle(about: Option<(Event, BallotBox)>, question: &Array) -> Option<JsValue> {
    let (_, ballot_box) = about?;
    let lines = bytes(&question.get(2))?;
    let mut seen = ballot_box.revisions(&seals::ahead_of(&lines)?).await.ok()?;
    GIVEN.with_borrow_mut(|given| {
        seen.extend_from_slice(given);
        let settled = seals::settle(&lines, seen)?;
        given.push(Signed::read(&settled).ok()?.revision);
        Some(Uint8Array::from(settled.as_slice()).into())
    })
}

fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

fn chance() -> Option<Chance> {
    let mut chance = Chance::default();
    let crypto = scope().crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut chance).ok()?;
    Some(chance)
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
