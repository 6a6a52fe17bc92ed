//! From the box's address to the message that says what it comes to.

mod files;
mod post;

use std::pin::pin;

use counter::Count;
use documents::boxes::{self, BALLOTS, BUDGET, BUNDLE, JSON, JSONL, Listing, RESULTS};
use documents::{Id, Problem};
use futures_util::StreamExt;
use wasm_bindgen_futures::spawn_local;

use self::files::{Files, Incomplete};

/// Results beyond these are not read: a box may hold one from every phone.
const RESULTS_READ: usize = 50;
/// Loose ballots between two words of progress.
const EVERY: u32 = 64;

/// Why there is no result; the page prints the word.
struct Failed(String);

impl From<Incomplete> for Failed {
    fn from(_: Incomplete) -> Self {
        Self("incomplete".into())
    }
}

impl From<Vec<Problem>> for Failed {
    fn from(problems: Vec<Problem>) -> Self {
        Self(
            problems
                .first()
                .map_or_else(String::new, ToString::to_string),
        )
    }
}

/// Counts the box whose address is the worker's name; the page stops a count by ending the worker.
pub(crate) fn start() {
    spawn_local(async {
        match count_box(post::scope().name()).await {
            Ok((result, held)) => post::finished(&result, &held),
            Err(Failed(why)) => post::failed(&why),
        }
    });
}

async fn count_box(home: String) -> Result<(Vec<u8>, Held), Failed> {
    post::progress(0, 0);
    count(&Files::of(home).await?).await
}

type Held = Vec<(Id, Option<Vec<u8>>)>;

async fn count(files: &Files) -> Result<(Vec<u8>, Held), Failed> {
    let mut count = Count::new(&files.read(BUDGET).await?)?;
    let bundles = files.listing(BUNDLE, JSONL).await?;
    let loose = files.listing(BALLOTS, JSON).await?;

    let mut done = Done {
        ballots: 0,
        of: loose.ids.len() as u32,
    };
    count_bundles(files, &mut count, &bundles, &mut done).await?;
    count_loose(files, &mut count, &loose, &mut done).await?;

    let result = count
        .finish()
        .map_err(|failure| Failed(failure.code().into()))?
        .to_bytes();
    let held = held(files, Id::of(&result)).await;
    Ok((result, held))
}

/// How far the count is. What bundles hold is known only as they come.
struct Done {
    ballots: u32,
    of: u32,
}

impl Done {
    fn tell(&self) {
        post::progress(self.ballots, self.of);
    }
}

async fn count_bundles(
    files: &Files,
    count: &mut Count,
    bundles: &Listing,
    done: &mut Done,
) -> Result<(), Incomplete> {
    for stray in &bundles.strays {
        count.bundle(stray, &[], |_| ());
    }
    let mut arriving = pin!(files.all(&bundles.ids, boxes::bundle_path));
    while let Some((id, bytes)) = arriving.next().await {
        let bytes = bytes?;
        done.of += lines(&bytes);
        let mut from = 0;
        count.bundle(&format!("{id}{JSONL}"), &bytes, |to| {
            // The last line may do without its line feed.
            let to = to.clamp(from, bytes.len());
            done.ballots += lines(&bytes[from..to]);
            from = to;
            done.tell();
        });
    }
    Ok(())
}

async fn count_loose(
    files: &Files,
    count: &mut Count,
    loose: &Listing,
    done: &mut Done,
) -> Result<(), Incomplete> {
    for stray in &loose.strays {
        count.stray(stray);
    }
    let wanted: Vec<Id> = loose
        .ids
        .iter()
        .filter(|id| !count.has(id))
        .copied()
        .collect();
    done.ballots += (loose.ids.len() - wanted.len()) as u32;
    let mut arriving = pin!(files.ballots(&wanted));
    while let Some((id, bytes)) = arriving.next().await {
        count.loose(&format!("{id}{JSON}"), &bytes?);
        done.ballots += 1;
        if done.ballots.is_multiple_of(EVERY) {
            done.tell();
        }
    }
    done.tell();
    Ok(())
}

fn lines(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u32
}

/// The results that the box holds: this very one alone where it is among them, else the others.
async fn held(files: &Files, own: Id) -> Held {
    let Ok(listing) = files.listing(RESULTS, JSON).await else {
        return Vec::new();
    };
    let mut ids = listing.ids;
    if ids.contains(&own) {
        ids = vec![own];
    }
    ids.truncate(RESULTS_READ);
    files
        .all(&ids, boxes::result_path)
        .map(|(id, bytes)| (id, bytes.ok()))
        .collect()
        .await
}
