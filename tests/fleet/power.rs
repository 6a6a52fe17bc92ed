//! Devices that are switched on and off, and forget.

use common_purse::state::{
    Channel, Memory, Mode, NavigateMessage, SendMessage, ServerDay, Setting, State, Storage,
};
use documents::{Date, Lang};

use crate::device::{Keeps, Write};
use crate::world::{Due, SECOND, World};

impl World {
    pub(crate) fn switch_on(&mut self, at: usize) {
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
            strange: Vec::new(),
            today,
            server: ServerDay::Unasked,
            framed: false,
            online: device.online,
            storage: Storage::Unknown,
            wanted: vec![Lang::parse("en").expect("a language tag")],
            packs: Vec::new(),
        });
        device.page = Some(page);
        device.life += 1;
        let (life, address) = (device.life, device.address);
        for effect in effects {
            self.perform(at, effect);
        }
        self.tell(at, NavigateMessage::ScreenShown(address));
        let ms = self.dice.between(3, 30) * SECOND;
        self.after(ms, Due::Acts { device: at, life });
    }

    pub(crate) fn switch_off(&mut self, at: usize) {
        let device = &self.devices[at];
        let only_here = device.wiped && device.page.as_ref().is_some_and(|page| page.unsent() > 0);
        if device.page.is_some() && !only_here {
            let written = self.dice.below(device.writes.len() as u64 + 1) as usize;
            self.devices[at].was_shut |= !self.calm;
            self.devices[at].shut(written);
        } else if only_here && self.calm {
            // What was refused waits for somebody who presses, as each page of this device asks for.
            self.tell(at, SendMessage::SendNowPressed);
        }
    }

    /// The browser throws away what this site kept, while its page is open.
    pub(crate) fn wipe(&mut self, at: usize) {
        let device = &mut self.devices[at];
        if device.page.is_some() && device.keeps == Keeps::Well {
            device.disk = Memory::default();
            device
                .writes
                .retain(|write| matches!(write, Write::Ballot(..)));
            (device.wiped, device.was_wiped) = (true, true);
            self.harm += 1;
        }
    }
}

/// The same day some years away; the days of the tests are in every year.
pub(crate) fn years_on(day: Date, years: i16) -> Date {
    let year = day.year().saturating_add_signed(years);
    Date::new(year, day.month(), day.day()).expect("a day that every year has")
}
