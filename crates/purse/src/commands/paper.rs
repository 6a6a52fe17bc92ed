//! `purse paper`: the ballot as a form to fill in by hand.

use std::io::{self, Write};
use std::path::PathBuf;

use documents::Lang;

use super::embed::language;
use crate::failure::Failure;
use crate::files;
use crate::paper;
use crate::printed;
use crate::words::say;

/// Make the paper twin of the ballot: a form with every line, limit and question of the budget, to print on A4.
///
/// Where two languages fit one sheet, both are on it; else each has a form of its own.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse paper my-budget.json
  purse paper my-budget.json --language cy --output ffurflen.html")]
pub(crate) struct Args {
    /// The budget file
    #[arg(value_name = "BUDGET")]
    budget: PathBuf,
    /// In this language; may be repeated. Without it, in every language of the budget
    #[arg(long = "language", value_name = "LANGUAGE", value_parser = language)]
    languages: Vec<Lang>,
    /// The file to write; never one that is there with something else in it
    #[arg(long, value_name = "FILE", default_value = "paper.html")]
    output: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, _) = files::budget(&args.budget)?;
    let said = printed::chosen(&budget, &args.languages, &args.budget)?;
    printed::write(&args.output, &paper::forms(&budget, &said))?;
    let made = say!("paper.made", file = args.output.display());
    writeln!(io::stdout().lock(), "{made}")?;
    Ok(())
}
