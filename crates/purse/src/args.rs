//! The command line: what can be asked of `purse`. Each command keeps its own options beside it.

use clap::{Parser, Subcommand, ValueEnum};
use documents::budget::{CheckName, RuleName};

use crate::commands::{
    add, check, codes, compare, count, embed, key, ledger, new, open, pack, paper, poster, preview,
    recount, serve, simulate, store, tally, watch,
};
use crate::words::say;

/// Runs a budget event from one laptop: checks the budget, serves the widget and the ballot box, and counts.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
An event, from start to end:
  purse new my-budget.json                                  ten questions, and a budget
  purse check my-budget.json                                every mistake at once
  purse preview my-budget.json                              as residents will see it; nothing is kept
  purse simulate my-budget.json --ballots 200 --seed 1      made-up ballots to practise with
  purse paper my-budget.json                                the ballot on paper
  purse serve --budget my-budget.json --box events/hall     phones scan the code and take part
  purse count events/hall                                   the outcome, and how fair it is
  purse pack events/hall                                    all ballots in one file

With voting codes, or with questions about the resident:
  purse key new private/hall.key --budget my-budget.json --codes   the organiser's key; its passphrase is asked for
  purse codes new --budget my-budget.json --key private/hall.key --count 500 --out private/codes --box events/hall
  purse open events/hall --key private/hall.key             the close
  purse recount events/hall                                 does everything follow from the files?

After the close, for as long as there is anything to tell:
  purse key new private/board.key --ledger --id board --name \"Health Board\" --role decision-maker --budget my-budget.json
  purse ledger add answer events/hall --key private/board.key --line lunch-club --said accepted
  purse ledger check events/hall                            what is late, missing or does not add up

Exit codes: 0 a result, 1 a bad file or folder or something that differs, 2 a command line that cannot be
understood, 3 a box that cannot be reached.";

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Ask ten questions, and write a budget
    New(new::Args),
    /// Check a budget and name every mistake in it
    Check(check::Args),
    /// Show a budget as residents will see it, on any day
    Preview(preview::Args),
    /// Serve the widget and the ballot box to every phone in the room
    Serve(serve::Args),
    /// Print the lines that show a budget on a page of another site
    Embed(embed::Args),
    /// Make the paper twin of the ballot, to print on A4
    Paper(paper::Args),
    /// Make a poster with a code to scan
    Poster(poster::Args),
    /// Make the organiser's key, which signs, and opens what is sealed
    Key(key::Args),
    /// Make one-time voting codes, or take some back
    Codes(codes::Args),
    /// Close the event: open what is sealed, and sign which ballots count
    Open(open::Args),
    /// Keep the promise ledger: what was agreed, paid and delivered, and why it changed
    Ledger(ledger::Args),
    /// Recount everything published, and report any difference
    Recount(recount::Args),
    /// Keep a box's listings, and show when a file was removed or changed
    Watch(watch::Args),
    /// Write the file that lets a bucket or a container of a cloud hold the box
    Store(store::Args),
    /// Add ballots that were carried here in a file, such as from a kiosk without a connection
    Add(add::Args),
    /// Pack a box's ballots into one file
    Pack(pack::Args),
    /// Count a box: the same result, to the byte, as in a browser
    Count(count::Args),
    /// Make up ballots to practise with
    Simulate(simulate::Args),
    /// Count a plain table of amounts, or an election of projects, by any rule
    Tally(tally::Args),
    /// Count a table or an election by every rule, side by side
    Compare(compare::Args),
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

/// The name of a fairness question.
pub(crate) fn check(name: &str) -> Result<CheckName, String> {
    let names: Vec<&str> = CheckName::ALL.iter().map(|check| check.name()).collect();
    CheckName::named(name).ok_or_else(|| say!("args.one_of", names = names.join(", ")))
}

/// The name of a rule.
pub(crate) fn rule(name: &str) -> Result<RuleName, String> {
    let names: Vec<&str> = RuleName::ALL.iter().map(|rule| rule.name()).collect();
    RuleName::named(name).ok_or_else(|| say!("args.one_of", names = names.join(", ")))
}
