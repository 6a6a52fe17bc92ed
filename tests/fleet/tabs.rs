//! One page in two tabs of a device: while one is used the other sleeps, and knows nothing of what happens meanwhile.

use common_purse::state::{Answer, Closing, DeviceMessage, Mode, Phase, SendMessage};
use documents::Id;

use crate::device::Write;
use crate::world::{Due, SECOND, World};

impl World {
    pub(crate) fn other_tab(&mut self, at: usize) {
        let device = &self.devices[at];
        if self.calm || device.mode != Mode::Own || device.wiped || device.page.is_none() {
            return;
        }
        self.write_all(at);
        let device = &mut self.devices[at];
        let left = device.page.take();
        device.page = device.asleep.take().or_else(|| left.clone());
        device.asleep = left;
        device.life += 1;
        device.waits.clear();
        self.wake(at);
    }

    /// What was asked for is written, whichever tab is looked at.
    fn write_all(&mut self, at: usize) {
        if let Some(bytes) = self.devices[at].draft.take() {
            self.ask_to_write(at, Write::Draft(bytes));
        }
        while !self.devices[at].writes.is_empty() {
            self.written(at);
        }
    }

    /// Whatever it waited for when it fell asleep has come to nothing. Not every browser tells a tab that it wakes.
    fn wake(&mut self, at: usize) {
        for ballot in self.ballots_of(at) {
            let answer = Answer::Nothing;
            self.tell(at, SendMessage::PutAnswered { ballot, answer });
            let bytes = None;
            self.tell(at, SendMessage::ReadBack { ballot, bytes });
            self.tell(at, SendMessage::RetryDue(ballot));
        }
        let (seed, bytes) = (self.devices[at].sealing.clone(), None);
        self.tell(at, SendMessage::BallotSealed { seed, bytes });
        self.tell(at, SendMessage::CloseKnown(Closing::NotPossible));
        if self.dice.percent(50) {
            self.tell(at, DeviceMessage::MemoryChanged);
        }
        let (ms, life) = (self.dice.between(3, 30) * SECOND, self.devices[at].life);
        self.after(ms, Due::Acts { device: at, life });
    }

    fn ballots_of(&self, at: usize) -> Vec<Id> {
        let page = self.devices[at].page.as_ref();
        match page.map(|page| &page.phase) {
            Some(Phase::Open(open)) => open.outbox.ballots.iter().map(|one| one.id).collect(),
            _ => Vec::new(),
        }
    }

    /// Has whoever is at the device cast a ballot in another tab, which this one does not show?
    pub(crate) fn cast_in_another(&self, who: usize) -> bool {
        self.owners.values().any(|owner| *owner == who)
    }
}
