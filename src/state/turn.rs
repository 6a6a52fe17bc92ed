//! Whose turn it is: after one ballot another, of the same person or the next.

use std::mem::take;

use documents::{Id, Plan};

use super::{
    BallotPhase, CastBallot, Choices, Closing, CodeField, Draft, Effect, Filling, Mode, Notice,
    Open, PlaceTable, Screen, Setting,
};

#[derive(Clone, Debug, PartialEq)]
pub enum TurnMessage {
    /// With the same code: the last ballot counts.
    VoteAgainPressed,
    /// On one's own device, after sending: somebody else takes part.
    AnotherBallotPressed,
    /// On a kiosk: the next visitor.
    NextVisitorPressed,
    /// On a kiosk: nobody has answered the question whether anybody is there.
    VisitorGone,
    /// On a kiosk: staff end the day. These ballots, which were not sent, are in a file of theirs.
    DayEnded(Vec<Id>),
}

impl Open {
    /// What is said at a kiosk alone is answered by the piece that is fetched there.
    pub(super) fn turn(
        &mut self,
        setting: &Setting,
        message: TurnMessage,
        place: Option<PlaceTable>,
    ) -> Vec<Effect> {
        match (message, place) {
            (TurnMessage::VoteAgainPressed, _) => self.vote_again(),
            (TurnMessage::AnotherBallotPressed, _) => self.another_ballot(setting),
            (message, Some(PlaceTable(places))) => (places.turn)(self, setting, message),
            (_, None) => Vec::new(),
        }
    }

    /// Of the piece `places`: at a kiosk somebody's turn ends.
    pub(crate) fn turn_at_kiosk(&mut self, setting: &Setting, message: TurnMessage) -> Vec<Effect> {
        match message {
            TurnMessage::NextVisitorPressed => self.next_visitor_pressed(setting),
            TurnMessage::VisitorGone => self.visitor_gone(setting),
            TurnMessage::DayEnded(filed) => self.day_ended(setting, &filed),
            TurnMessage::VoteAgainPressed | TurnMessage::AnotherBallotPressed => Vec::new(),
        }
    }

    /// Somebody else takes part on this device. The last receipt stays within reach.
    fn another_ballot(&mut self, setting: &Setting) -> Vec<Effect> {
        let known = self.known_here();
        let BallotPhase::Cast(cast) = &self.ballot else {
            return Vec::new();
        };
        if setting.mode != Mode::Own {
            return Vec::new();
        }
        // Whoever goes on has a card of their own: with this one's code their vote would take its place.
        self.code = CodeField::default();
        if cast.elsewhere && self.is_begun() {
            // The ballot on the receipt is another tab's; what was filled in here is still here.
            self.filling.last = Some(cast.ballot.clone());
            self.filling.origin.after = known;
            return self.show_ballot(Notice::AnotherBallot);
        }
        self.fill_in_again(Notice::AnotherBallot)
    }

    /// The same person changes their mind: with the same code the last ballot counts.
    fn vote_again(&mut self) -> Vec<Effect> {
        let BallotPhase::Cast(cast) = &self.ballot else {
            return Vec::new();
        };
        if self.code.code().is_none() {
            return Vec::new();
        }
        let before = cast.ballot.amounts.clone();
        let effects = self.fill_in_again(Notice::VoteAgain);
        if let Some(amounts) = before {
            self.filling.draft.choices = Choices::of(amounts.lines());
        }
        effects
    }

    fn fill_in_again(&mut self, notice: Notice) -> Vec<Effect> {
        self.filling = self.begun_anew(self.cast().cloned());
        let mut effects = self.show_ballot(notice);
        effects.extend(self.draw_seed());
        effects
    }

    fn show_ballot(&mut self, notice: Notice) -> Vec<Effect> {
        self.ballot = BallotPhase::Filling;
        self.screen = Screen::Ballot;
        self.filling.notice = Some(notice);
        vec![Effect::Show(Screen::Ballot)]
    }

    /// Somebody says that it is the next person's turn; a ballot that is being frozen is waited for.
    fn next_visitor_pressed(&mut self, setting: &Setting) -> Vec<Effect> {
        match self.ballot {
            BallotPhase::Freezing { .. } => Vec::new(),
            BallotPhase::Filling | BallotPhase::Cast(_) => self.next_visitor(setting),
        }
    }

    /// Whoever has pressed "send" and left has sent: what is still being sealed is waited for, out of sight.
    fn visitor_gone(&mut self, setting: &Setting) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let BallotPhase::Freezing { asks_close } = &mut self.ballot
            && take(asks_close)
        {
            // What was known before it was sent says nothing of now.
            self.closing = Closing::Unasked;
            effects = self.freeze(setting);
        }
        if let (BallotPhase::Freezing { .. }, Some(seed)) = (&self.ballot, self.filling.origin.seed)
        {
            self.outbox.left.push(seed);
        }
        effects.extend(self.next_visitor(setting));
        effects
    }

    /// A shared device forgets: only ballots that are not sent stay, and none of them can be opened.
    fn next_visitor(&mut self, setting: &Setting) -> Vec<Effect> {
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

    /// What is sent, or in the file, or left out by the close, leaves the device; what is neither stays, whatever staff say.
    fn day_ended(&mut self, setting: &Setting, filed: &[Id]) -> Vec<Effect> {
        if setting.mode != Mode::Kiosk {
            return Vec::new();
        }
        let mut effects = self.outbox.forget_all_but_unsent(filed);
        effects.extend(self.visitor_gone(setting));
        effects
    }

    /// Is there anything on the page that the next visitor would not find on a new one?
    #[must_use]
    pub fn has_traces(&self, setting: &Setting) -> bool {
        self.screen != Screen::Ballot
            || !self.ballot.is_filling()
            || self.cast().is_some()
            || self.filling.has_traces(&self.plan)
            || !self.code.text.is_empty()
            || self.lang != Self::greeting(setting, &self.budget).0
    }

    /// Is a ballot on its way into the outbox: of whoever is here, or of visitors who have left?
    #[must_use]
    pub fn is_sealing(&self) -> bool {
        matches!(self.ballot, BallotPhase::Freezing { .. }) || !self.outbox.left.is_empty()
    }

    /// An empty draft, which is none of the ballots known here.
    pub(super) fn begun_anew(&self, last: Option<CastBallot>) -> Filling {
        let questions = self.budget.about.len();
        Filling::new(&self.plan, questions, self.known_here(), last)
    }
}

impl Filling {
    fn has_traces(&self, plan: &Plan) -> bool {
        self.draft != Draft::new(plan, self.draft.about.len())
            || !self.past.is_empty()
            || self.notice.is_some()
    }
}
