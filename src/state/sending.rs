//! From the draft to a frozen ballot, once, and from there to the receipt.

use std::rc::Rc;

use documents::{Ballot, Budget, Id, Slug, SlugMap, bundle};

use super::memory::revisions;
use super::{
    Answer, BallotPhase, Cast, CastBallot, Channel, Closing, Draft, Effect, Fault, Memory, Mode,
    Open, Screen, Seed, Setting, Storage, Unsealed, Window,
};

/// From the draft to the box.
#[derive(Clone, Debug, PartialEq)]
pub enum SendMessage {
    SendPressed,
    /// For a ballot that is begun.
    SeedDrawn(Seed),
    /// The ballot is one of a sheet of paper, which has its own.
    SeedGiven(Seed),
    /// The final bytes of the ballot with this seed; `None` where it could not be sealed.
    BallotSealed {
        seed: Vec<u8>,
        bytes: Option<Vec<u8>>,
    },
    /// The last bytes of a ballot with a code; `None` where the box could not be asked how often the code has voted.
    BallotSettled {
        ballot: Id,
        bytes: Option<Vec<u8>>,
    },
    BallotKept(Id),
    BallotNotKept(Id),
    /// The ballot was not kept, because another tab of this device has kept or sent one that the draft knew nothing of;
    /// with it, what the device keeps.
    CastElsewhere(Id, Memory),
    PutAnswered {
        ballot: Id,
        answer: Answer,
    },
    /// What the box gives back under the ballot's name; `None` when it could not be read.
    ReadBack {
        ballot: Id,
        bytes: Option<Vec<u8>>,
    },
    /// What is known now of the organiser's close.
    CloseKnown(Closing),
    RetryDue(Id),
    SendNowPressed,
}

impl Open {
    pub(super) fn send(&mut self, setting: &mut Setting, message: SendMessage) -> Vec<Effect> {
        match message {
            SendMessage::SendPressed => self.send_pressed(setting),
            SendMessage::SeedDrawn(seed) => self.seed_drawn(setting, seed),
            SendMessage::SeedGiven(seed) => self.seed_given(seed),
            SendMessage::BallotSealed { seed, bytes } => {
                self.sealer_answered(setting, &seed, bytes)
            }
            SendMessage::BallotSettled { ballot, bytes } => {
                self.ballot_settled(setting, ballot, bytes.as_deref())
            }
            SendMessage::BallotKept(id) => self.ballot_kept(setting, id, true),
            SendMessage::BallotNotKept(id) => self.ballot_kept(setting, id, false),
            SendMessage::CastElsewhere(id, memory) => self.cast_elsewhere(setting, id, memory),
            SendMessage::PutAnswered { ballot, answer } => {
                self.outbox.put_answered(ballot, answer, setting.online)
            }
            SendMessage::ReadBack { ballot, bytes } => {
                self.read_back(setting, ballot, bytes.as_deref())
            }
            SendMessage::CloseKnown(closing) => self.close_known(setting, closing),
            SendMessage::RetryDue(id) => self.outbox.retry_due(id),
            SendMessage::SendNowPressed => self.outbox.send_now(),
        }
    }

    /// Freezes the ballot: only from the check page, only a complete one, only while sending is open, and only
    /// once for each draft.
    pub(super) fn send_pressed(&mut self, setting: &Setting) -> Vec<Effect> {
        if !self.ballot.is_filling() || self.screen != Screen::Check {
            return Vec::new();
        }
        let faults = self.faults_now();
        if !faults.is_empty() {
            return self.show_faults(faults);
        }
        let shut = match self.window(setting) {
            Window::NotYet(opens) => Fault::NotYetOpen(opens),
            Window::Over(closed) => Fault::Closed(closed),
            Window::Closed | Window::Changed => return vec![Effect::FocusFaults],
            // That is asked at its place, which takes the focus.
            Window::Now if setting.channel == Channel::Table && self.draft().people.is_none() => {
                return vec![Effect::FocusFaults];
            }
            Window::Now if self.budget.needs_code() && self.code.code().is_none() => Fault::NoCode,
            Window::Now => return self.begin_to_send(setting),
        };
        self.filling.faults = vec![shut];
        let mut effects = vec![Effect::FocusFaults];
        if self.shut_by_device(setting) {
            effects.push(Effect::AskServerDay);
        }
        effects
    }

    fn begin_to_send(&mut self, setting: &Setting) -> Vec<Effect> {
        self.filling.faults.clear();
        self.ballot = BallotPhase::Freezing {
            asks_close: setting.online,
        };
        if setting.online {
            return vec![Effect::LookForClose];
        }
        self.freeze(setting)
    }

    /// A ballot that is begun gets what tells it from all others, unless it has that.
    pub(super) fn draw_seed(&self) -> Vec<Effect> {
        let missing = self.filling.origin.seed.is_none();
        missing.then_some(Effect::DrawSeed).into_iter().collect()
    }

    fn seed_given(&mut self, seed: Seed) -> Vec<Effect> {
        if self.ballot.is_filling() {
            self.filling.origin.seed = Some(seed);
            self.filling.faults.clear();
        }
        Vec::new()
    }

    pub(super) fn seed_drawn(&mut self, setting: &Setting, seed: Seed) -> Vec<Effect> {
        let origin = &mut self.filling.origin;
        if origin.seed.is_some() {
            return Vec::new();
        }
        origin.seed = Some(seed);
        match self.ballot {
            BallotPhase::Freezing { .. } => self.freeze(setting),
            BallotPhase::Filling if setting.keeps() && self.is_begun() => {
                vec![self.draft_kept()]
            }
            BallotPhase::Filling | BallotPhase::Cast(_) => Vec::new(),
        }
    }

    /// The ballot is drawn up; what is to be sealed or signed is, before it is final.
    pub(super) fn freeze(&mut self, setting: &Setting) -> Vec<Effect> {
        let Some(seed) = self.filling.origin.seed else {
            return self.draw_seed();
        };
        let (channel, place) = (setting.channel, setting.place.clone());
        let choices = self.draft().choices.each();
        let mut ballot = Ballot::new(&self.plan, &choices, channel, place, seed.nonce());
        ballot.people = self.draft().people;
        let answers = answers_of(&self.budget, self.draft());
        let code = self.code.code().filter(|_| self.budget.needs_code());
        if code.is_none() && answers.is_empty() {
            return self.ballot_sealed(setting, Some(ballot.to_bytes()));
        }
        let sent = self.outbox.ballots.iter().map(|ballot| &*ballot.bytes);
        vec![Effect::Seal(Box::new(Unsealed {
            ballot,
            answers,
            code,
            seed,
            revisions: revisions(sent),
        }))]
    }

    /// A sealer that was slow may answer for somebody who has gone: their ballot goes its way, and is nobody else's.
    fn sealer_answered(
        &mut self,
        setting: &Setting,
        seed: &[u8],
        bytes: Option<Vec<u8>>,
    ) -> Vec<Effect> {
        if self.filling.origin.seed.is_some_and(|own| own.0 == seed) {
            return self.ballot_sealed(setting, bytes);
        }
        let left = self.outbox.was_left(seed);
        match bytes.filter(|_| left) {
            Some(bytes) => {
                let can_keep = setting.storage != Storage::Refused;
                self.outbox.take(bytes, can_keep, None, false)
            }
            None => Vec::new(),
        }
    }

    /// From here on these bytes are the ballot, whatever happens to the page. Where it could not be sealed, nothing
    /// has happened yet, and "send" may be pressed again.
    pub(super) fn ballot_sealed(
        &mut self,
        setting: &Setting,
        bytes: Option<Vec<u8>>,
    ) -> Vec<Effect> {
        if !matches!(self.ballot, BallotPhase::Freezing { asks_close: false }) {
            return Vec::new();
        }
        let Some(bytes) = bytes else {
            self.ballot = BallotPhase::Filling;
            self.filling.faults = vec![Fault::NotSealed];
            return vec![Effect::FocusFaults];
        };
        // On a kiosk each ballot is another person's, and there is no draft that two tabs could share.
        let after = (setting.mode == Mode::Own).then(|| self.filling.origin.after.clone());
        let amounts = self.plan.amounts(self.draft().amounts());
        self.ballot = BallotPhase::Cast(Cast {
            ballot: CastBallot {
                id: bundle::id(&bytes),
                amounts: amounts.ok().map(Rc::new),
            },
            elsewhere: false,
        });
        let can_keep = setting.storage != Storage::Refused;
        let asked = self.closing == Closing::StillOpen && setting.online;
        let mut effects = self.outbox.take(bytes, can_keep, after, asked);
        self.screen = Screen::Receipt;
        effects.push(Effect::Show(Screen::Receipt));
        effects
    }

    /// The connection is back: what waits in the outbox goes on, and what was to be sent and could not be sealed. A page that
    /// was opened without a signal has the budget of an earlier visit: another may have taken its place.
    pub(super) fn connected(&mut self, setting: &Setting) -> Vec<Effect> {
        let mut effects = self.outbox.connected();
        if !self.is_closed() {
            effects.push(Effect::LookForClose);
        }
        effects.extend(self.ask_for_results());
        if matches!(self.filling.faults[..], [Fault::NotSealed]) {
            effects.extend(self.send_pressed(setting));
        }
        effects
    }

    /// The box has told which of its code's ballots this one is: it goes on under another name.
    pub(super) fn ballot_settled(
        &mut self,
        setting: &Setting,
        id: Id,
        bytes: Option<&[u8]>,
    ) -> Vec<Effect> {
        let can_keep = setting.storage != Storage::Refused;
        let mut effects = self.outbox.settled(id, bytes, can_keep, setting.online);
        if let Some(named) = bytes.map(bundle::id) {
            let after = self.filling.origin.after.iter_mut();
            after
                .filter(|known| **known == id)
                .for_each(|known| *known = named);
            if let Some(cast) = self.cast_mut().filter(|cast| cast.id == id) {
                cast.id = named;
            }
            let begun = setting.keeps() && self.ballot.is_filling() && self.is_begun();
            if begun {
                effects.push(self.draft_kept());
            }
        }
        effects
    }

    /// The device has answered. The draft is forgotten only when the ballot it became is safe.
    pub(super) fn ballot_kept(&mut self, setting: &mut Setting, id: Id, kept: bool) -> Vec<Effect> {
        let mut effects = self.outbox.kept(id, kept);
        if !kept {
            setting.storage = Storage::Refused;
        } else if setting.keeps() && self.has_just_cast(id) {
            effects.push(Effect::ForgetDraft);
        }
        effects
    }

    fn has_just_cast(&self, id: Id) -> bool {
        matches!(&self.ballot, BallotPhase::Cast(cast) if cast.ballot.id == id)
    }

    /// Another tab was first: its ballot is the one that was cast, and this one never was. Where the device has
    /// answered too late, this one is on its way already, and stays so.
    pub(super) fn cast_elsewhere(
        &mut self,
        setting: &Setting,
        id: Id,
        memory: Memory,
    ) -> Vec<Effect> {
        if !self.outbox.withdraw(id) {
            return self.outbox.kept(id, false);
        }
        if self.cast().is_some_and(|cast| cast.id == id) {
            self.ballot = BallotPhase::Filling;
            self.filling.last = None;
        }
        let mut effects = self.remember(setting, memory);
        effects.extend(self.arrive(self.screen));
        effects
    }

    /// The box has given something back.
    pub(super) fn read_back(
        &mut self,
        setting: &Setting,
        id: Id,
        bytes: Option<&[u8]>,
    ) -> Vec<Effect> {
        let mut effects = self.outbox.read_back(id, bytes, setting.online);
        self.remember_sent(setting, &mut effects);
        effects
    }

    /// Every ballot that this tab knows, of whichever budget.
    pub(super) fn known_here(&self) -> Vec<Id> {
        let waiting = self.outbox.ballots.iter().map(|ballot| ballot.id);
        self.foreign.iter().copied().chain(waiting).collect()
    }
}

/// What the resident says about themselves.
fn answers_of(budget: &Budget, draft: &Draft) -> SlugMap<Slug> {
    let answers = budget.about.iter().zip(&draft.about);
    answers
        .filter_map(|(question, answer)| {
            let answer = question.answers.get((*answer)?)?;
            Some((question.id.clone(), answer.id.clone()))
        })
        .collect()
}
