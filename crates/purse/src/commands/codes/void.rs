//! `purse codes void`: codes that may not vote any more.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use documents::key_list::Standing;
use documents::table::sheet;
use documents::{Code, CodeFault, CodeRegister, PublicKey, boxes};
use seals::{Event, Voter};
use zeroize::Zeroizing;

use super::{Added, event_of, next_list, put, register};
use crate::code_table::{self, Card};
use crate::edition;
use crate::failure::Failure;
use crate::files;
use crate::keys::{self, Passphrase};
use crate::report::words::count;
use crate::secret;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the box
    #[arg(value_name = "BOX")]
    ballot_box: PathBuf,
    /// The organiser's key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[command(flatten)]
    passphrase: Passphrase,
    /// Ask for a code to take back, and show nothing of what is typed
    #[arg(long)]
    ask: bool,
    /// A file with a code to take back on each line. No code is given on the command line, which others can read
    #[arg(long, value_name = "FILE")]
    code_file: Option<PathBuf>,
    /// The number of a card to take back; may be repeated
    #[arg(long, value_name = "N", requires = "codes")]
    number: Vec<u64>,
    /// All codes that were made for tests
    #[arg(long, requires = "codes")]
    tests: bool,
    /// The private table of codes, which knows the cards' numbers
    #[arg(long, value_name = "FILE")]
    codes: Option<PathBuf>,
}

/// A code to take back, and where it was named; the code itself is never printed.
struct Wanted {
    code: Code,
    from: String,
}

/// A code as it stands on a card.
fn read(text: &str, from: &str) -> Result<Wanted, Failure> {
    let says = match Code::read(text) {
        Ok(code) => {
            let from = from.to_owned();
            return Ok(Wanted { code, from });
        }
        Err(CodeFault::Length(found)) => format!("found {found} characters, expected 17"),
        Err(CodeFault::Character(found)) => format!("no code has the character {found:?}"),
        Err(CodeFault::Slip) => "one character or more is wrong: look at the card again".into(),
    };
    Err(Failure::bad(format!("{from}: {says}")))
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, bytes) = files::budget_of(&args.ballot_box)?;
    let event = event_of(&budget, &args.ballot_box.join(boxes::BUDGET))?;
    let (wanted, cards) = wanted(args)?;
    let organiser = keys::organiser_of(&budget, &args.key, &args.passphrase)?;
    let _alone = edition::alone(&args.ballot_box, &bytes)?;
    let codes = register(&event, &[&args.ballot_box])?.ok_or_else(|| {
        Failure::bad(format!(
            "{} has no list of codes that its organiser has signed",
            args.ballot_box.display()
        ))
    })?;
    warn_of_missing(args, codes.codes().len().saturating_sub(cards))?;
    let voided = known(&event, &codes, &wanted)?;
    let again = wanted.len() - voided.len();
    if voided.is_empty() {
        return tell(&format!(
            "Nothing to take back: {} before.",
            count(again as u64, "code was taken back", "codes were taken back")
        ));
    }
    let number = voided.len() as u64;
    let added = Added {
        voided,
        ..Added::default()
    };
    let next = next_list(&event, &organiser, Some(&codes), &added)?;
    let (path, codes) = put(&event, &args.ballot_box, &next, &added)?;
    let left = count(codes.voters(), "code", "codes");
    tell(&format!(
        "Took back {}; {left} may vote. The list is {}.",
        count(number, "code", "codes"),
        args.ballot_box.join(path).display()
    ))?;
    if again > 0 {
        tell(&format!(
            "{} had been taken back before.",
            count(again as u64, "code", "codes")
        ))?;
    }
    Ok(())
}

/// A table that was cut may have lost test codes, which then stay valid.
fn warn_of_missing(args: &Args, missing: usize) -> io::Result<()> {
    if let Some(path) = args.codes.as_ref().filter(|_| args.tests && missing > 0) {
        writeln!(
            io::stderr().lock(),
            "Warning: {} has no card for {} of this event; a test code among them may still vote",
            path.display(),
            count(missing as u64, "code", "codes")
        )?;
    }
    Ok(())
}

/// The codes that are named, and how many cards the table has.
fn wanted(args: &Args) -> Result<(Vec<Wanted>, usize), Failure> {
    let (mut codes, mut number) = (Vec::new(), 0);
    if args.ask {
        codes.push(typed()?);
    }
    if let Some(path) = &args.code_file {
        codes.extend(in_file(path)?);
    }
    if let Some(path) = &args.codes {
        let cards = code_table::read(path)?;
        number = cards.len();
        for number in &args.number {
            codes.push(wanted_card(numbered(&cards, *number, path)?));
        }
        let tests = cards.iter().filter(|card| args.tests && card.test);
        codes.extend(tests.map(wanted_card));
        if args.tests && codes.is_empty() {
            return Err(Failure::bad(format!(
                "{} has no card for a test, so nothing was taken back",
                path.display()
            )));
        }
    }
    if codes.is_empty() {
        return Err(Failure::usage(
            "no code is named: give --ask or --code-file, or --number or --tests together with --codes",
        ));
    }
    codes.sort_by_key(|wanted| *wanted.code.as_bytes());
    codes.dedup_by_key(|wanted| *wanted.code.as_bytes());
    Ok((codes, number))
}

fn typed() -> Result<Wanted, Failure> {
    let typed = rpassword::prompt_password("Code to take back: ");
    let typed = typed.map(Zeroizing::new).map_err(|error| {
        Failure::bad(format!(
            "nobody can be asked for a code here ({error}): use --code-file"
        ))
    })?;
    read(&typed, "the code that was typed")
}

fn in_file(path: &Path) -> Result<Vec<Wanted>, Failure> {
    let bytes = Zeroizing::new(secret::read(path)?);
    let bytes = sheet::utf8(&bytes);
    let text = str::from_utf8(&bytes)
        .map_err(|_| Failure::bad(format!("{} is no text in UTF-8", path.display())))?;
    sheet::lines(text)
        .map(|(line, text)| read(text, &format!("{}, line {line}", path.display())))
        .collect()
}

fn wanted_card(card: &Card) -> Wanted {
    Wanted {
        code: card.code,
        from: format!("card {}", card.number),
    }
}

fn numbered<'c>(cards: &'c [Card], number: u64, path: &Path) -> Result<&'c Card, Failure> {
    cards
        .iter()
        .find(|card| card.number == number)
        .ok_or_else(|| Failure::bad(format!("{} has no card {number}", path.display())))
}

/// The public keys of those codes that may still vote.
fn known(
    event: &Event,
    register: &CodeRegister,
    codes: &[Wanted],
) -> Result<Vec<PublicKey>, Failure> {
    let mut keys = Vec::new();
    for Wanted { code, from } in codes {
        let key = Voter::new(code, event).key();
        match register.standing(&key) {
            Standing::MayVote => keys.push(key),
            Standing::Voided => (),
            Standing::Unknown => {
                return Err(Failure::bad(format!(
                    "{from}: this code is not in the list of this event, so nothing was taken back"
                )));
            }
        }
    }
    Ok(keys)
}

fn tell(line: &str) -> Result<(), Failure> {
    writeln!(io::stdout().lock(), "{line}")?;
    Ok(())
}
