//! `purse ledger show`: what holds now.

use std::io::{self, Write};
use std::path::PathBuf;

use documents::Date;

use super::day;
use crate::args::Format;
use crate::failure::Failure;
use crate::promises::{self, Book, Outcome};
use crate::report::ledger as report;

/// Shows what was agreed, paid and delivered, what is late and for how long nobody has said anything.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse ledger show events/hall
  purse ledger show events/hall --entries                          every entry, the latest last
  purse ledger show events/hall --today 2028-03-31                 as on that day, with all entries of today
  purse ledger show events/hall --format csv > lines.csv           a row for each line")]
pub(crate) struct Args {
    /// The folder of the box, or a copy of it
    #[arg(value_name = "BOX")]
    ballot_box: PathBuf,
    /// The day that lateness and silence are told of
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<Date>,
    /// Show every entry too
    #[arg(long)]
    entries: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let book = Book::read(&args.ballot_box)?;
    let today = args.today.map_or_else(|| promises::day_of(&book), Ok)?;
    let mut out = io::stdout().lock();
    match args.format {
        Format::Text => {
            report::print(&book, today, &mut out)?;
            if args.entries {
                writeln!(out)?;
                report::entries(&book, &mut out)?;
            }
        }
        Format::Json => {
            let outcome = Outcome::of(&args.ballot_box, &book.budget)?;
            let outcome = outcome.map(|outcome| outcome.amounts);
            writeln!(out, "{}", report::json(&book, today, outcome.as_deref()))?;
        }
        Format::Csv => report::table(&book, today, out)?,
    }
    Ok(())
}
