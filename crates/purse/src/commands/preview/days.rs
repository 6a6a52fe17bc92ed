//! The budget's days, moved together.

use std::fmt;

use documents::budget::Dates;
use documents::json::parse;
use jiff::civil::Date;
use jiff::{Span, Unit};

use crate::words::say;

/// By how much, and which day of the budget today then is.
#[derive(Debug, PartialEq)]
pub(super) struct Moved {
    days: i64,
    shown: Date,
}

impl Moved {
    /// Today becomes the `wanted` day; without one, a day on which the event is open.
    ///
    /// # Errors
    /// A date that the calendar does not have, in words.
    pub(super) fn so_that(
        today: Date,
        wanted: Option<Date>,
        dates: &Dates,
    ) -> Result<Self, String> {
        let opens = day(&dates.opens.to_string())?;
        let closes = day(&dates.closes.to_string())?;
        let shown = wanted.unwrap_or(match opens <= today && today <= closes {
            true => today,
            false => opens,
        });
        let days = shown
            .until((Unit::Day, today))
            .map_err(|error| error.to_string())?;
        Ok(Self {
            days: i64::from(days.get_days()),
            shown,
        })
    }

    /// The budget's text with its three days moved, every other byte as it was.
    ///
    /// # Errors
    /// A date that is not there, or leaves the calendar, in words.
    pub(super) fn budget(&self, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let root = parse(bytes).map_err(|problem| problem.to_string())?;
        let mut text = bytes.to_vec();
        for [of, name] in [["dates", "opens"], ["dates", "closes"], ["promise", "by"]] {
            let node = root.field(of).and_then(|node| node.field(name));
            let (at, old) = node
                .and_then(|node| Some((node.at + 1, node.text()?)))
                .ok_or_else(|| say!("preview.no_day", of, name))?;
            let new = day(old)?
                .checked_add(Span::new().days(self.days))
                .map_err(|error| error.to_string())?;
            text[at..at + old.len()].copy_from_slice(new.to_string().as_bytes());
        }
        Ok(text)
    }
}

impl fmt::Display for Moved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.days {
            0 => write!(f, "{}", say!("preview.today")),
            _ => write!(f, "{}", say!("preview.moved", date = self.shown)),
        }
    }
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| say!("preview.expected_day", text))
}

#[cfg(test)]
mod tests {
    use documents::Budget;
    use jiff::civil::date;

    use super::*;

    const BUDGET: &[u8] = include_bytes!("../../../tests/data/budget.json");

    /// The dates of the budget on a page of this day.
    fn shown(today: Date, wanted: Option<Date>) -> [String; 3] {
        let budget = Budget::read(BUDGET).expect("a budget");
        let moved = Moved::so_that(today, wanted, &budget.dates).expect("days");
        let bytes = moved.budget(BUDGET).expect("a budget");
        let budget = Budget::read(&bytes).expect("a budget");
        [budget.dates.opens, budget.dates.closes, budget.promise.by].map(|day| day.to_string())
    }

    fn as_written() -> [String; 3] {
        let budget = Budget::read(BUDGET).expect("a budget");
        [budget.dates.opens, budget.dates.closes, budget.promise.by].map(|day| day.to_string())
    }

    #[test]
    fn an_event_that_is_open_stays_as_it_is() {
        let closes = day(&as_written()[1]).expect("a day");
        assert_eq!(shown(closes, None), as_written());
    }

    #[test]
    fn before_and_after_the_event_today_is_its_first_day() {
        for today in [date(1999, 12, 31), date(2999, 2, 28)] {
            assert_eq!(shown(today, None)[0], today.to_string());
        }
    }

    #[test]
    fn today_is_the_day_that_is_asked_for() {
        let closes = day(&as_written()[1]).expect("a day");
        let after = closes.tomorrow().expect("a day");
        let today = date(2026, 2, 28);
        assert_eq!(
            shown(today, Some(after))[1],
            today.yesterday().expect("a day").to_string()
        );
    }
}
