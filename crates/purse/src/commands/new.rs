//! `purse new`: ten questions, and a budget to go on from.

mod draft;

use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use documents::Budget;

use crate::ask::Ask;
use crate::failure::Failure;
use crate::files;
use crate::folder::{self, Created};
use crate::words::say;
use draft::{Draft, Line};

/// Asks ten questions and writes a budget, which is good as it is: it can be looked at, tried and changed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse new my-budget.json
  purse new my-budget.json --language cy             the texts that you type are Welsh
  purse new my-budget.json < answers.txt             an answer on each line")]
pub(crate) struct Args {
    /// The file to write; never one that is there
    #[arg(value_name = "BUDGET")]
    budget: PathBuf,
    /// The language of the texts
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: String,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    if args.budget.exists() {
        return Err(there_already(args));
    }
    let draft = questions(&mut Ask::new(io::stdin().lock(), io::stderr().lock()))?;
    let text = draft.to_json(&args.language);
    match files::parse_budget(text.as_bytes()) {
        Ok(budget) => {
            write(args, &in_order(&budget)?)?;
            print_next_steps(args)
        }
        // What was typed is kept all the same: a mistake is mended in the file.
        Err(_) => {
            write(args, &text)?;
            files::budget(&args.budget).map(|_| ())
        }
    }
}

fn write(args: &Args, text: &str) -> Result<(), Failure> {
    match folder::create(&args.budget, text.as_bytes()) {
        Ok(Created::New) => Ok(()),
        Ok(_) => Err(there_already(args)),
        Err(error) => Err(Failure::bad(say!(
            "io.write",
            place = args.budget.display(),
            error
        ))),
    }
}

fn there_already(args: &Args) -> Failure {
    Failure::bad(say!("new.is_there", file = args.budget.display()))
}

fn questions<R: BufRead, W: Write>(ask: &mut Ask<R, W>) -> Result<Draft, Failure> {
    ask.say(say!("new.ten_questions"))?;
    Ok(Draft {
        title: ask.text(say!("new.title"))?,
        summary: ask.text(say!("new.summary"))?,
        organiser: ask.text(say!("new.organiser"))?,
        contact: ask.optional(say!("new.contact"))?,
        currency: ask.or(say!("new.currency"), "GBP")?,
        total: ask.amount(say!("new.total"))?,
        lines: lines(ask)?,
        days: ask.days(say!("new.days"))?,
        promise: (
            ask.text(say!("new.who_answers"))?,
            ask.day(say!("new.by_which_day"))?,
        ),
        says: ask.or(say!("new.promise"), say!("new.promise_usual"))?,
    })
}

fn lines<R: BufRead, W: Write>(ask: &mut Ask<R, W>) -> Result<Vec<Line>, Failure> {
    ask.say(say!("new.lines"))?;
    let mut lines = Vec::new();
    while lines.len() < 60 {
        let question = format!("    {}", say!("new.line_name", number = lines.len() + 1));
        let name = match lines.len() {
            0 | 1 => ask.text(&question)?,
            _ => ask.optional(&question)?,
        };
        if name.is_empty() {
            break;
        }
        lines.push(Line {
            name,
            about: ask.text(say!("new.line_about"))?,
            today: ask.amount(say!("new.line_today"))?,
        });
    }
    Ok(lines)
}

/// The budget with its fields in the order of the documentation, defaults included.
fn in_order(budget: &Budget) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(budget).map_err(io::Error::from)?;
    Ok(text + "\n")
}

fn print_next_steps(args: &Args) -> Result<(), Failure> {
    let wrote = say!("new.wrote", file = args.budget.display());
    writeln!(io::stdout().lock(), "{wrote}\n\n{}", say!("new.limits"))?;
    Ok(())
}
