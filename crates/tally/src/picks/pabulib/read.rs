//! From text to tables: one pass over the bytes.

use super::{Fault, Pabulib, Table};

/// Where the reader is.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The number of the line, from 1.
    number: usize,
}

pub(super) fn read(text: &str) -> Result<Pabulib, Fault> {
    if u32::try_from(text.len()).is_err() {
        return Err(Fault::new(
            0,
            0,
            "more than 4 GB",
            "a file of less than 4 GB",
        ));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader {
        text,
        at: 0,
        number: 1,
    };
    let mut tables = [const { None }; 3];
    let mut section: Option<&mut Table> = None;
    while let Some(&first) = text.as_bytes().get(reader.at) {
        // A section's name begins with one of these letters; most rows do not, and are read at once.
        if let Some(table) = &mut section
            && !matches!(
                first,
                b'M' | b'm' | b'P' | b'p' | b'V' | b'v' | b'\0'..=b' '
            )
        {
            reader.row(table)?;
            continue;
        }
        let line = reader.line();
        let name = line.trim().trim_end_matches(';');
        let begins = ["META", "PROJECTS", "VOTES"]
            .iter()
            .position(|section| name.eq_ignore_ascii_case(section));
        if let Some(begins) = begins {
            section = Some(tables[begins].get_or_insert_with(Table::default));
            reader.skip_line(line);
        } else if line.trim().is_empty() {
            reader.skip_line(line);
        } else if let Some(table) = &mut section {
            reader.row(table)?;
        } else {
            return Err(Fault::new(reader.number, 0, line, "META"));
        }
    }
    let [meta, projects, votes] = tables.map(|table| table.map(Table::header_from_first_row));
    let missing = |name: &str| Fault::new(0, 0, "no such section", &format!("a section {name}"));
    Ok(Pabulib {
        meta: meta.ok_or_else(|| missing("META"))?,
        projects: projects.ok_or_else(|| missing("PROJECTS"))?,
        votes: votes.ok_or_else(|| missing("VOTES"))?,
    })
}

impl<'a> Reader<'a> {
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
    fn row(&mut self, table: &mut Table) -> Result<(), Fault> {
        let first = self.number;
        let mut field = 1;
        loop {
            let ended_by = if self.text.as_bytes().get(self.at) == Some(&b'"') {
                self.quoted(table, first, field)?
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
        Ok(())
    }

    /// Up to the next separator or line end, which is passed over and returned.
    fn plain(&mut self, table: &mut Table) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest
            .iter()
            .position(|&byte| byte == b';' || byte == b'\n')
            .unwrap_or(rest.len());
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
    fn quoted(
        &mut self,
        table: &mut Table,
        line: usize,
        field: usize,
    ) -> Result<Option<u8>, Fault> {
        let start = self.at;
        self.at += 1;
        loop {
            let rest = &self.text[self.at.min(self.text.len())..];
            let Some(length) = rest.bytes().position(|byte| byte == b'"') else {
                let found = self.text[start..].lines().next().unwrap_or_default();
                return Err(Fault::new(line, field, found, "a closing quotation mark"));
            };
            table.add_text(&rest[..length]);
            self.number += rest[..length].bytes().filter(|&byte| byte == b'\n').count();
            self.at += length + 1;
            if rest.as_bytes().get(length + 1) != Some(&b'"') {
                return Ok(self.plain_after_quote(table));
            }
            table.add_text("\"");
            self.at += 1;
        }
    }

    fn plain_after_quote(&mut self, table: &mut Table) -> Option<u8> {
        if self.at >= self.text.len() {
            None
        } else {
            self.plain(table)
        }
    }
}
