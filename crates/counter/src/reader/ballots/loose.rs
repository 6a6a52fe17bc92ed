//! Loose ballots: those without a code are fetched; of those with one first the names are judged, then the files of names
//! that hold.

use std::collections::VecDeque;
use std::vec::IntoIter;

use documents::judging::{Job, Question};
use documents::{Id, SignedName};

use crate::listed::Listed;
use crate::reader::{AtOnce, Busy, File, Wanted};

/// Names that are judged in one go.
const NAMES: usize = 256;
/// Files, the same: fewer, since those of a batch are held until the last has come. With 12 requests under way and two
/// batches before each of four judges, no flood of the largest files makes more than 6 MB wait.
const FILES: usize = 16;

pub(super) struct Loose {
    ids: IntoIter<Id>,
    names: IntoIter<SignedName>,
    /// Names that hold, whose files are still to be fetched.
    pub(super) hold: VecDeque<SignedName>,
    /// Files that are still to be judged.
    pub(super) read: Vec<Job<Vec<u8>>>,
}

impl Loose {
    pub(super) fn of(listed: Listed) -> Self {
        Self {
            ids: listed.loose.into_iter(),
            names: listed.coded.into_iter(),
            hold: VecDeque::new(),
            read: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ids.len() + self.names.len() + self.hold.len() + self.read.len() == 0
    }

    pub(super) fn next(&mut self, busy: &Busy, at_once: AtOnce) -> Option<Wanted> {
        if busy.others < at_once.batches
            && let Some(batch) = self.files(busy).or_else(|| self.batch_of_names())
        {
            return Some(Wanted::Ask(Question::Jobs(batch)));
        }
        // What was read and waits for a judge is not let grow.
        if busy.files < at_once.files && busy.files + self.read.len() < at_once.files + FILES {
            let held = |loose: &mut Self| loose.hold.pop_front().map(File::Signed);
            let file = self.ids.next().map(File::Ballot).or_else(|| held(self));
            return file.map(Wanted::File);
        }
        None
    }

    /// A whole batch of files, or the last ones.
    fn files(&mut self, busy: &Busy) -> Option<Vec<Job<Vec<u8>>>> {
        let last = busy.is_quiet() && self.names.len() + self.hold.len() == 0;
        match self.read.len() {
            0 => None,
            FILES.. => Some(self.read.drain(..FILES).collect()),
            _ if last => Some(std::mem::take(&mut self.read)),
            _ => None,
        }
    }

    fn batch_of_names(&mut self) -> Option<Vec<Job<Vec<u8>>>> {
        if self.hold.len() >= NAMES {
            return None;
        }
        let names: Vec<_> = self.names.by_ref().take(NAMES).map(Job::Name).collect();
        (!names.is_empty()).then_some(names)
    }
}
