//! What a recount has found.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::json;

use crate::args::Format;
use crate::failure::Failure;
use crate::report::csv;
use crate::report::words::count;

/// One thing that was looked at.
#[derive(Serialize)]
struct Finding {
    /// Its path in the box.
    file: String,
    holds: bool,
    says: String,
}

#[derive(Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    pub(super) fn holds(&mut self, file: &str, says: impl Into<String>) {
        self.push(file, true, says.into());
    }

    pub(super) fn differs(&mut self, file: &str, says: impl Into<String>) {
        self.push(file, false, says.into());
    }

    fn push(&mut self, file: &str, holds: bool, says: String) {
        self.0.push(Finding {
            file: file.to_owned(),
            holds,
            says,
        });
    }

    pub(super) fn all_hold(&self) -> bool {
        self.0.iter().all(|finding| finding.holds)
    }

    pub(super) fn print(&self, out: &mut impl Write, format: Format) -> Result<(), Failure> {
        match format {
            Format::Text => self.print_text(out)?,
            Format::Json => {
                let answer = json!({ "holds": self.all_hold(), "findings": self.0 });
                writeln!(out, "{answer}")?;
            }
            Format::Csv => {
                let mut table = csv::Writer::from_writer(out);
                table.write_record(["file", "holds", "says"])?;
                for finding in &self.0 {
                    let holds = finding.holds.to_string();
                    table.write_record([&finding.file, &holds, &finding.says])?;
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
            let mark = if finding.holds { "same   " } else { "DIFFERS" };
            writeln!(out, "  {mark}  {}", finding.says)?;
        }
        let different = self.0.iter().filter(|finding| !finding.holds).count() as u64;
        match (self.0.is_empty(), different) {
            (true, _) => writeln!(
                out,
                "Nothing was published yet, so there is nothing to repeat."
            ),
            (false, 0) => writeln!(
                out,
                "\nEverything that was published follows from the files."
            ),
            (false, _) => writeln!(
                out,
                "\n{} from the files.",
                count(different, "thing differs", "things differ")
            ),
        }
    }
}
