//! Whether ballots of this budget can still count: asked before a ballot is sent, when the signal is back, before "sent" is
//! said of a ballot that waited and, where somebody can close the event, at the start. Only a signature closes, and only another edition of the
//! budget takes this one's place; whoever cannot find out goes on, and says so.

use std::mem::take;

use documents::Id;

use super::{BallotPhase, Effect, Open, Setting, Stage};

/// What is known of the organiser's close.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Closing {
    /// Not asked yet.
    #[default]
    Unasked,
    /// Something lies where the organiser's close would: its signature must be looked at.
    Suspected,
    /// The box or the program that looks could not be reached.
    NotPossible,
    StillOpen,
    /// The organiser has put another edition of the budget into its place: ballots of this one would count for nothing.
    Changed,
    /// These of this device's ballots count.
    Closed {
        counted: Vec<Id>,
    },
}

impl Open {
    /// Asks, where somebody can close.
    pub(super) fn look_for_close(&self) -> Vec<Effect> {
        let closable = self.budget.keys.is_some();
        closable
            .then_some(Effect::LookForClose)
            .into_iter()
            .collect()
    }

    #[must_use]
    pub fn is_closed(&self) -> bool {
        matches!(self.closing, Closing::Closed { .. })
    }

    pub(super) fn close_known(&mut self, setting: &Setting, closing: Closing) -> Vec<Effect> {
        if closing == Closing::Suspected {
            return vec![Effect::CheckClose];
        }
        let mut effects = self.outbox.close_known(&closing);
        self.remember_sent(setting, &mut effects);
        self.closing = closing;
        if let BallotPhase::Freezing { asks_close } = &mut self.ballot
            && take(asks_close)
        {
            effects.extend(match self.closing {
                Closing::Closed { .. } | Closing::Changed => {
                    self.ballot = BallotPhase::Filling;
                    vec![Effect::FocusFaults]
                }
                _ => self.freeze(setting),
            });
        }
        effects
    }

    /// What is sent from an own device is remembered for its receipt, before the outbox forgets it.
    pub(super) fn remember_sent(&self, setting: &Setting, effects: &mut Vec<Effect>) {
        let Some(cast) = self.receipt().filter(|cast| cast.stage == Stage::Sent) else {
            return;
        };
        let forgets =
            |effect: &Effect| matches!(effect, Effect::ForgetBallot(id) if *id == cast.id);
        if !effects.iter().any(forgets) || !setting.is_own() {
            return;
        }
        if self.ballot.is_cast() {
            effects.insert(0, Effect::ForgetDraft);
        }
        let (bytes, known) = (cast.bytes.to_vec(), self.known_here());
        effects.insert(0, Effect::KeepCast { bytes, known });
    }
}
