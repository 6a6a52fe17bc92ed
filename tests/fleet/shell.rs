//! Carries out what a page asks for, as the widget's shell does, on a modelled device.

use common_purse::state::{
    Closing, DeviceMessage, Effect, LoadMessage, Message, Phase, Room, Seed, SendMessage, Unsealed,
    VoterMessage,
};
use documents::key_list::Standing;
use documents::{Id, Signed, boxes, bundle};
use seals::Voter;

use crate::device::{Keeps, Write};
use crate::network::{ReadFate, read_fate};
use crate::world::{Due, World};

impl World {
    pub(crate) fn perform(&mut self, device: usize, effect: Effect) {
        let life = self.devices[device].life;
        match effect {
            Effect::FetchBudget => {
                let arrives = !self.comes_to_harm(device);
                let message = match arrives {
                    true => LoadMessage::BudgetArrived(self.event.budget.clone()),
                    false => LoadMessage::BudgetUnreachable {
                        status: self.dice.pick(&[None, Some(502)]),
                        retry_after: None,
                    },
                };
                self.tell_later(device, life, message);
            }
            Effect::ReadMemory => {
                let message = match self.devices[device].keeps {
                    Keeps::Nothing => DeviceMessage::StorageRefused,
                    _ => DeviceMessage::MemoryRead(self.devices[device].disk.clone()),
                };
                self.tell_later(device, life, message);
            }
            Effect::DrawSeed => {
                let message = SendMessage::SeedDrawn(Seed(self.dice.bytes())).into();
                self.after(
                    0,
                    Due::Tell {
                        device,
                        life,
                        message,
                    },
                );
            }
            Effect::LookForClose | Effect::CheckClose => {
                let closing = match self.comes_to_harm(device) {
                    true => Closing::NotPossible,
                    false => Closing::StillOpen,
                };
                self.tell_later(device, life, SendMessage::CloseKnown(closing));
            }
            // The server's clock may be wrong as well.
            Effect::AskServerDay => {
                let told = !self.comes_to_harm(device);
                let day = self
                    .dice
                    .pick(&[self.today, crate::power::years_on(self.today, 5)]);
                self.tell_later(
                    device,
                    life,
                    DeviceMessage::ServerDated(told.then_some(day)),
                );
            }
            Effect::CheckCode(code) => {
                let found = (!self.comes_to_harm(device)).then_some(Standing::MayVote);
                self.tell_later(device, life, VoterMessage::CodeChecked { code, found });
            }
            Effect::Seal(unsealed) => {
                let bytes = self.sealed(device, &unsealed);
                let seed = unsealed.seed.0.to_vec();
                self.devices[device].sealing.clone_from(&seed);
                self.tell_later(device, life, SendMessage::BallotSealed { seed, bytes });
            }
            Effect::Settle { id, bytes } => {
                let bytes = self.settled(device, id, &bytes);
                self.tell_later(
                    device,
                    life,
                    SendMessage::BallotSettled { ballot: id, bytes },
                );
            }
            Effect::KeepDraft(bytes) => self.draft(device, Some(bytes)),
            Effect::ForgetDraft => self.draft(device, None),
            Effect::KeepLang(lang) => self.ask_to_write(device, Write::Lang(lang)),
            Effect::KeepCast { bytes, known } => {
                self.ask_to_write(device, Write::Cast(bytes, known));
            }
            Effect::ForgetCast => self.ask_to_write(device, Write::ForgetCast),
            Effect::KeepBallot { id, bytes, after } => {
                self.own(device, id);
                self.ask_to_write(device, Write::Ballot(id, bytes, after));
            }
            Effect::ForgetBallot(id) => self.ask_to_write(device, Write::Forget(id)),
            Effect::PutBallot { id, bytes } => {
                self.own(device, id);
                self.put(device, id, bytes);
            }
            Effect::ReadBallot(ballot) => {
                let Some(path) = self.path_of(device, ballot) else {
                    return;
                };
                let weather = self.weather(device);
                let fate = read_fate(&mut self.dice, weather);
                self.harm += u64::from(fate != ReadFate::Through);
                let ms = self.dice.between(5, 2_000);
                self.after(
                    ms,
                    Due::Read {
                        device,
                        life,
                        ballot,
                        path,
                        fate,
                    },
                );
            }
            Effect::RetryAfter {
                ballot,
                at_least,
                spread,
            } => {
                let token = self.queued;
                self.devices[device].waits.insert(ballot, token);
                let ms = u64::from(at_least) + self.dice.below(u64::from(spread) + 1);
                self.after(
                    ms,
                    Due::Wait {
                        device,
                        life,
                        ballot,
                        token,
                    },
                );
            }
            Effect::Show(screen) | Effect::ShowInstead(screen) => {
                self.devices[device].address = screen;
            }
            Effect::AskMoneyStyle { .. }
            | Effect::FetchWords(_)
            | Effect::AnnounceAfter { .. }
            | Effect::TryAgainAfter(_)
            | Effect::PrepareSeal
            | Effect::ScanCode
            | Effect::HandOver(_)
            | Effect::FocusHeading
            | Effect::FocusLine(_)
            | Effect::FocusFaults
            | Effect::DrawAnew
            | Effect::FetchLater
            | Effect::FetchLaterAfter(_)
            | Effect::BeginLater
            | Effect::FetchResults
            | Effect::FetchPlace
            | Effect::Reload => {}
        }
    }

    /// As the sealer's worker does it; `None` where its program could not be loaded.
    fn sealed(&mut self, device: usize, unsealed: &Unsealed) -> Option<Vec<u8>> {
        if self.comes_to_harm(device) && self.dice.percent(30) {
            return None;
        }
        let keys = self.event.keys.clone();
        let ballot = unsealed.ballot.clone();
        let chance = seals::chance_again(&unsealed.seed.0, &ballot, &unsealed.answers);
        let ballot = seals::seal_about(ballot, &unsealed.answers, &keys, chance)?;
        let Some(code) = unsealed.code else {
            return Some(ballot.to_bytes());
        };
        let voter = Voter::new(&code, &keys);
        let so_far = voter.cast_so_far(unsealed.revisions.iter().copied());
        voter.cast_ahead(&ballot, so_far, &self.dice.bytes())
    }

    /// As the sealer's worker does it; `None` where the box cannot be read to its end.
    fn settled(&mut self, device: usize, id: Id, lines: &[u8]) -> Option<Vec<u8>> {
        if self.comes_to_harm(device) {
            return None;
        }
        let seen = self.store.revisions(&seals::ahead_of(lines)?);
        let given = self.devices[device].given.clone();
        let bytes = seals::settle(lines, seen.into_iter().chain(given))?;
        let revision = Signed::read(&bytes).ok()?.revision;
        self.devices[device].given.push(revision);
        // It is the same ballot of the same resident, in its place among all.
        let named = bundle::id(&bytes);
        let before = self.placed.insert(id, named).unwrap_or(id);
        if let Some(who) = self.owners.get(&id).copied() {
            self.owners.insert(named, who);
        }
        let frozen = self.frozen.iter_mut();
        frozen
            .filter(|frozen| **frozen == before)
            .for_each(|frozen| *frozen = named);
        Some(bytes)
    }

    /// Where a ballot of this page lies in the box.
    fn path_of(&self, device: usize, id: Id) -> Option<String> {
        let Phase::Open(open) = &self.devices[device].page.as_ref()?.phase else {
            return None;
        };
        Some(boxes::path_of_ballot(&open.outbox.find(id)?.bytes))
    }

    fn own(&mut self, device: usize, id: Id) {
        let who = self.devices[device].visitors.front();
        if let Some(who) = who.filter(|_| !self.owners.contains_key(&id)) {
            self.owners.insert(id, *who);
            self.frozen.push(id);
        }
    }

    fn draft(&mut self, device: usize, bytes: Option<Vec<u8>>) {
        let life = self.devices[device].life;
        self.devices[device].draft = Some(bytes);
        self.after(50, Due::DraftQuiet { device, life });
    }

    pub(crate) fn ask_to_write(&mut self, at: usize, write: Write) {
        let device = &mut self.devices[at];
        let life = device.life;
        if !device.can(&write) {
            let message: Message = match write {
                Write::Ballot(id, ..) => SendMessage::BallotNotKept(id).into(),
                _ => DeviceMessage::StorageRefused.into(),
            };
            return self.tell_later(at, life, message);
        }
        device.writes.push_back(write);
        let ms = match device.keeps {
            Keeps::Slowly if !self.calm => self.dice.between(1_000, 20_000),
            _ => self.dice.between(1, 200),
        };
        self.after(ms, Due::Written { device: at, life });
    }

    pub(crate) fn written(&mut self, device: usize) {
        let Some(write) = self.devices[device].writes.pop_front() else {
            return;
        };
        let kept = match &write {
            Write::Ballot(id, _, after) => {
                let disk = &self.devices[device].disk;
                if disk.room_for(*id, after.as_deref()) == Room::Taken {
                    let memory = disk.clone();
                    return self.tell(device, SendMessage::CastElsewhere(*id, memory));
                }
                Some(*id)
            }
            _ => None,
        };
        self.devices[device].write(write);
        if let Some(id) = kept {
            self.tell(device, SendMessage::BallotKept(id));
        }
    }
}
