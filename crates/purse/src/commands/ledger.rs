//! `purse ledger`: what was agreed, paid and delivered after the event, and why it changed.

mod add;
mod check;
mod export;
mod import;
mod practise;
mod show;

use documents::Date;

use crate::failure::Failure;
use crate::words::say;

/// Keeps the promise ledger of a box: signed entries in its folder ledger/, of which none is ever changed.
///
/// Lateness and silence are never written down: they follow from the entries and the day. docs/ledger.md says how to keep a
/// ledger, for a small charity and for a council.
#[derive(clap::Args)]
#[command(after_help = "\
From the answer to the end:
  purse ledger add answer events/hall --key private/board.key --line lunch-club --said accepted
  purse ledger add commit events/hall --key private/board.key --line lunch-club --commit grant-2028 --amount 9000 --to \"Lunch club\" --from 2028-01-10
  purse ledger add milestone events/hall --key private/board.key --line lunch-club --milestone first-lunch --title \"The first lunch\" --type start --due 2028-03-01
  purse ledger add pay events/hall --key private/board.key --line lunch-club --commit grant-2028 --amount 4500 --reference BACS-118
  purse ledger add met events/hall --key private/board.key --line lunch-club --milestone first-lunch --judged met
  purse ledger add finish events/hall --key private/board.key --line lunch-club --amount 9000 --delivered \"40 lunches\"
Where there are several languages, each text is given in each: --reason en=\"…\" --reason cy=\"…\"")]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Add an entry: an answer, a payment, a date, a change, …
    Add(add::Args),
    /// Show what holds now, by line
    Show(show::Args),
    /// Check that the ledger holds together, and what is late
    Check(check::Args),
    /// Add the payments of a table, such as an export of your books
    Import(import::Args),
    /// Print the ledger in a form that other programs read
    Export(export::Args),
    /// A made-up ledger
    #[command(hide = true)]
    Practise(practise::Args),
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::Add(args) => add::run(args),
        What::Show(args) => show::run(args),
        What::Check(args) => check::run(args),
        What::Import(args) => import::run(args),
        What::Export(args) => export::run(args),
        What::Practise(args) => practise::run(args),
    }
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| say!("new.expected_day", answer = text))
}
