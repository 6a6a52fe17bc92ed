//! A device: a page that may be shut at any moment, and a memory that is written behind it.

use std::collections::{BTreeMap, VecDeque};

use common_purse::state::{Memory, Mode, Room, Screen, State};
use documents::{Id, Lang, bundle};

/// How the device's memory behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeps {
    Well,
    /// Each write takes seconds, longer than the page waits for it.
    Slowly,
    /// A private window, a sandboxed frame: nothing at all.
    Nothing,
    /// Full: what is there stays, and no further ballot fits.
    NoBallots,
}

pub(crate) struct Device {
    pub(crate) mode: Mode,
    pub(crate) keeps: Keeps,
    /// So many of a hundred requests come to harm.
    pub(crate) weather: u64,
    pub(crate) page: Option<State>,
    /// The other tab of this device: as it was when somebody last looked at it.
    pub(crate) asleep: Option<State>,
    /// Rises whenever the page is opened or shut: what was meant for an earlier one comes to nothing.
    pub(crate) life: u64,
    pub(crate) online: bool,
    pub(crate) disk: Memory,
    /// Asked for and not on the disk yet, in order.
    pub(crate) writes: VecDeque<Write>,
    /// The draft is written a moment later than asked, and only the last one of several.
    pub(crate) draft: Option<Option<Vec<u8>>>,
    /// For each ballot, the only wait that still holds.
    pub(crate) waits: BTreeMap<Id, u64>,
    pub(crate) address: Screen,
    /// Revisions that this page's sealer has given.
    pub(crate) given: Vec<u64>,
    /// The seed of the ballot that was to be sealed last.
    pub(crate) sealing: Vec<u8>,
    /// Who comes to this device.
    pub(crate) who: Vec<usize>,
    /// Those of them who have not gone yet, in order; the first is there now.
    pub(crate) visitors: VecDeque<usize>,
    /// The disk was wiped: this page is all that has the ballot, and stays open until it is sent.
    pub(crate) wiped: bool,
    /// It was once.
    pub(crate) was_wiped: bool,
    /// Its page was shut before the calm.
    pub(crate) was_shut: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Write {
    Draft(Option<Vec<u8>>),
    Cast(Vec<u8>, Vec<Id>),
    ForgetCast,
    Lang(Lang),
    /// The only one that is answered.
    Ballot(Id, Vec<u8>, Option<Vec<Id>>),
    Forget(Id),
}

impl Device {
    pub(crate) fn new(mode: Mode, keeps: Keeps, weather: u64, visitors: VecDeque<usize>) -> Self {
        Self {
            mode,
            keeps,
            weather,
            page: None,
            asleep: None,
            life: 0,
            online: true,
            disk: Memory::default(),
            writes: VecDeque::new(),
            sealing: Vec::new(),
            draft: None,
            waits: BTreeMap::new(),
            address: Screen::Ballot,
            given: Vec::new(),
            who: visitors.iter().copied().collect(),
            visitors,
            wiped: false,
            was_wiped: false,
            was_shut: false,
        }
    }

    /// The page is gone; so many of the writes under way were done in time, in order.
    pub(crate) fn shut(&mut self, written: usize) {
        for write in self.writes.drain(..).take(written).collect::<Vec<_>>() {
            self.write(write);
        }
        self.page = None;
        self.asleep = None;
        self.life += 1;
        self.draft = None;
        self.waits.clear();
        self.given.clear();
        self.wiped = false;
    }

    pub(crate) fn write(&mut self, write: Write) {
        let disk = &mut self.disk;
        match write {
            Write::Draft(bytes) => disk.draft = bytes,
            Write::Cast(bytes, known) => {
                if disk.room_for_cast(&known) == Room::Free {
                    disk.cast = Some(bytes);
                }
            }
            Write::ForgetCast => disk.cast = None,
            Write::Lang(lang) => disk.lang = Some(lang),
            Write::Ballot(_, bytes, _) => disk.ballots.push(bytes),
            Write::Forget(id) => disk.ballots.retain(|bytes| bundle::id(bytes) != id),
        }
    }

    /// Does this page's device keep this?
    pub(crate) fn can(&self, write: &Write) -> bool {
        match self.keeps {
            Keeps::Well | Keeps::Slowly => true,
            Keeps::Nothing => false,
            Keeps::NoBallots => !matches!(write, Write::Ballot(..)),
        }
    }
}
