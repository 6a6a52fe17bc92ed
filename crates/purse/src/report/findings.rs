//! What a recount, or a check of the promise ledger, has found.

use std::io::{self, Write};

use documents::boxes::{CLOSE, LEDGER, PUBLISHED};
use serde::Serialize;
use serde_json::json;

use crate::args::Format;
use crate::failure::Failure;
use crate::report::csv;
use crate::words::{counted, say};

/// What was found of one thing.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    /// It follows from the files.
    Same,
    /// It does not, and it should.
    Differs,
    /// It came after the close, or was left out of it.
    Late,
    /// Worth knowing; nothing hangs on it.
    Note,
}

/// One thing that was looked at.
#[derive(Serialize)]
struct Finding {
    /// Its path in the box.
    file: String,
    kind: Kind,
    says: String,
}

#[derive(Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    pub(crate) fn holds(&mut self, file: &str, says: impl Into<String>) {
        self.push(file, Kind::Same, says.into());
    }

    pub(crate) fn differs(&mut self, file: &str, says: impl Into<String>) {
        self.push(file, Kind::Differs, says.into());
    }

    pub(crate) fn late(&mut self, file: &str, says: impl Into<String>) {
        self.push(file, Kind::Late, says.into());
    }

    pub(crate) fn notes(&mut self, file: &str, says: impl Into<String>) {
        self.push(file, Kind::Note, says.into());
    }

    fn push(&mut self, file: &str, kind: Kind, says: String) {
        self.0.push(Finding {
            file: file.to_owned(),
            kind,
            says,
        });
    }

    /// Late ballots and counts of anybody's are no difference: everybody can add them.
    pub(crate) fn all_hold(&self) -> bool {
        self.number(Kind::Differs) == 0
    }

    /// Whether anything was found of what the organiser, or whoever keeps the box, has made known.
    fn is_of_published(&self) -> bool {
        let known = |finding: &Finding| {
            [CLOSE, PUBLISHED, LEDGER]
                .iter()
                .any(|folder| finding.file.starts_with(folder))
        };
        self.0.iter().any(known)
    }

    fn number(&self, kind: Kind) -> u64 {
        self.0.iter().filter(|finding| finding.kind == kind).count() as u64
    }

    /// Whether anything is late.
    pub(crate) fn has_late(&self) -> bool {
        self.number(Kind::Late) > 0
    }

    /// What was found, and for people what to make of it.
    pub(crate) fn print(&self, out: &mut impl Write, format: Format) -> Result<(), Failure> {
        self.write(out, format)?;
        if format == Format::Text {
            self.print_end(out)?;
        }
        Ok(())
    }

    pub(crate) fn write(&self, out: &mut impl Write, format: Format) -> Result<(), Failure> {
        match format {
            Format::Text => self.print_text(out)?,
            Format::Json => {
                let answer = json!({ "holds": self.all_hold(), "findings": self.0 });
                writeln!(out, "{answer}")?;
            }
            Format::Csv => {
                let mut table = csv::Writer::from_writer(out);
                table.write_record(["file", "kind", "says"])?;
                for finding in &self.0 {
                    table.write_record([&finding.file, finding.kind.name(), &finding.says])?;
                }
                table.flush()?;
            }
        }
        Ok(())
    }

    fn print_text(&self, out: &mut impl Write) -> io::Result<()> {
        let mut last = "";
        for finding in &self.0 {
            if finding.file != last {
                writeln!(out, "{}", finding.file)?;
                last = &finding.file;
            }
            let mark = match finding.kind {
                Kind::Differs => "DIFFERS",
                kind => kind.name(),
            };
            writeln!(out, "  {mark:7}  {}", finding.says)?;
        }
        Ok(())
    }

    fn print_end(&self, out: &mut impl Write) -> io::Result<()> {
        match (self.is_of_published(), self.number(Kind::Differs)) {
            (false, 0) => {
                let gap = if self.0.is_empty() { "" } else { "\n" };
                writeln!(out, "{gap}{}", say!("recount.nothing_published"))
            }
            (true, 0) => writeln!(out, "\n{}", say!("recount.all_follows")),
            (_, different) => writeln!(out, "\n{}", counted!("counted.things_differ", different)),
        }?;
        if self.number(Kind::Late) > 0 {
            writeln!(out, "{}", say!("recount.late"))?;
        }
        Ok(())
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Differs => "differs",
            Self::Late => "late",
            Self::Note => "note",
        }
    }
}
