//! Whose turn it is: after one ballot another, of the same person or the next.

use std::mem::take;

use super::draft::lines_of;
use super::{CodeField, Draft, Effect, Mode, Notice, Open, Origin, Screen, Setting, Turn};

#[derive(Clone, Debug, PartialEq)]
pub enum TurnMessage {
    /// With the same code: the last ballot counts.
    VoteAgainPressed,
    /// On one's own device, after sending: somebody else takes part.
    AnotherBallotPressed,
    /// On a kiosk: the next visitor.
    NextVisitorPressed,
    /// On a kiosk: so much time has gone by, also while the page or the device slept.
    TimePassed { ms: u64 },
    /// On a kiosk: somebody has touched the page or pressed a key.
    Touched,
}

impl Open {
    pub(super) fn turn(&mut self, setting: &Setting, message: TurnMessage) -> Vec<Effect> {
        match message {
            TurnMessage::VoteAgainPressed => self.vote_again(),
            TurnMessage::AnotherBallotPressed => self.another_ballot(setting),
            TurnMessage::NextVisitorPressed => self.next_visitor_pressed(setting),
            TurnMessage::TimePassed { ms } => self.time_passed(setting, ms),
            TurnMessage::Touched => {
                self.quiet = 0;
                Vec::new()
            }
        }
    }

    /// Somebody else takes part on this device. The last receipt stays within reach.
    pub(super) fn another_ballot(&mut self, setting: &Setting) -> Vec<Effect> {
        if setting.mode != Mode::Own || self.turn != Turn::Cast {
            return Vec::new();
        }
        // Whoever goes on has a card of their own: with this one's code their vote would take its place.
        self.code = CodeField::default();
        if self.elsewhere && self.is_begun() {
            // The ballot on the receipt is another tab's; what was filled in here is still here.
            self.origin.after = self.known_here();
            return self.show_ballot(Notice::AnotherBallot);
        }
        self.fill_in_again(Notice::AnotherBallot)
    }

    /// The same person changes their mind: with the same code the last ballot counts.
    pub(super) fn vote_again(&mut self) -> Vec<Effect> {
        if self.turn != Turn::Cast || self.code.code().is_none() {
            return Vec::new();
        }
        let before = self.yours.clone();
        let effects = self.fill_in_again(Notice::VoteAgain);
        if let Some(amounts) = before {
            self.draft.lines = lines_of(amounts.lines());
        }
        effects
    }

    fn fill_in_again(&mut self, notice: Notice) -> Vec<Effect> {
        self.begin_anew();
        let mut effects = self.show_ballot(notice);
        effects.extend(self.draw_seed());
        effects
    }

    fn show_ballot(&mut self, notice: Notice) -> Vec<Effect> {
        self.turn = Turn::Filling;
        self.screen = Screen::Ballot;
        self.notice = Some(notice);
        vec![Effect::Show(Screen::Ballot)]
    }

    /// Somebody says that it is the next person's turn; a ballot that is being frozen is waited for.
    pub(super) fn next_visitor_pressed(&mut self, setting: &Setting) -> Vec<Effect> {
        match self.turn {
            Turn::Freezing => Vec::new(),
            Turn::Filling | Turn::Cast => self.next_visitor(setting),
        }
    }

    /// A shared device forgets: only ballots that are not sent stay, and none of them can be opened.
    pub(super) fn next_visitor(&mut self, setting: &Setting) -> Vec<Effect> {
        if setting.mode != Mode::Kiosk {
            return Vec::new();
        }
        let (outbox, closing) = (take(&mut self.outbox), take(&mut self.closing));
        *self = Self::new(setting, self.budget.clone());
        self.outbox = outbox;
        self.closing = closing;
        self.outbox.forget_sent();
        let mut effects = self.ask_for_language();
        effects.extend(self.outbox.try_refused());
        effects.extend([Effect::DrawAnew, Effect::ShowInstead(Screen::Ballot)]);
        effects
    }

    /// An empty draft, which is none of the ballots known here.
    pub(super) fn begin_anew(&mut self) {
        self.draft = Draft::new(&self.plan, self.budget.about.len());
        self.origin = Origin {
            seed: None,
            after: self.known_here(),
        };
        self.elsewhere = false;
        self.past.clear();
        self.faults.clear();
        self.clamped = None;
        self.notice = None;
        self.announced = None;
        self.unannounced = None;
        self.held = None;
        self.taken.clear();
        self.about_shown = false;
    }
}
