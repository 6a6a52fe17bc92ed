//! What follows on a given day: lateness, silence, and a sentence's worth of numbers for all lines.

use documents::ledger::{Judged, Said};
use documents::{Date, Slug};

use crate::Ledger;
use crate::line::{End, Line, Milestone};

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
    /// Days since something was last written down; none where nothing was.
    pub silent: Option<u64>,
}

impl Milestone {
    pub fn is_met(&self) -> bool {
        self.judged
            .iter()
            .any(|judgement| judgement.judged == Judged::Met)
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
            (_, Some(End::Finished { .. })) => Stage::Finished,
            (_, Some(End::Cancelled { .. })) => Stage::Cancelled,
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

    /// Days since something was last written down about this line.
    pub fn silent(&self, today: Date) -> Option<u64> {
        self.news.map(|news| days(today, news))
    }
}

impl Ledger {
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
            silent: self.last_news().map(|news| days(today, news)),
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
