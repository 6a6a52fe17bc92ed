//! A box on disk, read into a count: the same steps as in a browser.

use std::path::Path;
use std::thread;

use counter::Count;
use documents::boxes::{self, BALLOTS, BUNDLE, CLOSE, JSON, JSONL, KEYS};
use documents::result::RefusedFile;
use documents::{Ballot, Close, Id, KeyList, OpenedKey, Refusal, SignedName};
use seals::{Checker, Event};

use crate::failure::Failure;
use crate::files;
use crate::report::progress;

/// What the organiser has signed in a box.
#[derive(Default)]
pub(crate) struct Signed {
    pub(crate) list: Option<KeyList>,
    pub(crate) close: Option<Close>,
    /// Files in the organiser's folders that are not theirs.
    pub(crate) refused: Vec<RefusedFile>,
}

/// Reads what the organiser has signed; nothing in an event without keys.
pub(crate) fn signed(r#box: &Path, count: &Count) -> Result<Signed, Failure> {
    let Some(event) = Event::of(count.budget()) else {
        return Ok(Signed::default());
    };
    let lists = all(r#box, KEYS, boxes::keys_path)?;
    let closes = all(r#box, CLOSE, boxes::close_path)?;
    let (list, mut refused) = seals::key_lists(&event, named(&lists));
    let (close, others) = seals::closes(
        &event,
        count.budget(),
        count.budget_sha256(),
        named(&closes),
    );
    refused.extend(others);
    Ok(Signed {
        list,
        close,
        refused,
    })
}

type File = (Id, Vec<u8>);

fn all(r#box: &Path, folder: &str, path: fn(&Id) -> String) -> Result<Vec<File>, Failure> {
    files::listing(r#box, folder, JSON)?
        .ids
        .into_iter()
        .map(|id| Ok((id, files::read(&r#box.join(path(&id)))?)))
        .collect()
}

fn named(files: &[File]) -> impl Iterator<Item = (&Id, &[u8])> {
    files.iter().map(|(id, bytes)| (id, bytes.as_slice()))
}

/// Counts everything in the box. `choices` opens what is sealed.
///
/// # Errors
/// Files that cannot be read, and an event with codes whose list is missing.
pub(crate) fn read(
    r#box: &Path,
    mut count: Count,
    signed: Signed,
    choices: Option<OpenedKey>,
) -> Result<Count, Failure> {
    let checker = match (Event::of(count.budget()), signed.list) {
        (Some(event), Some(list)) if event.keys.codes => Some(Checker::new(event, list, choices)),
        _ => None,
    };
    if count.budget().needs_code() && checker.is_none() {
        return Err(Failure::bad(format!(
            "this event needs codes, and {} has no list of them that its organiser has signed",
            r#box.join(KEYS).display()
        )));
    }
    if let Some(close) = signed.close {
        count = count.closed(close);
    }
    for file in signed.refused {
        count.not_signed(file);
    }
    bundles(r#box, &mut count, checker.as_ref())?;
    loose(r#box, &mut count, checker.as_ref())?;
    Ok(count)
}

fn bundles(r#box: &Path, count: &mut Count, checker: Option<&Checker>) -> Result<(), Failure> {
    let bundles = files::listing(r#box, BUNDLE, JSONL)?;
    for stray in &bundles.strays {
        count.bundle(stray, &[], |_| ());
    }
    for id in &bundles.ids {
        let bytes = files::read(&r#box.join(boxes::bundle_path(id)))?;
        let bar = progress::bar("Counting a bundle", bytes.len());
        let coded = count.bundle(&format!("{id}{JSONL}"), &bytes, |done| {
            bar.set_position(done as u64)
        });
        bar.finish_and_clear();
        for (line, found) in side_by_side(&coded, |line| match checker {
            Some(checker) => checker.check(line),
            None => Err(Refusal::CodeNotUsed {}),
        }) {
            match found {
                Ok(checked) => count.coded(&checked.name, Ok(checked.ballot)),
                Err(why) => count.not_coded(line, why),
            }
        }
    }
    Ok(())
}

fn loose(r#box: &Path, count: &mut Count, checker: Option<&Checker>) -> Result<(), Failure> {
    let loose = files::listing(r#box, BALLOTS, JSON)?;
    for stray in &loose.strays {
        count.stray(stray);
    }
    let bar = progress::bar("Counting ballots", loose.ids.len());
    for id in bar.wrap_iter(loose.ids.iter()) {
        if count.wants(id) {
            count.loose(&format!("{id}{JSON}"), &files::loose(r#box, id)?);
        }
    }
    bar.finish_and_clear();
    let wanted: Vec<SignedName> = loose
        .signed
        .into_iter()
        .filter(|name| count.wants(&name.id))
        .collect();
    for (name, found) in side_by_side(&wanted, |name| coded(r#box, name, checker)) {
        count.coded(name, found?);
    }
    Ok(())
}

type Found = Result<Option<Ballot>, Refusal>;

/// A ballot with a code; the file of one that has no right to vote is not read.
fn coded(r#box: &Path, name: &SignedName, checker: Option<&Checker>) -> Result<Found, Failure> {
    let Some(checker) = checker else {
        return Ok(Err(Refusal::CodeNotUsed {}));
    };
    if let Err(why) = checker.check_name(name) {
        return Ok(Err(why));
    }
    let bytes = files::loose_at(&r#box.join(boxes::signed_path(name)))?;
    Ok(checker
        .check_file(name, &bytes)
        .map(|checked| checked.ballot))
}

/// The answer for each item, in order, worked out on every core.
fn side_by_side<'i, I: Sync, A: Send>(
    items: &'i [I],
    answer: impl Fn(&I) -> A + Sync,
) -> Vec<(&'i I, A)> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let part = items.len().div_ceil(cores).max(1);
    let answer = &answer;
    thread::scope(|scope| {
        let workers: Vec<_> = items
            .chunks(part)
            .map(|items| {
                scope.spawn(move || items.iter().map(|item| (item, answer(item))).collect())
            })
            .collect();
        let done = workers.into_iter().flat_map(|worker| -> Vec<(&I, A)> {
            worker.join().expect("no ballot makes the check panic")
        });
        done.collect()
    })
}
