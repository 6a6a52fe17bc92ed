//! A box on disk, read into a count: the same steps as in a browser.

pub(crate) mod only;
pub(crate) mod signed;

use std::path::Path;
use std::thread;

use counter::Count;
use documents::boxes::{self, BALLOTS, BUNDLE, JSON, JSONL, KEYS};
use documents::{Close, CodeRegister, Id, OpenedKey, Refusal, SignedName};
use seals::{Checker, Event};

use crate::failure::Failure;
use crate::files;
use crate::report::progress;
use crate::words::say;
use only::Only;
pub(crate) use signed::{Signed, has_lists_of_another, lists_in, signed};

/// How a box is read.
#[derive(Default)]
pub(crate) struct How<'h> {
    /// The codes that may vote, in an event with codes.
    pub(crate) codes: Option<CodeRegister>,
    /// Opens what is sealed.
    pub(crate) choices: Option<OpenedKey>,
    /// Says what counts, once there is one.
    pub(crate) close: Option<&'h Close>,
    /// Passes over all other files.
    pub(crate) only: Option<&'h Only>,
}

impl<'h> How<'h> {
    /// As every phone reads it: by the close that holds, once there is one.
    pub(crate) fn now(signed: &'h Signed) -> Self {
        match &signed.close {
            Some(close) => Self::at(signed, close),
            None => Self {
                codes: signed.codes(),
                ..Self::default()
            },
        }
    }

    /// By this close, and by the lists of codes that it names.
    pub(crate) fn at(signed: &Signed, close: &'h Close) -> Self {
        Self {
            codes: signed.codes_at(close),
            choices: close.choices,
            close: Some(close),
            only: None,
        }
    }

    /// Judges ballots with a code; none in an event without codes.
    ///
    /// # Errors
    /// An event with codes, one of whose lists is missing.
    pub(crate) fn checker(
        &self,
        ballot_box: &Path,
        event: Option<Event>,
    ) -> Result<Option<Checker>, Failure> {
        let Some(event) = event.filter(|event| event.keys.codes) else {
            return Ok(None);
        };
        match (&self.codes, self.close) {
            (Some(codes), _) => Ok(Some(Checker::new(event, codes.clone(), self.choices))),
            (None, Some(close)) => Err(Failure::bad(say!(
                "count.list_missing",
                names = paths(ballot_box, &close.keys)
            ))),
            (None, None) => Err(Failure::bad(say!(
                "count.needs_codes",
                folder = ballot_box.join(KEYS).display()
            ))),
        }
    }
}

fn paths(ballot_box: &Path, lists: &[Id]) -> String {
    let path = |id| ballot_box.join(boxes::keys_path(id)).display().to_string();
    lists.iter().map(path).collect::<Vec<_>>().join(", ")
}

/// Counts what is in the box.
///
/// # Errors
/// Files that cannot be read, and an event with codes, one of whose lists is missing.
pub(crate) fn read(
    ballot_box: &Path,
    mut count: Count,
    signed: &Signed,
    how: &How,
) -> Result<Count, Failure> {
    let checker = how.checker(ballot_box, Event::of(count.budget()))?;
    if let Some(close) = how.close {
        count = count.closed(close.clone());
    }
    for file in &signed.refused {
        if how.only.is_none_or(|only| only.path(&file.name)) {
            count.not_signed(file.clone());
        }
    }
    bundles(ballot_box, &mut count, checker.as_ref(), how.only)?;
    loose(ballot_box, &mut count, checker.as_ref(), how)?;
    Ok(count)
}

fn bundles(
    ballot_box: &Path,
    count: &mut Count,
    checker: Option<&Checker>,
    only: Option<&Only>,
) -> Result<(), Failure> {
    let bundles = files::listing(ballot_box, BUNDLE, JSONL)?;
    for id in &count.listed_bundles(only::bundles(only, bundles)) {
        let bytes = files::read(&ballot_box.join(boxes::bundle_path(id)))?;
        match only {
            Some(only) if Id::of(&bytes) == *id => {
                let part = only.part_of(&bytes);
                bundle(count, checker, &Id::of(&part), &part);
            }
            Some(only) if !only.path(&boxes::bundle_path(id)) => (),
            _ => bundle(count, checker, id, &bytes),
        }
    }
    Ok(())
}

fn bundle(count: &mut Count, checker: Option<&Checker>, id: &Id, bytes: &[u8]) {
    let bar = progress::bar("Counting a bundle", bytes.len());
    let coded = count.bundle(&format!("{id}{JSONL}"), bytes, |done| {
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

fn loose(
    ballot_box: &Path,
    count: &mut Count,
    checker: Option<&Checker>,
    how: &How,
) -> Result<(), Failure> {
    let loose = only::ballots(how.only, files::listing(ballot_box, BALLOTS, JSON)?);
    let codes = checker.and(how.codes.as_ref());
    let wanted = count.listed_ballots(loose, codes);
    let bar = progress::bar(say!("count.counting"), wanted.loose.len());
    for id in bar.wrap_iter(wanted.loose.iter()) {
        let bytes = files::loose(ballot_box, id)?;
        count.loose(&format!("{id}{JSON}"), &bytes);
    }
    bar.finish_and_clear();
    match checker {
        Some(checker) => coded(ballot_box, count, checker, &wanted.coded),
        None => Ok(()),
    }
}

/// Ballots with a code: first their names, then the files of those that hold.
fn coded(
    ballot_box: &Path,
    count: &mut Count,
    checker: &Checker,
    names: &[SignedName],
) -> Result<(), Failure> {
    let mut hold = Vec::new();
    for (name, found) in side_by_side(names, |name| checker.check_name(name)) {
        if count.named(name, found) {
            hold.push(*name);
        }
    }
    let found = side_by_side(&hold, |name| {
        let bytes = files::loose_at(&ballot_box.join(boxes::signed_path(name)))?;
        Ok::<_, Failure>(checker.check_bytes(name, &bytes))
    });
    for (name, found) in found {
        count.coded(name, found?);
    }
    Ok(())
}

/// The answer for each item, in order, worked out on every core.
pub(crate) fn side_by_side<I: Sync, A: Send>(
    items: &[I],
    answer: impl Fn(&I) -> A + Sync,
) -> Vec<(&I, A)> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    in_parallel(cores, items, answer)
}

/// The answer for each item, in order, from so many workers.
pub(crate) fn in_parallel<I: Sync, A: Send>(
    workers: usize,
    items: &[I],
    answer: impl Fn(&I) -> A + Sync,
) -> Vec<(&I, A)> {
    let part = items.len().div_ceil(workers).max(1);
    let answer = &answer;
    thread::scope(|scope| {
        let workers: Vec<_> = items
            .chunks(part)
            .map(|items| {
                scope.spawn(move || items.iter().map(|item| (item, answer(item))).collect())
            })
            .collect();
        let done = workers.into_iter().flat_map(|worker| -> Vec<(&I, A)> {
            worker.join().expect("no file makes the work panic")
        });
        done.collect()
    })
}
