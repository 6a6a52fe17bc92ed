//! What this device keeps between visits, taken up where the last visit ended.

use std::rc::Rc;

use documents::{Amounts, Ballot, BudgetName, Id, Plan, PublicKey, Signed, bundle};

use super::{
    BallotPhase, Cast, CastBallot, Closing, CodeField, Draft, Effect, Memory, Mode, Notice, Open,
    Origin, Seed, Setting, Stage, kept_draft,
};

impl Open {
    /// Takes up what the device had kept, at the start and whenever it may have changed; what this visitor has done
    /// already stays as it is.
    pub(super) fn remember(&mut self, setting: &Setting, memory: Memory) -> Vec<Effect> {
        let mut effects = Vec::new();
        let before = self.known_here();
        for bytes in &memory.ballots {
            let placed = |other: &Vec<u8>| bundle::lines(bytes).any(|line| line == other);
            let mut others = memory.ballots.iter().chain(&memory.cast);
            if others.any(|other| other != bytes && placed(other)) {
                // The device was stopped after the box told its place and before what was kept till then was forgotten.
                effects.push(Effect::ForgetBallot(bundle::id(bytes)));
            } else if let Some(ballot) = Known::read(bytes) {
                effects.extend(
                    self.outbox
                        .resume(bytes, ballot.budget == self.budget.name()),
                );
            }
        }
        if self.outbox.has_untried() {
            effects.push(Effect::LookForClose);
        } else if self.closing == Closing::Unasked {
            effects.extend(self.look_for_close());
        }
        if setting.mode == Mode::Kiosk {
            // Whoever was there when the power went need not vote again.
            let saved = !self.outbox.ballots.is_empty() && !self.is_begun();
            let notice = &mut self.filling.notice;
            *notice = saved.then_some(Notice::Saved).or(*notice);
            effects.extend(memory.draft.map(|_| Effect::ForgetDraft));
            effects.extend(memory.cast.map(|_| Effect::ForgetCast));
            return effects;
        }
        // From the first reading on, this tab has its own language and its own draft.
        let first = self.filling.origin.seed.is_none();
        if let Some(lang) = memory.lang.filter(|_| first) {
            effects.extend(self.speak(setting, lang));
        }
        if let Some(bytes) = memory.cast {
            if self.ballot_of_ours(&bytes).is_some() {
                effects.extend(self.outbox.remember(&bytes));
            } else {
                self.foreign.push(bundle::id(&bytes));
            }
        }
        let known: Vec<(Id, Known)> = self
            .outbox
            .ballots
            .iter()
            .filter_map(|one| Some((one.id, self.ballot_of_ours(&one.bytes)?)))
            .collect();
        if let Some(bytes) = memory.draft.filter(|_| first) {
            effects.extend(self.remember_draft(&bytes, &known));
        }
        self.show_cast(&known, &before);
        effects
    }

    fn remember_draft(&mut self, bytes: &[u8], known: &[(Id, Known)]) -> Option<Effect> {
        let unfinished = kept_draft::read(bytes, &self.budget, &self.plan)?;
        if became_one_of(&unfinished.origin, known) {
            // The device was stopped after the ballot was frozen and before its draft was forgotten.
            return Some(Effect::ForgetDraft);
        }
        let code = unfinished.code.filter(|_| self.budget.needs_code());
        self.filling.origin = unfinished.origin;
        self.take_up(unfinished.draft, unfinished.mended);
        let code = code.filter(|_| self.code == CodeField::default())?;
        self.code = CodeField::typed(&code.to_string());
        Some(Effect::CheckCode(code))
    }

    /// Goes on with a draft that was kept. Where the visitor has begun anew already, undo leads back to it, unless it
    /// had to be changed: undo could not say so.
    fn take_up(&mut self, draft: Draft, mended: bool) {
        if self.ballot.is_filling() && !self.is_begun() {
            self.filling.draft = draft;
            self.filling.notice = Some(match mended {
                true => Notice::Mended,
                false => Notice::Restored,
            });
        } else if !mended {
            self.filling.past.insert(0, draft.choices);
        }
    }

    /// The receipt of this device's last ballot, which is within reach of whoever fills in another one. One that is
    /// not sent comes before one that is: that must be seen. A ballot that the draft knows nothing of ends its turn:
    /// the same person may have cast it in another tab. So does one that is new to a tab with a receipt, where the next
    /// person may have voted elsewhere meanwhile.
    fn show_cast(&mut self, known: &[(Id, Known)], before: &[Id]) {
        let was_cast = self.ballot.is_cast();
        let origin = &self.filling.origin;
        let mut news = known
            .iter()
            .filter(|(id, _)| !(origin.after.contains(id) || was_cast && before.contains(id)))
            .peekable();
        let ended = news.peek().is_some();
        let among: Vec<_> = match ended {
            true => news.collect(),
            false if self.cast().is_none() => known.iter().collect(),
            false => return,
        };
        let sent = |id: &Id| {
            self.outbox
                .find(*id)
                .is_some_and(|one| one.stage == Stage::Sent)
        };
        let last = among.iter().rev().find(|(id, _)| !sent(id));
        let Some((id, ballot)) = last.or(among.last()) else {
            return;
        };
        let cast = CastBallot {
            id: *id,
            amounts: ballot.amounts(&self.plan).map(Rc::new),
        };
        if !ended {
            self.filling.last = Some(cast);
            return;
        }
        let here = matches!(&self.ballot, BallotPhase::Cast(cast) if !cast.elsewhere);
        let elsewhere = was_cast || self.is_begun();
        if here || became_one_of(origin, known) {
            self.filling = self.begun_anew(None);
        }
        self.ballot = BallotPhase::Cast(Cast {
            ballot: cast,
            elsewhere,
        });
    }

    fn ballot_of_ours(&self, bytes: &[u8]) -> Option<Known> {
        Known::read(bytes).filter(|ballot| ballot.budget == self.budget.name())
    }
}

/// What becomes of a ballot that a device is to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Free,
    /// It is kept already: another tab has frozen the same draft.
    There,
    /// There is a ballot that its draft knew nothing of.
    Taken,
}

impl Memory {
    /// May a ballot that was just sent take the place of the last one? `known`: those that the tab knows which sent it.
    #[must_use]
    pub fn room_for_cast(&self, known: &[Id]) -> Room {
        match &self.cast {
            Some(last) if !known.contains(&bundle::id(last)) => Room::There,
            _ => Room::Free,
        }
    }

    /// `after`: the ballots that the draft knew of; where none are given, nothing stands against this one.
    #[must_use]
    pub fn room_for(&self, this: Id, after: Option<&[Id]>) -> Room {
        let mut kept = self.ballots.iter().map(|bytes| bundle::id(bytes));
        if kept.any(|id| id == this) {
            return Room::There;
        }
        let mut kept = self.ballots.iter().chain(&self.cast);
        let another = |after: &[Id]| {
            kept.any(|bytes| {
                let id = bundle::id(bytes);
                id != this && !after.contains(&id)
            })
        };
        match after.is_some_and(another) {
            true => Room::Taken,
            false => Room::Free,
        }
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

    fn amounts(&self, plan: &Plan) -> Option<Amounts> {
        self.ballot.as_ref()?.amounts(plan).ok()
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

/// Is a draft of this origin one of the ballots that were cast since it was begun, changed or not? What is sealed
/// cannot be compared, and counts as the same.
fn became_one_of(origin: &Origin, known: &[(Id, Known)]) -> bool {
    let mut since = known.iter().filter(|(id, _)| !origin.after.contains(id));
    since.any(|(_, known)| {
        known
            .ballot
            .as_ref()
            .is_none_or(|ballot| Some(ballot.nonce) == origin.seed.map(Seed::nonce))
    })
}
