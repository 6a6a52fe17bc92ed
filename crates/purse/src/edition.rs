//! The edition of its budget that a box holds its event on, kept beside `budget.json`: where that file is edited while
//! people vote, what they gave one line would go to another.

use std::fs;
use std::path::Path;

use documents::Id;
use documents::boxes::{BALLOTS, BEGAN, BUDGET, BUNDLE, JSON, JSONL};

use crate::failure::Failure;
use crate::files;
use crate::folder::{self, Created};

/// Holds a box to its budget from now on. Before there is any ballot the budget may still be changed.
///
/// # Errors
/// A budget that was changed after people had begun to vote.
pub(crate) fn hold(r#box: &Path, budget: &[u8]) -> Result<(), Failure> {
    let place = r#box.join(BEGAN);
    let not_written = |error| Failure::io("write", &place, &error);
    match began(r#box)? {
        Some(before) if before == budget => Ok(()),
        Some(before) if has_ballots(r#box)? => Err(Failure::bad(sentence(&before, budget))),
        Some(_) => folder::replace(&place, budget).map_err(not_written),
        None => match folder::create(&place, budget).map_err(not_written)? {
            Created::New | Created::Same => Ok(()),
            // Somebody else has just begun with another one.
            Created::Taken => hold(r#box, budget),
        },
    }
}

/// Says so where the budget is another one than the box began with.
pub(crate) fn changed(r#box: &Path, budget: &[u8]) -> Result<Option<String>, Failure> {
    let before = began(r#box)?.filter(|before| before != budget);
    Ok(before.map(|before| sentence(&before, budget)))
}

fn began(r#box: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let place = r#box.join(BEGAN);
    place.exists().then(|| files::read(&place)).transpose()
}

fn has_ballots(r#box: &Path) -> Result<bool, Failure> {
    let loose = files::listing(r#box, BALLOTS, JSON)?;
    let bundles = files::listing(r#box, BUNDLE, JSONL)?;
    Ok(!(loose.ids.is_empty() && loose.signed.is_empty() && bundles.ids.is_empty()))
}

fn sentence(before: &[u8], now: &[u8]) -> String {
    format!(
        "{BUDGET} was changed after this box began: it has the hash {}, and the box began with {}, which it keeps as \
         {BEGAN}. Ballots count for the edition that they were cast on: copy {BEGAN} over {BUDGET}, or hold another event \
         in another box",
        Id::of(now),
        Id::of(before)
    )
}

/// The path of the file that is given out as this one: of the budget, the edition that the box began with.
pub(crate) fn given_out<'p>(r#box: &Path, path: &'p str) -> &'p str {
    if path == BUDGET && fs::exists(r#box.join(BEGAN)).unwrap_or(false) {
        BEGAN
    } else {
        path
    }
}
