//! One request from a browser's page or worker, with a limit on time and size.
//!
//! The widget and its workers are programs that must ask alike; [`Files`] reads a box for the workers.

mod files;

use js_sys::{Date, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, RequestCache, RequestCredentials, RequestInit,
    RequestRedirect,
};

pub use files::{AT_ONCE, Files, Incomplete};

/// What the other side said.
pub struct Response {
    pub status: u16,
    /// The first `Request::limit` bytes.
    pub bytes: Vec<u8>,
    /// Was the answer longer than the limit?
    pub cut: bool,
    /// `Retry-After` in seconds, whether it was given as such or as a date (RFC 9110, section 10.2.3).
    pub retry_after: Option<u32>,
    /// What the server's clock has now, in milliseconds since 1970: its `Date`, and the time that a cache in between has
    /// kept the answer (`Age`). `None` where the server does not say, or does not let pages of other hosts know.
    pub server_now: Option<f64>,
}

impl Response {
    /// In how many seconds a server that asks to come later (429, 503) is to be asked again, after so many tries.
    fn wait(&self, tries: u32) -> Option<u32> {
        let later = matches!(self.status, 429 | 503) && tries < MOST_TRIES;
        later.then(|| self.retry_after.unwrap_or(0).clamp(tries + 1, LONGEST_WAIT))
    }

    /// Status 200 to 299, and the answer was no longer than the limit.
    #[must_use]
    pub fn ok(&self) -> bool {
        (200..300).contains(&self.status) && !self.cut
    }
}

/// No answer came that could be read to its end: no connection, or too slow.
#[derive(Debug)]
pub struct Unreachable;

/// So often a server that asks to come later is asked again, and after so many seconds at most.
const MOST_TRIES: u32 = 10;
const LONGEST_WAIT: u32 = 600;

/// What to ask, and when to give up.
pub struct Request<'a> {
    pub address: &'a str,
    /// `Some` sends this to the address; `None` reads what is there.
    pub sent: Option<Sent<'a>>,
    /// May a copy from the browser's cache answer?
    pub cache: Cache,
    /// Milliseconds until the first byte, and from each piece of the answer to the next: who sends on is waited for.
    pub patience: u32,
    /// So many bytes of the answer are read at most.
    pub limit: usize,
}

/// What is sent, and how.
#[derive(Clone, Copy)]
pub struct Sent<'a> {
    pub method: &'a str,
    pub headers: &'a [(String, String)],
    pub body: &'a [u8],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cache {
    /// As the server allows.
    Allowed,
    /// Only after asking the server whether it still holds.
    Checked,
    /// Never: the answer must come from the box itself.
    Never,
}

impl Request<'_> {
    /// Asks, and reads the answer to its end.
    ///
    /// # Errors
    /// `Unreachable`, when no complete answer came in time; whether a put arrived is then unknown.
    pub async fn send(&self) -> Result<Response, Unreachable> {
        let mut bytes = Vec::new();
        let mut take = |_, piece: &[u8]| {
            bytes.extend_from_slice(piece);
            true
        };
        let head = self.receive(&mut take).await?;
        Ok(Response { bytes, ..head })
    }

    /// As [`Request::send`], with each piece of the answer, no longer than the limit, handed over as it arrives with the
    /// answer's status; `false` says that no more is wanted. What comes back has no bytes.
    ///
    /// # Errors
    /// As [`Request::send`].
    pub async fn receive(
        &self,
        take: &mut dyn FnMut(u16, &[u8]) -> bool,
    ) -> Result<Response, Unreachable> {
        let abort = AbortController::new().map_err(|_| Unreachable)?;
        let mut alarm = Alarm::set(&abort, self.patience);
        let answer = self.converse(&abort, &mut alarm, take).await;
        if answer.as_ref().map_or(true, |answer| answer.cut) {
            abort.abort();
        }
        answer.map_err(|_| Unreachable)
    }

    async fn converse(
        &self,
        abort: &AbortController,
        alarm: &mut Alarm,
        take: &mut dyn FnMut(u16, &[u8]) -> bool,
    ) -> Result<Response, JsValue> {
        let request = web_sys::Request::new_with_str_and_init(self.address, &self.init(abort))?;
        let response: web_sys::Response = JsFuture::from(fetch(&request)).await?.dyn_into()?;
        let header = |name| response.headers().get(name).ok().flatten();
        let moment = |text: &str| Some(Date::parse(text)).filter(|ms| ms.is_finite());
        // Whole seconds (RFC 9111): reading a float would bring 12 kB of tables into the first load.
        let age = header("age").and_then(|age| age.trim().parse::<u64>().ok());
        let server_now = header("date").and_then(|date| moment(&date));
        let server_now = server_now.map(|ms| ms + 1_000.0 * age.unwrap_or(0) as f64);
        let retry_after = header("retry-after").and_then(|after| {
            // As above, so that a phone loads one reader of numbers.
            let seconds = after.trim().parse::<u64>().ok();
            let seconds = seconds.and_then(|seconds| u32::try_from(seconds).ok());
            // By the clock that the date was written by, where that is known.
            seconds.or_else(|| {
                let now = server_now.unwrap_or_else(Date::now);
                Some(((moment(&after)? - now) / 1_000.0) as u32)
            })
        });
        let mut answer = Response {
            status: response.status(),
            retry_after,
            server_now,
            bytes: Vec::new(),
            cut: false,
        };
        let Some(body) = response.body() else {
            return Ok(answer);
        };
        let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
        let mut room = self.limit as u32;
        let mut bytes = Vec::new();
        loop {
            let piece = JsFuture::from(reader.read()).await?;
            if Reflect::get(&piece, &"done".into())?.is_truthy() {
                return Ok(answer);
            }
            *alarm = Alarm::set(abort, self.patience);
            let piece: Uint8Array = Reflect::get(&piece, &"value".into())?.dyn_into()?;
            let taken = piece.subarray(0, piece.length().min(room));
            answer.cut = piece.length() > room;
            room -= taken.length();
            bytes.resize(taken.length() as usize, 0);
            taken.copy_to(&mut bytes);
            if !take(answer.status, &bytes) || answer.cut {
                answer.cut = true;
                return Ok(answer);
            }
        }
    }

    fn init(&self, abort: &AbortController) -> RequestInit {
        let init = RequestInit::new();
        init.set_signal(Some(&abort.signal()));
        // A ballot must not travel with a cookie that names its voter. Reading the budget matches the
        // credentials mode of `<link rel="preload" crossorigin>`, or the browser would load it twice.
        if self.cache == Cache::Never {
            init.set_credentials(RequestCredentials::Omit);
            // A portal that leads elsewhere is no box.
            init.set_redirect(RequestRedirect::Error);
        }
        init.set_cache(match self.cache {
            Cache::Allowed => RequestCache::Default,
            Cache::Checked => RequestCache::NoCache,
            Cache::Never => RequestCache::NoStore,
        });
        if let Some(sent) = &self.sent {
            init.set_method(sent.method);
            init.set_body(&Uint8Array::from(sent.body));
            let headers = js_sys::Array::new();
            for (name, value) in sent.headers {
                headers.push(&js_sys::Array::of2(&name.into(), &value.into()));
            }
            init.set_headers(&headers);
        }
        init
    }
}

/// Several that wait for the same server come back one after the other, within half as long again: no two clocks show the same millisecond.
pub async fn sleep(seconds: u32) {
    let ms = seconds.saturating_mul(1_000 + (Date::now() as u64 % 500) as u32);
    let slept = Promise::new(&mut |resolve, _| {
        set_timeout(&resolve, ms);
    });
    let _ = JsFuture::from(slept).await;
}

/// Aborts a request when its time is over, unless dropped before.
struct Alarm(i32);

impl Alarm {
    fn set(abort: &AbortController, after: u32) -> Self {
        let ring: JsValue = Reflect::get(abort, &"abort".into()).unwrap_or_default();
        let ring: Function = ring.unchecked_into::<Function>().bind0(abort);
        Self(set_timeout(&ring, after))
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        clear_timeout(self.0);
    }
}

// `window` and a worker's scope have these in common, without a common type in web-sys.
#[wasm_bindgen]
extern "C" {
    fn fetch(request: &web_sys::Request) -> Promise;
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(call: &Function, after: u32) -> i32;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: i32);
}
