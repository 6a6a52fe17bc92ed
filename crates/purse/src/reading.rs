//! A box on disk, read into a count by the same reader as in a browser.

pub(crate) mod only;
pub(crate) mod signed;

use std::path::Path;
use std::thread;

use counter::reader::{self, Answer, AtOnce, File, Progress, Reader, Wanted};
use counter::{Count, Terms};
use documents::boxes::{self, BUNDLE, KEYS};
use documents::judging::{Question, Reply};
use documents::result::RefusedFile;
use documents::{Close, CodeRegister, Id, OpenedKey, Refusal, bundle};
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
    terms: Terms,
    signed: &Signed,
    how: &How,
) -> Result<Count, Failure> {
    let folder = Folder {
        ballot_box,
        checker: how.checker(ballot_box, Event::of(terms.budget()))?,
        only: how.only,
    };
    let named = |file: &&RefusedFile| how.only.is_none_or(|only| only.path(&file.name));
    let signed = reader::Signed {
        codes: folder.checker.as_ref().and(how.codes.clone()),
        close: how.close.cloned(),
        refused: signed.refused.iter().filter(named).cloned().collect(),
    };
    let bar = progress::bar(say!("count.counting"), 0);
    let mut hear = |Progress { done, of, .. }| {
        bar.set_length(of.into());
        bar.set_position(done.into());
    };
    let cores = cores();
    let at_once = AtOnce {
        files: 64 * cores,
        batches: 4 * cores,
    };
    let mut reader = Reader::signed(terms, signed, at_once, &mut hear);
    loop {
        let tasks = reader.wanted();
        if tasks.is_empty() {
            break;
        }
        let answers = in_parallel(cores, &tasks, |task| folder.answer(&task.what));
        let answers: Vec<_> = answers.into_iter().map(|(_, answer)| answer).collect();
        for (task, answer) in tasks.into_iter().zip(answers) {
            reader.took(task, answer?);
        }
    }
    let count = reader.finish();
    bar.finish_and_clear();
    // Every file came, so a bundle is too large; a list of codes that is missing was told before.
    count.map_err(|_| {
        Failure::bad(say!(
            "files.too_large",
            file = ballot_box.join(BUNDLE).display(),
            most = bundle::MAX_BYTES
        ))
    })
}

/// A box on disk, as a reader asks for it.
struct Folder<'f> {
    ballot_box: &'f Path,
    checker: Option<Checker>,
    only: Option<&'f Only>,
}

impl Folder<'_> {
    fn answer(&self, what: &Wanted) -> Result<Answer, Failure> {
        Ok(match what {
            Wanted::List(folder) => {
                let listing = files::listing(self.ballot_box, folder, boxes::ending(folder))?;
                Answer::Listed(match self.only {
                    Some(only) => only.listing(folder, listing),
                    None => listing,
                })
            }
            Wanted::File(File::Bundle(id)) => self.bundle(id)?,
            // One without end is cut, as the browser's count cuts it, and then refused for its size.
            Wanted::File(file) => Answer::Bytes(files::beginning(
                &self.ballot_box.join(file.path()),
                file.most() as u64 + 1,
            )?),
            Wanted::Ask(Question::Jobs(jobs)) => {
                let none = || Err(Refusal::CodeNotUsed {});
                let judge = |job| self.checker.as_ref().map_or_else(none, |it| it.judge(job));
                Answer::Reply(Reply::Verdicts(jobs.iter().map(judge).collect()))
            }
            // What the organiser has signed was found out before.
            Wanted::Ask(Question::Setup(_)) => Answer::Nothing,
        })
    }

    fn bundle(&self, id: &Id) -> Result<Answer, Failure> {
        let path = boxes::bundle_path(id);
        let bytes = files::read(&self.ballot_box.join(&path))?;
        Ok(match self.only {
            Some(only) if Id::of(&bytes) == *id => Answer::Lines(only.part_of(&bytes)),
            Some(only) if !only.path(&path) => Answer::Lines(Vec::new()),
            _ => Answer::Bytes(bytes),
        })
    }
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The answer for each item, in order, worked out on every core.
pub(crate) fn side_by_side<I: Sync, A: Send>(
    items: &[I],
    answer: impl Fn(&I) -> A + Sync,
) -> Vec<(&I, A)> {
    in_parallel(cores(), items, answer)
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
