//! A shared device: the widget, and what is beside it.

use common_purse::places::kiosk::{
    self as beside, Address, Kiosk, Pin, Record, Seen, Staff, StaffMessage,
};
use common_purse::state::*;

use crate::support::*;

/// As long as an address says nothing else.
pub(crate) const QUIET_MS: u64 = 90_000;
pub(crate) const WARNING_MS: u64 = 30_000;

pub(crate) const PIN: &str = "2468";

/// A visit to a shared device, with what is beside the widget: that sees each change, and tells the widget what becomes of
/// it.
pub(crate) struct Stand {
    pub(crate) visit: Visit,
    pub(crate) kiosk: Kiosk,
    /// Of the device, since the last look.
    pub(crate) asked: Vec<beside::Effect>,
}

pub(crate) fn with_pin() -> Record {
    Record {
        pin: Some(Pin::new(PIN, [3; 32])),
        ..Record::default()
    }
}

impl Stand {
    /// Whose staff have set their PIN before.
    pub(crate) fn new() -> Self {
        Self::at("?mode=kiosk", with_pin())
    }

    pub(crate) fn at(search: &str, record: Record) -> Self {
        Self::of(Visit::to(&Small::default(), kiosk()), search, record)
    }

    pub(crate) fn of(visit: Visit, search: &str, record: Record) -> Self {
        let mut stand = Self {
            visit,
            kiosk: Kiosk::new(Address::read(search), record, [9; 32]),
            asked: Vec::new(),
        };
        stand.look();
        stand
    }

    /// What is kept if the power goes now.
    pub(crate) fn record(&self) -> Record {
        Record::read(&self.kiosk.record.write())
    }

    pub(crate) fn staff(&mut self, message: StaffMessage) {
        self.happens(beside::Message::Staff(message));
    }

    pub(crate) fn types(&mut self, pin: &str) {
        for digit in pin.chars() {
            self.staff(StaffMessage::Digit(digit));
        }
        self.staff(StaffMessage::PinDone);
    }

    /// Through the PIN to the staff's screen.
    pub(crate) fn lets_staff_in(&mut self) {
        self.staff(StaffMessage::Asked);
        self.types(PIN);
        assert!(matches!(self.kiosk.staff, Staff::Here(_)));
    }

    pub(crate) fn clock(&mut self, now: u64) {
        let today = self.visit.state.setting.today;
        self.happens(beside::Message::Clock { now, today });
    }

    pub(crate) fn tell(&mut self, message: impl Into<Message>) {
        self.visit.tell(message);
        self.look();
    }

    pub(crate) fn happens(&mut self, message: beside::Message) {
        for effect in self.kiosk.update(message) {
            match effect {
                beside::Effect::Tell(message) => self.tell(message),
                other => self.asked.push(other),
            }
        }
    }

    pub(crate) fn look(&mut self) {
        self.happens(beside::Message::Seen(Seen::of(&self.visit.state)));
    }

    pub(crate) fn seconds(&mut self, number: u64) {
        for _ in 0..number {
            self.happens(beside::Message::TimePassed { ms: 1_000 });
        }
    }
}
