//! The box over the network: read the budget, put a ballot, read it back, post a result.

use documents::boxes::{BUDGET, ballot_path, result_path};
use documents::{Budget, Id, ballot};
use fetch::{Cache, Request, Response, Unreachable};
use wasm_bindgen_futures::spawn_local;
use web_sys::Url;

use super::{Tell, document};
use crate::state::{Answer, Message};

/// Where the budget is, and with it the box unless the budget says otherwise; relative to the widget.
pub(crate) const HOME: &str = "box/";

/// Milliseconds for one request: a slow network is to be told from none.
const PATIENCE: u32 = 20_000;
/// Bytes of a budget or a result with hundreds of lines.
const LARGE: usize = 4_000_000;

/// An address that means the same everywhere, also in a worker.
pub(crate) fn absolute(address: &str) -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    Url::new_with_base(address, &base).map_or_else(|_| address.into(), |url| url.href())
}

pub(crate) fn fetch_budget(tell: &Tell) {
    let tell = tell.clone();
    spawn_local(async move {
        tell(match get_budget().await {
            Ok(response) if response.ok() => Message::BudgetArrived(response.bytes),
            Ok(response) => Message::BudgetUnreachable(Some(response.status)),
            Err(Unreachable) => Message::BudgetUnreachable(None),
        });
    });
}

/// The budget, where it can be had and read.
pub(crate) async fn budget() -> Option<Budget> {
    let response = get_budget().await.ok().filter(Response::ok)?;
    Budget::read(&response.bytes).ok()
}

pub(crate) fn put_ballot(home: String, id: Id, bytes: Vec<u8>, tell: &Tell) {
    let tell = tell.clone();
    spawn_local(async move {
        let answer = match put(&(home + &ballot_path(&id)), &bytes).await {
            Ok(Response {
                status: code,
                retry_after,
                ..
            }) => Answer::Status { code, retry_after },
            Err(Unreachable) => Answer::Nothing,
        };
        tell(Message::PutAnswered { ballot: id, answer });
    });
}

pub(crate) fn read_ballot(home: String, id: Id, tell: &Tell) {
    let tell = tell.clone();
    spawn_local(async move {
        let bytes = read_back(&(home + &ballot_path(&id)), ballot::MAX_BYTES).await;
        tell(Message::ReadBack { ballot: id, bytes });
    });
}

/// Was it posted? As with a ballot, what counts is what the box gives back, whatever it answers to the put.
pub(crate) async fn post_result(home: String, id: Id, bytes: Vec<u8>) -> bool {
    let address = home + &result_path(&id);
    let _ = put(&address, &bytes).await;
    read_back(&address, LARGE)
        .await
        .is_some_and(|back| back == bytes)
}

async fn get_budget() -> Result<Response, Unreachable> {
    get(&format!("{HOME}{BUDGET}"), Cache::Allowed, LARGE).await
}

async fn get(address: &str, cache: Cache, limit: usize) -> Result<Response, Unreachable> {
    Request {
        address,
        put: None,
        cache,
        patience: PATIENCE,
        limit,
    }
    .send()
    .await
}

async fn put(address: &str, bytes: &[u8]) -> Result<Response, Unreachable> {
    // Nothing in the answer to a put is read.
    Request {
        address,
        put: Some(bytes),
        cache: Cache::Never,
        patience: PATIENCE,
        limit: LARGE,
    }
    .send()
    .await
}

/// What the box itself gives under an address, past every cache.
async fn read_back(address: &str, limit: usize) -> Option<Vec<u8>> {
    let response = get(address, Cache::Never, limit).await.ok()?;
    response.ok().then_some(response.bytes)
}
