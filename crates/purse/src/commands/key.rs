//! `purse key`: the organiser's key.

mod new;
mod show;

use crate::failure::Failure;

/// Makes the organiser's key, or one for the promise ledger, and shows the halves of it that everybody may know.
///
/// One file and one passphrase: together they sign the codes and the close, open sealed choices, and read what people
/// say about themselves. docs/keys.md says how to keep them.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse key new private/hall.key --budget my-budget.json                     for an event that is open to everybody
  purse key new private/hall.key --budget my-budget.json --codes --sealed    with voting codes, choices sealed until the close
  purse key show private/hall.key
  purse key new private/board.key --ledger --id board --role decision-maker --name en=\"Health Board\" --name cy=\"Bwrdd Iechyd\"

With --ledger it makes the key of one who signs the promise ledger: the board that answers, the council that pays, a charity
that gets the money. It has nothing to do with the event's key, which may be destroyed. docs/ledger.md says more.")]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Make a key, and name it in a budget
    New(new::Args),
    /// Show a key's public halves; needs no passphrase
    Show(show::Args),
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::New(args) => new::run(args),
        What::Show(args) => show::run(args),
    }
}
