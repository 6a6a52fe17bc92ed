//! What pages have said of their ballots, and who would like to make it untrue.

use common_purse::state::{Mode, Phase, Stage};
use documents::{Id, boxes};

use crate::device::{Device, Keeps};
use crate::store::Writes;
use crate::world::{CALM, Due, World};

impl World {
    /// What the page says of its ballots now, which must hold for ever.
    pub(crate) fn hear(&mut self, device: usize) {
        let Some(Phase::Open(open)) = self.devices[device].page.as_ref().map(|page| &page.phase)
        else {
            return;
        };
        let mut sent = Vec::new();
        for ballot in &open.outbox.ballots {
            if ballot.stage == Stage::Sent && self.acknowledged.insert(ballot.id) {
                sent.push(boxes::path_of_ballot(&ballot.bytes));
            }
            if ballot.stage == Stage::Sent || ballot.kept == Some(true) {
                self.promised.insert(ballot.id);
            }
        }
        for path in sent {
            self.threaten(device, path);
        }
    }

    /// In a box that overwrites, whoever may write may spoil what was acknowledged. The device that wrote it puts it back;
    /// a device that is shared or keeps nothing has forgotten it, and needs a box that only creates.
    fn threaten(&mut self, device: usize, path: String) {
        let Device { mode, keeps, .. } = self.devices[device];
        let remembers = mode == Mode::Own && keeps == Keeps::Well;
        let may = self.store.writes == Writes::Over && remembers;
        if !may || self.calm || !self.dice.percent(20) {
            return;
        }
        let with = match (self.dice.below(3), self.store.another(&path)) {
            (0, _) => None,
            (1, Some(bytes)) => Some(bytes.to_vec()),
            _ => Some(b"{}".to_vec()),
        };
        self.harm += 1;
        let ms = self.dice.below(CALM.saturating_sub(self.now).max(1));
        self.after(ms, Due::Spoils { path, with });
    }

    /// Where a ballot was cast, for whoever looks into a failure.
    pub(crate) fn device_of(&self, id: Id) -> String {
        let who = self.owners.get(&id);
        let device = self
            .devices
            .iter()
            .find(|device| who.is_some_and(|who| device.who.contains(who)));
        device.map_or("nobody".into(), |device| {
            format!(
                "{who:?} ({:?}, {:?}), with {:?}",
                device.mode, device.keeps, device.disk
            )
        })
    }
}
