//! What an entry does.

use documents::ledger::{Change, Judged, Role, Says, Signer};
use documents::{Entry, Slug};

use super::Fold;
use crate::broken::{Broken, Found, Kept, Rule, rule};
use crate::line::{Answer, Commitment, Judgement, Line, Milestone, Payment, changes};
use crate::signers::{self, Signatory, Vouched};

impl Fold<'_> {
    /// An entry that breaks a rule does nothing.
    pub(super) fn apply(&mut self, entry: &Entry, by: usize) -> Kept {
        let at = self.counted.len();
        match &entry.says {
            Says::Answer {
                line,
                said,
                asked,
                amount,
                reason,
                ..
            } => {
                let answer = Answer {
                    said: *said,
                    asked: *asked,
                    amount: *amount,
                    at,
                };
                self.line(line)?.answer(answer, reason.is_some())
            }
            Says::Commit {
                line,
                commit,
                amount,
                to,
                ..
            } => {
                let of = self.place(line)?;
                let is_new = self.commitments.find(of, commit).is_none();
                rule(is_new, Rule::NewName, "commit", commit, Found::Nothing)?;
                let place = self.line(line)?.commitments.len();
                let commitment = Commitment {
                    id: commit.clone(),
                    amount: *amount,
                    paid: 0,
                    still: *amount,
                    to: to.clone(),
                    at,
                    payments: Vec::new(),
                };
                self.line(line)?.commit(commitment)?;
                self.commitments.insert(of, commit, place);
                Ok(())
            }
            Says::Pay {
                line,
                commit,
                amount,
                milestone,
                reference,
            } => {
                let place = self.commitment(line, commit)?;
                if let Some(milestone) = milestone {
                    self.milestone(line, milestone)?;
                }
                let came_back = amount.amount() < 0;
                let named = |name: &String| (commit.clone(), came_back, name.clone());
                let name = reference.as_ref().map(named);
                let new = name.as_ref().map(|name| self.new_reference(name));
                let new = new.transpose()?;
                let payment = Payment {
                    amount: amount.amount(),
                    to: self.line(line)?.commitments[place].to.name.clone(),
                    milestone: milestone.clone(),
                    at,
                };
                self.line(line)?.pay(place, payment)?;
                if let (Some(at), Some(name)) = (new, name) {
                    self.references.insert(at, name);
                }
                Ok(())
            }
            Says::Milestone {
                line,
                milestone,
                title,
                r#type,
                due,
            } => {
                let of = self.place(line)?;
                let place = self.line(line)?.milestones.len();
                if let Some(known) = self.milestones.find(of, milestone) {
                    let before = self.lines[of].milestones[known].due();
                    return rule(false, Rule::DueKept, "due", *due, before);
                }
                let line = self.line(line)?;
                line.is_open()?;
                line.milestones.push(Milestone {
                    id: milestone.clone(),
                    title: title.clone(),
                    r#type: *r#type,
                    dues: vec![*due],
                    judged: Vec::new(),
                    at,
                });
                self.milestones.insert(of, milestone, place);
                Ok(())
            }
            Says::Met {
                line,
                milestone,
                judged,
                reason,
                ..
            } => {
                let place = self.milestone(line, milestone)?;
                let has_reason = reason.is_some() || *judged == Judged::Met;
                rule(
                    has_reason,
                    Rule::Reason,
                    "reason",
                    Found::Nothing,
                    judged.name(),
                )?;
                let judged = Judgement {
                    by_recipient: self.is_recipient(by),
                    judged: *judged,
                    on: entry.on,
                    at,
                };
                self.line(line)?.milestones[place].judged.push(judged);
                Ok(())
            }
            Says::Change { line, change, .. } => {
                self.change(line, change, at)?;
                self.line(line)?.changes.push(at);
                Ok(())
            }
            Says::Finish {
                line,
                amount,
                different,
                people,
                ..
            } => self
                .line(line)?
                .finish(*amount, *people, different.is_some(), at),
            Says::NothingNew { line, .. } => {
                let known = line.as_ref().map(|line| self.place(line));
                known.transpose().map(|_| ())
            }
            Says::Signer { signer, ends } => self.signs(signer, ends.is_some(), by, at),
        }
    }

    fn change(&mut self, line: &Slug, change: &Change, at: usize) -> Kept {
        match change {
            Change::Amount {
                commit: None,
                old,
                new,
            } => self.line(line)?.change_agreed(*old, *new),
            Change::Amount {
                commit: Some(commit),
                old,
                new,
            } => {
                let place = self.commitment(line, commit)?;
                self.line(line)?.change_commitment(place, *old, *new)
            }
            Change::Date {
                milestone,
                old,
                new,
            } => {
                let (place, opens) = (self.milestone(line, milestone)?, self.frame.opens);
                rule(*new >= opens, Rule::NotBefore, "new", *new, opens)?;
                let line = self.line(line)?;
                line.is_open()?;
                changes(*old, line.milestones[place].due(), *new)?;
                line.milestones[place].dues.push(*new);
                Ok(())
            }
            Change::Scope { .. } => self.line(line)?.is_open(),
            Change::Recipient { commit, old, new } => {
                let place = self.commitment(line, commit)?;
                let line = self.line(line)?;
                line.is_open()?;
                let commitment = &mut line.commitments[place];
                let (was, is) = (old.name.as_str(), commitment.to.name.as_str());
                rule(*old == commitment.to, Rule::OldHolds, "old", was, is)?;
                rule(new != old, Rule::Different, "new", new.name.as_str(), was)?;
                commitment.to = new.clone();
                Ok(())
            }
            Change::Cancelled {} => self.line(line)?.cancel(at),
        }
    }

    fn signs(&mut self, signer: &Signer, ends: bool, by: usize, at: usize) -> Kept {
        for line in &signer.lines {
            self.place(line)?;
        }
        let signers = &mut self.signers;
        if ends {
            let known = signers::ending(signers, signer)?;
            signers[known].ended = Some(at);
            return Ok(());
        }
        signers::is_new(signers, signer)?;
        let vouched = if by == signers.len() {
            Vouched::Itself
        } else {
            Vouched::By(by)
        };
        let signer = signer.clone();
        signers.push(Signatory {
            signer,
            vouched,
            named: Some(at),
            ended: None,
        });
        Ok(())
    }

    fn is_recipient(&self, by: usize) -> bool {
        let signer = self.signers.get(by);
        signer.is_some_and(|one| one.signer.role == Role::Recipient)
    }

    fn place(&self, line: &Slug) -> Result<usize, Broken> {
        let lines = || {
            self.frame
                .lines
                .iter()
                .map(|line| line.as_str().into())
                .collect()
        };
        let known = self.frame.line(line);
        known
            .ok_or_else(|| Broken::new(Rule::KnownLine, "line", line.into(), Found::Names(lines())))
    }

    fn line(&mut self, line: &Slug) -> Result<&mut Line, Broken> {
        let place = self.place(line)?;
        Ok(&mut self.lines[place])
    }

    fn commitment(&self, line: &Slug, id: &Slug) -> Result<usize, Broken> {
        let line = self.place(line)?;
        self.commitments
            .named(line, id, Rule::KnownCommitment, "commit")
    }

    fn milestone(&self, line: &Slug, id: &Slug) -> Result<usize, Broken> {
        let line = self.place(line)?;
        self.milestones
            .named(line, id, Rule::KnownMilestone, "milestone")
    }

    /// Where a payment's name among the payer's has its place.
    fn new_reference(&self, name: &(Slug, bool, String)) -> Result<usize, Broken> {
        match self.references.binary_search(name) {
            Err(at) => Ok(at),
            Ok(_) => {
                let found = name.2.as_str().into();
                Err(Broken::new(
                    Rule::PaidOnce,
                    "reference",
                    found,
                    Found::Nothing,
                ))
            }
        }
    }
}
