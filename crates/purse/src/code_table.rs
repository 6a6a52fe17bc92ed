//! `codes.csv`: the organiser's own table of codes, which is as secret as the codes.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use documents::Code;
use documents::table::sheet;

use crate::failure::Failure;
use crate::report::csv;
use crate::secret;
use crate::words::{counted, say};

pub(crate) const NAME: &str = "codes.csv";
const WARNING: &str =
    "# PRIVATE: whoever reads this can vote with every code in it. Never put it into the box.";
/// Behind the warning and a number: a table that was cut has fewer cards than that.
const CARDS: &str = " cards in all";

const HEAD: [&str; 3] = ["number", "code", "for"];

/// A code, and the card it stands on.
pub(crate) struct Card {
    pub(crate) number: u64,
    pub(crate) code: Code,
    /// To try the event out; to be taken back before the close.
    pub(crate) test: bool,
}

/// Reads a table that more cards are written into; one that is not there has no cards yet.
///
/// # Errors
/// Those of [`read`], and fewer or more cards than the table says: new cards would get the numbers of those that are lost.
pub(crate) fn read_whole_or_none(path: &Path) -> Result<Vec<Card>, Failure> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        _ => (),
    }
    let (cards, said) = parse(path)?;
    let (found, place) = (cards.len(), path.display());
    match said {
        Some(said) if said != found => Err(Failure::bad(say!(
            "table.rows_lost",
            place,
            found = counted!("counted.cards", found as u64),
            said
        ))),
        _ => Ok(cards),
    }
}

/// Reads a table, as it was written or as a spreadsheet has saved it again.
///
/// # Errors
/// No such file, a first row that does not name the columns, or the first line that is no card or one a second time.
pub(crate) fn read(path: &Path) -> Result<Vec<Card>, Failure> {
    parse(path).map(|(cards, _)| cards)
}

/// The cards, and how many there should be.
fn parse(path: &Path) -> Result<(Vec<Card>, Option<usize>), Failure> {
    let bytes = secret::read(path)?;
    let bytes = sheet::utf8(&bytes);
    let text = String::from_utf8_lossy(&bytes);
    let bad = |line, expected: &str| {
        let place = path.display();
        Failure::bad(say!("table.row_expected", place, line, expected))
    };
    let said = sheet::lines(&text).find_map(|(_, row)| said(row));
    let mut lines = sheet::lines(&text).filter(|(_, row)| !is_comment(row));
    // A first row that is lost would take a card with it, and that card would stay valid.
    let heads = say!("table.expected_heads");
    let (line, head) = lines.next().ok_or_else(|| bad(1, heads))?;
    let separator = sheet::separator(head, None).map_err(|_| bad(line, heads))?;
    if !sheet::cells(head, separator).is_ok_and(|names| is_head(&names)) {
        return Err(bad(line, heads));
    }
    let mut cards: Vec<Card> = Vec::new();
    let mut known = BTreeSet::new();
    for (line, row) in lines {
        let card = card(row, separator).ok_or_else(|| bad(line, say!("table.expected_row")))?;
        if !known.insert((true, card.number.to_string())) {
            return Err(bad(line, say!("table.expected_numbers_once")));
        }
        if !known.insert((false, card.code.to_string())) {
            return Err(bad(line, say!("table.expected_codes_once")));
        }
        cards.push(card);
    }
    Ok((cards, said))
}

/// How many cards the first line says there are; some write no such line.
fn said(row: &str) -> Option<usize> {
    let (before, _) = row.split_once(CARDS).filter(|_| is_comment(row))?;
    before.rsplit(' ').next()?.parse().ok()
}

fn is_head(names: &[String]) -> bool {
    let (own, more) = names.split_at(names.len().min(HEAD.len()));
    own == HEAD && more.iter().all(String::is_empty)
}

/// A spreadsheet puts the comment into quotation marks.
fn is_comment(row: &str) -> bool {
    row.trim_start_matches(['"', ' ']).starts_with('#')
}

fn card(row: &str, separator: char) -> Option<Card> {
    let cells = sheet::cells(row, separator).ok()?;
    let (own, more) = cells.split_at_checked(HEAD.len())?;
    let [number, code, kind] = own else {
        return None;
    };
    let surplus = more.iter().any(|cell| !cell.is_empty());
    let test = match kind.as_str() {
        "vote" => false,
        "test" => true,
        _ => return None,
    };
    Some(Card {
        number: number.parse().ok().filter(|_| !surplus)?,
        code: Code::read(code).ok()?,
        test,
    })
}

/// Writes the whole table for this account alone; until it is on the disk the earlier one stays.
pub(crate) fn write(path: &Path, cards: &[Card]) -> Result<(), Failure> {
    let mut bytes = format!("{WARNING} {}{CARDS}\n", cards.len()).into_bytes();
    let mut table = csv::Writer::from_writer(&mut bytes);
    let mut rows = || -> io::Result<()> {
        table.write_record(HEAD)?;
        for card in cards {
            let kind = if card.test { "test" } else { "vote" };
            table.write_record([&card.number.to_string(), &card.code.to_string(), kind])?;
        }
        table.flush()
    };
    rows()?;
    secret::replace(path, &bytes)
        .map_err(|error| Failure::bad(say!("io.write_codes", place = path.display(), error)))
}
