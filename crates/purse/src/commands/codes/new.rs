//! `purse codes new`: codes, the cards they stand on, and the list that makes them valid.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use documents::key_list::Standing;
use documents::{Budget, Code, boxes};
use seals::{Event, Organiser, Voter};

use super::{Added, event_of, next_list, put, register};
use crate::cards;
use crate::chance;
use crate::code_table::{self, Card};
use crate::edition;
use crate::failure::Failure;
use crate::files;
use crate::folder;
use crate::keys::{self, Passphrase};
use crate::printed::Address;
use crate::reading;
use crate::secret;
use crate::server::secrets;
use crate::words::{counted, say};

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
    #[arg(long, value_name = "URL", value_parser = Address::read)]
    address: Option<Address>,
    /// The private folder for the cards and the table of codes; give the same one to make more codes later
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// The box to put the list into; made when there is none
    #[arg(long = "box", value_name = "BOX")]
    ballot_box: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    if args.test > args.count {
        return Err(Failure::usage(say!("codes.more_tests")));
    }
    secret::refuse_served(&args.out.join(code_table::NAME))?;
    let (budget, bytes) = files::budget(&args.budget)?;
    let event = event_of(&budget, &args.budget)?;
    let organiser = keys::organiser_of(&budget, &args.key, &args.passphrase)?;
    if let Some(ballot_box) = &args.ballot_box {
        refuse_secrets_in(ballot_box, args)?;
        same_budget(ballot_box, &bytes)?;
    }
    secret::make_folder(&args.out)?;
    // Always in this order, so that no two wait for each other.
    let _alone = folder::alone(&args.out)?;
    let ballot_box = args.ballot_box.as_deref();
    let _alone_in_box = ballot_box
        .map(|ballot_box| edition::alone(ballot_box, &bytes))
        .transpose()?;
    let made = make(args, &budget, &event, &organiser)?;
    print(args, &made)
}

/// What was made.
struct Made {
    sheet: PathBuf,
    /// The list's path in a box.
    list: String,
    /// Cards of an earlier run that was cut off; they are on the sheet too.
    left_over: usize,
    /// Codes that may vote in all.
    voters: u64,
}

/// The table first, so that no code can vote that its organiser could not take back; the lists last, so that from then
/// on the codes are worth something.
fn make(
    args: &Args,
    budget: &Budget,
    event: &Event,
    organiser: &Organiser,
) -> Result<Made, Failure> {
    let folders: Vec<&Path> = [Some(&args.out), args.ballot_box.as_ref()]
        .into_iter()
        .flatten()
        .map(PathBuf::as_path)
        .collect();
    // Neither folder may lose a code of the other.
    let before = register(event, &folders)?;
    let key = |card: &Card| Voter::new(&card.code, event).key();
    let listed = |card: &Card| {
        let standing = before.as_ref().map(|before| before.standing(&key(card)));
        standing.is_some_and(|standing| standing != Standing::Unknown)
    };
    let table = args.out.join(code_table::NAME);
    let mut cards = code_table::read_whole_or_none(&table)?;
    let first = cards.iter().map(|card| card.number).max().unwrap_or(0) + 1;
    cards.extend(draw(first, args)?);
    let new: Vec<&Card> = cards.iter().filter(|card| !listed(card)).collect();
    let added = Added {
        codes: new.iter().map(|card| key(card)).collect(),
        ..Added::default()
    };
    let list = next_list(event, organiser, before.as_ref(), &added)?;
    refuse_other_event(event, &args.out)?;
    let name = sheet_name(args, &new, first)?;
    code_table::write(&table, &cards)?;
    let sheet = write_sheet(budget, args, &name, &new)?;
    let mut path = String::new();
    let mut voters = 0;
    for folder in folders {
        let (put, codes) = put(event, folder, &list, &added)?;
        (path, voters) = (put, codes.voters());
    }
    Ok(Made {
        sheet,
        list: path,
        left_over: new.len().saturating_sub(args.count as usize),
        voters,
    })
}

/// Codes are of one event: the cards of another would be made valid for this one.
fn refuse_other_event(event: &Event, out: &Path) -> Result<(), Failure> {
    if reading::has_lists_of_another(event, out)? {
        return Err(Failure::bad(say!(
            "codes.other_event",
            table = out.display()
        )));
    }
    Ok(())
}

/// A box is read by everybody, and so is a folder that becomes one.
fn refuse_secrets_in(ballot_box: &Path, args: &Args) -> Result<(), Failure> {
    secret::refuse_inside(&args.out, ballot_box)?;
    if ballot_box.join(boxes::BUDGET).exists() {
        return Ok(());
    }
    secret::refuse_inside(&args.key, ballot_box)?;
    let mut found = secrets::found_in(ballot_box).into_iter();
    match found.find(|found| !found.is_symlink()) {
        Some(found) => Err(Failure::bad(say!(
            "codes.no_box",
            folder = ballot_box.display(),
            file = found.display()
        ))),
        None => Ok(()),
    }
}

/// A box that is not there yet is made.
fn same_budget(ballot_box: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if !ballot_box.join(boxes::BUDGET).exists() {
        folder::prepare(ballot_box)?;
        return folder::put_budget(ballot_box, bytes);
    }
    if files::budget_of(ballot_box)?.1 == bytes {
        return Ok(());
    }
    Err(Failure::bad(say!(
        "codes.other_budget",
        folder = ballot_box.display()
    )))
}

fn draw(first: u64, args: &Args) -> Result<Vec<Card>, Failure> {
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

/// A name that no sheet has; a sheet that was cut off, or whose cards no list ever knew, is written anew.
fn sheet_name(args: &Args, new: &[&Card], drawn: u64) -> Result<PathBuf, Failure> {
    let first = new.iter().map(|card| card.number).min().unwrap_or(drawn);
    let name = match first {
        1 => "cards.html".to_owned(),
        first => format!("cards-from-{first}.html"),
    };
    let place = args.out.join(name);
    if first == drawn && place.exists() {
        return Err(Failure::bad(say!(
            "codes.sheet_is_there",
            sheet = place.display(),
            table = args.out.join(code_table::NAME).display()
        )));
    }
    Ok(place)
}

/// Test cards last and on a page of their own, the others in an order of their own.
fn write_sheet(
    budget: &Budget,
    args: &Args,
    place: &Path,
    new: &[&Card],
) -> Result<PathBuf, Failure> {
    let (test, mut vote): (Vec<&Card>, Vec<&Card>) = new.iter().partition(|card| card.test);
    chance::shuffle(&mut vote)?;
    let html = cards::sheet(budget, args.address.as_ref(), &[&vote, &test]);
    secret::replace(place, html.as_bytes())
        .map_err(|error| Failure::bad(say!("io.write_cards", place = place.display(), error)))?;
    Ok(place.to_owned())
}

fn print(args: &Args, made: &Made) -> Result<(), Failure> {
    let table = args.out.join(code_table::NAME);
    let codes = counted!("counted.codes", args.count);
    let all = counted!("counted.codes", made.voters);
    let mut lines = vec![say!("codes.made", codes, all)];
    if made.left_over > 0 {
        let codes = counted!("counted.cards", made.left_over as u64);
        lines.push(say!("codes.earlier_run", codes));
    }
    lines.push(say!("codes.print", file = made.sheet.display()));
    lines.push(say!("codes.keep_secret", file = table.display()));
    lines.push(match &args.ballot_box {
        Some(place) => say!("codes.in_the_box", file = place.join(&made.list).display()),
        None => say!(
            "codes.for_the_box",
            file = args.out.join(&made.list).display()
        ),
    });
    if args.address.is_none() {
        lines.push(format!("\n{}", say!("codes.no_address")));
    }
    if args.test > 0 {
        let (key, table) = (args.key.display(), table.display());
        lines.push(format!("\n{}", say!("codes.take_tests_back", key, table)));
    }
    lines.push(format!("\n{}", say!("codes.shuffle")));
    writeln!(io::stdout().lock(), "{}", lines.join("\n"))?;
    Ok(())
}
