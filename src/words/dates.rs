//! Dates as people write them: "31 March 2027".

use documents::Date;

use super::{Key, Value, Words};

const MONTHS: [Key; 12] = [
    Key::DateMonth1,
    Key::DateMonth2,
    Key::DateMonth3,
    Key::DateMonth4,
    Key::DateMonth5,
    Key::DateMonth6,
    Key::DateMonth7,
    Key::DateMonth8,
    Key::DateMonth9,
    Key::DateMonth10,
    Key::DateMonth11,
    Key::DateMonth12,
];

pub(super) fn written(words: &Words, date: Date) -> String {
    let month = MONTHS[usize::from(date.month().saturating_sub(1)).min(11)];
    let with = [
        ("day", Value::Number(date.day().into())),
        ("month", Value::Word(month)),
        ("year", Value::Text(&date.year().to_string())),
    ];
    words.fill(Key::DateWritten, &with)
}
