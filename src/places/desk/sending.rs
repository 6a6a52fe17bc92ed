//! From the sheets of a batch to ballots: one after the other through the widget's own state, as a visitor would go, so that
//! freezing, sealing, keeping and sending are the widget's.

use documents::Id;

use super::batch::Sheet;
use super::state::{Desk, DeskEffect, Saved, Stopped};
use super::view::{Seen, View};
use crate::state::{
    EditMessage, Message, NavigateMessage, Screen, SendMessage, Stage, TurnMessage, VoterMessage,
    Window,
};

impl Desk {
    pub(super) fn looked(&mut self, view: View) -> Vec<DeskEffect> {
        self.view = view;
        self.note_code();
        let mut effects = self.note_sent();
        effects.extend(self.go_on());
        effects
    }

    /// What the box has given back is sent, also when the outbox has let go of it. A ballot that had several names has one from
    /// then on.
    fn note_sent(&mut self) -> Vec<DeskEffect> {
        let Some(batch) = &mut self.kept.batch else {
            return Vec::new();
        };
        let mut changed = false;
        for sheet in &mut batch.sheets {
            if let Some(names) = self.view.names(&sheet.ballot)
                && names.len() == 1
                && sheet.ballot != names
            {
                sheet.ballot = names.to_vec();
                changed = true;
            }
            let unheard = |name: &Id| self.unheard.contains(name);
            let out = match self.view.stage(&sheet.ballot) {
                None => !sheet.ballot.iter().any(unheard),
                Some(stage) => {
                    self.unheard.retain(|name| !sheet.ballot.contains(name));
                    stage == Stage::Sent
                }
            };
            if !sheet.sent && !sheet.ballot.is_empty() && out {
                sheet.sent = true;
                changed = true;
            }
        }
        if changed { self.keep() } else { Vec::new() }
    }

    /// One step: a sheet is handed over, or taken note of as a ballot.
    pub(super) fn go_on(&mut self) -> Vec<DeskEffect> {
        let sending = self.is_sending() && self.stopped.is_none();
        if !sending || self.saved == Saved::UnderWay {
            return Vec::new();
        }
        let Some(batch) = &mut self.kept.batch else {
            return Vec::new();
        };
        let Some(next) = batch.next_to_send() else {
            return Vec::new();
        };
        let handed = self.handed == Some(next);
        match &self.view.phase {
            Seen::Freezing => Vec::new(),
            Seen::CastElsewhere if handed => {
                self.stopped = Some(Stopped::Elsewhere);
                Vec::new()
            }
            Seen::Cast(names) if handed => {
                batch.sheets[next].ballot.clone_from(names);
                self.handed = None;
                self.keep()
            }
            // An earlier one, whose receipt the widget shows.
            Seen::Cast(_) | Seen::CastElsewhere => tell([TurnMessage::AnotherBallotPressed]),
            Seen::Filling(_) if self.view.window != Window::Now => {
                self.stopped = Some(Stopped::Shut(self.view.window));
                Vec::new()
            }
            Seen::Filling(faults) if handed => {
                self.stopped = faults.first().cloned().map(Stopped::Fault);
                Vec::new()
            }
            Seen::Filling(_) => {
                self.handed = Some(next);
                hand_over(&batch.sheets[next])
            }
        }
    }
}

/// As a visitor fills a ballot in and sends it. From every line's floor upwards no limit is in the way of amounts that keep all
/// of them.
fn hand_over(sheet: &Sheet) -> Vec<DeskEffect> {
    let Some(says) = &sheet.says else {
        return Vec::new();
    };
    let lines = says.choices.iter().enumerate();
    let lines = lines.map(|(priority, choice)| match choice.no_view {
        true => EditMessage::NoViewToggled(priority),
        false => EditMessage::AmountSet {
            priority,
            amount: choice.amount,
        },
    });
    let answers = says.about.iter().enumerate();
    let answers =
        answers.map(|(question, &answer)| VoterMessage::AnswerChosen { question, answer });
    let code = says.code.clone().map(VoterMessage::CodeTyped);
    let mut effects = tell([SendMessage::SeedGiven(sheet.seed)]);
    effects.extend(tell([EditMessage::StartAgainPressed]));
    effects.extend(tell(lines));
    effects.extend(tell(answers.chain(code)));
    effects.extend(tell([NavigateMessage::ScreenAsked(Screen::Check)]));
    effects.extend(tell([SendMessage::SendPressed]));
    effects
}

fn tell(messages: impl IntoIterator<Item = impl Into<Message>>) -> Vec<DeskEffect> {
    let messages = messages.into_iter();
    messages
        .map(|message| DeskEffect::Tell(message.into()))
        .collect()
}
