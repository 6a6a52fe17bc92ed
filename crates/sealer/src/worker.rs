//! What the page asks, as arrays that begin with a word:
//! `["event", budget, sha256, keys, home]` first, then `["check", code]` and `["seal", ballot, answers, code, revision]`.
//!
//! The answers: `["checked", code, standing]` and `["sealed", bytes]`, with `null` for what could not be had.

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

/// The final bytes of a ballot.
async fn seal(about: Option<(Event, Box)>, question: &Array) -> Option<JsValue> {
    let (event, r#box) = about?;
    let ballot = Ballot::read(&bytes(&question.get(1))?).ok()?;
    let answers: SlugMap<Slug> =
        json::read(&bytes(&question.get(2))?, MAX_BYTES, |_, _| ()).ok()?;
    let ballot = seals::seal_about(ballot, &answers, &event, chance()?)?;
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
