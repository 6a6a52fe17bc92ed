//! `purse ledger add`: one more entry.

mod fields;
mod flags;
mod given;
mod says;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use documents::{Date, Entry};

use crate::ask::Ask;
use crate::edition;
use crate::failure::Failure;
use crate::keys::Passphrase;
use crate::promises::{self, Book, Outcome, Pen, said};
use crate::words::say;
pub(super) use flags::Kind;

/// Adds an entry to the ledger of a box, signed with your key.
///
/// What is not said is asked for where somebody can be asked. An entry that breaks a rule is not written: the rule is named,
/// with what was found and what was expected. An entry is never changed afterwards: a change is an entry too.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    kind: Kind,
}

/// What every kind takes.
#[derive(clap::Args)]
pub(super) struct Common {
    /// The folder of the box
    #[arg(value_name = "BOX")]
    ballot_box: PathBuf,
    /// Your key: purse key new --ledger makes it
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[command(flatten)]
    passphrase: Passphrase,
    /// The day on which it was decided or happened; left out, today
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<Date>,
    /// Ask for everything that was not said, also where no terminal is
    #[arg(long)]
    ask: bool,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let Kind { common, form, .. } = &args.kind;
    let (book, pen) = (Book::read(&common.ballot_box)?, Pen::read(&common.key)?);
    let asked = answers(args, &book)?;
    let given = asked.as_ref().unwrap_or(&args.kind.given);
    let outcome = match form.name {
        "answer" => Outcome::of(&common.ballot_box, &book.budget)?,
        _ => None,
    };
    let says = says::says(form, given, &book, outcome.as_ref(), &pen)?;
    let today = promises::today()?;
    let days = [common.on.unwrap_or(today), today];
    let result = outcome.map(|outcome| outcome.id);
    let entry = book
        .entry(pen.public()?, days, result, &says)
        .map_err(|problems| Failure::Bad {
            says: say!("ledger.not_well_formed").into(),
            problems,
        })?;
    book.would_count(&entry)
        .map_err(|broken| promises::would_not_count(&book.budget, &broken))?;
    show(&book, &entry)?;
    if common.dry_run {
        return Ok(());
    }
    if asked.is_some() {
        confirm()?;
    }
    write(common, &book, &pen, entry)
}

/// Asks where something is missing and somebody is there; none where nobody was asked.
fn answers(args: &Args, book: &Book) -> Result<Option<given::Given>, Failure> {
    let Kind {
        common,
        form,
        given,
    } = &args.kind;
    let missing = given.missing(form);
    let nobody = !common.ask && (missing.is_empty() || !io::stdin().is_terminal());
    if nobody {
        let flags = missing.iter().map(|flag| format!("--{flag}"));
        let flags = Vec::from_iter(flags).join(", ");
        return match flags.is_empty() {
            true => Ok(None),
            false => Err(Failure::usage(say!("ledger.missing", flags))),
        };
    }
    let mut given = given.clone();
    let mut ask = Ask::new(io::stdin().lock(), io::stderr().lock());
    given.ask(form, book, &mut ask)?;
    Ok(Some(given))
}

fn show(book: &Book, entry: &Entry) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}  {}", entry.on, said::head(book, &entry.says))?;
    for text in said::all_texts(book, entry) {
        writeln!(out, "            {text}")?;
    }
    Ok(())
}

fn confirm() -> Result<(), Failure> {
    let mut ask = Ask::new(io::stdin().lock(), io::stderr().lock());
    match ask.or(say!("ledger.write_it"), "y")?.as_str() {
        "y" | "Y" | "yes" => Ok(()),
        _ => Err(Failure::bad(say!("ledger.not_written"))),
    }
}

/// Signs and writes the entry, to follow what is there by then: of two who add at once the second follows the first.
fn write(common: &Common, book: &Book, pen: &Pen, entry: Entry) -> Result<(), Failure> {
    let ready = pen.open(&common.passphrase)?;
    let _alone = edition::alone(&common.ballot_box, &book.bytes)?;
    let now = Book::read(&common.ballot_box)?;
    let entry = ready.sign(now.after_all(entry));
    now.would_count(&entry)
        .map_err(|broken| promises::would_not_count(&now.budget, &broken))?;
    let path = promises::put(&common.ballot_box, &entry)?;
    writeln!(
        io::stdout().lock(),
        "{}",
        say!("ledger.written", path = place(&common.ballot_box, &path))
    )?;
    Ok(())
}

fn place(ballot_box: &Path, path: &str) -> String {
    ballot_box.join(path).display().to_string()
}
