//! Reads a box into a count, without any I/O: what is wanted next, what came, and what the box comes to.
//!
//! Whoever has the files (a browser's worker, a folder, a test) asks [`Reader::wanted`], gets what it says, in any order and
//! as many at once as it likes, and hands each answer to [`Reader::took`], until nothing is wanted. The order of reading is
//! here alone: what the organiser has signed; the names in the box; bundles one by one; of ballots with a code the names
//! before any file, so that a forgery is never fetched.

mod ballots;
mod papers;

use documents::boxes::{self, Listing};
use documents::judging::{Question, Reply};
use documents::result::RefusedFile;
use documents::{Close, CodeRegister, Id, Problem, SignedName, ballot, bundle, signed};

use crate::{Count, Terms};
use ballots::Ballots;
use papers::Papers;

/// One thing that is wanted.
#[derive(Clone, Debug)]
pub struct Task {
    number: u32,
    pub what: Wanted,
}

/// What a reader wants.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// The list of this folder of the box.
    List(&'static str),
    /// The bytes of this file.
    File(File),
    /// The reply of whoever knows the codes.
    Ask(Question<Vec<u8>>),
}

/// A file of the box that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    Keys(Id),
    Close(Id),
    Bundle(Id),
    Ballot(Id),
    Signed(SignedName),
}

/// What came of a task.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A folder's whole list. A folder that only the organiser fills may be missing, and then has no files.
    Listed(Listing),
    /// A file's bytes; of a file with more than [`File::most`], more than so many.
    Bytes(Vec<u8>),
    /// Those lines of a bundle that are to be counted; that the bundle has its own name was found out already.
    Lines(Vec<u8>),
    Reply(Reply),
    /// It could not be had.
    Nothing,
}

/// How much may be under way at one time.
#[derive(Clone, Copy, Debug)]
pub struct AtOnce {
    pub files: usize,
    pub batches: usize,
}

/// How far a reader is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: u32,
    /// What bundles hold is known only as they come; 0 until something is known.
    pub of: u32,
    /// How many files were refused so far.
    pub refused: u64,
}

/// What the organiser of an event has signed; nothing in an event without keys.
#[derive(Clone, Debug, Default)]
pub struct Signed {
    /// The codes that may vote.
    pub codes: Option<CodeRegister>,
    /// Says what counts, once there is one.
    pub close: Option<Close>,
    /// Files in the organiser's folders that are not theirs.
    pub refused: Vec<RefusedFile>,
}

/// Why a box comes to nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Stopped {
    /// It could not be read to its end, so that nothing can be said of what it holds.
    Incomplete,
    /// The event needs codes, and there is no list of them that the organiser has signed.
    NoCodes,
    /// A file that the organiser has signed is none.
    Problems(Vec<Problem>),
}

/// A box on its way into a count.
pub struct Reader<'h> {
    stage: Stage,
    at_once: AtOnce,
    /// Tasks without an answer.
    open: Vec<u32>,
    busy: Busy,
    next: u32,
    hear: &'h mut dyn FnMut(Progress),
}

enum Stage {
    Papers(Box<(Terms, Papers)>),
    Ballots(Box<Ballots>),
    Stopped(Stopped),
}

/// How much is under way.
#[derive(Default)]
struct Busy {
    files: usize,
    others: usize,
}

impl<'h> Reader<'h> {
    /// Begins with what the organiser has signed; `budget` are the bytes of the budget's file.
    pub fn new(
        terms: Terms,
        budget: Vec<u8>,
        at_once: AtOnce,
        hear: &'h mut dyn FnMut(Progress),
    ) -> Self {
        match &terms.budget().keys {
            None => Self::signed(terms, Signed::default(), at_once, hear),
            Some(keys) => {
                let papers = Papers::of(budget, keys.codes);
                Self::at(Stage::Papers(Box::new((terms, papers))), at_once, hear)
            }
        }
    }

    /// Begins with the ballots, since what the organiser has signed is known.
    pub fn signed(
        terms: Terms,
        signed: Signed,
        at_once: AtOnce,
        hear: &'h mut dyn FnMut(Progress),
    ) -> Self {
        Self::at(Stage::ballots(terms, signed), at_once, hear)
    }

    fn at(stage: Stage, at_once: AtOnce, hear: &'h mut dyn FnMut(Progress)) -> Self {
        Self {
            stage,
            at_once,
            open: Vec::new(),
            busy: Busy::default(),
            next: 0,
            hear,
        }
    }

    /// What may be done now, all of it at once. Nothing while the answers to come decide what is next; nothing either once
    /// the reader has come to its end.
    pub fn wanted(&mut self) -> Vec<Task> {
        let mut tasks = Vec::new();
        while let Some(what) = self.stage.next(&self.busy, self.at_once) {
            *self.busy.like(&what) += 1;
            self.open.push(self.next);
            tasks.push(Task {
                number: self.next,
                what,
            });
            self.next += 1;
        }
        tasks
    }

    /// Takes in what came of a task; a second answer to the same task tells nothing new.
    pub fn took(&mut self, task: Task, answer: Answer) {
        let Some(at) = self.open.iter().position(|open| *open == task.number) else {
            return;
        };
        self.open.swap_remove(at);
        *self.busy.like(&task.what) -= 1;
        let taken = match &mut self.stage {
            Stage::Papers(papers) => papers.1.took(task.what, answer),
            Stage::Ballots(ballots) => ballots.took(task.what, answer, self.hear).map(|()| None),
            Stage::Stopped(_) => Ok(None),
        };
        match taken {
            Ok(None) => {}
            Ok(Some(signed)) => self.go_on(signed),
            Err(stopped) => self.stage = Stage::Stopped(stopped),
        }
    }

    fn go_on(&mut self, signed: Signed) {
        let now = std::mem::replace(&mut self.stage, Stage::Stopped(Stopped::Incomplete));
        if let Stage::Papers(papers) = now {
            self.stage = Stage::ballots(papers.0, signed);
        }
    }

    /// Whether the box comes to nothing, whatever may still come.
    pub fn has_stopped(&self) -> bool {
        matches!(self.stage, Stage::Stopped(_))
    }

    /// The close by which the ballots are counted.
    pub fn close(&self) -> Option<&Close> {
        match &self.stage {
            Stage::Ballots(ballots) => ballots.close(),
            Stage::Papers(_) | Stage::Stopped(_) => None,
        }
    }

    /// What the box comes to, once nothing is wanted any more.
    ///
    /// # Errors
    /// Why it comes to nothing.
    pub fn finish(self) -> Result<Count, Stopped> {
        let is_quiet = self.open.is_empty();
        match self.stage {
            Stage::Ballots(ballots) if is_quiet => ballots.finish(self.hear),
            Stage::Stopped(stopped) => Err(stopped),
            Stage::Papers(_) | Stage::Ballots(_) => Err(Stopped::Incomplete),
        }
    }
}

impl Stage {
    fn ballots(terms: Terms, signed: Signed) -> Self {
        match terms.budget().needs_code() && signed.codes.is_none() {
            true => Self::Stopped(Stopped::NoCodes),
            false => Self::Ballots(Box::new(Ballots::of(terms, signed))),
        }
    }

    fn next(&mut self, busy: &Busy, at_once: AtOnce) -> Option<Wanted> {
        match self {
            Self::Papers(papers) => papers.1.next(busy, at_once),
            Self::Ballots(ballots) => ballots.next(busy, at_once),
            Self::Stopped(_) => None,
        }
    }
}

impl Busy {
    fn like(&mut self, what: &Wanted) -> &mut usize {
        match what {
            Wanted::File(_) => &mut self.files,
            _ => &mut self.others,
        }
    }

    fn is_quiet(&self) -> bool {
        self.files + self.others == 0
    }
}

impl File {
    /// Where it is in the box.
    pub fn path(&self) -> String {
        match self {
            Self::Keys(id) => boxes::keys_path(id),
            Self::Close(id) => boxes::close_path(id),
            Self::Bundle(id) => boxes::bundle_path(id),
            Self::Ballot(id) => boxes::ballot_path(id),
            Self::Signed(name) => boxes::signed_path(name),
        }
    }

    /// So many bytes it has at most, if it is what it should be.
    pub fn most(&self) -> usize {
        match self {
            Self::Ballot(_) => ballot::MAX_BYTES,
            Self::Signed(_) => signed::MAX_BYTES,
            Self::Keys(_) | Self::Close(_) | Self::Bundle(_) => bundle::MAX_BYTES,
        }
    }

    /// The bytes that came, where they are all of it.
    fn whole(&self, bytes: Vec<u8>) -> Result<Vec<u8>, Stopped> {
        match bytes.len() <= self.most() {
            true => Ok(bytes),
            false => Err(Stopped::Incomplete),
        }
    }
}
