//! From text to tables: one pass over the bytes.

use std::borrow::Cow;

use super::{Fault, Faults, Pabulib, Table};

/// Where the reader is.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The number of the line, from 1.
    number: usize,
    faults: Faults,
}

/// The tables of a file, and what is wrong with its form. A file without META is none.
pub(super) fn read(text: &str) -> (Option<Pabulib>, Faults) {
    let mut faults = Faults::default();
    if u32::try_from(text.len()).is_err() {
        faults.add(Fault::whole("more than 4 GB", "a file of less than 4 GB"));
        return (None, faults);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = line_ends(text);
    let mut reader = Reader {
        text: &text,
        at: 0,
        number: 1,
        faults,
    };
    let tables = reader.tables();
    let mut faults = reader.faults;
    let [meta, projects, votes] = tables;
    let [projects, votes] = [projects, votes].map(|table| table.map(Table::header_from_first_row));
    let Some(meta) = meta.map(keys_and_values) else {
        faults.add(Fault::whole("no such section", "a section META"));
        return (None, faults);
    };
    let mut there = |table: Option<Table>, name| {
        // A file that was cut lacks its last sections, or their rows from the header on.
        if table
            .as_ref()
            .is_none_or(|table| table.columns().is_empty())
        {
            faults.add(Fault::whole(
                "no such section",
                &format!("a section {name}"),
            ));
        }
        table.unwrap_or_default()
    };
    let file = Pabulib {
        meta,
        projects: there(projects, "PROJECTS"),
        votes: there(votes, "VOTES"),
    };
    (Some(file), faults)
}

/// Files that others give away begin at once with their first key.
fn keys_and_values(meta: Table) -> Table {
    let head = ["key", "value"];
    let is_head = |at: usize| meta.cell(0, at).trim().eq_ignore_ascii_case(head[at]);
    match (0..head.len()).all(is_head) {
        true => meta.header_from_first_row(),
        false => meta.with_header(&head),
    }
}

/// Lines that only a carriage return ends, as others read them too, also among others.
fn line_ends(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let alone = |(at, _)| bytes.get(at + 1) != Some(&b'\n');
    match text.match_indices('\r').any(alone) {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

impl<'a> Reader<'a> {
    /// The sections there are, each with its header as the first row.
    fn tables(&mut self) -> [Option<Table>; 3] {
        let mut tables = [const { None }; 3];
        let mut section: Option<&mut Table> = None;
        while let Some(&first) = self.text.as_bytes().get(self.at) {
            // A section's name begins with one of these letters; most rows do not, and are read at once.
            if let Some(table) = &mut section
                && !matches!(
                    first,
                    b'M' | b'm' | b'P' | b'p' | b'V' | b'v' | b'\0'..=b' '
                )
            {
                self.row(table);
                continue;
            }
            let line = self.line();
            let name = line.trim().trim_end_matches(';');
            let begins = ["META", "PROJECTS", "VOTES"]
                .iter()
                .position(|section| name.eq_ignore_ascii_case(section));
            if let Some(begins) = begins {
                if tables[begins].is_some() {
                    // Its header would be taken for a row.
                    self.faults
                        .add(Fault::new(self.number, 0, "", name, "each section once"));
                }
                section = Some(tables[begins].get_or_insert_with(Table::default));
                self.skip_line(line);
                continue;
            }
            match &mut section {
                Some(table) if !line.trim().is_empty() => self.row(table),
                // Blank, or before the first section, where others pass over everything.
                _ => self.skip_line(line),
            }
        }
        tables
    }

    /// The rest of this line.
    fn line(&self) -> &'a str {
        let rest = &self.text[self.at..];
        rest.split_once('\n').map_or(rest, |(line, _)| line)
    }

    fn skip_line(&mut self, line: &str) {
        self.at += line.len() + 1;
        self.number += 1;
    }

    /// One row, which goes over several lines where a quoted field does.
    fn row(&mut self, table: &mut Table) {
        let first = self.number;
        let mut field = 1;
        loop {
            let ended_by = if self.text.as_bytes().get(self.at) == Some(&b'"') {
                self.quoted(table, first, field)
            } else {
                self.plain(table)
            };
            table.end_cell();
            field += 1;
            if ended_by != Some(b';') {
                break;
            }
        }
        self.number += 1;
        table.end_row(first);
    }

    /// Up to the next separator or line end, which is passed over and returned.
    fn plain(&mut self, table: &mut Table) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = first_of(rest, [b';', b'\n']);
        let ended_by = rest.get(length).copied();
        let text = &self.text[self.at..self.at + length];
        table.add_text(if ended_by == Some(b';') {
            text
        } else {
            text.strip_suffix('\r').unwrap_or(text)
        });
        self.at += length + 1;
        ended_by
    }

    /// A field in quotation marks; two of them stand for one. What follows the last one belongs to the field.
    ///
    /// One without an end, or round other cells, is noted, and the field is then taken up to the end of its line.
    fn quoted(&mut self, table: &mut Table, line: usize, column: usize) -> Option<u8> {
        let start = self.at;
        self.at += 1;
        while let Some(length) = self.until_quote() {
            let part = &self.text[self.at..self.at + length];
            table.add_text(part);
            self.number += part.bytes().filter(|&byte| byte == b'\n').count();
            self.at += length + 1;
            if self.text.as_bytes().get(self.at) != Some(&b'"') {
                if self.swallows(table, start) {
                    break;
                }
                return self.plain_after_quote(table);
            }
            table.add_text("\"");
            self.at += 1;
        }
        let rest = &self.text[start..];
        let found = rest.split_once('\n').map_or(rest, |(found, _)| found);
        let expected = "a closing quotation mark";
        self.faults
            .add(Fault::new(line, column, "", found.trim_end(), expected));
        // Parts of it may already stand in the cell; with a fault noted, nobody reads it.
        self.number = line;
        self.at = start + found.len() + 1;
        Some(b'\n')
    }

    /// Does the quotation that began at `start` and ended here look as if it had swallowed other cells? It then has text
    /// behind it, or the lines that it goes on over are as long as rows.
    fn swallows(&self, table: &Table, start: usize) -> bool {
        let quoted = &self.text[start..self.at];
        let rest = &self.text[self.at..];
        let rest = rest.split_once('\n').map_or(rest, |(rest, _)| rest);
        let behind = !rest.trim_end().is_empty() && !rest.starts_with(';');
        if behind && quoted.contains([';', '\n']) {
            return true;
        }
        let Some((_, lines)) = quoted.split_once('\n') else {
            return false;
        };
        let cells = |line: &str| line.matches(';').count() + 1;
        let columns = table.first_width().unwrap_or(2);
        let (before, last) = lines.rsplit_once('\n').unwrap_or(("", lines));
        let row = |line: &str| cells(line) >= columns;
        before.split('\n').any(row) && !before.is_empty() || cells(last) + cells(rest) > columns
    }

    /// How far the next quotation mark is.
    fn until_quote(&self) -> Option<usize> {
        let rest = self.text.as_bytes().get(self.at..)?;
        rest.iter().position(|&byte| byte == b'"')
    }

    fn plain_after_quote(&mut self, table: &mut Table) -> Option<u8> {
        if self.at >= self.text.len() {
            None
        } else {
            self.plain(table)
        }
    }
}

/// Where the first of two ASCII signs is, eight bytes at a time; the length where neither is there.
///
/// Of a word, the lowest byte that is zero is found exactly (Mycroft's test): borrows only go upwards.
fn first_of(bytes: &[u8], signs: [u8; 2]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
    let (words, rest) = bytes.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = signs.map(|sign| zeros(word ^ (ONES * u64::from(sign))));
        let found = found[0] | found[1];
        if found != 0 {
            return at * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let last = rest.iter().position(|byte| signs.contains(byte));
    last.map_or(bytes.len(), |last| words.len() * 8 + last)
}

#[cfg(test)]
mod tests {
    use super::first_of;

    #[test]
    fn the_first_sign_is_found_wherever_it_stands() {
        let text = "\u{e9}:<\u{80}\u{bb}a\u{8a}\0\u{1}9,zz\u{fb}".as_bytes();
        for length in 0..=text.len() {
            for at in 0..=length {
                let mut bytes = text[..length].to_vec();
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = b';';
                }
                if let Some(byte) = bytes.get_mut(at + 2) {
                    *byte = b'\n';
                }
                let expected = bytes.iter().position(|byte| b";\n".contains(byte));
                let found = first_of(&bytes, [b';', b'\n']);
                assert_eq!(found, expected.unwrap_or(length), "{bytes:?}");
            }
        }
    }
}
