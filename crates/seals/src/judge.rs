//! A judge of an event's ballots, from the files that its organiser has signed.

use documents::judging::{Job, Setup, SetupReport, Verdict};
use documents::{Budget, Close, Id, Refusal};

use crate::{Checker, Event, closes, key_lists, lists_at};

/// Judges the ballots of one event.
pub struct Judge {
    /// `None` where no ballot has a right to a code.
    checker: Option<Checker>,
}

impl Judge {
    /// Finds out what the organiser has signed. `None` where the budget is none, or has no keys.
    pub fn begin<B: AsRef<[u8]>>(setup: &Setup<B>) -> Option<(Self, SetupReport)> {
        let bytes = setup.budget.as_ref();
        // What stands apart in it decides nothing here.
        let budget = Budget::answerable(bytes).ok()?;
        let event = Event::of(&budget)?;
        let (close, mut refused) = closes(&event, &budget, Id::of(bytes), files(&setup.closes));
        let (now, others) = key_lists(&event, files(&setup.lists));
        refused.extend(others);
        let codes = match &close {
            Some(close) => lists_at(&event, close, files(&setup.lists)),
            None => now,
        };
        let report = SetupReport {
            lists: codes
                .as_ref()
                .map_or(Vec::new(), |codes| codes.lists().into()),
            close: close.as_ref().map(Close::id),
            refused,
        };
        let choices = close.and_then(|close| close.choices);
        let checker = match codes {
            Some(codes) if event.keys.codes => Some(Checker::new(event, codes, choices)),
            _ => None,
        };
        Some((Self { checker }, report))
    }

    /// The answer to a question about a ballot.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn judge<B: AsRef<[u8]>>(&self, job: &Job<B>) -> Verdict {
        let checker = self.checker.as_ref().ok_or(Refusal::CodeNotUsed {})?;
        checker.judge(job)
    }
}

fn files<B: AsRef<[u8]>>(files: &[(Id, B)]) -> impl Iterator<Item = (&Id, &[u8])> {
    files.iter().map(|(id, bytes)| (id, bytes.as_ref()))
}
