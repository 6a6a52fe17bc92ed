//! Times as signatures spell them: seconds since 1970 without leap seconds, in UTC.

use std::time::Duration;

use documents::Date;

const DAY: u64 = 24 * 60 * 60;

/// The day's first second.
pub(super) fn since_1970(date: Date) -> Duration {
    // Years begin in March here, so that the leap day is a year's last.
    let (year, month) = (u64::from(date.year()), u64::from(date.month()));
    let year = if month < 3 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + u64::from(date.day()) - 1;
    let days = year * 365 + year / 4 - year / 100 + year / 400 + day_of_year;
    // From 0000-03-01 to 1970-01-01.
    Duration::from_secs(days.saturating_sub(719_468) * DAY)
}

/// `20261126T120000Z`
pub(super) fn stamp(time: Duration) -> String {
    let (_, [hour, minute, second]) = parts(time);
    format!("{}T{hour:02}{minute:02}{second:02}Z", day(time))
}

/// `20261126`
pub(super) fn day(time: Duration) -> String {
    let ([year, month, day], _) = parts(time);
    format!("{year:04}{month:02}{day:02}")
}

/// `2026-11-26T12:00:00Z` (RFC 3339)
pub(super) fn iso(time: Duration) -> String {
    let ([year, month, day], [hour, minute, second]) = parts(time);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

fn parts(time: Duration) -> ([u64; 3], [u64; 3]) {
    let (days, rest) = (time.as_secs() / DAY + 719_468, time.as_secs() % DAY);
    // Of 400 years, which always have as many days.
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (year * 365 + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month < 3);
    (
        [year, month, day],
        [rest / 3_600, rest / 60 % 60, rest % 60],
    )
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    /// Every day of 400 years, against the crate that writes dates into HTTP headers.
    #[test]
    fn days_are_those_of_the_calendar() {
        let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
        for n in 0..146_097 {
            let time = Duration::from_secs(n * DAY + 45_296);
            let http = httpdate::fmt_http_date(UNIX_EPOCH + time);
            let month = months.find(&http[8..11]).unwrap() / 3 + 1;
            let expected = format!("{}{month:02}{}", &http[12..16], &http[5..7]);
            assert_eq!(day(time), expected);
            assert_eq!(stamp(time), format!("{expected}T123456Z"));
            let date = Date::parse(&iso(time)[..10]).unwrap();
            assert_eq!(since_1970(date), Duration::from_secs(n * DAY));
        }
        assert_eq!(iso(Duration::ZERO), "1970-01-01T00:00:00Z");
    }

    #[test]
    fn a_day_before_1970_is_long_over() {
        assert_eq!(
            since_1970(Date::parse("0001-01-01").unwrap()),
            Duration::ZERO
        );
    }
}
