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
use crate::secret;
use crate::words::{counted, say};

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
        Err(CodeFault::Length(found)) => say!("codes.found_characters", found),
        Err(CodeFault::Character(found)) => {
            say!("codes.no_character", found = format_args!("{:?}", found))
        }
        Err(CodeFault::Slip) => say!("codes.wrong_character").into(),
    };
    Err(Failure::bad(say!("codes.code_at", from, says)))
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, bytes) = files::budget_of(&args.ballot_box)?;
    let event = event_of(&budget, &args.ballot_box.join(boxes::BUDGET))?;
    let (wanted, cards) = wanted(args)?;
    let organiser = keys::organiser_of(&budget, &args.key, &args.passphrase)?;
    let _alone = edition::alone(&args.ballot_box, &bytes)?;
    let codes = register(&event, &[&args.ballot_box])?.ok_or_else(|| {
        Failure::bad(say!(
            "codes.no_signed_list",
            folder = args.ballot_box.display()
        ))
    })?;
    warn_of_missing(args, codes.codes().len().saturating_sub(cards))?;
    let voided = known(&event, &codes, &wanted)?;
    let again = wanted.len() - voided.len();
    if voided.is_empty() {
        return tell(&say!(
            "codes.nothing_to_take_back",
            codes = counted!("counted.codes_were_taken_back", again as u64)
        ));
    }
    let number = voided.len() as u64;
    let added = Added {
        voided,
        ..Added::default()
    };
    let next = next_list(&event, &organiser, Some(&codes), &added)?;
    let (path, codes) = put(&event, &args.ballot_box, &next, &added)?;
    let left = counted!("counted.codes", codes.voters());
    tell(&say!(
        "codes.took_back",
        codes = counted!("counted.codes", number),
        left,
        list = args.ballot_box.join(path).display()
    ))?;
    if again > 0 {
        tell(&say!(
            "codes.taken_back_before",
            codes = counted!("counted.codes", again as u64)
        ))?;
    }
    Ok(())
}

/// A table that was cut may have lost test codes, which then stay valid.
fn warn_of_missing(args: &Args, missing: usize) -> io::Result<()> {
    if let Some(path) = args.codes.as_ref().filter(|_| args.tests && missing > 0) {
        writeln!(
            io::stderr().lock(),
            "{}",
            say!(
                "codes.no_card_for",
                table = path.display(),
                codes = counted!("counted.codes", missing as u64)
            )
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
            return Err(Failure::bad(say!(
                "codes.no_card_for_test",
                table = path.display()
            )));
        }
    }
    if codes.is_empty() {
        return Err(Failure::usage(say!("codes.none_named")));
    }
    codes.sort_by_key(|wanted| *wanted.code.as_bytes());
    codes.dedup_by_key(|wanted| *wanted.code.as_bytes());
    Ok((codes, number))
}

fn typed() -> Result<Wanted, Failure> {
    let typed = rpassword::prompt_password(say!("codes.ask_code"));
    let typed = typed
        .map(Zeroizing::new)
        .map_err(|error| Failure::bad(say!("codes.nobody_to_ask", error)))?;
    read(&typed, say!("codes.typed"))
}

fn in_file(path: &Path) -> Result<Vec<Wanted>, Failure> {
    let bytes = Zeroizing::new(secret::read(path)?);
    let bytes = sheet::utf8(&bytes);
    let text = str::from_utf8(&bytes)
        .map_err(|_| Failure::bad(say!("codes.not_text", file = path.display())))?;
    sheet::lines(text)
        .map(|(line, text)| read(text, &say!("codes.line", file = path.display(), line)))
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
        .ok_or_else(|| Failure::bad(say!("codes.no_card", table = path.display(), number)))
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
                return Err(Failure::bad(say!("codes.not_in_list", from)));
            }
        }
    }
    Ok(keys)
}

fn tell(line: &str) -> Result<(), Failure> {
    writeln!(io::stdout().lock(), "{line}")?;
    Ok(())
}
