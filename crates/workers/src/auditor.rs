//! Reads the promise ledger and checks every signature, beside the page; finds a ballot by its receipt.

use documents::ballot::Choices;
use documents::boxes::{self, BALLOTS, BUNDLE, LEDGER};
use documents::ledger::MAX_BYTES;
use documents::{Ballot, BudgetName, Id, ResultFile, Signed, Slug, ballot, bundle, signed};
use futures_util::{StreamExt as _, stream};
use wasm_bindgen_futures::spawn_local;

use crate::fetch::{AT_ONCE, Files, Incomplete};
use crate::messages::{FoundBallot, FromAuditor, ReadLedger, ToAuditor};
use crate::scope::{hear, tell};

/// Milliseconds for each piece of a file: somebody is waiting.
const PATIENCE: u32 = 20_000;

/// More entries than any ledger has: a folder of a million files would keep a phone busy for hours.
const MOST_ENTRIES: usize = 20_000;

/// An organiser closes once, and perhaps again.
const MOST_RESULTS: usize = 4;

/// Bytes of a result with a million ballots.
const MOST_OF_A_RESULT: usize = 100_000_000;

pub fn start() {
    hear(|question: Option<ToAuditor>| {
        if let Some(question) = question {
            spawn_local(async move { tell(&answer(question).await) });
        }
    });
}

async fn answer(question: ToAuditor) -> FromAuditor {
    match question {
        ToAuditor::Read { budget, home } => FromAuditor::Read {
            ledger: read(budget, home).await.ok(),
        },
        ToAuditor::Find {
            receipt,
            budget,
            home,
        } => FromAuditor::Found {
            receipt,
            ballot: find(receipt, budget, home).await.ok(),
        },
    }
}

fn name((id, sha256): (String, Id)) -> Result<BudgetName, Incomplete> {
    let id = Slug::parse(&id).ok_or(Incomplete)?;
    Ok(BudgetName { id, sha256 })
}

async fn read(budget: (String, Id), home: String) -> Result<ReadLedger, Incomplete> {
    let budget = name(budget)?;
    // A box that asks to come later is asked later.
    let files = Files::of(home, PATIENCE, Some(|_| ())).await?;
    let listing = files.list(LEDGER).await?;
    if listing.ids.len() > MOST_ENTRIES {
        return Err(Incomplete);
    }
    let one = |id: Id| {
        let files = &files;
        let path = boxes::ledger_path(&id);
        async move {
            match files.one(&path, MAX_BYTES).await {
                Err(Incomplete) => (id, files.one(&path, MAX_BYTES).await),
                came => (id, came),
            }
        }
    };
    let mut ledger = ReadLedger {
        strays: listing.strays,
        ..ReadLedger::default()
    };
    let mut results = Vec::new();
    let mut came = stream::iter(listing.ids).map(one).buffer_unordered(AT_ONCE);
    while let Some((id, bytes)) = came.next().await {
        match bytes {
            Ok(bytes) => match seals::ledger::entry(&budget, &id, &bytes) {
                Ok(entry) => {
                    results.extend(entry.result);
                    ledger.entries.push((id, bytes));
                }
                Err(why) => ledger.refused.push((id, why)),
            },
            Err(Incomplete) => ledger.unread.push(id),
        }
    }
    results.sort_unstable();
    results.dedup();
    for id in results.into_iter().take(MOST_RESULTS) {
        if let Some(outcome) = outcome(&files, id).await {
            ledger.outcomes.push((id, outcome));
        }
    }
    Ok(ledger)
}

/// What the result of this name gives each line, where the box has it. The name is the hash of its bytes, so that any copy is as good.
async fn outcome(files: &Files, id: Id) -> Option<Vec<(String, u64)>> {
    for path in [boxes::published_path(&id), boxes::result_path(&id)] {
        let bytes = files.one(&path, MOST_OF_A_RESULT).await.unwrap_or_default();
        if Id::of(&bytes) == id
            && let Ok(result) = ResultFile::read(&bytes)
        {
            let lines = result.outcome.into_iter();
            return Some(
                lines
                    .map(|line| (line.priority.to_string(), line.amount))
                    .collect(),
            );
        }
    }
    None
}

/// Loose without a code, loose with one, or packed.
async fn find(receipt: Id, budget: (String, Id), home: String) -> Result<FoundBallot, Incomplete> {
    let budget = name(budget)?;
    let files = Files::of(home, PATIENCE, None).await?;
    let path = boxes::ballot_path(&receipt);
    if let Ok(bytes) = files.one(&path, ballot::MAX_BYTES).await
        && Id::of(&bytes) == receipt
    {
        return Ok(of_line(&bytes, &budget));
    }
    let names = files.list(BALLOTS).await?.signed;
    if let Some(name) = names.iter().find(|name| name.id == receipt) {
        let file = files
            .one(&boxes::signed_path(name), signed::MAX_BYTES)
            .await?;
        return Ok(of_line(&signed::line(name, &file), &budget));
    }
    for id in files.list_if_there(BUNDLE).await?.ids {
        let path = boxes::bundle_path(&id);
        let bytes = files.one(&path, bundle::MAX_BYTES).await?;
        if let Some(line) = bundle::lines(&bytes).find(|line| bundle::id(line) == receipt) {
            return Ok(of_line(line, &budget));
        }
    }
    Ok(FoundBallot::Nowhere)
}

/// What the ballot in a line says, where it is of this budget and not sealed.
fn of_line(line: &[u8], budget: &BudgetName) -> FoundBallot {
    let ballot = match Signed::begins(line) {
        false => Ballot::read(line).ok(),
        true => match Signed::read(line) {
            Ok(Signed { ballot: None, .. }) => return FoundBallot::Sealed,
            signed => signed.ok().and_then(|signed| signed.ballot),
        },
    };
    let Some(Ballot { choices, .. }) = ballot.filter(|ballot| ballot.budget == *budget) else {
        return FoundBallot::Nowhere;
    };
    let Choices::Amounts { amounts, .. } = choices;
    let amounts = amounts
        .iter()
        .map(|(line, amount)| (line.to_string(), *amount));
    FoundBallot::Open(amounts.collect())
}
