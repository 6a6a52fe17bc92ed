//! How long ballots can still be sent: until the hour that the room has agreed on, or the budget's last day.

use documents::Date;
use documents::budget::Dates;

const MINUTE: u32 = 60;
const DAY: u32 = 24 * 60 * MINUTE;
/// An hour that is further ahead was today, or before midnight: nobody types it in so long before.
const AHEAD: u32 = 18 * 60 * MINUTE;
/// Nobody reckons with more minutes than this.
const RECKONED: u32 = 90 * MINUTE;

/// The clock of the device that drives the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub day: Date,
    /// Seconds since midnight.
    pub second: u32,
    /// Milliseconds since 1970.
    pub ms: u64,
}

impl Moment {
    /// "19:05".
    #[must_use]
    pub fn written(self) -> String {
        written(self.second / MINUTE)
    }
}

/// A minute of the day as "19:05", which [`minute`] reads.
#[must_use]
pub fn written(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Voting has not begun: it does on this day.
    From(Date),
    /// The minute of the day that was agreed on, while that is far ahead.
    At(u32),
    /// Whole minutes until then.
    Minutes(u64),
    LastMinute,
    /// The hour agreed on is past.
    Up,
    /// No hour was agreed on.
    Until(Date),
    Today,
    /// This was the last day.
    Over(Date),
}

/// `ends` is the minute of the day that the room has agreed on.
#[must_use]
pub fn left(ends: Option<u32>, now: Moment, dates: &Dates) -> Left {
    if now.day < dates.opens {
        return Left::From(dates.opens);
    }
    if now.day > dates.closes {
        return Left::Over(dates.closes);
    }
    let Some(ends) = ends else {
        return match now.day == dates.closes {
            true => Left::Today,
            false => Left::Until(dates.closes),
        };
    };
    match (DAY + ends * MINUTE - now.second % DAY) % DAY {
        0 => Left::Up,
        ahead if ahead > AHEAD => Left::Up,
        ahead if ahead < MINUTE => Left::LastMinute,
        ahead if ahead > RECKONED => Left::At(ends),
        ahead => Left::Minutes((ahead / MINUTE).into()),
    }
}

/// The minute of the day in "19:05"; `None` where it is no time.
#[must_use]
pub fn minute(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str, most: u32| -> Option<u32> {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|number| digits && *number < most)
    };
    Some(number(hours, 24)? * 60 + number(minutes, 60)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(day: u8) -> Date {
        Date::new(2027, 4, day).expect("a day that exists")
    }

    fn at(day: u8, time: &str, seconds: u32) -> Moment {
        let minute = minute(time).expect("a time");
        Moment {
            day: date(day),
            second: minute * MINUTE + seconds,
            ms: 0,
        }
    }

    fn of(ends: Option<&str>, now: Moment) -> Left {
        let dates = Dates {
            opens: date(5),
            closes: date(20),
        };
        left(ends.and_then(minute), now, &dates)
    }

    #[test]
    fn until_the_hour_agreed_on_minutes_are_counted() {
        assert_eq!(of(Some("19:30"), at(6, "19:05", 0)), Left::Minutes(25));
        assert_eq!(of(Some("19:30"), at(6, "19:28", 59)), Left::Minutes(1));
        assert_eq!(of(Some("19:30"), at(6, "19:29", 1)), Left::LastMinute);
        assert_eq!(of(Some("19:30"), at(6, "19:30", 0)), Left::Up);
        assert_eq!(of(Some("19:30"), at(6, "22:00", 0)), Left::Up);
        assert_eq!(
            of(Some("21:30"), at(6, "09:00", 0)),
            Left::At(21 * 60 + 30),
            "typed in the morning"
        );
    }

    #[test]
    fn an_evening_may_end_after_midnight() {
        assert_eq!(of(Some("00:15"), at(6, "23:50", 0)), Left::Minutes(25));
        assert_eq!(of(Some("00:15"), at(7, "00:14", 30)), Left::LastMinute);
        assert_eq!(of(Some("00:15"), at(7, "00:16", 0)), Left::Up);
        assert_eq!(of(Some("23:59"), at(7, "00:01", 0)), Left::Up);
    }

    #[test]
    fn without_an_hour_the_last_day_counts_and_the_days_come_first() {
        assert_eq!(of(None, at(6, "19:00", 0)), Left::Until(date(20)));
        assert_eq!(of(None, at(20, "19:00", 0)), Left::Today);
        assert_eq!(of(Some("19:30"), at(4, "19:00", 0)), Left::From(date(5)));
        assert_eq!(of(Some("19:30"), at(21, "19:00", 0)), Left::Over(date(20)));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "", "24:00", "19:60", "+9:00", "9:00", "19", "19:5", "19:00:00",
        ] {
            assert_eq!(minute(text), None, "{text}");
        }
        assert_eq!((minute("00:00"), minute("23:59")), (Some(0), Some(1439)));
        assert_eq!(at(6, "19:05", 59).written(), "19:05");
    }
}
