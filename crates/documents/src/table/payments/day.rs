//! Days as books write them. Which of two numbers is the month is never guessed.

use crate::Date;

pub(super) const EXPECTED: &str = "a day such as 2028-01-31 or 31/01/2028";
const EITHER: &str = "a day that can be read in one way alone: say --dates dmy (or mdy, iso)";

/// The order of days, months and years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// 31/01/2028
    Dmy,
    /// 01/31/2028
    Mdy,
    /// 2028-01-31
    Iso,
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// A day, with or without midnight behind it as spreadsheets write it.
pub(super) fn read(text: &str, days: Option<Days>) -> Result<Date, &'static str> {
    let text = without_time(text.trim());
    if let Some(day) = Date::parse(text) {
        return match days {
            None | Some(Days::Iso) => Ok(day),
            Some(Days::Dmy | Days::Mdy) => Err(EXPECTED),
        };
    }
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).collect();
    let [first, second, year] = parts[..] else {
        return Err(EXPECTED);
    };
    if year.len() != 4 || days == Some(Days::Iso) {
        return Err(EXPECTED);
    }
    let year = number(year).ok_or(EXPECTED)?;
    let named = second.get(..3).and_then(|short| {
        MONTHS
            .iter()
            .position(|month| month.eq_ignore_ascii_case(short))
    });
    if let Some(month) = named {
        return date(year, month as u16 + 1, number(first).ok_or(EXPECTED)?);
    }
    let [first, second] = [first, second].map(|part| number(part).filter(|_| part.len() <= 2));
    let (Some(first), Some(second)) = (first, second) else {
        return Err(EXPECTED);
    };
    match days {
        Some(Days::Mdy) => date(year, first, second),
        Some(_) => date(year, second, first),
        None if first == second || first > 12 => date(year, second, first),
        None if second > 12 => date(year, first, second),
        None => Err(EITHER),
    }
}

fn without_time(text: &str) -> &str {
    let behind = [" 00:00:00", " 00:00", "T00:00:00Z", "T00:00:00"];
    let plain = behind.iter().find_map(|time| text.strip_suffix(time));
    plain.unwrap_or(text)
}

fn number(text: &str) -> Option<u16> {
    let all = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

fn date(year: u16, month: u16, day: u16) -> Result<Date, &'static str> {
    let parts = u8::try_from(month).ok().zip(u8::try_from(day).ok());
    let date = parts.and_then(|(month, day)| Date::new(year, month, day));
    date.ok_or(EXPECTED)
}

#[cfg(test)]
mod tests {
    use super::{Days, read};

    #[test]
    fn a_day_is_read_in_the_order_that_was_said_and_never_guessed() {
        use Days::{Dmy, Iso, Mdy};
        for (text, days, day) in [
            ("2028-01-31", None, Some("2028-01-31")),
            ("2028-01-31 00:00:00", None, Some("2028-01-31")),
            ("31/01/2028", None, Some("2028-01-31")),
            ("01/31/2028", None, Some("2028-01-31")),
            ("05/05/2028", None, Some("2028-05-05")),
            ("03/04/2028", None, None),
            ("03/04/2028", Some(Dmy), Some("2028-04-03")),
            ("3/4/2028", Some(Mdy), Some("2028-03-04")),
            ("03.04.2028", Some(Dmy), Some("2028-04-03")),
            ("3 Apr 2028", None, Some("2028-04-03")),
            ("03-April-2028", None, Some("2028-04-03")),
            ("31/01/2028", Some(Mdy), None),
            ("31/01/2028", Some(Iso), None),
            ("2028-01-31", Some(Dmy), None),
            ("31/01/28", None, None),
            ("31/02/2028", None, None),
            ("2028-02-30", None, None),
            ("31/01/2028 09:30", None, None),
            ("46783", None, None),
            ("", None, None),
            ("//", None, None),
            ("é/é/2028", None, None),
        ] {
            let read = read(text, days).ok().map(|day| day.to_string());
            assert_eq!(read.as_deref(), day, "{text} {days:?}");
        }
    }
}
