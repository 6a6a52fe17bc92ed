//! Tables for a spreadsheet, written as every table of the project is.

use std::io::{self, Write};

pub(crate) struct Writer<W> {
    out: W,
}

impl<W: Write> Writer<W> {
    pub(crate) fn from_writer(out: W) -> Self {
        Self { out }
    }

    pub(crate) fn write_record(
        &mut self,
        cells: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> io::Result<()> {
        writeln!(self.out, "{}", documents::csv::row(cells))
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
