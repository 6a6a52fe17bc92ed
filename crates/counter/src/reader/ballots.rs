//! Every ballot of a box into the count: packed ones first, then loose ones, and those with a code by way of a judge.

mod loose;
mod packed;

use documents::boxes::{BALLOTS, BUNDLE, JSON, JSONL, Listing};
use documents::judging::{Job, Question, Reply, Verdict};
use documents::{Close, CodeRegister, Id, Refusal};

use super::{Answer, AtOnce, Busy, File, Progress, Signed, Stopped, Wanted};
use crate::{Count, Terms};
use loose::Loose;
use packed::Packed;

/// Loose ballots between two words of progress.
const EVERY: u32 = 64;

pub(super) struct Ballots {
    count: Count,
    /// Where ballots have codes.
    codes: Option<CodeRegister>,
    step: Step,
    done: u32,
    of: u32,
}

enum Step {
    /// The names, before any file.
    Names {
        folders: Vec<&'static str>,
        bundles: Option<Listing>,
        ballots: Option<Listing>,
    },
    Bundles(Bundles),
    Loose(Loose),
}

struct Bundles {
    left: Vec<Id>,
    packed: Packed,
    /// What is looked at once all bundles are in: what they hold need not be fetched.
    ballots: Listing,
}

impl Bundles {
    /// One bundle after the other: each may be as large as there is room for.
    fn next(&mut self, busy: &Busy, at_once: AtOnce) -> Option<Wanted> {
        if !self.packed.is_empty() {
            return (busy.others < at_once.batches)
                .then(|| Wanted::Ask(Question::Jobs(self.packed.batch())));
        }
        match busy.is_quiet() {
            true => Some(Wanted::File(File::Bundle(self.left.pop()?))),
            false => None,
        }
    }
}

impl Ballots {
    pub(super) fn of(terms: Terms, signed: Signed) -> Self {
        let codes = signed.codes.filter(|_| terms.budget().needs_code());
        let mut count = match signed.close {
            Some(close) => terms.closed(close),
            None => terms.open(),
        };
        for file in signed.refused {
            count.not_signed(file);
        }
        Self {
            count,
            codes,
            step: Step::Names {
                folders: vec![BALLOTS, BUNDLE],
                bundles: None,
                ballots: None,
            },
            done: 0,
            of: 0,
        }
    }

    pub(super) fn close(&self) -> Option<&Close> {
        self.count.close.as_ref()
    }

    pub(super) fn next(&mut self, busy: &Busy, at_once: AtOnce) -> Option<Wanted> {
        if busy.is_quiet() {
            self.go_on();
        }
        match &mut self.step {
            Step::Names { folders, .. } => folders.pop().map(Wanted::List),
            Step::Bundles(bundles) => bundles.next(busy, at_once),
            Step::Loose(loose) => loose.next(busy, at_once),
        }
    }

    pub(super) fn took(
        &mut self,
        what: Wanted,
        answer: Answer,
        hear: &mut dyn FnMut(Progress),
    ) -> Result<(), Stopped> {
        match (what, answer) {
            (Wanted::List(folder), Answer::Listed(listing)) => self.listed(folder, listing),
            (Wanted::File(file), Answer::Bytes(bytes)) => self.file(file, bytes, hear)?,
            (Wanted::File(File::Bundle(_)), Answer::Lines(lines)) => self.bundle(None, lines, hear),
            (Wanted::Ask(Question::Jobs(jobs)), Answer::Reply(Reply::Verdicts(verdicts)))
                if jobs.len() == verdicts.len() =>
            {
                self.judged(jobs, verdicts);
                hear(self.progress());
            }
            _ => return Err(Stopped::Incomplete),
        }
        Ok(())
    }

    pub(super) fn finish(self, hear: &mut dyn FnMut(Progress)) -> Result<Count, Stopped> {
        match &self.step {
            Step::Loose(loose) if loose.is_empty() => {
                hear(self.progress());
                Ok(self.count)
            }
            _ => Err(Stopped::Incomplete),
        }
    }

    fn listed(&mut self, folder: &str, listing: Listing) {
        if let Step::Names {
            bundles, ballots, ..
        } = &mut self.step
        {
            match folder {
                BUNDLE => *bundles = Some(listing),
                _ => *ballots = Some(listing),
            }
        }
    }

    fn file(
        &mut self,
        file: File,
        bytes: Vec<u8>,
        hear: &mut dyn FnMut(Progress),
    ) -> Result<(), Stopped> {
        match (file, &mut self.step) {
            (File::Bundle(id), _) => {
                let bytes = file.whole(bytes)?;
                self.bundle(Some(id), bytes, hear);
            }
            (File::Signed(name), Step::Loose(loose)) => loose.read.push(Job::File(name, bytes)),
            (File::Ballot(id), _) => {
                self.count.loose(&format!("{id}{JSON}"), &bytes);
                self.done += 1;
                if self.done.is_multiple_of(EVERY) {
                    hear(self.progress());
                }
            }
            _ => return Err(Stopped::Incomplete),
        }
        Ok(())
    }

    /// A bundle's lines; `id` where its name is still to be held against its bytes.
    fn bundle(&mut self, id: Option<Id>, bytes: Vec<u8>, hear: &mut dyn FnMut(Progress)) {
        let lines = packed::lines(&bytes);
        self.of += lines;
        let after = self.done + lines;
        let mut from = 0;
        // Where ballots have codes, most of the work is still to come.
        let coded = self.codes.is_some();
        let mut progress = self.progress();
        let mut tell = |to: usize| {
            if coded {
                return;
            }
            // The last line may do without its line feed.
            let to = to.clamp(from, bytes.len());
            progress.done += packed::lines(&bytes[from..to]);
            from = to;
            hear(progress);
        };
        let signed = match id {
            Some(id) => self
                .count
                .bundle(&format!("{id}{JSONL}"), &bytes, &mut tell),
            None => self.count.lines(&bytes, &mut tell),
        };
        self.done = after;
        if coded {
            self.done = after.saturating_sub(signed.len() as u32);
            if let Step::Bundles(bundles) = &mut self.step {
                bundles.packed = Packed::of(bytes, signed);
            }
        } else {
            for line in signed {
                self.count.not_coded(&bytes[line], Refusal::CodeNotUsed {});
            }
        }
    }

    fn judged(&mut self, jobs: Vec<Job<Vec<u8>>>, verdicts: Vec<Verdict>) {
        for (job, verdict) in jobs.into_iter().zip(verdicts) {
            match (job, verdict) {
                (Job::Name(name), verdict) => {
                    if self.count.named(&name, verdict.map(|_| ()))
                        && let Step::Loose(loose) = &mut self.step
                    {
                        loose.hold.push_back(name);
                        continue;
                    }
                }
                (_, Ok((name, ballot))) => self.count.coded(&name, Ok(ballot)),
                (Job::File(name, _), Err(why)) => self.count.coded(&name, Err(why)),
                (Job::Line(line), Err(why)) => self.count.not_coded(&line, why),
            }
            self.done += 1;
        }
    }

    /// Takes the next step, once all of this one is in.
    fn go_on(&mut self) {
        match &mut self.step {
            Step::Names {
                bundles, ballots, ..
            } => {
                if let (Some(bundles), Some(ballots)) = (bundles.take(), ballots.take()) {
                    self.of = (ballots.ids.len() + ballots.signed.len()) as u32;
                    self.step = Step::Bundles(Bundles {
                        left: self.count.listed_bundles(bundles),
                        packed: Packed::default(),
                        ballots,
                    });
                    // There may be none.
                    self.go_on();
                }
            }
            Step::Bundles(bundles) if bundles.left.is_empty() && bundles.packed.is_empty() => {
                let ballots = std::mem::take(&mut bundles.ballots);
                let all = ballots.ids.len() + ballots.signed.len();
                let wanted = self.count.listed_ballots(ballots, self.codes.as_ref());
                self.done += (all - wanted.loose.len() - wanted.coded.len()) as u32;
                self.step = Step::Loose(Loose::of(wanted));
            }
            Step::Bundles(_) | Step::Loose(_) => {}
        }
    }

    fn progress(&self) -> Progress {
        Progress {
            done: self.done,
            of: self.of,
            refused: self.count.refused(),
        }
    }
}
