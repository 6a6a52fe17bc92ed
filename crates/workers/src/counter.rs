//! From the box's address to what it comes to, told to the page.

mod held;
mod seen;
mod verifiers;

use std::rc::Rc;

pub use counter::Checks;
use counter::reader::{Answer, AtOnce, Progress, Reader, Stopped, Task, Wanted};
use counter::{Failure, Terms};
use documents::boxes::BUDGET;
use documents::judging::Question;
use documents::result::{Beside, Refused};
use documents::{Id, Problem, ResultFile};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use wasm_bindgen_futures::spawn_local;

use crate::fetch::{AT_ONCE, Files, Incomplete};
use crate::messages::{CountFailure, FromCounter};
use crate::scope::{scope, tell};
use seen::Seen;
use verifiers::{NoVerifier, Verifiers};

/// Milliseconds for one piece of a file on a slow network.
const PATIENCE: u32 = 60_000;

/// Counts the box whose address is the worker's name, where it has changed since what a count before has seen, if that is named
/// behind it; the page stops a count by ending the worker.
pub fn start(checks: Checks) {
    spawn_local(async move {
        let said = count_box(scope().name(), checks).await;
        tell(&said.unwrap_or_else(|why| FromCounter::Failed { why }));
    });
}

async fn count_box(name: String, checks: Checks) -> Result<FromCounter, CountFailure> {
    hear(Progress::default());
    let (home, before) = seen::asked(&name);
    let busy = |seconds| tell(&FromCounter::Busy { seconds });
    let files = Files::of(home, PATIENCE, Some(busy)).await?;
    let budget = files.read(BUDGET).await?;
    let terms = Terms::with(checks, &budget).map_err(first)?;
    let keys = terms.budget().keys.clone();
    if let Some(before) = before
        && Seen::now(&files, keys.is_some()).await? == before
    {
        return Ok(FromCounter::Unchanged);
    }
    let seen = Seen::default();
    let verifiers = match &keys {
        // They load while the papers do.
        Some(keys) if keys.codes => Some(Verifiers::for_ballots()?),
        _ => None,
    };
    let at_once = AtOnce {
        files: AT_ONCE,
        batches: verifiers.as_ref().map_or(1, Verifiers::at_once),
    };
    let mut hear = hear;
    let mut reader = Reader::new(terms, budget, at_once, &mut hear);
    let mut under_way = FuturesUnordered::new();
    while !reader.has_stopped() {
        let tasks = reader.wanted().into_iter();
        under_way.extend(tasks.map(|task| answer(&files, &seen, verifiers.as_ref(), task)));
        let Some(came) = under_way.next().await else {
            break;
        };
        let (task, answer) = came?;
        reader.took(task, answer);
    }
    let promised = reader.close().map(|close| close.result);
    let first = |result: &ResultFile, beside: &Rc<Beside>| {
        tell(&FromCounter::Outcome {
            result: result.to_bytes(),
            beside: beside.clone(),
        });
    };
    let (result, beside) = match reader.finish()?.finish_telling(first) {
        Ok((result, beside)) => (result.to_bytes(), beside),
        Err(Failure::NoBallots(refused)) => {
            return Ok(no_result(Vec::new(), refused, &seen));
        }
        Err(Failure::Sealed { ballots, refused }) => {
            return Ok(no_result(ballots, refused, &seen));
        }
        Err(Failure::NoOutcome(_)) => return Err(CountFailure::NoOutcome),
    };
    let id = Id::of(&result);
    Ok(FromCounter::Finished {
        agreed: promised.map(|promised| promised == id),
        held: held::read(&files, &result, id, keys.is_some(), promised).await,
        seen: seen.sum(),
        result,
        beside,
    })
}

fn no_result(sealed: Vec<Id>, refused: Refused, seen: &Seen) -> FromCounter {
    FromCounter::NoResult {
        sealed,
        refused,
        seen: seen.sum(),
    }
}

/// What comes of a task, over the network or from a verifier.
async fn answer(
    files: &Files,
    seen: &Seen,
    verifiers: Option<&Verifiers>,
    task: Task,
) -> Result<(Task, Answer), NoVerifier> {
    let answer = match &task.what {
        Wanted::List(folder) => files.list(folder).await.map(|listing| {
            seen.add(&listing);
            Answer::Listed(listing)
        }),
        Wanted::File(file) => {
            let bytes = files.beginning(&file.path(), file.most() + 1).await;
            bytes.map(Answer::Bytes)
        }
        Wanted::Ask(question) => {
            let reply = match (verifiers, question) {
                (Some(verifiers), _) => verifiers.ask(question).await?,
                // One is enough to see whether the organiser has signed.
                (None, Question::Setup(_)) => Verifiers::start(1)?.ask(question).await?,
                (None, Question::Jobs(_)) => return Err(NoVerifier),
            };
            Ok(Answer::Reply(reply))
        }
    };
    Ok((task, answer.unwrap_or(Answer::Nothing)))
}

fn hear(progress: Progress) {
    tell(&FromCounter::Progress {
        done: progress.done,
        of: progress.of,
        refused: progress.refused as u32,
    });
}

fn first(problems: Vec<Problem>) -> CountFailure {
    let says = problems
        .first()
        .map_or_else(String::new, ToString::to_string);
    CountFailure::Problem { says }
}

impl From<Stopped> for CountFailure {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Incomplete => Self::Incomplete,
            Stopped::NoCodes => Self::NoCodes,
            Stopped::Problems(problems) => first(problems),
        }
    }
}

impl From<Incomplete> for CountFailure {
    fn from(_: Incomplete) -> Self {
        Self::Incomplete
    }
}

impl From<NoVerifier> for CountFailure {
    fn from(_: NoVerifier) -> Self {
        Self::NoVerifier
    }
}
