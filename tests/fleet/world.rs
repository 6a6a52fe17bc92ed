//! Devices, a network and a box under one clock that is only a queue: nothing waits, and everything is drawn from one seed.

use std::collections::{BTreeMap, BTreeSet};

use common_purse::state::{DeviceMessage, LoadMessage, Message, SendMessage};
use documents::{Date, Id};

use crate::device::{Device, Write};
use crate::dice::Dice;
use crate::event::Event;
use crate::network::{ReadFate, status};
use crate::resident::Resident;
use crate::store::Store;

pub(crate) const SECOND: u64 = 1_000;
pub(crate) const MINUTE: u64 = 60 * SECOND;
/// When the last harm is done.
pub(crate) const CALM: u64 = 3 * 60 * MINUTE;

pub(crate) struct World {
    pub(crate) dice: Dice,
    pub(crate) now: u64,
    /// By time, and of equal times by order.
    queue: BTreeMap<(u64, u64), Due>,
    pub(crate) queued: u64,
    pub(crate) event: Event,
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
    /// All ballots in the order in which they were frozen.
    pub(crate) frozen: Vec<Id>,
    /// What was signed ahead, by the name that it got.
    pub(crate) placed: BTreeMap<Id, Id>,
    /// How often something came to harm.
    pub(crate) harm: u64,
    /// How often "send" was pressed by somebody whose ballot was frozen in another tab already.
    pub(crate) again_in_tabs: u64,
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
    Arrives(Vec<u8>),
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
        path: String,
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
    /// Somebody goes on in the other tab; where there is none, they open the page twice.
    OtherTab(usize),
    Spoils {
        path: String,
        with: Option<Vec<u8>>,
    },
}

impl World {
    pub(crate) fn new(dice: Dice, event: Event, store: Store) -> Self {
        Self {
            dice,
            now: 0,
            queue: BTreeMap::new(),
            queued: 0,
            today: event.opens,
            event,
            devices: Vec::new(),
            residents: Vec::new(),
            store,
            calm: false,
            acknowledged: BTreeSet::new(),
            promised: BTreeSet::new(),
            owners: BTreeMap::new(),
            frozen: Vec::new(),
            placed: BTreeMap::new(),
            harm: 0,
            again_in_tabs: 0,
        }
    }

    pub(crate) fn after(&mut self, ms: u64, due: Due) {
        self.queued += 1;
        self.queue.insert((self.now + ms, self.queued), due);
    }

    /// Goes on until nothing is due up to `end`.
    pub(crate) fn run_until(&mut self, end: u64) {
        while let Some(next) = self.queue.first_entry().filter(|next| next.key().0 <= end) {
            self.now = next.key().0;
            let due = next.remove();
            self.happen(due);
        }
        self.now = end;
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
                    self.tell_if(device, life, SendMessage::RetryDue(ballot).into());
                }
            }
            Due::DraftQuiet { device, life } if self.lives(device, life) => {
                if let Some(bytes) = self.devices[device].draft.take() {
                    self.ask_to_write(device, Write::Draft(bytes));
                }
            }
            Due::Written { device, life } if self.lives(device, life) => self.written(device),
            Due::DraftQuiet { .. } | Due::Written { .. } => {}
            Due::Arrives(bytes) => {
                self.store.put(&bytes);
            }
            Due::Put {
                device,
                life,
                ballot,
                bytes,
                says,
            } => {
                let own = self.store.put(&bytes);
                let answer = status(says.unwrap_or(own));
                self.tell_later(device, life, SendMessage::PutAnswered { ballot, answer });
            }
            Due::Read {
                device,
                life,
                ballot,
                path,
                fate,
            } => {
                let bytes = self.read(&path, fate);
                self.tell_later(device, life, SendMessage::ReadBack { ballot, bytes });
            }
            Due::Acts { device, life } if self.lives(device, life) => self.act(device),
            Due::Acts { .. } => {}
            Due::SwitchOn(device) => self.switch_on(device),
            Due::SwitchOff(device) => self.switch_off(device),
            Due::Online(device, online) => {
                self.devices[device].online = online;
                self.tell(device, LoadMessage::ConnectionChanged { online });
            }
            Due::Day(device, day) => self.tell(device, DeviceMessage::DayChanged(day)),
            Due::Wiped(device) => self.wipe(device),
            Due::OtherTab(device) => self.other_tab(device),
            Due::Spoils { path, with } => self.store.spoil(path, with),
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

    pub(crate) fn tell_later(&mut self, device: usize, life: u64, message: impl Into<Message>) {
        let message = message.into();
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
    pub(crate) fn tell(&mut self, device: usize, message: impl Into<Message>) {
        let Some(page) = &mut self.devices[device].page else {
            return;
        };
        let effects = page.update(message.into());
        for effect in effects {
            self.perform(device, effect);
        }
        self.hear(device);
    }
}
