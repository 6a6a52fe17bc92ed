//! Devices, a network and a box under one clock that is only a queue: nothing waits, and everything is drawn from one seed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use common_purse::state::{
    Channel, Effect, Memory, Message, Mode, Phase, Setting, Stage, State, Storage,
};
use documents::{Date, Id, Lang};

use crate::device::{Device, Keeps, Write};
use crate::dice::Dice;
use crate::network::{ReadFate, read_fate, status};
use crate::resident::Resident;
use crate::store::{Kind, Store};

pub(crate) const SECOND: u64 = 1_000;
pub(crate) const MINUTE: u64 = 60 * SECOND;
/// When the last harm is done.
pub(crate) const CALM: u64 = 8 * 60 * MINUTE;

pub(crate) struct World {
    pub(crate) dice: Dice,
    pub(crate) now: u64,
    queue: BinaryHeap<Reverse<(u64, u64, Due)>>,
    queued: u64,
    pub(crate) budget: Vec<u8>,
    pub(crate) today: Date,
    pub(crate) devices: Vec<Device>,
    pub(crate) residents: Vec<Resident>,
    pub(crate) store: Store,
    /// No fault happens any more.
    pub(crate) calm: bool,
    /// Ballots of which a page has said "sent".
    pub(crate) acknowledged: BTreeSet<Id>,
    /// Ballots of which a page has said "sent" or "saved on this device".
    pub(crate) promised: BTreeSet<Id>,
    /// Whose ballot it is that was frozen.
    pub(crate) owners: BTreeMap<Id, usize>,
    /// How often something came to harm.
    pub(crate) harm: u64,
}

/// What is due; where a life is named, only for the page that is open in it.
#[derive(Clone, Debug)]
pub(crate) enum Due {
    Tell {
        device: usize,
        life: u64,
        message: Message,
    },
    Wait {
        device: usize,
        life: u64,
        ballot: Id,
        token: u64,
    },
    DraftQuiet {
        device: usize,
        life: u64,
    },
    Written {
        device: usize,
        life: u64,
    },
    Arrives {
        name: Id,
        bytes: Vec<u8>,
    },
    /// `says` takes the place of the box's own answer.
    Put {
        device: usize,
        life: u64,
        ballot: Id,
        bytes: Vec<u8>,
        says: Option<u16>,
    },
    Read {
        device: usize,
        life: u64,
        ballot: Id,
        fate: ReadFate,
    },
    Acts {
        device: usize,
        life: u64,
    },
    SwitchOn(usize),
    SwitchOff(usize),
    Online(usize, bool),
    Day(usize, Date),
    Wiped(usize),
    Spoils {
        name: Id,
        with: Option<Vec<u8>>,
    },
}

/// The queue is ordered by time and then by number; what is due decides nothing.
impl PartialEq for Due {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for Due {}
impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Due {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

impl World {
    pub(crate) fn new(seed: u64, budget: Vec<u8>, today: Date, store: Store) -> Self {
        Self {
            dice: Dice::of(seed),
            now: 0,
            queue: BinaryHeap::new(),
            queued: 0,
            budget,
            today,
            devices: Vec::new(),
            residents: Vec::new(),
            store,
            calm: false,
            acknowledged: BTreeSet::new(),
            promised: BTreeSet::new(),
            owners: BTreeMap::new(),
            harm: 0,
        }
    }

    pub(crate) fn after(&mut self, ms: u64, due: Due) {
        self.queued += 1;
        self.queue.push(Reverse((self.now + ms, self.queued, due)));
    }

    /// Goes on until nothing is due before `end`.
    pub(crate) fn run_until(&mut self, end: u64) {
        while let Some(Reverse((time, _, _))) = self.queue.peek()
            && *time <= end
        {
            let Some(Reverse((time, _, due))) = self.queue.pop() else {
                return;
            };
            self.now = time;
            self.happen(due);
        }
        self.now = self.now.max(end.min(self.now + MINUTE));
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

    pub(crate) fn is_quiet(&self) -> bool {
        self.queue.is_empty()
    }

    fn happen(&mut self, due: Due) {
        match due {
            Due::Tell {
                device,
                life,
                message,
            } => self.tell_if(device, life, message),
            Due::Wait {
                device,
                life,
                ballot,
                token,
            } => {
                if self.devices[device].waits.get(&ballot) == Some(&token) {
                    self.tell_if(device, life, Message::RetryDue(ballot));
                }
            }
            Due::DraftQuiet { device, life } if self.lives(device, life) => {
                if let Some(bytes) = self.devices[device].draft.take() {
                    self.ask_to_write(device, Write::Draft(bytes));
                }
            }
            Due::Written { device, life } if self.lives(device, life) => self.written(device),
            Due::DraftQuiet { .. } | Due::Written { .. } => {}
            Due::Arrives { name, bytes } => {
                self.store.put(name, &bytes);
            }
            Due::Put {
                device,
                life,
                ballot,
                bytes,
                says,
            } => {
                let own = self.store.put(ballot, &bytes);
                let answer = status(says.unwrap_or(own));
                self.tell_later(device, life, Message::PutAnswered { ballot, answer });
            }
            Due::Read {
                device,
                life,
                ballot,
                fate,
            } => self.read(device, life, ballot, fate),
            Due::Acts { device, life } if self.lives(device, life) => self.act(device),
            Due::Acts { .. } => {}
            Due::SwitchOn(device) => self.switch_on(device),
            Due::SwitchOff(device) => self.switch_off(device),
            Due::Online(device, online) => {
                self.devices[device].online = online;
                self.tell(device, Message::ConnectionChanged { online });
            }
            Due::Day(device, day) => self.tell(device, Message::DayChanged(day)),
            Due::Wiped(device) => self.wipe(device),
            Due::Spoils { name, with } => self.store.spoil(name, with),
        }
    }

    fn lives(&self, device: usize, life: u64) -> bool {
        self.devices[device].life == life
    }

    fn tell_if(&mut self, device: usize, life: u64, message: Message) {
        if self.lives(device, life) {
            self.tell(device, message);
        }
    }

    pub(crate) fn tell_later(&mut self, device: usize, life: u64, message: Message) {
        let ms = self.dice.between(5, 2_000);
        self.after(
            ms,
            Due::Tell {
                device,
                life,
                message,
            },
        );
    }

    /// Tells the page what happened, and carries out what it asks for.
    pub(crate) fn tell(&mut self, device: usize, message: Message) {
        let Some(page) = &mut self.devices[device].page else {
            return;
        };
        let effects = page.update(message);
        for effect in effects {
            self.perform(device, effect);
        }
        self.hear(device);
    }

    /// What the page says of its ballots now, which must hold for ever.
    fn hear(&mut self, device: usize) {
        let Some(Phase::Open(open)) = self.devices[device].page.as_ref().map(|page| &page.phase)
        else {
            return;
        };
        let mut sent = Vec::new();
        for ballot in &open.outbox.ballots {
            if ballot.stage == Stage::Sent && self.acknowledged.insert(ballot.id) {
                sent.push(ballot.id);
            }
            if ballot.stage == Stage::Sent || ballot.kept == Some(true) {
                self.promised.insert(ballot.id);
            }
        }
        for id in sent {
            self.threaten(device, id);
        }
    }

    /// In a box that overwrites, whoever may write may spoil what was acknowledged. The device that wrote it puts it back;
    /// a device that is shared or keeps nothing has forgotten it, and needs a box that only creates.
    fn threaten(&mut self, device: usize, name: Id) {
        let Device { mode, keeps, .. } = self.devices[device];
        let remembers = mode == Mode::Own && keeps == Keeps::Well;
        let may = self.store.kind == Kind::Overwrites && remembers;
        if !may || self.calm || !self.dice.percent(20) {
            return;
        }
        let others = self
            .store
            .another(name)
            .and_then(|other| self.store.read(other));
        let with = match (self.dice.below(3), others) {
            (0, _) => None,
            (1, Some(bytes)) => Some(bytes.to_vec()),
            _ => Some(b"{}".to_vec()),
        };
        self.harm += 1;
        let ms = self.dice.below(CALM.saturating_sub(self.now).max(1));
        self.after(ms, Due::Spoils { name, with });
    }

    fn perform(&mut self, device: usize, effect: Effect) {
        let life = self.devices[device].life;
        match effect {
            Effect::FetchBudget => {
                let arrives = !self.comes_to_harm(device);
                let message = match arrives {
                    true => Message::BudgetArrived(self.budget.clone()),
                    false => Message::BudgetUnreachable(self.dice.pick(&[None, Some(502)])),
                };
                self.tell_later(device, life, message);
            }
            Effect::ReadMemory => {
                let message = match self.devices[device].keeps {
                    Keeps::Nothing => Message::StorageRefused,
                    _ => Message::MemoryRead(self.devices[device].disk.clone()),
                };
                self.tell_later(device, life, message);
            }
            Effect::DrawNonce => {
                let message = Message::NonceDrawn(self.dice.bytes());
                self.after(
                    0,
                    Due::Tell {
                        device,
                        life,
                        message,
                    },
                );
            }
            Effect::KeepDraft(bytes) => self.draft(device, Some(bytes)),
            Effect::ForgetDraft => self.draft(device, None),
            Effect::KeepLang(lang) => self.ask_to_write(device, Write::Lang(lang)),
            Effect::KeepCast(bytes) => self.ask_to_write(device, Write::Cast(Some(bytes))),
            Effect::ForgetCast => self.ask_to_write(device, Write::Cast(None)),
            Effect::KeepBallot { id, bytes } => {
                self.own(device, id);
                self.ask_to_write(device, Write::Ballot(id, bytes));
            }
            Effect::ForgetBallot(id) => self.ask_to_write(device, Write::Forget(id)),
            Effect::PutBallot { id, bytes } => {
                self.own(device, id);
                self.put(device, id, bytes);
            }
            Effect::ReadBallot(ballot) => {
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
            | Effect::AnnounceAfter { .. }
            | Effect::FocusHeading
            | Effect::FocusLine(_)
            | Effect::FocusFaults
            | Effect::Reload => {}
        }
    }

    fn own(&mut self, device: usize, id: Id) {
        if let Some(who) = self.devices[device].visitors.front() {
            self.owners.entry(id).or_insert(*who);
        }
    }

    fn draft(&mut self, device: usize, bytes: Option<Vec<u8>>) {
        let life = self.devices[device].life;
        self.devices[device].draft = Some(bytes);
        self.after(50, Due::DraftQuiet { device, life });
    }

    fn ask_to_write(&mut self, at: usize, write: Write) {
        let device = &mut self.devices[at];
        let life = device.life;
        if !device.can(&write) {
            let message = match write {
                Write::Ballot(id, _) => Message::BallotNotKept(id),
                _ => Message::StorageRefused,
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

    fn written(&mut self, device: usize) {
        let Some(write) = self.devices[device].writes.pop_front() else {
            return;
        };
        let kept = match &write {
            Write::Ballot(id, _) => Some(*id),
            _ => None,
        };
        self.devices[device].write(write);
        if let Some(id) = kept {
            self.tell(device, Message::BallotKept(id));
        }
    }

    fn switch_on(&mut self, at: usize) {
        if self.devices[at].page.is_some() {
            return;
        }
        let wrong_clock = !self.calm && self.dice.percent(5);
        let years = self.dice.pick(&[-10, 10]);
        let today = if wrong_clock {
            years_on(self.today, years)
        } else {
            self.today
        };
        let device = &mut self.devices[at];
        let kiosk = device.mode == Mode::Kiosk;
        let (page, effects) = State::new(Setting {
            mode: device.mode,
            channel: if kiosk { Channel::Kiosk } else { Channel::Web },
            place: None,
            today,
            online: device.online,
            storage: Storage::Unknown,
            wanted: vec![Lang::parse("en").expect("a language tag")],
        });
        device.page = Some(page);
        device.life += 1;
        let (life, address) = (device.life, device.address);
        for effect in effects {
            self.perform(at, effect);
        }
        self.tell(at, Message::ScreenShown(address));
        let ms = self.dice.between(3, 30) * SECOND;
        self.after(ms, Due::Acts { device: at, life });
    }

    pub(crate) fn switch_off(&mut self, at: usize) {
        let device = &self.devices[at];
        let only_here = device.wiped && device.page.as_ref().is_some_and(|page| page.unsent() > 0);
        if device.page.is_some() && !only_here {
            let written = self.dice.below(device.writes.len() as u64 + 1) as usize;
            self.devices[at].shut(written);
        }
    }

    /// The browser throws away what this site kept, while its page is open.
    fn wipe(&mut self, at: usize) {
        let device = &mut self.devices[at];
        if device.page.is_some() && device.keeps == Keeps::Well {
            device.disk = Memory::default();
            device
                .writes
                .retain(|write| matches!(write, Write::Ballot(..)));
            device.wiped = true;
            self.harm += 1;
        }
    }
}

/// The same day some years away; the days of the tests are in every year.
pub(crate) fn years_on(day: Date, years: i32) -> Date {
    let (year, rest) = (
        day.to_string()[..4].to_owned(),
        day.to_string()[4..].to_owned(),
    );
    let year: i32 = year.parse().expect("a year has four digits");
    Date::parse(&format!("{:04}{rest}", year + years)).expect("a day that every year has")
}
