//! `purse codes`: one-time voting codes.

mod new;
mod void;

use std::path::Path;

use documents::boxes;
use documents::key_list::{KeyListFormat, Standing};
use documents::{Budget, CodeRegister, Id, KeyList, PublicKey, Signature};
use seals::{Event, Organiser};

use crate::failure::Failure;
use crate::folder;
use crate::reading;
use crate::words::say;

/// Makes one-time voting codes, and takes some of them back.
///
/// The box has a list of the codes' public keys, signed by the organiser: it tells whether a ballot's code is real, and
/// nothing about who has it. Lists are only ever added, and hold together: a code that one of them takes back stays so.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse codes new --budget my-budget.json --key private/hall.key --count 500 --test 5 \\
      --address https://budget.example.org/hall/ --out private/codes --box events/hall
  purse codes void events/hall --key private/hall.key --codes private/codes/codes.csv --tests
  purse codes void events/hall --key private/hall.key --ask                 type the code of a lost card")]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Make codes: a sheet of cards to print, and the list for the box
    New(new::Args),
    /// Take codes back that were spoilt, lost, or only for a test
    Void(void::Args),
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::New(args) => new::run(args),
        What::Void(args) => void::run(args),
    }
}

/// The event of a budget with codes.
fn event_of(budget: &Budget, path: &Path) -> Result<Event, Failure> {
    match Event::of(budget) {
        Some(event) if event.keys.codes => Ok(event),
        Some(_) => Err(Failure::bad(say!(
            "codes.event_without_codes",
            budget = path.display()
        ))),
        None => Err(Failure::bad(say!(
            "codes.no_keys",
            budget = path.display(),
            same = path.display()
        ))),
    }
}

/// What a new list adds to those before.
#[derive(Default)]
struct Added {
    codes: Vec<PublicKey>,
    voided: Vec<PublicKey>,
}

/// The codes of all lists in these folders together.
fn register(event: &Event, folders: &[&Path]) -> Result<Option<CodeRegister>, Failure> {
    let mut lists = Vec::new();
    for folder in folders {
        lists.extend(reading::lists_in(event, folder)?);
    }
    Ok(CodeRegister::unite(lists))
}

/// The list after these, which holds all of them.
///
/// # Errors
/// More codes than a list may have.
fn next_list(
    event: &Event,
    organiser: &Organiser,
    before: Option<&CodeRegister>,
    added: &Added,
) -> Result<KeyList, Failure> {
    let all = |field: fn(&CodeRegister) -> &[PublicKey], more: &[PublicKey]| {
        let before = before.map_or(&[][..], field);
        let mut keys = [before, more].concat();
        keys.sort();
        keys.dedup();
        keys
    };
    let list = organiser.sign_list(KeyList {
        format: KeyListFormat,
        budget: event.budget.clone(),
        revision: before.map_or(1, |before| before.revision() + 1),
        codes: all(CodeRegister::codes, &added.codes),
        voided: all(CodeRegister::voided, &added.voided),
        signature: Signature([0; 64]),
    });
    match KeyList::read(&list.to_bytes()) {
        Ok(_) => Ok(list),
        Err(problems) => Err(Failure::mistakes(
            Path::new(say!("codes.new_list")),
            problems,
        )),
    }
}

/// Puts a list into a folder's `keys/` and reads back what all lists there say; the list's path there, and the codes.
///
/// # Errors
/// A folder that does not say afterwards what was added.
fn put(
    event: &Event,
    folder: &Path,
    list: &KeyList,
    added: &Added,
) -> Result<(String, CodeRegister), Failure> {
    let bytes = list.to_bytes();
    let path = boxes::keys_path(&Id::of(&bytes));
    folder::put(folder, &path, &bytes)?;
    let whole = |codes: &CodeRegister| {
        let known = |key| codes.standing(key) != Standing::Unknown;
        let void = |key| codes.standing(key) == Standing::Voided;
        added.codes.iter().all(known) && added.voided.iter().all(void)
    };
    match register(event, &[folder])?.filter(whole) {
        Some(codes) => Ok((path, codes)),
        None => Err(Failure::bad(say!(
            "codes.not_written",
            file = folder.join(&path).display()
        ))),
    }
}
