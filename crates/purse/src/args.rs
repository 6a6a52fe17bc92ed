//! The command line: what can be asked of `purse`. Each command keeps its own options beside it.

use clap::{Parser, Subcommand, ValueEnum};
use documents::budget::RuleName;

use crate::commands::{check, compare, count, pack, serve, simulate, store, tally};

/// Runs a budget event from one laptop: checks the budget, serves the widget and the ballot box, and counts.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
An event, from start to end:
  purse check my-budget.json                                every mistake at once
  purse simulate my-budget.json --ballots 200 --seed 1      made-up ballots to practise with
  purse serve --budget my-budget.json --box events/hall     phones scan the code and take part
  purse count events/hall                                   the outcome, and how fair it is
  purse pack events/hall                                    all ballots in one file

Exit codes: 0 a result, 1 a bad file or folder, 2 a command line that cannot be understood.";

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Check a budget and name every mistake in it
    Check(check::Args),
    /// Serve the widget and the ballot box to every phone in the room
    Serve(serve::Args),
    /// Write the file that lets a bucket or a container of a cloud hold the box
    Store(store::Args),
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

/// The name of a rule.
pub(crate) fn rule(name: &str) -> Result<RuleName, String> {
    let names: Vec<&str> = RuleName::ALL.iter().map(|rule| rule.name()).collect();
    RuleName::named(name).ok_or_else(|| format!("expected one of {}", names.join(", ")))
}
