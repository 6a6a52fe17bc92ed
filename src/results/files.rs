//! What can be taken away: the table for a spreadsheet, the whole result, the picture to share.

use std::rc::Rc;

use documents::result::{Says, Sheet};

use super::{Counting, Format, Results, picture, rule};
use crate::words::{Key, Words};

/// A file to hand over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub mime: &'static str,
    pub bytes: Rc<[u8]>,
}

/// None before there is a result; and of a picture in points, which the browser makes from the other one.
pub fn file(results: &Results, format: Format) -> Option<File> {
    let Counting::Done {
        result, id, bytes, ..
    } = &results.counting
    else {
        return None;
    };
    let words = Words::new(results.lang.clone(), results.money.clone(), results.texts);
    let (ending, mime, bytes) = match format {
        Format::Csv => {
            let sheet = Sheet {
                budget: &results.budget,
                id: *id,
                lang: &results.lang,
                day: results.today.as_deref(),
                says: &|says| said(says, &words).to_owned(),
            };
            let csv = result.to_csv(&sheet);
            ("csv", "text/csv;charset=utf-8", csv.as_bytes().into())
        }
        Format::Json => ("json", "application/json", bytes.clone()),
        Format::Svg | Format::Png => {
            let svg = picture(results, &words)?;
            ("svg", "image/svg+xml", svg.as_bytes().into())
        }
    };
    Some(File {
        name: named(results, ending),
        mime,
        bytes,
    })
}

pub(super) fn named(results: &Results, ending: &str) -> String {
    [results.budget.id.as_str(), "-result.", ending].concat()
}

/// What the table says, in the page's language.
fn said(says: Says, words: &Words) -> &'static str {
    words.say(match says {
        Says::CountedBy => Key::CsvCountedBy,
        Says::Rule(name) => rule(name),
        Says::CountedOn => Key::CsvCountedOn,
        Says::Opens => Key::CsvOpens,
        Says::Closes => Key::CsvCloses,
        Says::Ballots => Key::CsvBallots,
        Says::Refused => Key::CsvRefused,
        Says::Simulated => Key::CsvSimulated,
        Says::Close => Key::CsvClose,
        Says::Number => Key::CsvNumber,
        Says::Currency => Key::CsvCurrency,
        Says::Priority => Key::CsvPriority,
        Says::Today => Key::ResultsToday,
        Says::Outcome => Key::ResultsEveryone,
        Says::Change => Key::CsvChange,
        Says::Percent => Key::CsvPercent,
        Says::Buys => Key::CsvBuys,
        Says::Exact => Key::CsvExact,
        Says::BeforeRepair => Key::CsvBeforeRepair,
        Says::Unspent => Key::CsvUnspent,
        Says::Total => Key::CsvTotal,
    })
}
