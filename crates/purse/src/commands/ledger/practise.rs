//! `purse ledger practise`: a made-up ledger, signed with keys that everybody has.

use std::io::{self, Write};
use std::path::PathBuf;

use documents::Date;
use seals::ledger::LedgerKey;
use serde::Deserialize;
use serde_json::Value;

use crate::edition;
use crate::failure::Failure;
use crate::files;
use crate::folder;
use crate::keys::practice_seed;
use crate::promises::{self, Book};
use crate::words::{counted, say};

/// Writes the entries of a made-up ledger into a box that has none, signed with the practice keys of those who say them.
///
/// The same source gives the same files. A box that has a ledger stays as it is.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the box; made where there is none
    #[arg(value_name = "BOX")]
    ballot_box: PathBuf,
    /// The budget of a box that has none yet
    #[arg(long, value_name = "BUDGET")]
    budget: Option<PathBuf>,
    /// Who says what, and on which day, such as budgets/aldermoor.ledger.json
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
}

/// A made-up ledger as people write it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    #[expect(dead_code, reason = "read by whoever opens the file")]
    note: String,
    entries: Vec<Told>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    /// The signer's id in the budget.
    who: String,
    on: String,
    /// Left out, the same day.
    recorded: Option<String>,
    says: Value,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let story: Story = serde_json::from_slice(&files::read(&args.from)?)
        .map_err(|error| Failure::bad(say!("io.read", place = args.from.display(), error)))?;
    if let Some(budget) = &args.budget {
        let (_, bytes) = files::budget(budget)?;
        folder::prepare(&args.ballot_box)?;
        folder::put_budget(&args.ballot_box, &bytes)?;
    }
    let mut book = Book::read(&args.ballot_box)?;
    let _alone = edition::alone(&args.ballot_box, &book.bytes)?;
    if !book.is_empty() {
        return Ok(());
    }
    for (number, told) in (1_u64..).zip(&story.entries) {
        write(args, &mut book, told).map_err(|failure| at(number, failure))?;
    }
    let entries = counted!("counted.entries", story.entries.len() as u64);
    let folder = args.ballot_box.display();
    writeln!(
        io::stdout().lock(),
        "{}",
        say!("ledger.practised", entries, folder)
    )?;
    Ok(())
}

fn write(args: &Args, book: &mut Book, told: &Told) -> Result<(), Failure> {
    let key = LedgerKey::new(&practice_seed(&told.who));
    let on = day(&told.on)?;
    let recorded = told.recorded.as_deref().map(day).transpose()?;
    let days = [on, recorded.unwrap_or(on)];
    let entry = book
        .entry(key.public(), days, None, &told.says)
        .map_err(|problems| Failure::Bad {
            says: say!("ledger.not_well_formed").into(),
            problems,
        })?;
    let entry = key.sign(entry);
    book.would_count(&entry)
        .map_err(|broken| promises::would_not_count(&book.budget, &broken))?;
    promises::put(&args.ballot_box, &entry)?;
    book.take(entry);
    Ok(())
}

fn day(text: &str) -> Result<Date, Failure> {
    Date::parse(text).ok_or_else(|| Failure::bad(say!("new.expected_day", answer = text)))
}

/// Says which of the entries it is.
fn at(number: u64, failure: Failure) -> Failure {
    match failure {
        Failure::Bad { says, problems } => Failure::Bad {
            says: say!("ledger.entry_number", number, says),
            problems,
        },
        other => other,
    }
}
