//! `purse codes new`: codes, the cards they stand on, and the list that makes them valid.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use documents::{Budget, Code, KeyList, boxes};
use seals::{Event, Voter};

use super::{Added, event_of, next_list, put};
use crate::cards::{self, Address};
use crate::chance;
use crate::code_table::{self, Card};
use crate::failure::Failure;
use crate::files;
use crate::folder;
use crate::keys::{self, Passphrase};
use crate::reading;
use crate::report::words::count;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The event's budget, with a key that says "codes": true
    #[arg(long, value_name = "BUDGET")]
    budget: PathBuf,
    /// The organiser's key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[command(flatten)]
    passphrase: Passphrase,
    /// How many codes to make
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    count: u64,
    /// So many of them are for trying the event out, and are marked on card and table
    #[arg(long, value_name = "N", default_value_t = 0)]
    test: u64,
    /// Where people vote; the cards name it, and their QR codes open it with the code filled in
    #[arg(long, value_name = "URL", value_parser = cards::address)]
    address: Option<Address>,
    /// The private folder for the cards and the table of codes; give the same one to make more codes later
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// The box to put the list into; made when there is none
    #[arg(long, value_name = "BOX")]
    r#box: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    if args.test > args.count {
        return Err(Failure::usage("--test asks for more codes than --count"));
    }
    let (budget, bytes) = files::budget(&args.budget)?;
    let event = event_of(&budget, &args.budget)?;
    if let Some(r#box) = &args.r#box {
        same_budget(r#box, &bytes)?;
    }
    let table = args.out.join(code_table::NAME);
    let mut cards = code_table::read_or_none(&table)?;
    let before = lists_before(&event, args)?;
    let organiser = keys::organiser_of(&event, &args.key, &args.passphrase)?;
    let first = cards.iter().map(|card| card.number).max().unwrap_or(0) + 1;
    let new = make(first, args)?;
    let codes = new.iter().map(|card| Voter::new(&card.code, &event).key());
    let added = Added {
        codes: codes.collect(),
        ..Added::default()
    };
    let list = next_list(&event, &organiser, &before, added);
    fs::create_dir_all(&args.out)
        .map_err(|error| Failure::io("make the folder", &args.out, &error))?;
    let sheet = write_sheet(&budget, args, first, &new)?;
    cards.extend(new);
    code_table::write(&table, &cards)?;
    // Last: from here on the codes are worth something.
    let path = put(&args.out, &list)?;
    if let Some(r#box) = &args.r#box {
        put(r#box, &list)?;
    }
    print(args, &list, &sheet, &path)
}

/// A box that is not there yet is made.
fn same_budget(r#box: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if !r#box.join(boxes::BUDGET).exists() {
        folder::prepare(r#box)?;
        return folder::put_budget(r#box, bytes);
    }
    if files::budget_of(r#box)?.1 == bytes {
        return Ok(());
    }
    Err(Failure::bad(format!(
        "the box {} has another budget than the one given",
        r#box.display()
    )))
}

/// The newest list of the private folder and of the box: neither may lose a code of the other.
fn lists_before(event: &Event, args: &Args) -> Result<Vec<KeyList>, Failure> {
    let places = [Some(&args.out), args.r#box.as_ref()];
    let mut lists = Vec::new();
    for place in places.into_iter().flatten() {
        lists.extend(reading::newest_list(event, place)?);
    }
    Ok(lists)
}

fn make(first: u64, args: &Args) -> Result<Vec<Card>, Failure> {
    let voting = args.count - args.test;
    (0..args.count)
        .map(|n| {
            Ok(Card {
                number: first + n,
                code: Code::new(*chance::bytes()?),
                test: n >= voting,
            })
        })
        .collect()
}

/// Test cards last and on a page of their own, the others in an order of their own.
fn write_sheet(budget: &Budget, args: &Args, first: u64, new: &[Card]) -> Result<PathBuf, Failure> {
    let (test, mut vote): (Vec<&Card>, Vec<&Card>) = new.iter().partition(|card| card.test);
    chance::shuffle(&mut vote)?;
    let name = if first == 1 {
        "cards.html".to_owned()
    } else {
        format!("cards-from-{first}.html")
    };
    let place = args.out.join(name);
    let html = cards::sheet(budget, args.address.as_ref(), &[&vote, &test]);
    private(&place, html.as_bytes())?;
    Ok(place)
}

/// Writes a file for this account alone, over none.
fn private(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .map_err(|error| Failure::io("write the cards", path, &error))
}

fn print(args: &Args, list: &KeyList, sheet: &Path, path: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "Made {}; {} may vote in all.",
        count(args.count, "code", "codes"),
        count(
            (list.codes.len() - list.voided.len()) as u64,
            "code",
            "codes"
        )
    )?;
    writeln!(out, "Print       {}", sheet.display())?;
    writeln!(
        out,
        "Keep secret {}",
        args.out.join(code_table::NAME).display()
    )?;
    match &args.r#box {
        Some(r#box) => writeln!(out, "In the box  {}", r#box.join(path).display())?,
        None => writeln!(
            out,
            "For the box {}: no code can vote before this file is there",
            args.out.join(path).display()
        )?,
    }
    if args.address.is_none() {
        writeln!(
            out,
            "\nThe cards have no address and no QR code, since none was given with --address."
        )?;
    }
    if args.test > 0 {
        writeln!(
            out,
            "\nTake the test codes back before the close: purse codes void BOX --key {} --codes {} --tests",
            args.key.display(),
            args.out.join(code_table::NAME).display()
        )?;
    }
    writeln!(
        out,
        "\nShuffle the cards before you hand them out, so that nobody can tell who has which."
    )?;
    Ok(())
}
