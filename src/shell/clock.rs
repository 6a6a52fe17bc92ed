//! The day on this device and on the server, and waiting.

use documents::{Date, Id};
use gloo::timers::callback::Timeout;

use super::Tell;
use crate::state::{EditMessage, LoadMessage, Message, PieceMessage, SendMessage};

/// The day where the device is, by its clock.
pub(crate) fn today() -> Date {
    // A device's clock can be set to a year that no date of ours has; then it counts as day one.
    day_at(js_sys::Date::now())
        .or_else(|| Date::new(1, 1, 1))
        .expect("1 January of the year 1 is a date")
}

/// The day where the device is, at this many milliseconds since 1970.
pub(crate) fn day_at(ms: f64) -> Option<Date> {
    let at = js_sys::Date::new(&ms.into());
    let year = u16::try_from(at.get_full_year()).ok()?;
    Date::new(year, at.get_month() as u8 + 1, at.get_date() as u8)
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
    budget: Option<Timeout>,
    piece: Option<Timeout>,
}

impl Timers {
    /// Starts anew with each call, so that an announcement comes after the *last* change.
    pub(crate) fn announce(&mut self, ms: u32, tell: &Tell) {
        self.announcement = Some(telling(ms, tell, EditMessage::AnnouncementDue.into()));
    }

    /// Asks for the budget once more.
    pub(crate) fn try_again(&mut self, seconds: u32, tell: &Tell) {
        let ms = seconds.saturating_mul(1_000);
        self.budget = Some(telling(ms, tell, LoadMessage::TryAgainPressed.into()));
    }

    /// Asks for what follows the first touch once more.
    pub(crate) fn ask_later(&mut self, seconds: u32, tell: &Tell) {
        let ms = seconds.saturating_mul(1_000);
        self.piece = Some(telling(ms, tell, PieceMessage::LaterAsked.into()));
    }
}

fn telling(ms: u32, tell: &Tell, message: Message) -> Timeout {
    let tell = tell.clone();
    after(ms, move || tell(message))
}

/// Ballots that are to be tried again.
#[derive(Default)]
pub(crate) struct Retries(Vec<(Id, Timeout)>);

impl Retries {
    /// Takes the place of what was awaited for the same ballot.
    pub(crate) fn retry(&mut self, ballot: Id, ms: u32, tell: &Tell) {
        self.0.retain(|(id, _)| *id != ballot);
        self.0.push((
            ballot,
            telling(ms, tell, SendMessage::RetryDue(ballot).into()),
        ));
    }
}
