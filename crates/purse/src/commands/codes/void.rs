//! `purse codes void`: codes that may not vote any more.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use documents::key_list::Standing;
use documents::{Code, CodeFault, CodeRegister, PublicKey, boxes};
use seals::{Event, Voter};

use super::{Added, event_of, next_list, put, register};
use crate::code_table::{self, Card};
use crate::failure::Failure;
use crate::files;
use crate::folder;
use crate::keys::{self, Passphrase};
use crate::report::words::count;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the box
    #[arg(value_name = "BOX")]
    r#box: PathBuf,
    /// The organiser's key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[command(flatten)]
    passphrase: Passphrase,
    /// A code to take back; may be repeated
    #[arg(long, value_name = "CODE", value_parser = code)]
    code: Vec<Code>,
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

/// A code as it stands on a card, or why it is none.
fn code(text: &str) -> Result<Code, String> {
    Code::read(text).map_err(|fault| match fault {
        CodeFault::Length(found) => format!("found {found} characters, expected 17"),
        CodeFault::Character(found) => format!("no code has the character {found:?}"),
        CodeFault::Slip => "one character or more is wrong: look at the card again".into(),
    })
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, _) = files::budget_of(&args.r#box)?;
    let event = event_of(&budget, &args.r#box.join(boxes::BUDGET))?;
    let (wanted, cards) = wanted(args)?;
    let organiser = keys::organiser_of(&event, &args.key, &args.passphrase)?;
    let _alone = folder::alone(&args.r#box)?;
    let codes = register(&event, &[&args.r#box])?.ok_or_else(|| {
        Failure::bad(format!(
            "{} has no list of codes that its organiser has signed",
            args.r#box.display()
        ))
    })?;
    warn_of_missing(args, codes.codes().len().saturating_sub(cards));
    let voided = known(&event, &codes, &wanted)?;
    let again = wanted.len() - voided.len();
    if voided.is_empty() {
        return tell(&format!(
            "All {} were taken back before.",
            count(again as u64, "code", "codes")
        ));
    }
    let number = voided.len() as u64;
    let added = Added {
        voided,
        ..Added::default()
    };
    let next = next_list(&event, &organiser, Some(&codes), &added)?;
    let (path, codes) = put(&event, &args.r#box, &next, &added)?;
    let left = count(codes.voters(), "code", "codes");
    tell(&format!(
        "Took back {}; {left} may vote. The list is {}.",
        count(number, "code", "codes"),
        args.r#box.join(path).display()
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
fn warn_of_missing(args: &Args, missing: usize) {
    if let Some(path) = args.codes.as_ref().filter(|_| args.tests && missing > 0) {
        eprintln!(
            "warning: {} has no card for {} of this event; a test code among them may still vote",
            path.display(),
            count(missing as u64, "code", "codes")
        );
    }
}

/// The codes that the command line names, and how many cards the table has.
fn wanted(args: &Args) -> Result<(Vec<Code>, usize), Failure> {
    let mut codes = args.code.clone();
    let mut number = 0;
    if let Some(path) = &args.codes {
        let cards = code_table::read(path)?;
        number = cards.len();
        for number in &args.number {
            codes.push(numbered(&cards, *number, path)?);
        }
        codes.extend(
            cards
                .iter()
                .filter(|card| args.tests && card.test)
                .map(|card| card.code),
        );
    }
    if codes.is_empty() {
        return Err(Failure::usage(
            "no code is named: give --code, or --number or --tests together with --codes",
        ));
    }
    codes.sort_unstable_by_key(|code| *code.as_bytes());
    codes.dedup();
    Ok((codes, number))
}

fn numbered(cards: &[Card], number: u64, path: &Path) -> Result<Code, Failure> {
    cards
        .iter()
        .find(|card| card.number == number)
        .map(|card| card.code)
        .ok_or_else(|| Failure::bad(format!("{} has no card {number}", path.display())))
}

/// The public keys of those codes that may still vote.
fn known(
    event: &Event,
    register: &CodeRegister,
    codes: &[Code],
) -> Result<Vec<PublicKey>, Failure> {
    let mut keys = Vec::new();
    for code in codes {
        let key = Voter::new(code, event).key();
        match register.standing(&key) {
            Standing::MayVote => keys.push(key),
            Standing::Voided => (),
            Standing::Unknown => {
                return Err(Failure::bad(format!(
                    "the code {code} is not in the list of this event, so nothing was taken back"
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
