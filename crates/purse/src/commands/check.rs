//! `purse check`: every mistake in a budget, or what it says in short.

mod costs;
mod languages;
mod notes;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use documents::{Budget, Problem};
use serde_json::json;

use crate::args::Format;
use crate::edition;
use crate::failure::{Failure, mistakes};
use crate::files;
use crate::keys;
use crate::report;
use crate::report::csv;
use crate::report::numbers::number;
use crate::report::table::{self, Side};
use crate::words::{counted, say};

/// Names every mistake in a budget at once, each with its place, what was found, and what was expected.
///
/// A good budget is summed up in a few lines.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse check budgets/aldermoor.json
  purse check my-budget.json --format csv > mistakes.csv
  purse check my-budget.json --costs             would the money arrive whole? Seven questions
  purse check my-budget.json --language en --write   takes the texts in all other languages out of the file")]
pub(crate) struct Args {
    /// The budget file
    #[arg(value_name = "BUDGET")]
    budget: PathBuf,
    /// Check the budget as if it were in this language alone; may be repeated
    #[arg(long, value_name = "TAG")]
    language: Vec<String>,
    /// Write that into the file: the texts in other languages go, and every other byte stays
    #[arg(long, requires = "language")]
    write: bool,
    /// Ask seven questions about what the lines say they cost ("costs" on a line and on its levels)
    ///
    /// Do the costs add up to the amount? Is there something for the running of the organisation? Does the floor pay
    /// for something that works? Must somebody else pay a part, and how much of each £1 beside the 35p of the median
    /// charity? Is everybody paid the real Living Wage? Does the money come before it must be spent? Does it run for a
    /// year? Whatever the answers, the budget stays a good one: what they find are notes.
    #[arg(long)]
    costs: bool,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let bytes = in_languages(args)?;
    match files::parse_budget(&bytes) {
        Ok(budget) if args.costs => costs::print(&mut out, &args.budget, &budget, args.format)?,
        Ok(budget) => match args.format {
            Format::Text => {
                print_summary(&mut out, &args.budget, &budget)?;
                for warning in notes::warnings(&budget, &bytes) {
                    writeln!(out, "\n{warning}")?;
                }
            }
            Format::Json => print_json(&mut out, &args.budget, &bytes, Some(&budget), &[])?,
            Format::Csv => {
                print_lines(out, &budget)?;
                let mut aside = io::stderr().lock();
                for warning in notes::warnings(&budget, &bytes) {
                    writeln!(aside, "{warning}")?;
                }
            }
        },
        Err(problems) => {
            match args.format {
                Format::Text => print_mistakes(&mut out, &args.budget, &problems, &bytes)?,
                Format::Json => print_json(&mut out, &args.budget, &bytes, None, &problems)?,
                Format::Csv => print_mistakes_csv(out, &problems)?,
            }
            return Err(Failure::Told);
        }
    }
    Ok(())
}

/// The file's bytes, in the languages that are asked for.
fn in_languages(args: &Args) -> Result<Vec<u8>, Failure> {
    let bytes = files::read(&args.budget)?;
    if args.language.is_empty() {
        return Ok(bytes);
    }
    let left = languages::only(&bytes, &args.language)
        .map_err(|why| Failure::bad(format!("{}: {why}", args.budget.display())))?;
    if args.write && left != bytes {
        edition::refuse_change(&args.budget)?;
        files::replace(&args.budget, &left)?;
        let languages = args.language.join(", ");
        writeln!(
            io::stderr(),
            "{}",
            say!(
                "check.in_languages",
                budget = args.budget.display(),
                languages
            )
        )?;
    }
    Ok(left)
}

fn print_summary(out: &mut impl Write, path: &Path, budget: &Budget) -> io::Result<()> {
    let lang = &budget.languages[0];
    let languages: Vec<&str> = budget.languages.iter().map(|lang| lang.as_str()).collect();
    writeln!(out, "{}\n", say!("check.good", budget = path.display()))?;
    let title = budget.title.get(lang);
    let name = say!(
        "check.name",
        title,
        id = budget.id,
        languages = languages.join(", ")
    );
    let money = say!(
        "check.money",
        currency = budget.currency,
        total = number(budget.total),
        step = number(budget.step),
        opens = budget.dates.opens,
        closes = budget.dates.closes
    );
    writeln!(out, "{name}\n{money}\n")?;
    print_amounts(out, budget)?;
    let today = number(budget.priorities.iter().map(|line| line.today).sum());
    writeln!(out, "\n{}", say!("check.today", amount = today))?;
    writeln!(out, "{}", what_it_has(budget))?;
    let who = budget.promise.who.get(lang);
    let promise = say!("check.promise", who, date = budget.promise.by);
    writeln!(out, "{promise}\n{}", report::event::kind(budget))?;
    if let Some(most) = budget.most_at_a_table.map(number) {
        let says = match budget.tables_count_people {
            false => say!("check.tables_one", most),
            true => say!("check.tables_many", most),
        };
        writeln!(out, "{says}")?;
    }
    if let Some(warning) = keys::practice_warning(budget) {
        writeln!(out, "\n{warning}")?;
    }
    if let Some(warning) = keys::signers_warning(budget) {
        writeln!(out, "\n{warning}")?;
    }
    Ok(())
}

fn print_amounts(out: &mut impl Write, budget: &Budget) -> io::Result<()> {
    use Side::{Left, Right};
    let heads = [
        say!("head.priority"),
        say!("head.at_least"),
        say!("head.today"),
        say!("head.at_most"),
        say!("head.name"),
    ];
    let lines = budget.priorities.iter().map(|line| {
        let name = line.name.get(&budget.languages[0]).to_owned();
        let [floor, today, cap] = [line.floor, line.today, line.cap].map(number);
        vec![line.id.to_string(), floor, today, cap, name]
    });
    let rows: Vec<_> = [heads.map(String::from).to_vec()]
        .into_iter()
        .chain(lines)
        .collect();
    table::print(out, &[Left, Right, Right, Right, Left], &rows)
}

fn what_it_has(budget: &Budget) -> String {
    let parts = [
        counted!("counted.limits_on_groups", budget.limits.len() as u64),
        counted!("counted.consequences", budget.consequences.len() as u64),
        counted!(
            "counted.questions_about_the_resident",
            budget.about.len() as u64
        ),
    ];
    say!(
        "check.has",
        parts = parts.join(", "),
        rule = budget.rule.name()
    )
}

fn print_mistakes(
    out: &mut impl Write,
    path: &Path,
    problems: &[Problem],
    bytes: &[u8],
) -> io::Result<()> {
    writeln!(out, "{}:", mistakes(path, problems.len()))?;
    let root = documents::json::parse(bytes).ok();
    for problem in problems {
        writeln!(out, "  {problem}{}", notes::about(problem, root.as_ref()))?;
    }
    Ok(())
}

fn print_json(
    out: &mut impl Write,
    path: &Path,
    bytes: &[u8],
    budget: Option<&Budget>,
    problems: &[Problem],
) -> io::Result<()> {
    let warnings = budget.map(|budget| notes::warnings(budget, bytes));
    let answer = json!({
        "file": path.display().to_string(),
        "good": budget.is_some(),
        "problems": problems,
        "warnings": warnings.unwrap_or_default(),
        "budget": budget,
    });
    writeln!(out, "{answer}")
}

/// The lines of a good budget as a table.
fn print_lines(out: impl Write, budget: &Budget) -> Result<(), Failure> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["priority", "floor", "today", "cap", "name"])?;
    for line in &budget.priorities {
        let name = line.name.get(&budget.languages[0]);
        let [floor, today, cap] =
            [line.floor, line.today, line.cap].map(|amount| amount.to_string());
        table.write_record([line.id.as_str(), &floor, &today, &cap, name])?;
    }
    Ok(table.flush()?)
}

fn print_mistakes_csv(out: impl Write, problems: &[Problem]) -> Result<(), Failure> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["line", "column", "path", "found", "expected"])?;
    for problem in problems {
        let [line, column] = match problem.place {
            Some(place) => [place.line, place.column].map(|number| number.to_string()),
            None => [const { String::new() }; 2],
        };
        table.write_record([
            &line,
            &column,
            &problem.path,
            &problem.found,
            &problem.expected,
        ])?;
    }
    Ok(table.flush()?)
}
