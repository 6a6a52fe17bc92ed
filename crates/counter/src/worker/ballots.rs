//! Every ballot of a box into the count: packed ones, loose ones, and those with a code by way of the verifiers.

use std::pin::pin;

use counter::Count;
use counter::judging::{Asked, Verdict};
use documents::boxes::{self, BALLOTS, BUNDLE, JSON, JSONL, Listing};
use documents::key_list::Standing;
use documents::{CodeRegister, Id, Refusal, SignedName, ballot, signed};
use fetch::{Files, Incomplete};
use futures_util::{Stream, StreamExt, stream};

use super::signed::Signed;
use super::verifiers::Verifiers;
use super::{Failed, post};

/// Loose ballots between two words of progress.
const EVERY: u32 = 64;
/// Lines of a bundle that a verifier judges in one go.
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
        self.of = (loose.ids.len() + loose.signed.len()) as u32;
        self.bundles(files, &bundles).await?;
        self.loose(files, &loose).await?;
        self.coded(files, loose.signed).await?;
        self.tell();
        Ok(self.count)
    }

    async fn bundles(&mut self, files: &Files, bundles: &Listing) -> Result<(), Failed> {
        for stray in &bundles.strays {
            self.count.bundle(stray, &[], |_| ());
        }
        self.count.more_strays(bundles.more_strays);
        // One after the other: each may be as large as there is room for.
        for id in &bundles.ids {
            let bytes = files.large(&boxes::bundle_path(id)).await?;
            self.bundle(*id, &bytes).await?;
        }
        Ok(())
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
        let batches = codes.chunks(LINES).map(|lines| {
            let batch = lines.iter().map(|line| (None, *line));
            Ok(batch.collect::<Vec<Asked<&[u8]>>>())
        });
        self.judge(stream::iter(batches)).await?;
        self.done = after;
        Ok(())
    }

    async fn loose(&mut self, files: &Files, loose: &Listing) -> Result<(), Failed> {
        for stray in &loose.strays {
            self.count.stray(stray);
        }
        self.count.more_strays(loose.more_strays);
        let wanted: Vec<Id> = loose
            .ids
            .iter()
            .filter(|id| self.count.wants(id))
            .copied()
            .collect();
        self.done += (loose.ids.len() - wanted.len()) as u32;
        if !self.count.reads_loose() {
            for id in &wanted {
                self.count.loose(&format!("{id}{JSON}"), &[]);
            }
            self.done += wanted.len() as u32;
            return Ok(());
        }
        let mut arriving = pin!(files.ballots(&wanted, boxes::ballot_path, ballot::MAX_BYTES));
        while let Some((id, bytes)) = arriving.next().await {
            self.count.loose(&format!("{id}{JSON}"), &bytes?);
            self.done += 1;
            if self.done.is_multiple_of(EVERY) {
                self.tell();
            }
        }
        Ok(())
    }

    /// Loose ballots with a code. Those of a code that may not vote are not fetched.
    async fn coded(&mut self, files: &Files, mut names: Vec<SignedName>) -> Result<(), Failed> {
        let all = names.len();
        let (count, list) = (&mut self.count, self.codes.as_ref().map(|(list, _)| list));
        names.retain(|name| match may_vote(list, name) {
            Ok(()) => count.wants(&name.id),
            Err(why) => {
                count.coded(name, Err(why));
                false
            }
        });
        self.count.order(&mut names);
        self.done += (all - names.len()) as u32;
        self.tell();
        let batches = files
            .ballots(&names, boxes::signed_path, signed::MAX_BYTES)
            .chunks(LOOSE)
            .map(|batch| {
                batch
                    .into_iter()
                    .map(|(name, bytes)| Ok((Some(name), bytes?)))
                    .collect()
            });
        self.judge(batches).await
    }

    /// Has batches judged side by side, and counts each as its verdicts come.
    async fn judge<B: AsRef<[u8]>>(
        &mut self,
        batches: impl Stream<Item = Result<Vec<Asked<B>>, Incomplete>>,
    ) -> Result<(), Failed> {
        let Self {
            count,
            codes,
            done,
            of,
        } = self;
        let verifiers = codes.as_ref().map(|(_, verifiers)| verifiers);
        let judged = batches.map(|batch| async {
            let batch = batch?;
            let verdicts = match verifiers {
                Some(verifiers) => verifiers.judge(&batch).await?,
                None => batch.iter().map(|_| Err(Refusal::CodeNotUsed {})).collect(),
            };
            Ok::<_, Failed>((batch, verdicts))
        });
        let mut judged = pin!(judged.buffer_unordered(verifiers.map_or(1, Verifiers::at_once)));
        while let Some(batch) = judged.next().await {
            let (batch, verdicts) = batch?;
            *done += batch.len() as u32;
            for (asked, verdict) in batch.iter().zip(verdicts) {
                take(count, asked, verdict);
            }
            post::progress(*done, *of, count.refused());
        }
        Ok(())
    }

    fn tell(&self) {
        post::progress(self.done, self.of, self.count.refused());
    }
}

fn may_vote(list: Option<&CodeRegister>, name: &SignedName) -> Result<(), Refusal> {
    match list.ok_or(Refusal::CodeNotUsed {})?.standing(&name.key) {
        Standing::MayVote => Ok(()),
        Standing::Voided => Err(Refusal::VoidedCode {}),
        Standing::Unknown => Err(Refusal::UnknownCode {}),
    }
}

fn take<B: AsRef<[u8]>>(count: &mut Count, (name, bytes): &Asked<B>, verdict: Verdict) {
    match (verdict, name) {
        (Ok((name, ballot)), _) => count.coded(&name, Ok(ballot)),
        (Err(why), Some(name)) => count.coded(name, Err(why)),
        (Err(why), None) => count.not_coded(bytes.as_ref(), why),
    }
}

fn lines(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u32
}
