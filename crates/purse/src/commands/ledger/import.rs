//! `purse ledger import`: payments from a finance officer's export.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use documents::table::Mistake;
use documents::table::payments::{self, Days, Field, Reading};

use crate::ask::Ask;
use crate::edition;
use crate::failure::Failure;
use crate::files;
use crate::keys::Passphrase;
use crate::promises::import::{self, Import, Terms};
use crate::promises::{self, Book, Pen, said};
use crate::words::{counted, say};

/// Adds the payments in a table, such as an export of your books: all of them, or none.
///
/// You see what it would add before it does. Every row that cannot be read, breaks a rule or pays more than was promised is named,
/// and then nothing is written. The same table twice adds nothing twice: a payment is known by its reference, or by its row where
/// the table has none.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse ledger import events/hall payments.csv --key private/treasurer.key --map commit=Grant,amount=Net,on=Paid,reference=\"Our ref\"
  purse ledger import events/hall payments.csv --key private/treasurer.key --map line=\"Cost centre\" --map amount=Amount --map on=Date \\
      --name CC-4411=lunch-club --name CC-4412=youth-nights --dates dmy
  purse ledger import events/hall payments.csv --key private/treasurer.key --commit grant-2028 --map amount=Amount,on=Date --yes
Amounts are read as 1250, £1,250.00, -250 or (250.00); days as 2028-01-31, or with --dates as they are written.")]
pub(crate) struct Args {
    /// The folder of the box
    #[arg(value_name = "BOX")]
    ballot_box: PathBuf,
    /// The table: CSV in any encoding and with any separator that spreadsheets write
    #[arg(value_name = "TABLE")]
    table: PathBuf,
    /// Your key: purse key new --ledger makes it
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[command(flatten)]
    passphrase: Passphrase,
    /// Which column holds what: line, commit, amount, on, reference, milestone. Several at once, or one each time
    #[arg(long, value_name = "WHAT=COLUMN", required = true)]
    map: Vec<String>,
    /// What the books call something, and its name in the ledger; may be repeated
    #[arg(long, value_name = "CODE=NAME")]
    name: Vec<String>,
    /// The line of every row
    #[arg(long, value_name = "LINE")]
    line: Option<String>,
    /// The commitment of every row
    #[arg(long, value_name = "NAME")]
    commit: Option<String>,
    /// How the table writes days; left out, only days that can be read in one way are taken
    #[arg(long, value_enum)]
    dates: Option<Dates>,
    /// The table shows what was paid as less than 0, as a bank's statement does
    #[arg(long)]
    paid_below_zero: bool,
    /// Add them without asking
    #[arg(long)]
    yes: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Dates {
    /// 31/01/2028
    Dmy,
    /// 01/31/2028
    Mdy,
    /// 2028-01-31
    Iso,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (reading, names) = (reading(args)?, names(&args.name)?);
    let bytes = files::read(&args.table)?;
    let pen = Pen::read(&args.key)?;
    let terms = Terms {
        line: args.line.as_deref(),
        commit: args.commit.as_deref(),
        names: &names,
        key: pen.public()?,
        today: promises::today()?,
    };
    let of = |book: &Book| {
        let payments = payments::read(&bytes, &reading);
        let import = payments.and_then(|payments| import::import(book, payments, &terms));
        import.map_err(|mistakes| refused(&args.table, &mistakes))
    };
    let book = Book::read(&args.ballot_box)?;
    let import = of(&book)?;
    show(&book, &import)?;
    if import.new.is_empty() {
        return Ok(());
    }
    if !args.yes {
        confirm()?;
    }
    let ready = pen.open(&args.passphrase)?;
    let _alone = edition::alone(&args.ballot_box, &book.bytes)?;
    // What somebody else has added since is followed, and not added again.
    let mut book = Book::read(&args.ballot_box)?;
    let import = of(&book)?;
    for (_, entry) in &import.new {
        let entry = ready.sign(book.after_all(entry.clone()));
        promises::put(&args.ballot_box, &entry)?;
        book.follow(entry.id());
    }
    let payments = counted!("counted.payments", import.new.len() as u64);
    let folder = args.ballot_box.display();
    writeln!(
        io::stdout().lock(),
        "{}",
        say!("ledger.import.added", payments, folder)
    )?;
    Ok(())
}

fn reading(args: &Args) -> Result<Reading, Failure> {
    let mut columns: Vec<(Field, String)> = Vec::new();
    for given in &args.map {
        for (field, column) in maps(given).map_err(Failure::usage)? {
            if columns.iter().any(|(known, _)| *known == field) {
                let field = field.name();
                return Err(Failure::usage(say!("ledger.import.map_twice", field)));
            }
            columns.push((field, column));
        }
    }
    for field in [Field::Amount, Field::On] {
        if !columns.iter().any(|(known, _)| *known == field) {
            let field = field.name();
            return Err(Failure::usage(say!("ledger.import.map_missing", field)));
        }
    }
    Ok(Reading {
        columns,
        days: args.dates.map(|dates| match dates {
            Dates::Dmy => Days::Dmy,
            Dates::Mdy => Days::Mdy,
            Dates::Iso => Days::Iso,
        }),
        paid_below_zero: args.paid_below_zero,
    })
}

/// `amount=Net, £,on=Date`: a column's name may have a comma in it.
fn maps(given: &str) -> Result<Vec<(Field, String)>, String> {
    let mut found: Vec<(Field, String)> = Vec::new();
    for part in given.split(',') {
        let named = part.split_once('=').and_then(|(field, column)| {
            let known = Field::ALL
                .iter()
                .find(|known| known.name() == field.trim())?;
            Some((*known, column.to_owned()))
        });
        match (named, found.last_mut()) {
            (Some(one), _) => found.push(one),
            (None, Some((_, column))) => {
                column.push(',');
                column.push_str(part);
            }
            (None, None) => {
                let names = Vec::from_iter(Field::ALL.map(Field::name)).join(", ");
                return Err(say!("ledger.import.map_unknown", part, names));
            }
        }
    }
    Ok(found)
}

fn names(given: &[String]) -> Result<BTreeMap<String, String>, Failure> {
    let pair = |text: &String| {
        let (code, name) = text.rsplit_once('=')?;
        Some((code.trim().to_owned(), name.trim().to_owned()))
    };
    let pairs = given.iter().map(|text| {
        pair(text).ok_or_else(|| Failure::usage(say!("ledger.import.name", found = text)))
    });
    pairs.collect()
}

fn refused(table: &Path, mistakes: &[Mistake]) -> Failure {
    let rows = counted!("counted.rows", mistakes.len() as u64);
    let mut says = say!("ledger.import.refused", table = table.display(), rows);
    for mistake in mistakes {
        says.push_str("\n  ");
        says.push_str(&mistake.to_string());
    }
    Failure::bad(says)
}

fn show(book: &Book, import: &Import) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for (row, entry) in &import.new {
        let head = said::head(book, &entry.says);
        writeln!(
            out,
            "{}",
            say!("ledger.import.row", row, on = entry.on, head)
        )?;
    }
    let after = book.with(import.new.iter().map(|(_, entry)| entry.clone()));
    let lines = import.new.iter().filter_map(|(_, entry)| entry.says.line());
    for line in BTreeSet::from_iter(lines) {
        if let Some(sums) = import::sums_after(&after, line.as_str()) {
            let [paid, still] =
                [sums.paid, sums.still_committed].map(|amount| book.money(promises::whole(amount)));
            let name = book.name(line.as_str());
            writeln!(out, "{}", say!("ledger.import.after", name, paid, still))?;
        }
    }
    let new = counted!("counted.payments", import.new.len() as u64);
    let known = counted!("counted.payments", import.known);
    writeln!(out, "{}", say!("ledger.import.summary", new, known))?;
    Ok(())
}

fn confirm() -> Result<(), Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::bad(say!("ledger.import.say_yes")));
    }
    let mut ask = Ask::new(io::stdin().lock(), io::stderr().lock());
    match ask.or(say!("ledger.write_them"), "n")?.as_str() {
        "y" | "Y" | "yes" => Ok(()),
        _ => Err(Failure::bad(say!("ledger.not_written"))),
    }
}
