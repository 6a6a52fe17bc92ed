//! What the page asks, as arrays that begin with a word:
//! `["event", budget, sha256, keys, home]` first, then `["check", code]`, `["close", ids]` and
//! `["seal", ballot, answers, code, revision, seed]`.
//!
//! The answers: `["checked", code, standing]`, `["closed", word, ids]` with those of the ids that count, and
//! `["sealed", bytes]`, with `null` for what could not be had. Ids are written one after the other.

mod r#box;

use std::cell::RefCell;

use documents::budget::Keys;
use documents::key_list::Standing;
use documents::{Ballot, BudgetName, Code, Id, Slug, SlugMap, json};
use js_sys::{Array, Uint8Array};
use seals::{Chance, Event, Voter};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::DedicatedWorkerGlobalScope;

use self::r#box::Box;

/// More than the keys of a budget and the answers to its questions take.
const MAX_BYTES: usize = 20_000;

thread_local! {
    static ABOUT: RefCell<Option<(Event, Box)>> = const { RefCell::new(None) };
}

/// One question of the page.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "the start script calls it")]
pub fn asked(question: Array) {
    let word = question.get(0).as_string().unwrap_or_default();
    if word == "event" {
        ABOUT.set(event(&question));
        return;
    }
    let about = ABOUT.with_borrow(Clone::clone);
    spawn_local(async move {
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
            _ => Array::of2(
                &"sealed".into(),
                &seal(about, &question).await.unwrap_or(JsValue::NULL),
            ),
        };
        scope()
            .post_message(&answer)
            .expect("arrays of texts and bytes can be cloned");
    });
}

fn event(question: &Array) -> Option<(Event, Box)> {
    let event = Event {
        budget: BudgetName {
            id: Slug::parse(&question.get(1).as_string()?)?,
            sha256: Id::parse(&question.get(2).as_string()?)?,
        },
        keys: json::read::<Keys>(&bytes(&question.get(3))?, MAX_BYTES, |_, _| ()).ok()?,
    };
    Some((event, Box::at(question.get(4).as_string()?)))
}

/// What the organiser's lists say of a code: a word, or nothing where there is no list to be had.
async fn check(about: Option<(Event, Box)>, question: &Array) -> Option<JsValue> {
    let (event, r#box) = about?;
    let voter = Voter::new(&Code::read(&question.get(1).as_string()?).ok()?, &event);
    let standing = match r#box.codes(&event).await?.standing(&voter.key()) {
        Standing::MayVote => "may-vote",
        Standing::Voided => "voided",
        Standing::Unknown => "unknown",
    };
    Some(standing.into())
}

/// Whether the organiser has closed the event, and which of these ballots count then.
async fn close(about: Option<(Event, Box)>, question: &Array) -> Option<(&'static str, String)> {
    let (event, r#box) = about?;
    let asked = question.get(1).as_string()?;
    let Some(close) = r#box.close(&event).await? else {
        return Some(("open", String::new()));
    };
    let ids = asked
        .as_bytes()
        .chunks(64)
        .filter_map(|id| std::str::from_utf8(id).ok());
    let counted = ids.filter(|id| Id::parse(id).is_some_and(|id| close.counts(&id)));
    Some(("closed", counted.collect()))
}

/// The final bytes of a ballot.
async fn seal(about: Option<(Event, Box)>, question: &Array) -> Option<JsValue> {
    let (event, r#box) = about?;
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
    let known = question.get(4).as_f64()? as u64;
    let revision = r#box.last_revision(&voter.key()).await.max(known) + 1;
    let signed = voter.cast(ballot, revision, chance()?)?;
    Some(Uint8Array::from(signed.to_bytes().as_slice()).into())
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
