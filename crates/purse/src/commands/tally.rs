//! `purse tally`: an outcome from a plain table of amounts, or from an election of projects.

pub(crate) mod kind;
pub(crate) mod method;
pub(crate) mod projects;
pub(crate) mod table;

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;
use tally::picks::Completion;

use crate::args::Format;
use crate::failure::Failure;
use crate::report::progress;
use crate::report::{more::More, picks, plain::Plain, tally::Answer};
use crate::words::say;
use kind::Kind;
use method::{AnyRule, Method, any_rule};
use table::{Wish, uncounted, wish};

/// Counts a table of amounts or an election of projects by any rule.
///
/// A file ending in .csv or .tsv has one ballot a row, and the first row names the priorities. Rows with a mistake are
/// named and left out; with --strict one is enough to refuse the file, as is a last row that may be cut. A file ending
/// in .pb is an election of projects with a price, in Pabulib's format; it is refused where it breaks what it says about
/// itself.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse tally amounts.csv --total 100
  purse tally amounts.csv --total 100 --rule mean --format json
  purse tally paper-ballots.csv --budget my-budget.json --strict
  purse tally amounts.csv --total 100 --more warm-homes=10
  purse tally town.pb
  purse tally town.pb --more-votes=P12
  purse tally town.pb --rule equal-shares --completion add1u --ties cost-votes")]
pub(crate) struct Args {
    /// The file, ending in .csv or .pb
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// For a .csv ladder, mean, median, independent-markets, utilitarian or piecewise-uniform: the budget's own, or
    /// ladder. For a .pb equal-shares, greedy, phragmen or bos: equal-shares
    #[arg(long, value_name = "RULE", value_parser = any_rule)]
    rule: Option<AnyRule>,
    #[command(flatten)]
    table: table::TableOptions,
    #[command(flatten)]
    projects: projects::ProjectsOptions,
    /// For a .pb by equal shares: how the money is spent that it leaves (none, add1, add1u or greedy)
    #[arg(long, value_name = "COMPLETION")]
    completion: Option<Completion>,
    /// For a .csv: say also what would have to change for a priority to get so much more; may be given several times
    #[arg(long, value_name = "PRIORITY=AMOUNT", value_parser = wish)]
    more: Vec<Wish>,
    /// For a .pb: say also how many more votes this project would have needed (every project, without a name), which
    /// takes some thirty counts for each; may be given several times
    #[arg(long, value_name = "PROJECT", num_args = 0..=1, require_equals = true)]
    more_votes: Option<Vec<String>>,
    /// How to print the answer
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
    let completion = args.completion.map(|_| "--completion");
    let more_votes = args.more_votes.as_ref().map(|_| "--more-votes");
    let foreign = args.projects.given().or(completion).or(more_votes);
    kind::none_given(Kind::Table, foreign)?;
    if args.format == Format::Csv && !args.more.is_empty() {
        return Err(Failure::usage(say!("tally.more_format")));
    }
    let rule = match args.rule {
        Some(AnyRule::Projects(rule)) => return Err(kind::wrong_rule(Kind::Table, rule.name())),
        Some(AnyRule::Table(rule)) => Some(rule),
        None => None,
    };
    let source = table::Source::read(&args.file, &args.table)?;
    let counted = source
        .count(rule)
        .map_err(|error| uncounted(&args.file, &error))?;
    let mut answer = Answer::of(&counted).map_err(|error| uncounted(&args.file, &error))?;
    for wish in &args.more {
        let line = table::line(&counted, &wish.priority)?;
        let more = More::of(&counted, line, wish.amount);
        answer.add(more.map_err(|error| uncounted(&args.file, &error))?);
    }
    let mut out = io::stdout().lock();
    match args.format {
        Format::Text => Ok(answer.print_text(&mut Plain(out))?),
        Format::Json => Ok(writeln!(out, "{}", json(&answer)?)?),
        Format::Csv => answer.print_csv(out),
    }
}

fn run_projects(args: &Args) -> Result<(), Failure> {
    let more = args.more.first().map(|_| "--more");
    kind::none_given(Kind::Projects, args.table.given().or(more))?;
    let rule = match args.rule {
        Some(AnyRule::Table(rule)) => return Err(kind::wrong_rule(Kind::Projects, rule.name())),
        Some(AnyRule::Projects(rule)) => Some(rule),
        None => None,
    };
    let source = projects::Source::read(&args.file, &args.projects)?;
    let kind = source.election.ballots.kind();
    let method = Method::asked(rule, args.projects.satisfaction, args.completion, kind)?;
    let asked = args.more_votes.as_deref();
    let asked = asked.map(|names| source.asked(names)).transpose()?;
    let waiting = progress::spinner("counting");
    let funded = source.count(method)?;
    let mut answer = picks::Answer::of(&funded).map_err(|fault| source.uncounted(&fault))?;
    waiting.finish_and_clear();
    if let Some(projects) = asked {
        answer.add_needed(source.needed(method, &projects)?);
    }
    let mut out = io::stdout().lock();
    match args.format {
        Format::Text => Ok(answer.print_text(&mut Plain(out))?),
        Format::Json => Ok(writeln!(out, "{}", json(&answer)?)?),
        Format::Csv => answer.print_csv(out),
    }
}

pub(crate) fn json(answer: &impl Serialize) -> Result<String, Failure> {
    Ok(serde_json::to_string(answer).map_err(io::Error::from)?)
}
