//! Ballots on their way to the box. The only acknowledgement is the box giving the same bytes back.

mod later;

use std::rc::Rc;

use documents::{Id, bundle, signed};

use self::later::silence;
use super::memory::key_of;
use super::{Closing, Effect, Seed};

/// A ballot leaves the device's memory only after the box has given it back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    /// In the order in which they were cast; those sent since the page was opened stay for their receipts.
    pub ballots: Vec<Waiting>,
    /// The seeds of those that were being sealed when their voters left a kiosk.
    pub(super) left: Vec<Seed>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    pub id: Id,
    /// Frozen: never written again. With a code, the line of its file, or a line for each place that it may take.
    pub bytes: Rc<[u8]>,
    pub stage: Stage,
    /// Is it safe on this device? `None` until the device has answered.
    pub kept: Option<bool>,
    /// Failed attempts so far.
    pub tries: u32,
    /// What the box last said to the bytes, for the reason if they are not found there.
    said: Option<u16>,
    /// Sent at an earlier visit; the box is being asked whether it still has it.
    looked_for: bool,
    /// Whether ballots of its budget still count was asked right before it was put, and it has not waited since.
    asked: bool,
    /// The box has it; "sent" waits for whether it still counts: another event may be at this address, or this one closed.
    arrived: bool,
    /// Until the next attempt, in milliseconds; 0 where none is waited for.
    pub wait: u32,
    /// What the device keeps until it keeps this: the same ballot before the box told its place, or the code's last.
    ahead: Option<Id>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Being kept on this device, before anything else.
    Keeping,
    Putting,
    /// Asking the box for the ballot, to compare.
    Reading,
    /// The box has given the same bytes back.
    Sent,
    /// On this device, not sent.
    NotSent(Reason),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The device says that it has no connection.
    Offline,
    /// No answer.
    Unreachable,
    /// The box asks to come later (429, 503).
    Busy,
    /// The box failed with this status.
    Failed(u16),
    /// The box said yes, yet does not give this ballot back: a portal's page, or another server.
    NotThere,
    /// The box will not take it (400, 401, 403, 413): tried again only when somebody asks.
    Refused(u16),
    /// It belongs to another budget than the one of this page.
    OtherBudget,
    /// The organiser has closed the count without it.
    Closed,
}

/// What the box answered to a ballot put into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// No connection, a time-out, or a redirect to somewhere else.
    Nothing,
    /// `retry_after` in seconds, where the box named it.
    Status { code: u16, retry_after: Option<u32> },
}

/// So long the device may take to keep a ballot before that is put all the same.
const KEEPING_MS: u32 = 10_000;

impl Outbox {
    #[must_use]
    pub fn find(&self, id: Id) -> Option<&Waiting> {
        self.ballots.iter().find(|waiting| waiting.id == id)
    }

    /// Is there one of an earlier visit that has not been tried in this one?
    pub(super) fn has_untried(&self) -> bool {
        self.ballots.iter().any(Waiting::is_untried)
    }

    /// How many are not known to be sent.
    #[must_use]
    pub fn unsent(&self) -> usize {
        self.ballots
            .iter()
            .filter(|waiting| waiting.is_unsent())
            .count()
    }

    /// Was the ballot with this seed being sealed when its voter left? Asked once: from here on it is as any other.
    pub(super) fn was_left(&mut self, seed: &[u8]) -> bool {
        let at = self.left.iter().position(|left| left.0 == seed);
        at.map(|at| self.left.swap_remove(at)).is_some()
    }

    /// Takes in a ballot just frozen: it is kept first, and put only then.
    pub(super) fn take(
        &mut self,
        bytes: Vec<u8>,
        can_keep: bool,
        after: Option<Vec<Id>>,
        asked: bool,
    ) -> Vec<Effect> {
        let id = bundle::id(&bytes);
        if self.find(id).is_some() {
            return Vec::new();
        }
        let mut waiting = Waiting {
            ahead: self.replaced_by(&bytes),
            asked,
            ..Waiting::new(id, &bytes, Stage::Keeping)
        };
        let effects = waiting.keep(can_keep, after);
        self.ballots.push(waiting);
        effects
    }

    /// Takes back a ballot that was not put yet; `false` where it is too late for that.
    pub(super) fn withdraw(&mut self, id: Id) -> bool {
        let before = self.ballots.len();
        self.ballots
            .retain(|ballot| ballot.id != id || ballot.stage != Stage::Keeping);
        self.ballots.len() < before
    }

    /// The box has told which of the code's ballots this one is: from here on it has its last bytes, kept and then put
    /// as any other. `None` where the box could not be asked.
    pub(super) fn settled(
        &mut self,
        id: Id,
        bytes: Option<&[u8]>,
        can_keep: bool,
        online: bool,
    ) -> Vec<Effect> {
        let asked = |waiting: &&mut Waiting| waiting.stage == Stage::Putting && waiting.is_ahead();
        let Some(waiting) = self.find_mut(id).filter(asked) else {
            return Vec::new();
        };
        let Some(bytes) = bytes else {
            return waiting.failed(silence(online), None);
        };
        *waiting = Waiting {
            ahead: waiting.kept.and(Some(id)),
            asked: waiting.asked,
            ..Waiting::new(bundle::id(bytes), bytes, Stage::Keeping)
        };
        // It has its room on the device already.
        waiting.keep(can_keep, None)
    }

    /// Takes in a ballot that the device had kept, unless it is here already.
    pub(super) fn resume(&mut self, bytes: &[u8], here: bool) -> Vec<Effect> {
        let id = bundle::id(bytes);
        if self.find(id).is_some() {
            return Vec::new();
        }
        // Whether it still counts is asked before it is put.
        let reason = match here {
            true => Reason::Unreachable,
            false => Reason::OtherBudget,
        };
        let waiting = Waiting {
            kept: Some(true),
            ..Waiting::new(id, bytes, Stage::NotSent(reason))
        };
        let effects = forget(self.replaced_by(bytes));
        self.ballots.push(waiting);
        effects
    }

    /// Takes in the last ballot sent from here, for its receipt, and asks whether the box still has it.
    pub(super) fn remember(&mut self, bytes: &[u8]) -> Vec<Effect> {
        let id = bundle::id(bytes);
        if self.find(id).is_some() {
            return Vec::new();
        }
        self.ballots.push(Waiting {
            looked_for: true,
            ..Waiting::new(id, bytes, Stage::Sent)
        });
        vec![Effect::ReadBallot(id)]
    }

    /// The device has answered whether it keeps the ballot; either way it is put now.
    pub(super) fn kept(&mut self, id: Id, kept: bool) -> Vec<Effect> {
        let Some(waiting) = self.find_mut(id) else {
            return Vec::new();
        };
        waiting.kept = Some(kept);
        let mut effects = forget(waiting.ahead.take_if(|_| kept));
        if waiting.stage == Stage::Keeping {
            effects.extend(waiting.put());
        }
        effects
    }

    /// Whatever the box said, what counts is what it gives back; only no answer and "later" are not worth asking.
    pub(super) fn put_answered(&mut self, id: Id, answer: Answer, online: bool) -> Vec<Effect> {
        let Some(waiting) = self
            .find_mut(id)
            .filter(|waiting| waiting.stage == Stage::Putting)
        else {
            return Vec::new();
        };
        match answer {
            Answer::Nothing => waiting.failed(silence(online), None),
            Answer::Status {
                code: 429 | 503,
                retry_after,
            } => waiting.failed(Reason::Busy, retry_after),
            Answer::Status { code, .. } => {
                waiting.said = Some(code);
                waiting.stage = Stage::Reading;
                vec![Effect::ReadBallot(id)]
            }
        }
    }

    /// The same bytes acknowledge the ballot, whenever they come; anything else is a failed attempt.
    pub(super) fn read_back(&mut self, id: Id, bytes: Option<&[u8]>, online: bool) -> Vec<Effect> {
        let Some(waiting) = self.find_mut(id) else {
            return Vec::new();
        };
        let same = bytes == Some(&*signed::file(&waiting.bytes));
        if waiting.stage == Stage::Sent {
            let looked_for = std::mem::take(&mut waiting.looked_for);
            return if looked_for && !same {
                waiting.put_back()
            } else {
                Vec::new()
            };
        }
        if same && waiting.stage != Stage::NotSent(Reason::Closed) {
            if !waiting.asked {
                waiting.arrived = true;
                return vec![Effect::LookForClose];
            }
            return waiting.sent();
        }
        if waiting.stage != Stage::Reading {
            return Vec::new();
        }
        let reason = match waiting.said {
            Some(code @ (400 | 401 | 403 | 413)) => Reason::Refused(code),
            Some(code @ 300..) if code != 412 => Reason::Failed(code),
            _ if bytes.is_none() => silence(online),
            _ => Reason::NotThere,
        };
        waiting.failed(reason, None)
    }

    /// What is known of the close: what it leaves out is not sent, whatever the box holds; without one, what waited for
    /// the answer goes on.
    pub(super) fn close_known(&mut self, closing: &Closing) -> Vec<Effect> {
        let ours = |waiting: &Waiting| waiting.stage != Stage::NotSent(Reason::OtherBudget);
        if let Closing::Closed { counted } = closing {
            return self.each(&ours, &|waiting| waiting.closed(counted));
        }
        let arrived = |waiting: &Waiting| ours(waiting) && waiting.arrived;
        if *closing == Closing::Changed {
            return self.each(&|it| arrived(it) || it.is_untried(), &Waiting::outdated);
        }
        let mut effects = self.each(&arrived, &Waiting::sent);
        // Those of an earlier visit, which have not been tried in this one.
        effects.extend(self.each(&Waiting::is_untried, &Waiting::put));
        effects
    }

    pub(super) fn retry_due(&mut self, id: Id) -> Vec<Effect> {
        let due = self
            .find_mut(id)
            .filter(|waiting| waiting.stage == Stage::Keeping || waiting.retries_by_itself());
        due.map(Waiting::wait_over).unwrap_or_default()
    }

    /// The connection is back: try all that may be tried without being asked.
    pub(super) fn connected(&mut self) -> Vec<Effect> {
        self.each(&Waiting::retries_by_itself, &Waiting::put)
    }

    /// Somebody asks: try also what the box has refused.
    pub(super) fn send_now(&mut self) -> Vec<Effect> {
        let may = |waiting: &Waiting| matches!(waiting.stage, Stage::NotSent(reason) if reason.may_change());
        self.each(&may, &Waiting::put)
    }

    /// What the box has refused, once more: on a shared device nobody comes back to ask, and who refused may have been a
    /// network that wanted to be signed in to.
    pub(super) fn try_refused(&mut self) -> Vec<Effect> {
        let refused =
            |waiting: &Waiting| matches!(waiting.stage, Stage::NotSent(Reason::Refused(_)));
        self.each(&refused, &Waiting::put)
    }

    /// Does this with each ballot that it is to be done with; one body for all, which a phone loads once.
    fn each(
        &mut self,
        with: &dyn Fn(&Waiting) -> bool,
        act: &dyn Fn(&mut Waiting) -> Vec<Effect>,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        for waiting in &mut self.ballots {
            if with(waiting) {
                effects.extend(act(waiting));
            }
        }
        effects
    }

    /// On a kiosk nothing stays of a visitor but what is not sent.
    pub(super) fn forget_sent(&mut self) {
        self.ballots.retain(|waiting| waiting.stage != Stage::Sent);
    }

    /// At the end of a day nothing stays but what is neither sent nor among these.
    pub(super) fn forget_all_but_unsent(&mut self, filed: &[Id]) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.ballots.retain(|waiting| {
            let stays = waiting.is_unsent() && !filed.contains(&waiting.id);
            if !stays {
                effects.push(Effect::ForgetBallot(waiting.id));
            }
            stays
        });
        effects
    }

    /// Takes out the ballot of the same code that has no place yet: given one later than this, it would count instead.
    fn replaced_by(&mut self, bytes: &[u8]) -> Option<Id> {
        let key = key_of(bytes)?;
        let same = |one: &Waiting| one.is_ahead() && key_of(&one.bytes) == Some(key);
        let at = self.ballots.iter().position(same)?;
        Some(self.ballots.remove(at).id)
    }

    fn find_mut(&mut self, id: Id) -> Option<&mut Waiting> {
        self.ballots.iter_mut().find(|waiting| waiting.id == id)
    }
}

impl Waiting {
    fn new(id: Id, bytes: &[u8], stage: Stage) -> Self {
        Self {
            id,
            bytes: bytes.into(),
            stage,
            kept: None,
            tries: 0,
            said: None,
            looked_for: false,
            ahead: None,
            asked: false,
            arrived: false,
            wait: 0,
        }
    }

    /// Is it signed for more than one place among the code's ballots, until the box can be asked which it has?
    #[must_use]
    pub fn is_ahead(&self) -> bool {
        self.bytes.contains(&b'\n')
    }

    /// Is it not sent, and could it still be?
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        !matches!(self.stage, Stage::Sent | Stage::NotSent(Reason::Closed))
    }

    fn is_untried(&self) -> bool {
        self.tries == 0 && self.retries_by_itself()
    }

    fn sent(&mut self) -> Vec<Effect> {
        self.stage = Stage::Sent;
        self.arrived = false;
        let mut effects = forget(self.ahead.take());
        effects.push(Effect::ForgetBallot(self.id));
        effects
    }

    fn closed(&mut self, counted: &[Id]) -> Vec<Effect> {
        if !counted.contains(&self.id) {
            self.stage = Stage::NotSent(Reason::Closed);
        } else if self.stage != Stage::Sent {
            return self.sent();
        }
        Vec::new()
    }

    /// What it was cast on is no longer there; the device keeps it, should that come back.
    fn outdated(&mut self) -> Vec<Effect> {
        self.stage = Stage::NotSent(Reason::OtherBudget);
        Vec::new()
    }

    /// Has the device keep it before anything else.
    fn keep(&mut self, can_keep: bool, after: Option<Vec<Id>>) -> Vec<Effect> {
        if !can_keep {
            self.kept = Some(false);
            return self.put();
        }
        let (id, bytes) = (self.id, self.bytes.to_vec());
        // A device that never answers must not hold the ballot back.
        let patience = Effect::RetryAfter {
            ballot: id,
            at_least: KEEPING_MS,
            spread: 0,
        };
        vec![Effect::KeepBallot { id, bytes, after }, patience]
    }

    fn put(&mut self) -> Vec<Effect> {
        self.stage = Stage::Putting;
        self.wait = 0;
        self.said = None;
        self.put_back()
    }

    /// A box that overwrites or loses files does not undo "sent": who sent it puts it in once more, and asks again at
    /// the next visit. Where it is there after all, putting the same bytes changes nothing.
    fn put_back(&self) -> Vec<Effect> {
        let (id, bytes) = (self.id, self.bytes.to_vec());
        vec![if self.is_ahead() {
            Effect::Settle { id, bytes }
        } else {
            Effect::PutBallot { id, bytes }
        }]
    }
}

impl Reason {
    /// May another attempt come to another end?
    #[must_use]
    pub fn may_change(self) -> bool {
        !matches!(self, Self::OtherBudget | Self::Closed)
    }
}

fn forget(ballot: Option<Id>) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(id) = ballot {
        effects.push(Effect::ForgetBallot(id));
    }
    effects
}
