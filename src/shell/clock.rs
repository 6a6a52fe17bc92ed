//! Today's date on this device, and waiting.

use documents::{Date, Id};
use gloo::timers::callback::Timeout;

use super::Tell;
use crate::state::Message;

/// The day where the device is.
pub(crate) fn today() -> Date {
    let now = js_sys::Date::new_0();
    // A device's clock can be set to a year that no date of ours has; then it counts as day one.
    let day = u16::try_from(now.get_full_year())
        .ok()
        .and_then(|year| Date::new(year, now.get_month() as u8 + 1, now.get_date() as u8));
    day.or_else(|| Date::new(1, 1, 1))
        .expect("1 January of the year 1 is a date")
}

/// Milliseconds since 1970, to order what this device did; nothing is decided by it.
pub(crate) fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// Does this when so many milliseconds are over; dropping the answer waits no longer.
pub(crate) fn after(ms: u32, act: impl FnOnce() + 'static) -> Timeout {
    let act: Box<dyn FnOnce()> = Box::new(act);
    Timeout::new(ms, act)
}

/// What is being waited for; dropping it waits no longer.
#[derive(Default)]
pub(crate) struct Timers {
    announcement: Option<Timeout>,
    retries: Vec<(Id, Timeout)>,
}

impl Timers {
    /// Starts anew with each call, so that an announcement comes after the *last* change.
    pub(crate) fn announce(&mut self, ms: u32, tell: &Tell) {
        let tell = tell.clone();
        self.announcement = Some(after(ms, move || tell(Message::AnnouncementDue)));
    }

    /// Takes the place of what was awaited for the same ballot.
    pub(crate) fn retry(&mut self, ballot: Id, ms: u32, tell: &Tell) {
        let tell = tell.clone();
        self.retries.retain(|(id, _)| *id != ballot);
        self.retries
            .push((ballot, after(ms, move || tell(Message::RetryDue(ballot)))));
    }
}
