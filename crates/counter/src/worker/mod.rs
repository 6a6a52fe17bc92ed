//! From the box's address to the message that says what it comes to.

mod ballots;
mod held;
mod post;
mod signed;
mod verifiers;

use counter::{Count, Failure};
use documents::boxes::BUDGET;
use documents::{Id, Problem};
use fetch::{Files, Incomplete};
use wasm_bindgen_futures::spawn_local;

use self::ballots::Counting;
use self::held::Held;
use self::signed::Signed;
use self::verifiers::NoVerifier;

/// Milliseconds for one piece of a file on a slow network.
const PATIENCE: u32 = 60_000;

/// Why there is no result.
enum Failed {
    /// The page prints the word.
    Word(String),
    Count(Failure),
}

impl From<Incomplete> for Failed {
    fn from(_: Incomplete) -> Self {
        Self::Word("incomplete".into())
    }
}

impl From<NoVerifier> for Failed {
    fn from(_: NoVerifier) -> Self {
        Self::Word("verifier".into())
    }
}

impl From<Vec<Problem>> for Failed {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Word(
            problems
                .first()
                .map_or_else(String::new, ToString::to_string),
        )
    }
}

/// What the box comes to.
struct Counted {
    result: Vec<u8>,
    /// After the close: is it what the organiser has signed?
    agreed: Option<bool>,
    held: Held,
}

/// Counts the box whose address is the worker's name; the page stops a count by ending the worker.
pub(crate) fn start() {
    spawn_local(async {
        match count_box(post::scope().name()).await {
            Ok(counted) => post::finished(&counted.result, counted.agreed, &counted.held),
            Err(Failed::Word(why)) => post::failed(&why),
            Err(Failed::Count(Failure::NoBallots(refused))) => post::no_result(&[], &refused),
            Err(Failed::Count(Failure::Sealed { ballots, refused })) => {
                post::no_result(&ballots, &refused);
            }
            Err(Failed::Count(failure @ Failure::NoOutcome(_))) => post::failed(failure.code()),
        }
    });
}

async fn count_box(home: String) -> Result<Counted, Failed> {
    post::progress(0, 0, 0);
    count(&Files::of(home, PATIENCE, Some(post::busy)).await?).await
}

async fn count(files: &Files) -> Result<Counted, Failed> {
    let budget = files.read(BUDGET).await?;
    let count = Count::new(&budget)?;
    let signed = Signed::read(files, &count, &budget).await?;
    let promised = signed.close.as_ref().map(|close| close.result);
    if count.budget().needs_code() && signed.codes.is_none() {
        return Err(Failed::Word("no-codes".into()));
    }
    let has_keys = count.budget().keys.is_some();
    let count = Counting::of(count, signed).read(files).await?;
    let result = count.finish_telling(|first| post::outcome(&first.to_bytes()));
    let result = result.map_err(Failed::Count)?.to_bytes();
    let id = Id::of(&result);
    Ok(Counted {
        agreed: promised.map(|promised| promised == id),
        held: held::read(files, &result, id, has_keys, promised).await,
        result,
    })
}
