//! `purse ledger check`: does the ledger hold together, and what is late?

use std::io::{self, Write};
use std::path::PathBuf;

use documents::Date;

use super::day;
use crate::args::Format;
use crate::edition;
use crate::failure::Failure;
use crate::promises::{self, Book, Outcome, findings};
use crate::report::findings::Findings;
use crate::report::ledger as report;
use crate::words::say;

/// Checks every signature, rule and sum, and says what is missing and what is late.
///
/// Exit code 1 where a file is no entry, an entry breaks a rule, one that others follow is missing, or a line says that residents
/// asked for something else than the published result; with --late also where something is late.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse ledger check events/hall
  purse ledger check events/hall --late               exit code 1 also where something is late, for a reminder each morning
  purse ledger check events/hall --format csv > findings.csv")]
pub(crate) struct Args {
    /// The folder of the box, or a copy of it
    #[arg(value_name = "BOX")]
    ballot_box: PathBuf,
    /// The day that lateness is told of
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<Date>,
    /// Exit code 1 also where something is late, or an answer is overdue
    #[arg(long)]
    late: bool,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let book = Book::read(&args.ballot_box)?;
    let today = args.today.map_or_else(|| promises::day_of(&book), Ok)?;
    let outcome = Outcome::of(&args.ballot_box, &book.budget)?;
    let mut findings = Findings::default();
    if let Some(says) = edition::changed(&args.ballot_box, &book.bytes)? {
        findings.differs(documents::boxes::BUDGET, says);
    }
    for (path, says) in findings::strangers(&book) {
        findings.differs(&path, says);
    }
    findings::wrong(&book, outcome.as_ref(), &mut findings);
    findings::late(&book, today, &mut findings);
    let mut out = io::stdout().lock();
    findings.write(&mut out, args.format)?;
    if args.format == Format::Text {
        let end = match (findings.all_hold(), findings.has_late()) {
            (true, false) => say!("ledger.check.good"),
            (true, true) => say!("ledger.check.late"),
            (false, _) => say!("ledger.check.wrong"),
        };
        writeln!(out, "\n{end}\n{}", report::summary(&book, today))?;
    }
    match findings.all_hold() && !(args.late && findings.has_late()) {
        true => Ok(()),
        false => Err(Failure::Told),
    }
}
