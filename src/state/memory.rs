//! What this device keeps between visits, taken up where the last visit ended.

use documents::{Ballot, Budget, BudgetName, Id, PublicKey, Signed, bundle};

use super::{
    CodeField, Draft, Effect, Memory, Mode, Notice, Open, Setting, Stage, Turn, kept_draft, sending,
};

impl Open {
    /// Takes up what the device had kept; what this visitor has done already stays as it is.
    pub(super) fn remember(&mut self, setting: &Setting, memory: Memory) -> Vec<Effect> {
        let mut effects = Vec::new();
        for bytes in &memory.ballots {
            let placed = |other: &Vec<u8>| bundle::lines(bytes).any(|line| line == other);
            let mut others = memory.ballots.iter().chain(&memory.cast);
            if others.any(|other| other != bytes && placed(other)) {
                // The device was stopped after the box told its place and before what was kept till then was forgotten.
                effects.push(Effect::ForgetBallot(Id::of(bytes)));
            } else if let Some(ballot) = Known::read(bytes) {
                effects.extend(
                    self.outbox
                        .resume(bytes, ballot.budget == self.budget.name()),
                );
            }
        }
        if setting.mode == Mode::Kiosk {
            effects.extend(memory.draft.map(|_| Effect::ForgetDraft));
            effects.extend(memory.cast.map(|_| Effect::ForgetCast));
            return effects;
        }
        if let Some(lang) = memory.lang {
            effects.extend(self.speak(setting, lang));
        }
        if let Some(bytes) = memory
            .cast
            .filter(|bytes| self.ballot_of_ours(bytes).is_some())
        {
            effects.extend(self.outbox.remember(&bytes));
        }
        let known: Vec<(Id, Known)> = self
            .outbox
            .ballots
            .iter()
            .filter_map(|one| Some((one.id, self.ballot_of_ours(&one.bytes)?)))
            .collect();
        if let Some(bytes) = memory.draft {
            effects.extend(self.remember_draft(&bytes, &known));
        }
        if !known.is_empty() && self.draft.after.is_empty() && self.notice.is_none() {
            self.draft.after = known.iter().map(|(id, _)| *id).collect();
            let begun = Some(self.draft_kept()).filter(|_| setting.keeps() && self.is_begun());
            effects.extend(begun);
        }
        self.show_cast(&known);
        effects
    }

    fn remember_draft(&mut self, bytes: &[u8], known: &[(Id, Known)]) -> Option<Effect> {
        let unfinished = kept_draft::read(bytes, &self.budget, &self.bounds)?;
        if became_one_of(&self.budget, &unfinished.draft, known) {
            // The device was stopped after the ballot was frozen and before its draft was forgotten.
            return Some(Effect::ForgetDraft);
        }
        let code = unfinished.code.filter(|_| self.budget.needs_code());
        self.take_up(unfinished.draft, unfinished.mended);
        let code = code.filter(|_| self.code == CodeField::default())?;
        self.code = CodeField::typed(&code.to_string());
        Some(Effect::CheckCode(code))
    }

    /// Goes on with a draft that was kept. Where the visitor has begun anew already, undo leads back to it, unless it
    /// had to be changed: undo could not say so.
    fn take_up(&mut self, draft: Draft, mended: bool) {
        if self.turn == Turn::Filling && !self.is_begun() {
            self.draft = draft;
            self.notice = Some(if mended {
                Notice::Mended
            } else {
                Notice::Restored
            });
        } else if !mended {
            self.past.insert(0, draft);
        }
    }

    /// The receipt of this device's last ballot, unless another one is being filled in. One that is not sent comes
    /// before one that is: that must be seen.
    fn show_cast(&mut self, known: &[(Id, Known)]) {
        let sent = |id: &Id| {
            self.outbox
                .find(*id)
                .is_some_and(|one| one.stage == Stage::Sent)
        };
        let last = known
            .iter()
            .rev()
            .find(|(id, _)| !sent(id))
            .or(known.last());
        if let Some((id, ballot)) = last.filter(|_| self.cast.is_none()) {
            self.cast = Some(*id);
            let amounts = ballot.amounts(&self.budget);
            self.yours = amounts.map(Into::into);
        }
        if self.cast.is_some() && self.turn == Turn::Filling && !self.is_begun() {
            self.turn = Turn::Cast;
        }
    }

    fn ballot_of_ours(&self, bytes: &[u8]) -> Option<Known> {
        Known::read(bytes).filter(|ballot| ballot.budget == self.budget.name())
    }
}

/// A ballot that this device has cast, as far as its bytes tell.
struct Known {
    budget: BudgetName,
    revision: u64,
    /// `None` where its choices are sealed.
    ballot: Option<Ballot>,
}

impl Known {
    fn read(bytes: &[u8]) -> Option<Self> {
        if Signed::begins(bytes) {
            // What is signed ahead says the same in each line.
            let signed = Signed::read(bundle::lines(bytes).next()?).ok()?;
            return Some(Self {
                budget: signed.budget,
                revision: signed.revision,
                ballot: signed.ballot,
            });
        }
        let ballot = Ballot::read(bytes).ok()?;
        Some(Self {
            budget: ballot.budget.clone(),
            revision: 0,
            ballot: Some(ballot),
        })
    }

    fn amounts(&self, budget: &Budget) -> Option<Vec<u64>> {
        self.ballot.as_ref()?.amounts_in(budget).ok()
    }
}

/// The code of a ballot, where it has one.
pub(super) fn key_of(bytes: &[u8]) -> Option<PublicKey> {
    Some(Signed::read(bundle::lines(bytes).next()?).ok()?.key)
}

/// The revisions of ballots with a code.
pub(super) fn revisions<'b>(ballots: impl Iterator<Item = &'b [u8]>) -> Vec<u64> {
    ballots
        .filter_map(|bytes| Some(Known::read(bytes)?.revision))
        .collect()
}

/// Is this draft one of the ballots that were cast since it was begun? What is sealed cannot be compared, and counts
/// as the same.
fn became_one_of(budget: &Budget, draft: &Draft, known: &[(Id, Known)]) -> bool {
    let mut since = known.iter().filter(|(id, _)| !draft.after.contains(id));
    since.any(|(_, known)| {
        known.ballot.as_ref().is_none_or(|ballot| {
            let bare = Ballot {
                about: None,
                ..ballot.clone()
            };
            let (channel, place) = (ballot.channel, ballot.place.clone());
            sending::ballot_of(budget, draft, channel, place, ballot.nonce) == bare
        })
    })
}
