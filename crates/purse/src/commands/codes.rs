//! `purse codes`: one-time voting codes.

mod new;
mod void;

use std::fs;
use std::path::Path;

use documents::boxes::{self, KEYS};
use documents::key_list::KeyListFormat;
use documents::{Budget, Id, KeyList, PublicKey, Signature};
use seals::{Event, Organiser};

use crate::failure::Failure;
use crate::folder::{self, Created};

/// Makes one-time voting codes, and takes some of them back.
///
/// The box has a list of the codes' public keys, signed by the organiser: it tells whether a ballot's code is real, and
/// nothing about who has it. Lists are only ever added; the newest holds.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse codes new --budget my-budget.json --key hall.key --count 500 --test 5 \\
      --address https://budget.example.org/hall/ --out hall-codes --box events/hall
  purse codes void events/hall --key hall.key --codes hall-codes/codes.csv --tests
  purse codes void events/hall --key hall.key --code ABCD-EFGH-JKMN-PQRST")]
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
        Some(_) => Err(Failure::bad(format!(
            "{} is of an event without codes: its keys say \"codes\": false",
            path.display()
        ))),
        None => Err(Failure::bad(format!(
            "{} has no keys: make a key first, with purse key new FILE --budget {} --codes",
            path.display(),
            path.display()
        ))),
    }
}

/// What a new list adds to the one before.
#[derive(Default)]
struct Added {
    codes: Vec<PublicKey>,
    voided: Vec<PublicKey>,
}

/// The list after these, which it holds all of.
fn next_list(event: &Event, organiser: &Organiser, before: &[KeyList], added: Added) -> KeyList {
    let all = |field: fn(&KeyList) -> &Vec<PublicKey>, more: Vec<PublicKey>| {
        let mut keys: Vec<PublicKey> = before.iter().flat_map(field).copied().chain(more).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    let newest = before.iter().map(|list| list.revision).max();
    organiser.sign_list(KeyList {
        format: KeyListFormat,
        budget: event.budget.clone(),
        revision: newest.map_or(1, |newest| newest + 1),
        codes: all(|list| &list.codes, added.codes),
        voided: all(|list| &list.voided, added.voided),
        signature: Signature([0; 64]),
    })
}

/// Puts a list into a folder's `keys/`; its path there.
fn put(folder: &Path, list: &KeyList) -> Result<String, Failure> {
    let bytes = list.to_bytes();
    let path = boxes::keys_path(&Id::of(&bytes));
    let (keys, place) = (folder.join(KEYS), folder.join(&path));
    fs::create_dir_all(&keys).map_err(|error| Failure::io("make the folder", &keys, &error))?;
    match folder::create(&place, &bytes) {
        Ok(Created::New | Created::Same) => Ok(path),
        Ok(Created::Taken) => Err(Failure::bad(format!(
            "{} has other bytes than its name says: remove it",
            place.display()
        ))),
        Err(error) => Err(Failure::io("write", &place, &error)),
    }
}
