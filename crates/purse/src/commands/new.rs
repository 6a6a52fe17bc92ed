//! `purse new`: ten questions, and a budget to go on from.

mod ask;
mod draft;

use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use documents::Budget;

use crate::failure::Failure;
use crate::files;
use crate::folder::{self, Created};
use ask::Ask;
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
            told(args)
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
        Err(error) => Err(Failure::io("write", &args.budget, &error)),
    }
}

fn there_already(args: &Args) -> Failure {
    Failure::bad(format!(
        "{} is there already, and is not overwritten: name another file",
        args.budget.display()
    ))
}

fn questions<R: BufRead, W: Write>(ask: &mut Ask<R, W>) -> Result<Draft, Failure> {
    ask.say("Ten questions. Everything can be changed later, in any text editor.")?;
    Ok(Draft {
        title: ask.text(" 1. What is the fund called? Such as: Street fund")?,
        summary: ask.text(" 2. What is the money for, in a sentence?")?,
        organiser: ask.text(" 3. Who organises it?")?,
        contact: ask
            .optional(" 4. How can people reach you? An e-mail address, a number, or nothing")?,
        currency: ask.or(" 5. Which currency, in three letters?", "GBP")?,
        total: ask.amount(" 6. How much money is there?")?,
        lines: lines(ask)?,
        days: ask.days(
            " 8. From which day to which day may people take part? Such as: 2027-05-01 2027-05-16",
        )?,
        promise: (
            ask.text(" 9. Who will answer? Such as: The board")?,
            ask.day("    By which day?")?,
        ),
        says: ask.or(
            "10. What do they promise?",
            "We will say what we do with your answers, and why.",
        )?,
    })
}

fn lines<R: BufRead, W: Write>(ask: &mut Ask<R, W>) -> Result<Vec<Line>, Failure> {
    ask.say(" 7. What can the money go to? Two lines at least; an empty name ends them.")?;
    let mut lines = Vec::new();
    while lines.len() < 60 {
        let question = format!("    Name of line {}", lines.len() + 1);
        let name = match lines.len() {
            0 | 1 => ask.text(&question)?,
            _ => ask.optional(&question)?,
        };
        if name.is_empty() {
            break;
        }
        lines.push(Line {
            name,
            about: ask.text("    What it is, in a sentence")?,
            today: ask.amount("    What is spent on it today")?,
        });
    }
    Ok(lines)
}

/// The budget with its fields in the order of the documentation, defaults included.
fn in_order(budget: &Budget) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(budget).map_err(io::Error::from)?;
    Ok(text + "\n")
}

fn told(args: &Args) -> Result<(), Failure> {
    let file = args.budget.display();
    writeln!(
        io::stdout().lock(),
        "Wrote {file}, a good budget. Look at it: purse preview {file}\n\n\
         Each line may have anything from nothing to all the money. docs/budget-format.md says how to set other limits, \
         and how to write what an amount buys, red lines and what follows from a choice."
    )?;
    Ok(())
}
