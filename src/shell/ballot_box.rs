//! The box over the network: read the budget, put a ballot, read it back, post a result.

use std::rc::Rc;

use documents::boxes::{BUDGET, CLOSE, STORE, UploadRequest, path_of_ballot, result_path};
use documents::{Budget, Id, signed};
use wasm_bindgen_futures::spawn_local;
use web_sys::Url;
use workers::fetch::{Cache, Request, Response, Sent, Unreachable};

use super::{Tell, clock, document};
use crate::state::{Answer, Closing, DeviceMessage, LoadMessage, Message, SendMessage};

/// Where the budget is, and with it the box unless the budget says otherwise; relative to the widget.
pub(crate) const HOME: &str = "box/";

/// Milliseconds for one request: a slow network is to be told from none.
const PATIENCE: u32 = 20_000;
/// Bytes of a budget with hundreds of lines, or of a result with a million ballots.
const LARGE: usize = 100_000_000;
/// Bytes of what a store says of itself: it is asked before each put, also by a phone behind a portal.
const SMALL: usize = 100_000;
/// The status of what is not there.
const NOT_FOUND: u16 = 404;

/// An address that means the same everywhere, also in a worker.
pub(crate) fn absolute(address: &str) -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    Url::new_with_base(address, &base).map_or_else(|_| address.into(), |url| url.href())
}

/// Asks for the budget; the answer is the first thing the state wants to know.
pub(crate) fn fetch_budget(tell: &Tell) {
    Asked::get(budget_address(), Cache::Allowed, LARGE).tell_once(tell, |answer| match answer {
        Ok(response) if response.ok() => LoadMessage::BudgetArrived(response.bytes).into(),
        Ok(response) => LoadMessage::BudgetUnreachable {
            status: Some(response.status),
            retry_after: response.retry_after,
        }
        .into(),
        Err(Unreachable) => LoadMessage::BudgetUnreachable {
            status: None,
            retry_after: None,
        }
        .into(),
    });
}

pub(crate) fn put_ballot(home: String, id: Id, bytes: Vec<u8>, tell: &Tell) {
    let answered = move |answer| {
        SendMessage::PutAnswered {
            ballot: id,
            answer: match answer {
                Ok(Response {
                    status: code,
                    retry_after,
                    ..
                }) => Answer::Status { code, retry_after },
                Err(Unreachable) => Answer::Nothing,
            },
        }
        .into()
    };
    let file = signed::file(&bytes).into();
    Asked::adding(home, path_of_ballot(&bytes), file).tell(tell, answered);
}

/// What the box itself gives under the ballot's name, past every cache.
pub(crate) fn read_ballot(address: String, id: Id, tell: &Tell) {
    let read = move |answer| {
        SendMessage::ReadBack {
            ballot: id,
            bytes: body(answer),
        }
        .into()
    };
    Asked::get(address, Cache::Never, signed::MAX_BYTES).tell(tell, read);
}

/// The server's day, from the box itself: a portal's page has a date too, and no such budget.
pub(crate) fn ask_server_day(budget: &Budget, tell: &Tell) {
    let ours = budget.sha256;
    let dated = move |answer: Answered| {
        let response = answer
            .ok()
            .filter(|response| response.ok() && Id::of(&response.bytes) == ours);
        DeviceMessage::ServerDated(response.and_then(|it| clock::day_at(it.server_now?))).into()
    };
    Asked::get(budget_address(), Cache::Never, LARGE).tell(tell, dated);
}

/// Is the box's budget still this one, and does anything lie where the organiser's close would? Whether it is one, only
/// its signature tells.
pub(crate) fn look_for_close(budget: &Rc<Budget>, tell: &Tell) {
    let (budget, tell) = (budget.clone(), tell.clone());
    spawn_local(async move { tell(SendMessage::CloseKnown(closing(&budget).await).into()) });
}

async fn closing(ours: &Budget) -> Closing {
    let home = absolute(&ours.ballot_box);
    let ask = |path| Asked::get([&home[..], path].concat(), Cache::Never, SMALL).send();
    // Where nothing has changed the answer is a line. What is no budget says nothing: a portal's page, or half a file.
    match Asked::get(budget_address(), Cache::Checked, LARGE)
        .send()
        .await
    {
        Ok(said) if Id::of(&said.bytes) == ours.sha256 => {}
        Ok(said) if said.ok() && Budget::answerable(&said.bytes).is_ok() => {
            return Closing::Changed;
        }
        // Nobody could sign a close.
        _ if ours.keys.is_none() => return Closing::StillOpen,
        Ok(_) => {}
        Err(Unreachable) => return Closing::NotPossible,
    }
    if ours.keys.is_none() {
        return Closing::StillOpen;
    }
    match ask(STORE).await {
        Ok(said) if said.status == NOT_FOUND => {}
        // How such a store lists its files, the sealer knows.
        Ok(said) if said.ok() => return Closing::Suspected,
        _ => return Closing::NotPossible,
    }
    match ask(CLOSE).await {
        Ok(said) if said.status == NOT_FOUND => Closing::StillOpen,
        Ok(said) if (200..300).contains(&said.status) && said.bytes.starts_with(b"[") => {
            let mut written = said.bytes.iter().filter(|byte| !byte.is_ascii_whitespace());
            match written.by_ref().take(2).eq(b"[]") {
                true => Closing::StillOpen,
                false => Closing::Suspected,
            }
        }
        _ => Closing::NotPossible,
    }
}

/// The budget, where it can be had and read.
pub(crate) async fn budget() -> Option<Budget> {
    Budget::answerable(&budget_bytes().await?).ok()
}

/// The same as it is in the box.
pub(crate) async fn budget_bytes() -> Option<Vec<u8>> {
    body(
        Asked::get(budget_address(), Cache::Allowed, LARGE)
            .send()
            .await,
    )
}

/// What a file beside the program holds, as the budget is read.
pub(crate) async fn beside(file: &str) -> Option<Vec<u8>> {
    body(Asked::get(file.into(), Cache::Allowed, LARGE).send().await)
}

/// The same, told as a message.
pub(crate) fn ask_beside(
    file: &str,
    tell: &Tell,
    message: impl FnOnce(Option<Vec<u8>>) -> Message + 'static,
) {
    Asked::get(file.into(), Cache::Allowed, LARGE).tell_once(tell, |answer| message(body(answer)));
}

/// Was it posted? As with a ballot, what counts is what the box gives back, whatever it answers to the put.
pub(crate) async fn post_result(home: String, id: Id, bytes: Vec<u8>) -> bool {
    let address = home.clone() + &result_path(&id);
    let _ = Asked::adding(home, result_path(&id), bytes.clone())
        .send()
        .await;
    let back = Asked::get(address, Cache::Never, LARGE).send().await;
    body(back) == Some(bytes)
}

fn budget_address() -> String {
    format!("{HOME}{BUDGET}")
}

type Answered = Result<Response, Unreachable>;

/// The whole answer of a box that has the file.
fn body(answer: Answered) -> Option<Vec<u8>> {
    answer
        .ok()
        .filter(Response::ok)
        .map(|response| response.bytes)
}

/// A request that owns what it asks with.
struct Asked {
    address: String,
    sent: Option<UploadRequest>,
    /// What is to be added once the store has said how.
    adding: Option<Adding>,
    cache: Cache,
    limit: usize,
}

struct Adding {
    home: String,
    path: String,
    bytes: Vec<u8>,
}

impl Asked {
    fn get(address: String, cache: Cache, limit: usize) -> Self {
        Self {
            address,
            sent: None,
            adding: None,
            cache,
            limit,
        }
    }

    /// Asks the store each time how it takes files: what it lets a page do may have run out and been renewed since.
    fn adding(home: String, path: String, bytes: Vec<u8>) -> Self {
        let mut asked = Self::get(home.clone() + STORE, Cache::Never, SMALL);
        asked.adding = Some(Adding { home, path, bytes });
        asked
    }

    /// Every request is begun at this one place, so that a phone loads it once.
    async fn once(&self) -> Answered {
        Request {
            address: &self.address,
            sent: self.sent.as_ref().map(|parcel| Sent {
                method: parcel.method,
                headers: &parcel.headers,
                body: &parcel.body,
            }),
            cache: self.cache,
            patience: PATIENCE,
            limit: self.limit,
        }
        .send()
        .await
    }

    /// Asks the store first, where something is to be added.
    async fn send(mut self) -> Answered {
        loop {
            let answer = self.once().await?;
            let Some(Adding { home, path, bytes }) = self.adding.take() else {
                return Ok(answer);
            };
            let parcel = match answer.status {
                NOT_FOUND => Some(UploadRequest::plain(&home, &path, bytes)),
                // A portal's page has a good status and no store in it.
                200..300 => UploadRequest::of(&answer.bytes, &home, &path, bytes),
                _ => return Ok(answer),
            }
            .ok_or(Unreachable)?;
            self.address.clone_from(&parcel.address);
            self.sent = Some(parcel);
            // Nothing in the answer to a put is read.
            self.limit = 0;
        }
    }

    /// Every message about the box takes this one way, so that a phone loads it once.
    fn tell(self, tell: &Tell, message: impl FnOnce(Answered) -> Message + 'static) {
        begin(self, tell.clone(), Box::new(message));
    }

    /// The same for what the first page needs, which adds nothing to the box.
    fn tell_once(self, tell: &Tell, message: impl FnOnce(Answered) -> Message + 'static) {
        begin_once(self, tell.clone(), Box::new(message));
    }
}

fn begin(asked: Asked, tell: Tell, message: Box<dyn FnOnce(Answered) -> Message>) {
    spawn_local(async move { tell(message(asked.send().await)) });
}

fn begin_once(asked: Asked, tell: Tell, message: Box<dyn FnOnce(Answered) -> Message>) {
    spawn_local(async move { tell(message(asked.once().await)) });
}
