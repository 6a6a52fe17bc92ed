//! `purse`, the organiser's tool: one command a file, and the embedded box.

mod address;
mod args;
mod ask;
mod cards;
mod chance;
mod code_table;
mod commands;
mod edition;
mod failure;
mod files;
mod folder;
mod keys;
mod paper;
mod poster;
mod printed;
mod promises;
mod reading;
mod report;
mod secret;
mod server;
mod simulation;
mod words;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use failure::Failure;
use report::plain::Plain;

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::Add(args) => commands::add::run(&args),
        Command::Check(args) => commands::check::run(&args),
        Command::New(args) => commands::new::run(&args),
        Command::Preview(args) => commands::preview::run(&args),
        Command::Embed(args) => commands::embed::run(&args),
        Command::Paper(args) => commands::paper::run(&args),
        Command::Poster(args) => commands::poster::run(&args),
        Command::Serve(args) => commands::serve::run(&args),
        Command::Store(args) => commands::store::run(&args),
        Command::Pack(args) => commands::pack::run(&args),
        Command::Count(args) => commands::count::run(&args),
        Command::Simulate(args) => commands::simulate::run(&args),
        Command::Ledger(args) => commands::ledger::run(&args),
        Command::Key(args) => commands::key::run(&args),
        Command::Codes(args) => commands::codes::run(&args),
        Command::Open(args) => commands::open::run(&args),
        Command::Recount(args) => commands::recount::run(&args),
        Command::Watch(args) => commands::watch::run(&args),
        Command::Tally(args) => commands::tally::run(&args),
        Command::Compare(args) => commands::compare::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => complain(&failure),
    }
}

/// Says what went wrong on stderr. A reader that has gone away (`purse … | head`) is not a failure.
fn complain(failure: &Failure) -> ExitCode {
    if failure.is_closed_pipe() {
        return ExitCode::SUCCESS;
    }
    // Nobody is left to tell when stderr is closed too.
    let _ = write!(Plain(std::io::stderr()), "{failure}");
    ExitCode::from(failure.exit_code())
}
