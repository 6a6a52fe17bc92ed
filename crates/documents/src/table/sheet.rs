//! What spreadsheets write: encodings, line ends, separators, quotation marks.
//!
//! A row is a line. A quotation mark that is not closed in its line is a mistake of that line alone, so that none
//! swallows the rows behind it.

use std::borrow::Cow;

/// The text in UTF-8, without a byte order mark. UTF-16 is told by its mark or by its zero bytes; bytes that are no text
/// stay as they are.
pub fn utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    match bytes {
        [0xff, 0xfe, units @ ..] => Cow::Owned(utf16(units, u16::from_le_bytes)),
        [0xfe, 0xff, units @ ..] => Cow::Owned(utf16(units, u16::from_be_bytes)),
        [0xef, 0xbb, 0xbf, text @ ..] => Cow::Borrowed(text),
        [first, 0, ..] if *first != 0 => Cow::Owned(utf16(bytes, u16::from_le_bytes)),
        [0, second, ..] if *second != 0 => Cow::Owned(utf16(bytes, u16::from_be_bytes)),
        text => Cow::Borrowed(text),
    }
}

fn utf16(units: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let pairs = units.chunks_exact(2);
    // Half a sign at the end is no text.
    let cut = pairs.remainder();
    let units: Vec<u16> = pairs.map(|pair| unit([pair[0], pair[1]])).collect();
    let mut text = String::from_utf16_lossy(&units).into_bytes();
    text.extend(cut.iter().map(|_| 0xff));
    text
}

/// The lines that say something, with their numbers, from 1; lines end as on any system, a DOS file at its Ctrl-Z.
pub fn lines(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let mut rest = said(text);
    let mut number = 0;
    let mut ended = rest.is_empty();
    let lines = std::iter::from_fn(move || {
        if ended {
            return None;
        }
        number += 1;
        let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let line = &rest[..end];
        let after = rest[end..].strip_prefix("\r\n");
        ended = end == rest.len();
        rest = after.unwrap_or_else(|| rest.get(end + 1..).unwrap_or_default());
        Some((number, line))
    });
    lines.filter(|(_, line)| !is_blank(line))
}

/// Without what says nothing at the end.
fn said(text: &str) -> &str {
    text.trim_end_matches(|sign: char| sign == '\u{1a}' || sign.is_whitespace())
}

/// Is this line of the text its last one, with nothing at all behind it? A file that was cut ends so.
pub(crate) fn is_open(text: &str, line: &str) -> bool {
    text.as_bytes().as_ptr_range().end == line.as_bytes().as_ptr_range().end
}

/// The signs that part cells.
pub const SEPARATORS: [(char, &str); 4] = [
    (',', "commas"),
    (';', "semicolons"),
    ('\t', "tabs"),
    ('|', "bars"),
];

/// Nothing but separators, as spreadsheets write empty rows; quotation marks round nothing too.
fn is_blank(line: &str) -> bool {
    let separates = |sign| SEPARATORS.iter().any(|(separator, _)| *separator == sign);
    let nothing = |text: &str| {
        text.chars()
            .all(|sign| sign.is_whitespace() || separates(sign))
    };
    nothing(line) || line.starts_with(['"', ',', ';', '\t']) && nothing(&line.replace("\"\"", ""))
}

/// The separator in a line such as `sep=;`, which some spreadsheets write before all others.
pub fn told(line: &str) -> Option<char> {
    let line = line.trim_matches('"');
    let (key, rest) = line.split_at_checked(4)?;
    let separator = rest.chars().next()?;
    let known = SEPARATORS.iter().any(|(sign, _)| *sign == separator);
    let alone = rest.trim_matches(separator).trim().is_empty();
    (key.eq_ignore_ascii_case("sep=") && known && alone).then_some(separator)
}

/// The one sign that parts the cells of this line; a comma where there is none. Where the names have several, as those
/// that LibreOffice writes with a comma in them between semicolons, the one by which the next line has as many cells.
///
/// # Errors
/// What the line has instead of one.
pub fn separator(line: &str, next: Option<&str>) -> Result<char, String> {
    let mut quoted = false;
    let outside = line.chars().filter(|sign| {
        quoted ^= *sign == '"';
        !quoted
    });
    let outside: Vec<char> = outside.collect();
    let found = SEPARATORS.iter().filter(|(sign, _)| outside.contains(sign));
    let found: Vec<_> = found.copied().collect();
    match found[..] {
        [] => Ok(','),
        [(separator, _)] => Ok(separator),
        [(_, one), (_, other), ..] => {
            let wide = |line, sign| cells(line, sign).ok().map(|cells| cells.len());
            let alike = |sign: &char| {
                let width = wide(line, *sign);
                width.is_some() && width == next.and_then(|next| wide(next, *sign))
            };
            let mut fits = found.iter().map(|(sign, _)| *sign).filter(alike);
            match (fits.next(), fits.next()) {
                (Some(separator), None) => Ok(separator),
                _ => Err(format!("{one} and {other}")),
            }
        }
    }
}

/// The cells of a line, without the spaces round them (RFC 4180; two quotation marks in a quotation stand for one).
///
/// # Errors
/// The column, from 0, whose quotation mark is not closed in this line or has text behind it.
pub fn cells(line: &str, separator: char) -> Result<Vec<String>, usize> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let quoted = rest.trim_start_matches(' ').strip_prefix('"');
        let (cell, after) = match quoted {
            Some(quoted) => closed(quoted).ok_or(cells.len())?,
            None => {
                let (cell, _) = rest.split_once(separator).unwrap_or((rest, ""));
                (cell.to_owned(), &rest[cell.len()..])
            }
        };
        let behind = after.trim_start_matches(' ');
        match behind.strip_prefix(separator) {
            _ if behind.is_empty() => {
                cells.push(cell.trim().to_owned());
                return Ok(cells);
            }
            Some(next) => rest = next,
            None => return Err(cells.len()),
        }
        cells.push(cell.trim().to_owned());
    }
}

/// What stands before the closing quotation mark, and what behind it.
fn closed(quoted: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = quoted;
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None => return Some((cell, after)),
        }
    }
}
