//! `purse compare`: the outcomes of all rules side by side.

use std::io::{self, Write};
use std::path::PathBuf;

use documents::budget::RuleName;

use super::tally::kind::{self, Kind};
use super::tally::method::Method;
use super::tally::{json, projects, table};
use crate::args::Format;
use crate::failure::Failure;
use crate::report::compare::{self, Grid};
use crate::report::{picks, plain::Plain, progress, tally};

/// Counts a file by every rule, side by side.
///
/// With --format json: a list of what purse tally prints for each rule.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse compare amounts.csv --total 100
  purse compare town.pb
  purse compare town.pb --satisfaction cardinality --format csv")]
pub(crate) struct Args {
    /// The file, ending in .csv or .pb
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    table: table::TableOptions,
    #[command(flatten)]
    projects: projects::ProjectsOptions,
    /// How to print the answers
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match Kind::of(&args.file)? {
        Kind::Table => run_table(args),
        Kind::Projects => run_projects(args),
    }
}

fn run_table(args: &Args) -> Result<(), Failure> {
    kind::none_given(Kind::Table, args.projects.given())?;
    let source = table::Source::read(&args.file, &args.table)?;
    let uncounted = |error| table::uncounted(&args.file, &error);
    let counted: Result<Vec<_>, _> = RuleName::ALL
        .iter()
        .map(|rule| source.count(Some(*rule)))
        .collect();
    let counted = counted.map_err(uncounted)?;
    let answers: Result<Vec<_>, _> = counted.iter().map(tally::Answer::of).collect();
    let answers = answers.map_err(uncounted)?;
    match args.format {
        Format::Json => print_json(&answers),
        format => print(&compare::allocations(&answers), format),
    }
}

fn run_projects(args: &Args) -> Result<(), Failure> {
    kind::none_given(Kind::Projects, args.table.given())?;
    let source = projects::Source::read(&args.file, &args.projects)?;
    let kind = source.election.ballots.kind();
    let methods = Method::all(args.projects.satisfaction, kind)?;
    let bar = progress::bar("counting", methods.len());
    let mut funded = Vec::with_capacity(methods.len());
    for method in methods {
        funded.push(source.count(method)?);
        bar.inc(1);
    }
    let answers: Result<Vec<_>, _> = funded.iter().map(picks::Answer::of).collect();
    let answers = answers.map_err(|fault| source.uncounted(&fault))?;
    bar.finish_and_clear();
    match args.format {
        Format::Json => print_json(&answers),
        format => print(&compare::projects(&funded), format),
    }
}

fn print(grid: &Grid, format: Format) -> Result<(), Failure> {
    let out = io::stdout().lock();
    match format {
        Format::Csv => grid.print_csv(out),
        Format::Text | Format::Json => Ok(grid.print_text(&mut Plain(out))?),
    }
}

fn print_json(answers: &[impl serde::Serialize]) -> Result<(), Failure> {
    Ok(writeln!(io::stdout().lock(), "{}", json(&answers)?)?)
}
