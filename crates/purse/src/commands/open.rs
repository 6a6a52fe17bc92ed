//! `purse open`: the close.

mod about;
mod closing;
mod summary;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use counter::Terms;
use documents::boxes;
use documents::{Budget, Close, Date, ResultFile};

use crate::edition;
use crate::failure::Failure;
use crate::files;
use crate::folder;
use crate::keys::{self, Passphrase};
use crate::reading;
use crate::words::{counted, say};
use closing::Closing;

/// Closes an event: opens what is sealed, and signs which ballots count and what they come to.
///
/// The close is one more file in the box. From then on every phone counts what it says counts, and nothing that comes
/// later. Closing the same box again changes nothing.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse open events/hall --key private/hall.key
  purse open events/hall --key private/hall.key --early      before the last day, as when all have voted
  purse open events/hall --key private/hall.key --again      also count what came after the first close

Take test codes back first: purse codes void.")]
pub(crate) struct Args {
    /// The folder of the box
    #[arg(value_name = "BOX")]
    ballot_box: PathBuf,
    /// The organiser's key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[command(flatten)]
    passphrase: Passphrase,
    /// Close before the budget's last day
    #[arg(long)]
    early: bool,
    /// Close anew, by what the box holds now
    #[arg(long)]
    again: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, bytes) = files::budget_of(&args.ballot_box)?;
    if budget.keys.is_none() {
        return Err(Failure::bad(say!(
            "close.no_keys",
            folder = args.ballot_box.join(boxes::BUDGET).display()
        )));
    }
    if !args.early {
        last_day_has_come(&budget)?;
    }
    let terms = Terms::read(&bytes)
        .map_err(|problems| Failure::mistakes(&args.ballot_box.join(boxes::BUDGET), problems))?;
    let organiser = keys::organiser_of(&budget, &args.key, &args.passphrase)?;
    // From what is read to what is signed, so that of two who close at once the second finds the first one's close.
    let _alone = edition::alone(&args.ballot_box, &bytes)?;
    let signed = reading::signed(&args.ballot_box, terms.budget())?;
    let closing = Closing::of(&args.ballot_box, &budget, &bytes, &signed, &organiser)?;
    match &signed.close {
        Some(held) if !args.again => stays(args, &closing, held),
        _ => {
            let newest = signed.closes.iter().map(|close| close.revision).max();
            let (close, result) = closing.close(newest.map_or(1, |newest| newest + 1))?;
            write(&args.ballot_box, &close, &result)?;
            summary::closed(&mut io::stdout().lock(), &budget, &close, &result)?;
            match signed.first_groups() {
                Some(_) => summary::same_groups(&mut io::stdout().lock()),
                None => Ok(()),
            }
        }
    }
}

/// Today may be the last day: the organiser knows when the doors shut.
fn last_day_has_come(budget: &Budget) -> Result<(), Failure> {
    let today = jiff::ZonedDateTime::now().date();
    let parts = (
        today.year().try_into(),
        today.month().try_into(),
        today.day().try_into(),
    );
    let today = match parts {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day),
        _ => None,
    };
    if today.is_some_and(|today| today >= budget.dates.closes) {
        return Ok(());
    }
    Err(Failure::bad(say!(
        "close.too_early",
        date = budget.dates.closes
    )))
}

/// The result first: a close whose result is missing would promise too much.
fn write(ballot_box: &Path, close: &Close, result: &ResultFile) -> Result<(), Failure> {
    folder::prepare(ballot_box)?;
    for (path, bytes) in [
        (boxes::published_path(&result.id()), result.to_bytes()),
        (boxes::close_path(&close.id()), close.to_bytes()),
    ] {
        folder::put(ballot_box, &path, &bytes)?;
    }
    Ok(())
}

/// A box that is closed already.
fn stays(args: &Args, closing: &Closing, held: &Close) -> Result<(), Failure> {
    let (close, result) = closing.close(held.revision)?;
    let only_in = |these: &Close, those: &Close| {
        these.counted.iter().filter(|id| !those.counts(id)).count() as u64
    };
    let (more, fewer) = (only_in(&close, held), only_in(held, &close));
    if more > 0 || fewer > 0 {
        return Err(Failure::bad(say!(
            "close.changed",
            folder = args.ballot_box.display(),
            more = counted!("counted.ballots", more),
            fewer = counted!("counted.ballots", fewer)
        )));
    }
    let mut out = io::stdout().lock();
    if close == *held {
        write(&args.ballot_box, &close, &result)?;
        writeln!(out, "{}", say!("close.same"))?;
    } else {
        writeln!(out, "{}", say!("close.nothing_changed"))?;
    }
    Ok(())
}
