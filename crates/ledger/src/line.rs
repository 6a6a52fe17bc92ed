//! What has become of one line, and what an entry may make of it.
//!
//! Places of entries are those in [`crate::Ledger::entries`]; texts and dates are there.

use documents::ledger::{Judged, MilestoneType, Recipient, Said};
use documents::{Date, Slug, Text};

use crate::broken::{Found, Kept, Rule, rule};

/// Whole units of the currency throughout.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: Slug,
    pub answer: Option<Answer>,
    /// What holds now; 0 while nothing is agreed.
    pub agreed: u64,
    /// Of it, promised to somebody.
    pub committed: u64,
    /// Of that, paid and not come back.
    pub paid: u64,
    /// Of it, still to be paid.
    pub still: u64,
    pub commitments: Vec<Commitment>,
    pub milestones: Vec<Milestone>,
    /// Entries that changed something.
    pub changes: Vec<usize>,
    pub end: Option<End>,
    /// Every entry about this line, or about all.
    pub entries: Vec<usize>,
    /// When there will be news, as was last said.
    pub next: Option<Date>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub said: Said,
    pub asked: u64,
    /// As it was answered; later changes do not change it.
    pub amount: u64,
    pub at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    pub id: Slug,
    pub amount: u64,
    pub paid: u64,
    pub still: u64,
    pub to: Recipient,
    pub at: usize,
    pub payments: Vec<Payment>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    /// Less than 0 where it came back.
    pub amount: i64,
    /// Who got it, as the commitment was then.
    pub to: String,
    pub milestone: Option<Slug>,
    pub at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    pub id: Slug,
    pub title: Text,
    pub r#type: MilestoneType,
    /// Every due date there was, the last of which holds.
    pub dues: Vec<Date>,
    pub judged: Vec<Judgement>,
    pub at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub judged: Judged,
    /// Whoever gets the money has judged their own work.
    pub by_recipient: bool,
    pub on: Date,
    pub at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub enum End {
    Finished {
        amount: u64,
        people: Option<u64>,
        at: usize,
    },
    Cancelled {
        at: usize,
    },
}

impl Line {
    pub(crate) fn new(id: Slug) -> Self {
        Self {
            id,
            answer: None,
            agreed: 0,
            committed: 0,
            paid: 0,
            still: 0,
            commitments: Vec::new(),
            milestones: Vec::new(),
            changes: Vec::new(),
            end: None,
            entries: Vec::new(),
            next: None,
        }
    }

    /// The commitment of this name.
    pub fn commitment(&self, id: &Slug) -> Option<&Commitment> {
        self.commitments.iter().find(|one| one.id == *id)
    }

    /// The milestone of this name.
    pub fn milestone(&self, id: &Slug) -> Option<&Milestone> {
        self.milestones.iter().find(|one| one.id == *id)
    }

    /// Has anything been agreed, so that it can be kept?
    pub fn is_agreed(&self) -> bool {
        self.answer
            .as_ref()
            .is_some_and(|answer| answer.said != Said::Refused)
    }

    pub(crate) fn answer(&mut self, answer: Answer, has_reason: bool) -> Kept {
        if let Some(before) = &self.answer {
            return rule(
                false,
                Rule::OneAnswer,
                "line",
                before.said.name(),
                Found::Nothing,
            );
        }
        let Answer {
            said,
            asked,
            amount,
            ..
        } = answer;
        match said {
            Said::Accepted => rule(amount == asked, Rule::AnswerFits, "amount", amount, asked)?,
            Said::Refused => rule(amount == 0, Rule::AnswerFits, "amount", amount, 0_u64)?,
            Said::Changed => rule(amount > 0, Rule::AnswerFits, "amount", amount, asked)?,
        }
        rule(
            has_reason || said == Said::Accepted,
            Rule::Reason,
            "reason",
            Found::Nothing,
            said.name(),
        )?;
        self.agreed = amount;
        self.answer = Some(answer);
        Ok(())
    }

    /// Nothing is promised or changed of what was not agreed, or is over.
    pub(crate) fn is_open(&self) -> Kept {
        rule(
            self.is_agreed(),
            Rule::Agreed,
            "line",
            &self.id,
            Found::Nothing,
        )?;
        let ended = match &self.end {
            None => return Ok(()),
            Some(End::Finished { .. }) => "finish",
            Some(End::Cancelled { .. }) => "cancelled",
        };
        rule(false, Rule::NotEnded, "line", ended, Found::Nothing)
    }

    pub(crate) fn commit(&mut self, commitment: Commitment) -> Kept {
        self.is_open()?;
        let amount = commitment.amount;
        rule(
            amount > 0,
            Rule::NotNothing,
            "amount",
            amount,
            Found::Nothing,
        )?;
        let left = self.agreed - self.committed;
        rule(amount <= left, Rule::WithinAgreed, "amount", amount, left)?;
        self.committed += amount;
        self.still += amount;
        self.commitments.push(commitment);
        Ok(())
    }

    /// Pays, or takes a refund, where `amount` is less than 0.
    pub(crate) fn pay(&mut self, commitment: usize, payment: Payment) -> Kept {
        let amount = payment.amount;
        let Some(commitment) = self.commitments.get_mut(commitment) else {
            return rule(
                false,
                Rule::KnownCommitment,
                "commit",
                &self.id,
                Found::Nothing,
            );
        };
        let size = amount.unsigned_abs();
        if amount < 0 {
            rule(
                size <= commitment.paid,
                Rule::WithinPaid,
                "amount",
                size,
                commitment.paid,
            )?;
            commitment.paid -= size;
            self.paid -= size;
        } else {
            rule(size > 0, Rule::NotNothing, "amount", size, Found::Nothing)?;
            // After the end what is still to be paid is what the final amount left.
            let of_line = if self.end.is_some() {
                self.still
            } else {
                u64::MAX
            };
            let left = of_line.min(commitment.amount - commitment.paid);
            rule(size <= left, Rule::WithinCommitted, "amount", size, left)?;
            commitment.paid += size;
            self.paid += size;
            let taken = size.min(commitment.still);
            commitment.still -= taken;
            self.still -= if self.end.is_some() { size } else { taken };
        }
        commitment.payments.push(payment);
        Ok(())
    }

    pub(crate) fn change_agreed(&mut self, old: u64, new: u64) -> Kept {
        self.is_open()?;
        changes(old, self.agreed, new)?;
        rule(
            new >= self.committed,
            Rule::WithinAgreed,
            "new",
            self.committed,
            new,
        )?;
        self.agreed = new;
        Ok(())
    }

    pub(crate) fn change_commitment(&mut self, commitment: usize, old: u64, new: u64) -> Kept {
        self.is_open()?;
        let (left, line) = (self.agreed - self.committed, &self.id);
        let Some(commitment) = self.commitments.get_mut(commitment) else {
            return rule(false, Rule::KnownCommitment, "commit", line, Found::Nothing);
        };
        changes(old, commitment.amount, new)?;
        rule(
            new >= commitment.paid,
            Rule::WithinCommitted,
            "new",
            commitment.paid,
            new,
        )?;
        let most = commitment.amount + left;
        rule(new <= most, Rule::WithinAgreed, "new", new, most)?;
        // Less is promised: first of what is still to be paid, then of what has come back.
        let still = match new.checked_sub(commitment.amount) {
            Some(more) => commitment.still + more,
            None => commitment.still.saturating_sub(commitment.amount - new),
        };
        self.still = self.still - commitment.still + still;
        self.committed = self.committed - commitment.amount + new;
        (commitment.still, commitment.amount) = (still, new);
        Ok(())
    }

    pub(crate) fn finish(
        &mut self,
        amount: u64,
        people: Option<u64>,
        has_reason: bool,
        at: usize,
    ) -> Kept {
        self.is_open()?;
        rule(
            amount >= self.paid,
            Rule::FinalFits,
            "amount",
            amount,
            self.paid,
        )?;
        rule(
            amount <= self.committed,
            Rule::FinalFits,
            "amount",
            amount,
            self.committed,
        )?;
        let is_same = amount == self.agreed;
        rule(
            has_reason || is_same,
            Rule::Reason,
            "different",
            Found::Nothing,
            self.agreed,
        )?;
        self.still = amount - self.paid;
        self.end = Some(End::Finished { amount, people, at });
        Ok(())
    }

    pub(crate) fn cancel(&mut self, at: usize) -> Kept {
        self.is_open()?;
        self.still = 0;
        self.end = Some(End::Cancelled { at });
        Ok(())
    }
}

/// What a change calls old is what holds, and what it calls new is something else.
pub(crate) fn changes<T: PartialEq + Copy + Into<Found>>(old: T, holds: T, new: T) -> Kept {
    rule(old == holds, Rule::OldHolds, "old", old, holds)?;
    rule(new != old, Rule::Different, "new", new, old)
}

impl Milestone {
    /// The date that holds.
    pub fn due(&self) -> Date {
        *self.dues.last().expect("a milestone begins with a date")
    }
}
