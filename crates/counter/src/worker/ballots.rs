//! Every ballot of a box into the count: packed ones, loose ones, and those with a code by way of the verifiers.

use std::cell::RefCell;
use std::pin::pin;

use counter::judging::{Asked, Verdict};
use counter::{Count, Wanted};
use documents::boxes::{self, BALLOTS, BUNDLE, JSON, JSONL};
use documents::{CodeRegister, Id, Refusal, SignedName, ballot, signed};
use fetch::{AT_ONCE, Files};
use futures_util::{StreamExt, TryStreamExt, stream};

use super::signed::Signed;
use super::verifiers::Verifiers;
use super::{Failed, post};

/// Loose ballots between two words of progress.
const EVERY: u32 = 64;
/// Names that a verifier judges in one go.
const NAMES: usize = 256;
/// Lines of a bundle, the same.
const LINES: usize = 64;
/// Loose ballots, the same: fewer, since those of a batch are held until the last has come. With 12 requests under way and
/// two batches before each of four verifiers, no flood of the largest files makes more than 6 MB wait.
const LOOSE: usize = 16;

/// A count under way.
pub(crate) struct Counting {
    count: Count,
    /// Where ballots have codes.
    codes: Option<(CodeRegister, Verifiers)>,
    done: u32,
    /// What bundles hold is known only as they come.
    of: u32,
}

impl Counting {
    pub(crate) fn of(mut count: Count, signed: Signed) -> Self {
        if let Some(close) = signed.close {
            count = count.closed(close);
        }
        for file in signed.refused {
            count.not_signed(file);
        }
        Self {
            count,
            codes: signed.codes.zip(signed.verifiers),
            done: 0,
            of: 0,
        }
    }

    /// Reads all there is.
    pub(crate) async fn read(mut self, files: &Files) -> Result<Count, Failed> {
        let bundles = files.listing(BUNDLE).await?;
        let loose = files.listing(BALLOTS).await?;
        let all = (loose.ids.len() + loose.signed.len()) as u32;
        self.of = all;
        // One after the other: each may be as large as there is room for.
        for id in self.count.listed_bundles(bundles) {
            let bytes = files.large(&boxes::bundle_path(&id)).await?;
            self.bundle(id, &bytes).await?;
        }
        let codes = self.codes.as_ref().map(|(list, _)| list);
        let Wanted { loose, coded } = self.count.listed_ballots(loose, codes);
        self.done += all - (loose.len() + coded.len()) as u32;
        self.tell();
        self.loose(files, &loose).await?;
        self.coded(files, &coded).await?;
        self.tell();
        Ok(self.count)
    }

    async fn bundle(&mut self, id: Id, bytes: &[u8]) -> Result<(), Failed> {
        self.of += lines(bytes);
        let after = self.done + lines(bytes);
        let mut from = 0;
        // Where ballots have codes, most of the work is still to come.
        let coded = self.codes.is_some();
        let (done, of, refused) = (&mut self.done, self.of, self.count.refused());
        let name = format!("{id}{JSONL}");
        let codes = self.count.bundle(&name, bytes, |to| {
            if coded {
                return;
            }
            // The last line may do without its line feed.
            let to = to.clamp(from, bytes.len());
            *done += lines(&bytes[from..to]);
            from = to;
            post::progress(*done, of, refused);
        });
        self.done = after.saturating_sub(codes.len() as u32);
        self.lines(&codes).await?;
        self.done = after;
        Ok(())
    }

    async fn loose(&mut self, files: &Files, wanted: &[Id]) -> Result<(), Failed> {
        let mut arriving = pin!(files.ballots(wanted, boxes::ballot_path, ballot::MAX_BYTES));
        while let Some((id, bytes)) = arriving.next().await {
            self.count.loose(&format!("{id}{JSON}"), &bytes?);
            self.done += 1;
            if self.done.is_multiple_of(EVERY) {
                self.tell();
            }
        }
        Ok(())
    }

    /// Loose ballots with a code, of which only those are fetched whose names hold: the signature in a name is its code's
    /// for this very file.
    async fn coded(&mut self, files: &Files, names: &[SignedName]) -> Result<(), Failed> {
        let Some((_, verifiers)) = &self.codes else {
            return Ok(());
        };
        let told = RefCell::new(Told {
            count: &mut self.count,
            done: &mut self.done,
            of: self.of,
        });
        let at_once = verifiers.at_once();
        let judged = stream::iter(names.chunks(NAMES)).map(|names| async move {
            let batch: Vec<Asked<&[u8]>> = names.iter().copied().map(Asked::Name).collect();
            Ok::<_, Failed>((names, verifiers.judge(&batch).await?))
        });
        let hold = judged.buffered(at_once).map_ok(|(names, verdicts)| {
            let hold = told.borrow_mut().names(names, verdicts);
            stream::iter(hold.into_iter().map(Ok::<_, Failed>))
        });
        let fetched = hold.try_flatten().map_ok(|name: SignedName| async move {
            let path = boxes::signed_path(&name);
            Ok(Asked::File(
                name,
                files.ballot(&path, signed::MAX_BYTES).await?,
            ))
        });
        let batches = fetched.try_buffer_unordered(AT_ONCE).try_chunks(LOOSE);
        let judged = batches.map_err(|failed| failed.1).map_ok(|batch| async {
            let verdicts = verifiers.judge(&batch).await?;
            Ok((batch, verdicts))
        });
        let mut judged = pin!(judged.try_buffer_unordered(at_once));
        while let Some((batch, verdicts)) = judged.try_next().await? {
            told.borrow_mut().ballots(&batch, verdicts);
        }
        Ok(())
    }

    /// Lines of a bundle, judged side by side.
    async fn lines(&mut self, lines: &[&[u8]]) -> Result<(), Failed> {
        let Some((_, verifiers)) = &self.codes else {
            for line in lines {
                self.count.not_coded(line, Refusal::CodeNotUsed {});
            }
            return Ok(());
        };
        let judged = stream::iter(lines.chunks(LINES)).map(|lines| async {
            let batch: Vec<Asked<&[u8]>> = lines.iter().copied().map(Asked::Line).collect();
            let verdicts = verifiers.judge(&batch).await?;
            Ok::<_, Failed>((batch, verdicts))
        });
        let mut judged = pin!(judged.buffer_unordered(verifiers.at_once()));
        let mut told = Told {
            count: &mut self.count,
            done: &mut self.done,
            of: self.of,
        };
        while let Some((batch, verdicts)) = judged.try_next().await? {
            told.ballots(&batch, verdicts);
        }
        Ok(())
    }

    fn tell(&self) {
        post::progress(self.done, self.of, self.count.refused());
    }
}

/// The count and how far it is, told of verdicts as they come.
struct Told<'c> {
    count: &'c mut Count,
    done: &'c mut u32,
    of: u32,
}

impl Told<'_> {
    /// Which of these names' files are needed.
    fn names(&mut self, names: &[SignedName], verdicts: Vec<Verdict>) -> Vec<SignedName> {
        let mut needed = Vec::new();
        for (name, verdict) in names.iter().zip(verdicts) {
            match self.count.named(name, verdict.map(|_| ())) {
                true => needed.push(*name),
                false => *self.done += 1,
            }
        }
        self.tell();
        needed
    }

    fn ballots<B: AsRef<[u8]>>(&mut self, batch: &[Asked<B>], verdicts: Vec<Verdict>) {
        for (asked, verdict) in batch.iter().zip(verdicts) {
            match (verdict, asked) {
                (Ok((name, ballot)), _) => self.count.coded(&name, Ok(ballot)),
                (Err(why), Asked::Name(name) | Asked::File(name, _)) => {
                    self.count.coded(name, Err(why));
                }
                (Err(why), Asked::Line(line)) => self.count.not_coded(line.as_ref(), why),
            }
        }
        *self.done += batch.len() as u32;
        self.tell();
    }

    fn tell(&self) {
        post::progress(*self.done, self.of, self.count.refused());
    }
}

fn lines(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u32
}
