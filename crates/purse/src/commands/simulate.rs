//! `purse simulate`: a box of made-up ballots.

mod real;
mod voters;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use documents::{Budget, Id, boxes, bundle, signed};
use serde_json::json;

use crate::args::Format;
use crate::edition;
use crate::failure::Failure;
use crate::report::csv;
use crate::report::progress;
use crate::simulation::Simulation;
use crate::words::{counted, say};
use crate::{files, folder};
use voters::Voters;

/// Makes up ballots in a box of their own, to practise with and to see a full results page.
///
/// Each simulated resident mixes today's spending, an even share and a taste for some tags, keeps every limit,
/// and answers the questions by the population figures in the budget. The same seed gives the same ballots.
/// They are marked as simulated, a count says so, and they are never put into a box that holds real ones.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse simulate budgets/aldermoor.json --ballots 200 --seed 1
  purse serve --box simulated-box            look at their results page
  purse simulate my-budget.json --ballots 200 --seed 1 --codes private/codes/codes.csv
  purse simulate my-budget.json --ballots 10000 --seed 2 --packed --out large")]
pub(crate) struct Args {
    /// The budget file
    #[arg(value_name = "BUDGET")]
    budget: PathBuf,
    /// How many ballots to make up
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    ballots: u64,
    /// Any whole number; the same one makes the same ballots
    #[arg(long, value_name = "S")]
    seed: u64,
    /// The folder of the box to make
    #[arg(long, value_name = "BOX", default_value = "simulated-box")]
    out: PathBuf,
    /// The table of codes to vote with, in an event that needs them; its list of keys goes into the box too
    #[arg(long, value_name = "FILE")]
    codes: Option<PathBuf>,
    /// One file for all ballots, instead of one for each
    #[arg(long)]
    packed: bool,
    /// How to print what was made
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, bytes) = files::budget(&args.budget)?;
    let codes = args.codes.as_deref();
    let voters = Voters::of(&budget, codes, args.ballots)?;
    refuse_other_budget(&args.out, &bytes)?;
    let ballots = make_up(&budget, &voters, args)?;
    folder::prepare(&args.out)?;
    folder::put_budget(&args.out, &bytes)?;
    let _alone = edition::alone(&args.out, &bytes)?;
    real::refuse(&args.out, &ballots)?;
    voters.put_lists(&args.out)?;
    if args.packed {
        let packed = bundle::pack(ballots.iter().map(Vec::as_slice));
        write(&args.out, &boxes::bundle_path(&Id::of(&packed)), &packed)?;
    } else {
        for ballot in
            progress::bar(say!("simulate.writing"), ballots.len()).wrap_iter(ballots.iter())
        {
            let path = boxes::path_of_ballot(ballot);
            write(&args.out, &path, &signed::file(ballot))?;
        }
    }
    print(args, ballots.len())
}

fn make_up(budget: &Budget, voters: &Voters, args: &Args) -> Result<Vec<Vec<u8>>, Failure> {
    let simulation = Simulation::new(budget, args.seed);
    let bar = progress::bar(say!("simulate.making"), args.ballots as usize);
    let ballots = bar.wrap_iter(0..args.ballots).map(|resident| {
        let ballot = simulation
            .ballot(resident)
            .map_err(|error| Failure::bad(say!("simulate.not_made", error)))?;
        voters.cast(ballot, resident, simulation.chance(resident))
    });
    ballots.collect()
}

/// They can be made again, so they are not waited for as an upload is.
fn write(ballot_box: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let place = ballot_box.join(path);
    std::fs::write(&place, bytes)
        .map_err(|error| Failure::bad(say!("io.write", place = place.display(), error)))
}

fn refuse_other_budget(ballot_box: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if files::own(ballot_box, boxes::BUDGET)?.is_none_or(|there| there == bytes) {
        return Ok(());
    }
    Err(Failure::bad(say!(
        "simulate.other_budget",
        folder = ballot_box.display()
    )))
}

fn print(args: &Args, made: usize) -> Result<(), Failure> {
    let (mut out, ballot_box) = (io::stdout().lock(), args.out.display().to_string());
    match args.format {
        Format::Text => {
            let ballots = counted!("counted.simulated_ballots", made as u64);
            writeln!(out, "{}", say!("simulate.made", ballots, ballot_box))?;
            writeln!(out, "{}", say!("simulate.next", ballot_box))?;
        }
        Format::Json => writeln!(
            out,
            "{}",
            json!({ "box": ballot_box, "ballots": made, "seed": args.seed })
        )?,
        Format::Csv => {
            let mut table = csv::Writer::from_writer(out);
            table.write_record(["box", "ballots", "seed"])?;
            table.write_record([&ballot_box, &made.to_string(), &args.seed.to_string()])?;
            table.flush()?;
        }
    }
    Ok(())
}
