//! What a kiosk keeps on the device beside the ballots that wait: nothing of a visitor.

use documents::{Date, Id, Slug};

use super::pin::{Pin, wait_after};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    pub pin: Option<Pin>,
    /// Wrong PINs in a row, and until when nobody may try again by the device's clock, in milliseconds.
    pub wrong: u32,
    pub until: u64,
    /// The day of `today`.
    pub day: Option<Date>,
    /// Ballots that were sent on that day, and since the device was set up.
    pub today: u64,
    pub all: u64,
    /// The place that staff have put in place of the one in the address, and that one.
    pub moved: Option<(String, Slug)>,
}

impl Record {
    /// What cannot be read is left out.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut record = Self::default();
        for (name, value) in text.lines().filter_map(|line| line.split_once('=')) {
            let number = value.parse().unwrap_or(0);
            match name {
                "salt" | "hash" => {}
                "wrong" => record.wrong = value.parse().unwrap_or(0),
                "until" => record.until = number,
                "day" => record.day = Date::parse(value),
                "today" => record.today = number,
                "all" => record.all = number,
                "moved" => {
                    let parts = value.split_once('>');
                    record.moved =
                        parts.and_then(|(from, to)| Some((from.into(), Slug::parse(to)?)));
                }
                _ => {}
            }
        }
        let of = |name: &str| {
            let mut lines = text.lines().filter_map(|line| line.split_once('='));
            lines
                .find(|(found, _)| *found == name)
                .and_then(|(_, value)| Id::parse(value))
        };
        record.pin = of("salt")
            .zip(of("hash"))
            .map(|(salt, hash)| Pin { salt, hash });
        record
    }

    #[must_use]
    pub fn write(&self) -> String {
        let mut lines = vec![
            format!("wrong={}", self.wrong),
            format!("until={}", self.until),
            format!("today={}", self.today),
            format!("all={}", self.all),
        ];
        if let Some(Pin { salt, hash }) = self.pin {
            lines.extend([format!("salt={salt}"), format!("hash={hash}")]);
        }
        lines.extend(self.day.map(|day| format!("day={day}")));
        let moved = self.moved.as_ref();
        lines.extend(moved.map(|(from, to)| format!("moved={from}>{to}")));
        lines.join("\n")
    }

    /// Where the address names this place: the one that staff have put in its place.
    #[must_use]
    pub fn moves_from(&self, place: &str) -> Option<&Slug> {
        let (from, to) = self.moved.as_ref()?;
        (from == place && to.as_str() != place).then_some(to)
    }

    /// Staff move the device from the place in its address. The one that the device is started with stays noted.
    pub fn move_to(&mut self, now: &str, to: Slug) {
        let from = match self.moved.take() {
            Some((from, before)) if before.as_str() == now => from,
            _ => now.to_owned(),
        };
        self.moved = Some((from, to));
    }

    /// Ballots were sent on this day.
    pub fn count(&mut self, number: u64, today: Date) {
        self.turn_to(today);
        self.today += number;
        self.all += number;
    }

    /// Another day begins at nothing.
    pub fn turn_to(&mut self, today: Date) {
        if self.day != Some(today) {
            (self.day, self.today) = (Some(today), 0);
        }
    }

    /// Is this the PIN? Each wrong one in a row keeps the next waiting longer, also after a restart.
    pub fn tries(&mut self, digits: &str, now: u64) -> bool {
        if self.waits(now) > 0 {
            return false;
        }
        if self.pin.is_some_and(|pin| pin.is(digits)) {
            (self.wrong, self.until) = (0, 0);
            return true;
        }
        self.wrong = self.wrong.saturating_add(1);
        self.until = now.saturating_add(wait_after(self.wrong));
        false
    }

    /// How long nobody may try, in milliseconds. A clock that was put back keeps nobody out for longer.
    #[must_use]
    pub fn waits(&self, now: u64) -> u64 {
        self.until.saturating_sub(now).min(wait_after(self.wrong))
    }
}
