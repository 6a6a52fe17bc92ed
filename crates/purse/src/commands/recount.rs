//! `purse recount`: does everything that was published follow from the files?

mod close;
mod results;

use std::io;
use std::path::{Path, PathBuf};

use counter::{Count, Failure as NoResult, Terms};
use documents::result::Refused;
use documents::{Budget, Id, KeyList, boxes};

use crate::args::Format;
use crate::edition;
use crate::failure::Failure;
use crate::files;
use crate::promises::{self, Book, Outcome};
use crate::reading::{self, How, Signed};
use crate::report::findings::Findings;
use crate::words::say;

/// Repeats every published result and the close from the ballots in the box: the same, or what differs.
///
/// It needs no key, and trusts nobody: each signature is checked, and each ballot is judged again. Exit code 1 where
/// anything differs.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse recount events/hall
  purse recount events/hall --format csv > findings.csv")]
pub(crate) struct Args {
    /// The folder of the box, or a copy of it
    #[arg(value_name = "BOX")]
    ballot_box: PathBuf,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, bytes) = files::budget_of(&args.ballot_box)?;
    let recount = Recount {
        ballot_box: &args.ballot_box,
        signed: reading::signed(&args.ballot_box, begin(&args.ballot_box, &bytes)?.budget())?,
        budget: &budget,
        bytes: &bytes,
    };
    let mut findings = Findings::default();
    if let Some(says) = edition::changed(&args.ballot_box, &bytes)? {
        findings.differs(boxes::BUDGET, says);
    }
    let other = |(_, list): &&(Id, KeyList)| list.budget != budget.name();
    for (id, _) in recount.signed.lists.iter().filter(other) {
        let says = say!("recount.other_edition");
        findings.notes(&boxes::keys_path(id), says);
    }
    close::repeat(&recount, &mut findings)?;
    results::repeat(&recount, &mut findings)?;
    promised(&recount, &mut findings)?;
    findings.print(&mut io::stdout().lock(), args.format)?;
    if findings.all_hold() {
        Ok(())
    } else {
        Err(Failure::Told)
    }
}

/// The promise ledger, where there is one: whether it is whole, and quotes the outcome.
fn promised(recount: &Recount, findings: &mut Findings) -> Result<(), Failure> {
    let (budget, bytes) = (recount.budget.clone(), recount.bytes.to_vec());
    let book = Book::of(recount.ballot_box, budget, bytes)?;
    if book.is_empty() {
        return Ok(());
    }
    // Where anybody can put files, as in some stores, a stranger's file is nobody's mistake.
    for (path, says) in promises::findings::strangers(&book) {
        findings.notes(&path, says);
    }
    let outcome = Outcome::of(recount.ballot_box, recount.budget)?;
    promises::findings::wrong(&book, outcome.as_ref(), findings);
    Ok(())
}

/// What a recount goes by.
struct Recount<'r> {
    ballot_box: &'r Path,
    budget: &'r Budget,
    bytes: &'r [u8],
    signed: Signed,
}

fn begin(ballot_box: &Path, bytes: &[u8]) -> Result<Terms, Failure> {
    Terms::read(bytes)
        .map_err(|problems| Failure::mistakes(&ballot_box.join(boxes::BUDGET), problems))
}

/// The ballots that count, and the files that do not.
struct Counted {
    ballots: Vec<Id>,
    refused: Refused,
}

impl Recount<'_> {
    fn read(&self, how: &How) -> Result<Count, Failure> {
        reading::read(
            self.ballot_box,
            begin(self.ballot_box, self.bytes)?,
            &self.signed,
            how,
        )
    }

    /// What counts if the box is read so, whether or not that has an outcome.
    fn counted(&self, how: &How) -> Result<Counted, Failure> {
        match self.read(how)?.finish() {
            Ok(result) => Ok(Counted {
                ballots: result.counted,
                refused: result.refused,
            }),
            Err(NoResult::NoBallots(refused) | NoResult::Sealed { refused, .. }) => Ok(Counted {
                ballots: Vec::new(),
                refused,
            }),
            Err(failure @ NoResult::NoOutcome(_)) => {
                Err(crate::commands::count::no_result(self.ballot_box, &failure))
            }
        }
    }
}
