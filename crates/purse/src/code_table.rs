//! `codes.csv`: the organiser's own table of codes, which is as secret as the codes.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use documents::Code;

use crate::failure::Failure;
use crate::secret;

pub(crate) const NAME: &str = "codes.csv";
const WARNING: &str =
    "# PRIVATE: whoever reads this can vote with every code in it. Never put it into the box.\n";

/// A code, and the card it stands on.
pub(crate) struct Card {
    pub(crate) number: u64,
    pub(crate) code: Code,
    /// To try the event out; to be taken back before the close.
    pub(crate) test: bool,
}

/// Reads a table; one that is not there has no cards yet.
///
/// # Errors
/// The first line that is no card.
pub(crate) fn read_or_none(path: &Path) -> Result<Vec<Card>, Failure> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        _ => read(path),
    }
}

/// Reads a table.
///
/// # Errors
/// No such file, or the first line that is no card.
pub(crate) fn read(path: &Path) -> Result<Vec<Card>, Failure> {
    let bytes = secret::read(path)?;
    let mut table = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(bytes.as_slice());
    let mut cards = Vec::new();
    for record in table.records() {
        let record = record.map_err(|error| {
            Failure::bad(format!("{} is no table of codes: {error}", path.display()))
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        cards.push(card(&record).ok_or_else(|| {
            Failure::bad(format!(
                "{}, line {line}: expected a number, a code, and \"vote\" or \"test\"",
                path.display()
            ))
        })?);
    }
    Ok(cards)
}

fn card(record: &csv::StringRecord) -> Option<Card> {
    Some(Card {
        number: record.get(0)?.trim().parse().ok()?,
        code: Code::read(record.get(1)?).ok()?,
        test: match record.get(2)?.trim() {
            "vote" => false,
            "test" => true,
            _ => return None,
        },
    })
}

/// Writes the whole table for this account alone; until it is on the disk the earlier one stays.
pub(crate) fn write(path: &Path, cards: &[Card]) -> Result<(), Failure> {
    let mut bytes = WARNING.as_bytes().to_vec();
    let mut table = csv::Writer::from_writer(&mut bytes);
    let rows = || -> Result<(), csv::Error> {
        table.write_record(["number", "code", "for"])?;
        for card in cards {
            let kind = if card.test { "test" } else { "vote" };
            table.write_record([&card.number.to_string(), &card.code.to_string(), kind])?;
        }
        Ok(table.flush()?)
    };
    let mut rows = rows;
    rows().map_err(io::Error::from)?;
    drop(table);
    secret::replace(path, &bytes).map_err(|error| Failure::io("write the codes into", path, &error))
}
