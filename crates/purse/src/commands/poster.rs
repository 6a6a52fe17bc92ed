//! `purse poster`: a poster with a code to scan.

use std::io::{self, Write};
use std::path::PathBuf;

use documents::Lang;
use documents::boxes::{is_local, is_own_device};

use super::embed::language;
use crate::failure::Failure;
use crate::files;
use crate::poster::{self, Paper};
use crate::printed::{self, Address};
use crate::words::say;

/// Make a poster: the event's name and dates, a code that phones scan, the address to type, and what to do.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse poster my-budget.json --address https://budget.example.org/hall
  purse poster my-budget.json --address https://budget.example.org/hall --paper a3 --output wall.html")]
pub(crate) struct Args {
    /// The budget file
    #[arg(value_name = "BUDGET")]
    budget: PathBuf,
    /// Where people take part
    #[arg(long, value_name = "URL", value_parser = Address::read)]
    address: Address,
    /// In this language; may be repeated. Without it, in every language of the budget
    #[arg(long = "language", value_name = "LANGUAGE", value_parser = language)]
    languages: Vec<Lang>,
    /// The size of the paper
    #[arg(long, value_enum, default_value_t = Paper::A4)]
    paper: Paper,
    /// The file to write; never one that is there with something else in it
    #[arg(long, value_name = "FILE", default_value = "poster.html")]
    output: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, _) = files::budget(&args.budget)?;
    let said = printed::chosen(&budget, &args.languages, &args.budget)?;
    let page = poster::poster(&budget, &said, &args.address, args.paper);
    printed::write(&args.output, &page)?;
    let made = say!("poster.made", file = args.output.display());
    writeln!(io::stdout().lock(), "{made}")?;
    for warning in warnings(args.address.as_str()) {
        writeln!(io::stderr(), "{warning}")?;
    }
    Ok(())
}

fn warnings(address: &str) -> Vec<&'static str> {
    let mut warnings = Vec::new();
    if address.starts_with("http://") {
        warnings.push(say!("poster.not_https"));
    }
    if is_own_device(address) {
        warnings.push(say!("poster.own_device"));
    } else if is_local(address) {
        warnings.push(say!("poster.local"));
    }
    warnings
}
