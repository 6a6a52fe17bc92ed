//! What this device keeps between visits, taken up where the last visit ended.

use documents::{Ballot, Budget, Id};

use super::{Draft, Effect, Memory, Mode, Notice, Open, Setting, Stage, Turn, kept_draft, sending};

impl Open {
    /// Takes up what the device had kept; what this visitor has done already stays as it is.
    pub(super) fn remember(&mut self, setting: &Setting, memory: Memory) -> Vec<Effect> {
        let mut effects = Vec::new();
        for bytes in &memory.ballots {
            if let Ok(ballot) = Ballot::read(bytes) {
                effects.extend(self.outbox.resume(bytes, ballot.budget == self.budget.id));
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
            self.outbox.remember(&bytes);
        }
        let known: Vec<(Id, Ballot)> = self
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

    fn remember_draft(&mut self, bytes: &[u8], known: &[(Id, Ballot)]) -> Option<Effect> {
        let (draft, mended) = kept_draft::read(bytes, &self.budget, &self.bounds)?;
        if became_one_of(&self.budget, &draft, known) {
            // The device was stopped after the ballot was frozen and before its draft was forgotten.
            return Some(Effect::ForgetDraft);
        }
        self.take_up(draft, mended);
        None
    }

    /// Goes on with a draft that was kept. Where the visitor has begun anew already, undo leads back to it.
    fn take_up(&mut self, draft: Draft, mended: bool) {
        if self.turn == Turn::Filling && !self.is_begun() {
            self.draft = draft;
            self.notice = Some(if mended {
                Notice::Mended
            } else {
                Notice::Restored
            });
        } else {
            self.past.insert(0, draft);
        }
    }

    /// The receipt of this device's last ballot, unless another one is being filled in. One that is not sent comes
    /// before one that is: that must be seen.
    fn show_cast(&mut self, known: &[(Id, Ballot)]) {
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
            self.yours = ballot.amounts_in(&self.budget).ok().map(Into::into);
        }
        if self.cast.is_some() && self.turn == Turn::Filling && !self.is_begun() {
            self.turn = Turn::Cast;
        }
    }

    fn ballot_of_ours(&self, bytes: &[u8]) -> Option<Ballot> {
        Ballot::read(bytes)
            .ok()
            .filter(|ballot| ballot.budget == self.budget.id)
    }
}

/// Is this draft, to the last answer, one of the ballots that were cast since it was begun?
fn became_one_of(budget: &Budget, draft: &Draft, known: &[(Id, Ballot)]) -> bool {
    let mut since = known.iter().filter(|(id, _)| !draft.after.contains(id));
    since.any(|(_, ballot)| {
        sending::ballot_of(
            budget,
            draft,
            ballot.channel,
            ballot.place.clone(),
            ballot.nonce,
        ) == *ballot
    })
}
