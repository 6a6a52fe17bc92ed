//! What follows on a given day: lateness, silence, and a sentence's worth of numbers for all lines.

use documents::ledger::{Judged, Said};
use documents::{Date, Slug};

use crate::Ledger;
use crate::line::{End, Judgement, Line, Milestone};
use crate::signers::Vouched;

/// How far a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has answered what residents said.
    Unanswered,
    Refused,
    /// Agreed and not at its end.
    UnderWay,
    Finished,
    Cancelled,
}

/// A milestone whose day has passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    pub milestone: usize,
    pub days: u64,
}

/// What is to happen next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    pub milestone: usize,
    pub due: Date,
}

/// All lines in a few numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Lines in the budget.
    pub lines: u64,
    pub answered: u64,
    /// Lines that were agreed: `done` and the others are among them.
    pub agreed: u64,
    pub done: u64,
    pub cancelled: u64,
    pub late: u64,
    pub refused: u64,
    pub not_committed: u64,
    /// Days since something was last written down about a line; none where nothing was.
    pub silent: Option<u64>,
}

impl Milestone {
    /// By the last judgement; what whoever gets the money says of their own work holds until another one has judged.
    pub fn is_met(&self) -> bool {
        self.holds()
            .is_some_and(|judgement| judgement.judged == Judged::Met)
    }

    /// The judgement that holds.
    pub fn holds(&self) -> Option<&Judgement> {
        let of_others = self
            .judged
            .iter()
            .rfind(|judgement| !judgement.by_recipient);
        of_others.or(self.judged.last())
    }

    /// How many days after its date it was met, where that was late.
    pub fn met_late(&self) -> Option<u64> {
        let met = self
            .holds()
            .filter(|judgement| judgement.judged == Judged::Met)?;
        let days = u64::try_from(met.on.days_since(self.due())).ok()?;
        (days > 0).then_some(days)
    }

    /// How often the due date was moved.
    pub fn moves(&self) -> usize {
        self.dues.len() - 1
    }
}

impl Line {
    pub fn stage(&self) -> Stage {
        match (&self.answer, &self.end) {
            (None, _) => Stage::Unanswered,
            (Some(answer), _) if answer.said == Said::Refused => Stage::Refused,
            // Where nothing was spent, nothing was done.
            (_, Some(End::Finished { amount: 0, .. } | End::Cancelled { .. })) => Stage::Cancelled,
            (_, Some(End::Finished { .. })) => Stage::Finished,
            (_, None) => Stage::UnderWay,
        }
    }

    /// Milestones whose day has passed without being met, the longest first. A line that was given up is late no more; one that
    /// is finished still owes what it promised, such as a report.
    pub fn late(&self, today: Date) -> Vec<Late> {
        if self.stage() == Stage::Cancelled {
            return Vec::new();
        }
        let open = self
            .milestones
            .iter()
            .enumerate()
            .filter(|(_, one)| !one.is_met());
        let late = open.filter_map(|(milestone, one)| {
            let days = u64::try_from(today.days_since(one.due())).ok()?;
            (days > 0).then_some(Late { milestone, days })
        });
        let mut late = Vec::from_iter(late);
        late.sort_by_key(|late| std::cmp::Reverse(late.days));
        late
    }

    /// The milestone that comes next.
    pub fn coming(&self, today: Date) -> Option<Next> {
        if self.stage() == Stage::Cancelled {
            return None;
        }
        let open = self
            .milestones
            .iter()
            .enumerate()
            .filter(|(_, one)| !one.is_met());
        let next = open.map(|(milestone, one)| Next {
            milestone,
            due: one.due(),
        });
        next.filter(|next| next.due >= today)
            .min_by_key(|next| next.due)
    }
}

impl Ledger {
    /// The day by which lateness is told: the device's, and never before a day on which two of those who sign have written. So a
    /// phone whose clock is behind hides no lateness, and nobody alone can bring another day about: whom somebody has named
    /// counts as them.
    pub fn day(&self, today: Date) -> Date {
        let mut last: Vec<Option<Date>> = vec![None; self.signers.len()];
        for told in &self.entries {
            let by = self.root(told.by);
            last[by] = last[by].max(Some(told.entry.recorded));
        }
        last.sort_unstable();
        let second = last.iter().rev().nth(1).copied().flatten();
        second.map_or(today, |second| second.max(today))
    }

    /// Whom the budget or the event's key names, at the beginning of a row of namings.
    fn root(&self, mut at: usize) -> usize {
        // Whoever named somebody is before them in the list.
        while let Vouched::By(by) = self.signers[at].vouched {
            at = by;
        }
        at
    }

    /// Entries that were written down on a day that is still to come.
    pub fn ahead(&self, day: Date) -> usize {
        self.entries
            .iter()
            .filter(|told| told.entry.recorded > day)
            .count()
    }

    /// Days since something was last written down about a line, also "nothing new"; what has a day that is still to come is
    /// no news yet.
    pub fn silent(&self, line: &Line, day: Date) -> Option<u64> {
        self.news(line.entries.iter(), day)
            .map(|news| days(day, news))
    }

    /// When something was last written down about a line.
    pub fn last_news(&self, line: &Line, day: Date) -> Option<Date> {
        self.news(line.entries.iter(), day)
    }

    /// When something was last written down at all, on whatever day its writer claims.
    pub fn last_written(&self) -> Option<Date> {
        self.entries.iter().map(|told| told.entry.recorded).max()
    }

    fn news<'a>(&self, entries: impl Iterator<Item = &'a usize>, day: Date) -> Option<Date> {
        let recorded = entries.map(|at| self.entries[*at].entry.recorded);
        recorded.filter(|recorded| *recorded <= day).max()
    }

    pub fn summary(&self, today: Date) -> Summary {
        let stages = Vec::from_iter(self.lines.iter().map(Line::stage));
        let number = |stage| stages.iter().filter(|own| **own == stage).count() as u64;
        let late = self
            .lines
            .iter()
            .filter(|line| !line.late(today).is_empty());
        let (unanswered, refused) = (number(Stage::Unanswered), number(Stage::Refused));
        let lines = stages.len() as u64;
        Summary {
            lines,
            answered: lines - unanswered,
            agreed: lines - unanswered - refused,
            done: number(Stage::Finished),
            cancelled: number(Stage::Cancelled),
            late: late.count() as u64,
            refused,
            not_committed: self.sums().not_committed,
            silent: self
                .news(self.lines.iter().flat_map(|line| &line.entries), today)
                .map(|news| days(today, news)),
        }
    }

    /// How many days the answer to some line is late, where the promise's day has passed without one to every line.
    pub fn answer_overdue(&self, by: Date, today: Date) -> Option<u64> {
        let owed = self.lines.iter().any(|line| line.answer.is_none());
        let days = u64::try_from(today.days_since(by))
            .ok()
            .filter(|days| *days > 0);
        days.filter(|_| owed)
    }

    /// Lines that say residents asked for something else than this outcome gives them: the line, what it says, the outcome.
    pub fn misquotes<'l>(
        &'l self,
        outcome: &'l [u64],
    ) -> impl Iterator<Item = (&'l Slug, u64, u64)> {
        self.lines
            .iter()
            .zip(outcome)
            .filter_map(|(line, &outcome)| {
                let asked = line.answer.as_ref()?.asked;
                (asked != outcome).then_some((&line.id, asked, outcome))
            })
    }
}

/// None of them where a clock is behind.
fn days(today: Date, before: Date) -> u64 {
    u64::try_from(today.days_since(before)).unwrap_or(0)
}
