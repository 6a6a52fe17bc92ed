//! From text to tables: one pass over the bytes.

use std::borrow::Cow;

use super::{Fault, Faults, Pabulib, Table};

const SECTIONS: [&str; 3] = ["META", "PROJECTS", "VOTES"];

const KEY_AND_VALUE: [&str; 2] = ["key", "value"];

/// Where the reader is.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The number of the line, from 1.
    number: usize,
    /// Which section this is, in the order of [`SECTIONS`].
    section: usize,
    /// How many cells the first row of each section has.
    widths: [usize; 3],
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
        section: 0,
        widths: [KEY_AND_VALUE.len(); 3],
        faults,
    };
    let [meta, projects, votes] = reader.tables();
    let mut faults = reader.faults;
    let keys = |meta: Table| match meta.columns().is_empty() {
        true => meta.with_header(&KEY_AND_VALUE),
        false => meta,
    };
    let Some(meta) = meta.map(keys) else {
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

/// Lines that only a carriage return ends, as others read them too, also among others.
fn line_ends(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let next = bytes.iter().skip(1);
    // Without a way out of the loop, many bytes are looked at in one.
    let alone = bytes.iter().zip(next).fold(false, |alone, (&sign, &next)| {
        alone | ((sign == b'\r') & (next != b'\n'))
    });
    match alone || text.ends_with('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

impl<'a> Reader<'a> {
    /// The sections there are.
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
                self.row_or_header(table);
                continue;
            }
            let line = self.line();
            let name = line.trim().trim_end_matches(';');
            let begins = SECTIONS
                .iter()
                .position(|section| name.eq_ignore_ascii_case(section));
            if let Some(begins) = begins {
                if tables[begins].is_some() {
                    // Its header would be taken for a row.
                    self.faults
                        .add(Fault::new(self.number, 0, "", name, "each section once"));
                }
                section = Some(tables[begins].get_or_insert_with(Table::default));
                self.section = begins;
                self.skip_line(line);
                continue;
            }
            match &mut section {
                Some(table) if !line.trim().is_empty() => self.row_or_header(table),
                // Blank, or before the first section, where others pass over everything.
                _ => self.skip_line(line),
            }
        }
        tables
    }

    /// A row of a section; the first one is its header. Files that others give away begin META at once with a key.
    fn row_or_header(&mut self, table: &mut Table) {
        if !table.columns().is_empty() {
            return self.row(table);
        }
        let mut head = Table::default();
        self.row(&mut head);
        self.widths[self.section] = head.width(0);
        let names: Vec<&str> = head.row(0).collect();
        let is_name = |(found, name): (&&str, &str)| found.trim().eq_ignore_ascii_case(name);
        let named =
            names.len() >= KEY_AND_VALUE.len() && names.iter().zip(KEY_AND_VALUE).all(is_name);
        *table = match SECTIONS[self.section] == "META" && !named {
            true => head.with_header(&KEY_AND_VALUE),
            false => Table::new(&names),
        };
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
        let mut goes_on = true;
        while goes_on {
            let quoted = self.text.as_bytes().get(self.at) == Some(&b'"');
            goes_on = (!quoted || self.quoted(table, first)) && self.plain(table);
        }
        self.number += 1;
        table.end_row(first);
    }

    /// Cells, up to the end of the line or to a quotation: does the row go on with one?
    fn plain(&mut self, table: &mut Table) -> bool {
        let rest = &self.text.as_bytes()[self.at.min(self.text.len())..];
        let start = table.end();
        let mut length = rest.len();
        for (at, &byte) in rest.iter().enumerate() {
            if byte == b';' {
                table.end_cell(start + at);
                if rest.get(at + 1) == Some(&b'"') {
                    table.add_text(&self.text[self.at..=self.at + at]);
                    self.at += at + 1;
                    return true;
                }
            } else if byte == b'\n' {
                length = at;
                break;
            }
        }
        let line = &self.text[self.at..self.at + length];
        table.add_text(line.strip_suffix('\r').unwrap_or(line));
        table.end_cell(table.end());
        self.at += length + 1;
        false
    }

    /// A field in quotation marks; two of them stand for one. What follows the last one belongs to the field.
    ///
    /// One without an end, or round other cells, is noted, and the field is then taken up to the end of its line: does the row
    /// go on?
    fn quoted(&mut self, table: &mut Table, line: usize) -> bool {
        let start = self.at;
        self.at += 1;
        while let Some(length) = self.until_quote() {
            let part = &self.text[self.at..self.at + length];
            table.add_text(part);
            self.number += part.bytes().filter(|&byte| byte == b'\n').count();
            self.at += length + 1;
            if self.text.as_bytes().get(self.at) != Some(&b'"') {
                if self.swallows(start) {
                    break;
                }
                return true;
            }
            table.add_text("\"");
            self.at += 1;
        }
        let rest = &self.text[start..];
        let found = rest.split_once('\n').map_or(rest, |(found, _)| found);
        let expected = "a closing quotation mark";
        let column = table.ended() + 1;
        self.faults
            .add(Fault::new(line, column, "", found.trim_end(), expected));
        // Parts of it may already stand in the cell; with a fault noted, nobody reads it.
        table.end_cell(table.end());
        self.number = line;
        self.at = start + found.len() + 1;
        false
    }

    /// Does the quotation that began at `start` and ended here look as if it had swallowed other cells? It then has text
    /// behind it, or the lines that it goes on over are as long as rows.
    fn swallows(&self, start: usize) -> bool {
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
        let columns = self.widths[self.section];
        let (before, last) = lines.rsplit_once('\n').unwrap_or(("", lines));
        let row = |line: &str| cells(line) >= columns;
        before.split('\n').any(row) && !before.is_empty() || cells(last) + cells(rest) > columns
    }

    /// How far the next quotation mark is.
    fn until_quote(&self) -> Option<usize> {
        let rest = self.text.as_bytes().get(self.at..)?;
        rest.iter().position(|&byte| byte == b'"')
    }
}
