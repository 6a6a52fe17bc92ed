//! The edition of its budget that a box holds its event on, kept beside `budget.json`: where that file is edited while
//! people vote, what they gave one line would go to another.

use std::fs;
use std::path::Path;

use documents::boxes::{
    BALLOTS, BEGAN, BUDGET, BUNDLE, CLOSE, JSON, JSONL, KEYS, LEDGER, PUBLISHED, RESULTS,
};
use documents::{Ballot, Id, Signed};

use crate::failure::Failure;
use crate::files;
use crate::folder::{self, Alone, Created};
use crate::secret::folder_of;
use crate::words::say;

/// The right to write into a box alone, which is held to this edition of its budget from now on.
///
/// # Errors
/// Those of [`folder::alone`], and a budget that was changed after people had begun to vote.
pub(crate) fn alone(ballot_box: &Path, budget: &[u8]) -> Result<Alone, Failure> {
    let alone = folder::alone(ballot_box)?;
    hold(ballot_box, budget)?;
    Ok(alone)
}

/// Before there is any ballot or entry the budget may still be changed.
fn hold(ballot_box: &Path, budget: &[u8]) -> Result<(), Failure> {
    let place = ballot_box.join(BEGAN);
    let not_written = |error| Failure::bad(say!("io.write", place = place.display(), error));
    match began(ballot_box)? {
        Some(before) if before == budget => Ok(()),
        Some(before) if is_used(ballot_box)? => Err(Failure::bad(sentence(&before, budget))),
        Some(_) => folder::replace(&place, budget).map_err(not_written),
        None => {
            refuse_after_others(ballot_box, Id::of(budget))?;
            match folder::create(&place, budget).map_err(not_written)? {
                Created::New | Created::Same => Ok(()),
                // Somebody else has just begun with another one, on a folder that cannot lock.
                Created::Taken => hold(ballot_box, budget),
            }
        }
    }
}

/// A box that another server filled says only by its ballots with which edition it began.
fn refuse_after_others(ballot_box: &Path, budget: Id) -> Result<(), Failure> {
    let mut other = None;
    for line in files::ballots(ballot_box)? {
        match cast_on(&line?) {
            Some(on) if on == budget => return Ok(()),
            on => other = other.or(on),
        }
    }
    let Some(other) = other else {
        return Ok(());
    };
    Err(Failure::bad(say!(
        "edition.not_voted_on",
        file = BUDGET,
        own = budget,
        folder = ballot_box.display(),
        other
    )))
}

/// The hash of the budget that this line names, if it is a ballot's.
fn cast_on(line: &[u8]) -> Option<Id> {
    let name = match Signed::begins(line) {
        true => Signed::read(line).ok()?.budget,
        false => Ballot::read(line).ok()?.budget,
    };
    Some(name.sha256)
}

/// Refuses to change a budget from which a box lives: no ballot that is there would count for it, no code would be known.
///
/// # Errors
/// The budget lies in a box that is being served, or holds files already.
pub(crate) fn refuse_change(budget: &Path) -> Result<(), Failure> {
    let Ok(place) = budget.canonicalize() else {
        return Ok(());
    };
    let ballot_box = folder_of(&place);
    if place.file_name().is_none_or(|name| name != BUDGET) {
        return Ok(());
    }
    let mut used = false;
    for (folder, ending) in [
        (BALLOTS, JSON),
        (BUNDLE, JSONL),
        (KEYS, JSON),
        (CLOSE, JSON),
        (LEDGER, JSON),
        (PUBLISHED, JSON),
        (RESULTS, JSON),
    ] {
        let listing = files::listing(ballot_box, folder, ending)?;
        used |= !(listing.ids.is_empty() && listing.signed.is_empty());
    }
    if used || folder::is_served(ballot_box) {
        return Err(Failure::bad(say!(
            "edition.in_use",
            budget = budget.display(),
            folder = ballot_box.display()
        )));
    }
    Ok(())
}

/// Says so where the budget is another one than the box began with.
pub(crate) fn changed(ballot_box: &Path, budget: &[u8]) -> Result<Option<String>, Failure> {
    let before = began(ballot_box)?.filter(|before| before != budget);
    Ok(before.map(|before| sentence(&before, budget)))
}

fn began(ballot_box: &Path) -> Result<Option<Vec<u8>>, Failure> {
    files::own(ballot_box, BEGAN)
}

/// Whether there are ballots, or entries of the promise ledger: all of them name the budget.
fn is_used(ballot_box: &Path) -> Result<bool, Failure> {
    let loose = files::listing(ballot_box, BALLOTS, JSON)?;
    let bundles = files::listing(ballot_box, BUNDLE, JSONL)?;
    let entries = files::listing(ballot_box, LEDGER, JSON)?;
    let none = [&loose.ids, &bundles.ids, &entries.ids];
    Ok(!(none.iter().all(|ids| ids.is_empty()) && loose.signed.is_empty()))
}

fn sentence(before: &[u8], now: &[u8]) -> String {
    say!(
        "edition.changed",
        file = BUDGET,
        now = Id::of(now),
        before = Id::of(before),
        kept = BEGAN
    )
}

/// The path of the file that is given out as this one: of the budget, the edition that the box began with.
pub(crate) fn given_out<'p>(ballot_box: &Path, path: &'p str) -> &'p str {
    if path == BUDGET && fs::exists(ballot_box.join(BEGAN)).unwrap_or(false) {
        BEGAN
    } else {
        path
    }
}
