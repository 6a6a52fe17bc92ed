//! `purse tally`: an outcome from a plain table of amounts.

use std::io::{self, Write};
use std::path::PathBuf;

use documents::Budget;
use documents::budget::RuleName;
use tally::{Limits, MAX_AMOUNT, Profile, Rule};

use crate::args::{Format, rule};
use crate::ballot_table::{Asked, BallotTable, Mistake};
use crate::failure::{self, Failure};
use crate::files;
use crate::report::tally::{Answer, Counted};

/// Counts a table of amounts: one ballot a row, the first row names the priorities.
///
/// Rows with a mistake are named and left out; with --strict one is enough to refuse the file.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse tally amounts.csv --total 100
  purse tally amounts.csv --total 100 --rule mean --format json
  purse tally paper-ballots.csv --budget my-budget.json --strict")]
pub(crate) struct Args {
    /// The table, ending in .csv
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What every row shares out
    #[arg(
        long,
        value_name = "N",
        required_unless_present = "budget",
        conflicts_with = "budget"
    )]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=MAX_AMOUNT))]
    total: Option<u64>,
    /// The budget whose total, steps and limits every row keeps; the columns are its priorities, in any order
    #[arg(long, value_name = "BUDGET")]
    budget: Option<PathBuf>,
    /// ladder, mean, median, independent-markets, utilitarian or piecewise-uniform; the budget's own, or ladder
    #[arg(long, value_name = "RULE", value_parser = rule)]
    rule: Option<RuleName>,
    /// Refuse a file with any mistake in it
    #[arg(long)]
    strict: bool,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    if args.file.extension().is_none_or(|ending| ending != "csv") {
        let file = args.file.display();
        return Err(Failure::usage(format!(
            "{file} does not end in .csv: expected a table of amounts"
        )));
    }
    let budget = args
        .budget
        .as_deref()
        .map(files::budget)
        .transpose()?
        .map(|(budget, _)| budget);
    let table = read(args, budget.as_ref())?;
    let counted =
        count_rows(args, budget.as_ref(), &table).map_err(|error| uncounted(args, &error))?;
    let answer = Answer::of(&counted).map_err(|error| uncounted(args, &error))?;
    let mut out = io::stdout().lock();
    match args.format {
        Format::Text => answer.print_text(&mut out)?,
        Format::Json => writeln!(
            out,
            "{}",
            serde_json::to_string(&answer).map_err(io::Error::from)?
        )?,
        Format::Csv => answer.print_csv(out)?,
    }
    Ok(())
}

fn read(args: &Args, budget: Option<&Budget>) -> Result<BallotTable, Failure> {
    let asked = match budget {
        Some(budget) => Asked::Budget(budget),
        // One of the two is given: the command line sees to it.
        None => Asked::Total(args.total.unwrap_or_default()),
    };
    let bytes = files::read(&args.file)?;
    let refuse = |mistakes: &[Mistake]| {
        let says = mistakes.iter().map(|mistake| format!("\n  {mistake}"));
        Failure::bad(failure::mistakes(&args.file, mistakes.len()) + &says.collect::<String>())
    };
    let table = BallotTable::read(&bytes, &asked).map_err(|mistakes| refuse(&mistakes))?;
    if args.strict && !table.refused.is_empty() {
        return Err(refuse(&table.refused));
    }
    if table.rows.is_empty() {
        let mut failure = failure::mistakes(&args.file, table.refused.len());
        failure += " and no row that counts";
        table
            .refused
            .iter()
            .for_each(|mistake| failure += &format!("\n  {mistake}"));
        return Err(Failure::bad(failure));
    }
    let mut aside = io::stderr().lock();
    for mistake in &table.refused {
        writeln!(aside, "left out: {mistake}")?;
    }
    Ok(table)
}

fn count_rows<'t>(
    args: &Args,
    budget: Option<&Budget>,
    table: &'t BallotTable,
) -> Result<Counted<'t>, tally::Error> {
    let limits = match budget {
        Some(budget) => counter::limits(budget),
        None => Limits::none(args.total.unwrap_or_default(), table.priorities.len()),
    };
    let unspent = budget.is_some_and(|budget| budget.unspent);
    let mut amounts = Vec::with_capacity(table.rows.len() * limits.floors.len());
    for row in &table.rows {
        amounts.extend_from_slice(&row.amounts);
        // Rows have been held to the total.
        amounts.extend(unspent.then(|| limits.total - row.amounts.iter().sum::<u64>()));
    }
    let mut profile = Profile::new(limits.floors.len());
    for ballot in amounts.chunks_exact(limits.floors.len()) {
        profile.add(ballot, 1)?;
    }
    let rule = rule_of(
        args.rule
            .or(budget.map(|budget| budget.rule))
            .unwrap_or(RuleName::Ladder),
    );
    let outcome = tally::allocate(rule, &profile, &limits)?;
    Ok(Counted {
        rule,
        table,
        amounts,
        profile,
        limits,
        outcome,
        unspent,
    })
}

fn rule_of(name: RuleName) -> Rule {
    name.name()
        .parse()
        .expect("the budget and the engine give the rules the same names")
}

fn uncounted(args: &Args, error: &tally::Error) -> Failure {
    Failure::bad(format!(
        "{} cannot be counted: {error}",
        args.file.display()
    ))
}
