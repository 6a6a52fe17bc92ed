//! What holds of each line on a day.

use documents::ledger::Recipient;
use documents::{Date, Id, Slug};
use ledger::{Line, Stage, Sums};
use serde::Serialize;
use serde_json::{Value, json};

use crate::promises::Book;

/// Whole units of the currency, days as numbers.
#[derive(Serialize)]
pub(crate) struct LineNow {
    pub(crate) line: Slug,
    pub(crate) name: String,
    pub(crate) stage: &'static str,
    pub(crate) said: Option<&'static str>,
    pub(crate) asked: Option<u64>,
    pub(crate) money: Value,
    #[serde(skip)]
    pub(crate) sums: Sums,
    pub(crate) commitments: Vec<CommitmentNow>,
    pub(crate) milestones: Vec<MilestoneNow>,
    /// The milestone that comes next.
    pub(crate) next: Option<Slug>,
    pub(crate) news: Option<Date>,
    pub(crate) silent_days: Option<u64>,
    /// When there will be news, as was last said.
    pub(crate) news_by: Option<Date>,
    pub(crate) changes: usize,
    pub(crate) entries: Vec<Id>,
}

#[derive(Serialize)]
pub(crate) struct CommitmentNow {
    pub(crate) commit: Slug,
    pub(crate) to: Recipient,
    pub(crate) amount: u64,
    pub(crate) paid: u64,
}

#[derive(Serialize)]
pub(crate) struct MilestoneNow {
    pub(crate) milestone: Slug,
    pub(crate) title: String,
    pub(crate) r#type: &'static str,
    pub(crate) due: Date,
    /// Every date there was, in order; the last holds.
    pub(crate) dues: Vec<Date>,
    pub(crate) judged: Option<&'static str>,
    pub(crate) judged_on: Option<Date>,
    pub(crate) late_days: u64,
}

pub(super) const COLUMNS: [&str; 17] = [
    "line",
    "name",
    "stage",
    "said",
    "asked",
    "agreed",
    "committed",
    "paid",
    "still_committed",
    "returned",
    "not_committed",
    "next",
    "due",
    "late_days",
    "moved",
    "news",
    "silent_days",
];

pub(crate) fn lines(book: &Book, today: Date) -> Vec<LineNow> {
    let all = book.ledger.lines.iter();
    all.map(|line| LineNow::of(book, line, today)).collect()
}

pub(super) fn money(sums: &Sums) -> Value {
    json!({
        "agreed": sums.agreed,
        "committed": sums.committed,
        "paid": sums.paid,
        "still_committed": sums.still_committed,
        "returned": sums.returned,
        "not_committed": sums.not_committed,
        "delivered": sums.delivered,
    })
}

impl LineNow {
    fn of(book: &Book, line: &Line, today: Date) -> Self {
        let (sums, late) = (line.sums(), line.late(today));
        let commitments = line.commitments.iter().map(|one| CommitmentNow {
            commit: one.id.clone(),
            to: one.to.clone(),
            amount: one.amount,
            paid: one.paid,
        });
        let milestones = line.milestones.iter().enumerate();
        let milestones = milestones.map(|(place, one)| {
            let late = late.iter().find(|late| late.milestone == place);
            let judged = one.holds();
            MilestoneNow {
                milestone: one.id.clone(),
                title: one.title.get(&book.lang).to_owned(),
                r#type: one.r#type.name(),
                due: one.due(),
                dues: one.dues.clone(),
                judged: judged.map(|judged| judged.judged.name()),
                judged_on: judged.map(|judged| judged.on),
                late_days: late.map_or(0, |late| late.days),
            }
        });
        let told = |at: &usize| book.ledger.entries.get(*at).map(|told| told.id);
        let next = line.coming(today);
        Self {
            line: line.id.clone(),
            name: book.name(line.id.as_str()),
            stage: stage(line.stage()),
            said: line.answer.as_ref().map(|answer| answer.said.name()),
            asked: line.answer.as_ref().map(|answer| answer.asked),
            money: money(&sums),
            sums,
            commitments: commitments.collect(),
            milestones: milestones.collect(),
            next: next.map(|next| line.milestones[next.milestone].id.clone()),
            news: book.ledger.last_news(line, today),
            silent_days: book.ledger.silent(line, today),
            news_by: line.next,
            changes: line.changes.len(),
            entries: line.entries.iter().filter_map(told).collect(),
        }
    }

    pub(crate) fn late(&self) -> impl Iterator<Item = &MilestoneNow> {
        self.milestones.iter().filter(|one| one.late_days > 0)
    }

    /// Whether there is still something to tell.
    pub(crate) fn is_open(&self) -> bool {
        ["unanswered", "under-way"].contains(&self.stage)
    }

    pub(super) fn row(&self) -> Vec<String> {
        let sums = &self.sums;
        let next = self.next.as_ref();
        let due = next.and_then(|next| self.milestones.iter().find(|one| one.milestone == *next));
        let moved: usize = self.milestones.iter().map(|one| one.dues.len() - 1).sum();
        vec![
            self.line.to_string(),
            self.name.clone(),
            self.stage.into(),
            self.said.unwrap_or_default().into(),
            shown(self.asked),
            sums.agreed.to_string(),
            sums.committed.to_string(),
            sums.paid.to_string(),
            sums.still_committed.to_string(),
            sums.returned.to_string(),
            sums.not_committed.to_string(),
            shown(next),
            shown(due.map(|due| due.due)),
            shown(self.late().map(|late| late.late_days).max()),
            moved.to_string(),
            shown(self.news),
            shown(self.silent_days),
        ]
    }
}

fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Unanswered => "unanswered",
        Stage::Refused => "refused",
        Stage::UnderWay => "under-way",
        Stage::Finished => "finished",
        Stage::Cancelled => "cancelled",
    }
}
