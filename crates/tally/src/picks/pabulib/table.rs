//! Rows of text, all in one piece.

use super::Fault;

/// A section of a file: named columns and rows of cells; rows may have fewer or more cells than there are columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    columns: Vec<String>,
    text: String,
    /// Where each cell ends in `text`.
    cells: Vec<u32>,
    /// Where each row ends in `cells`.
    rows: Vec<u32>,
    /// On which line of the file each row began.
    lines: Vec<u32>,
}

impl Table {
    /// An empty table with these columns.
    pub fn new(columns: &[&str]) -> Self {
        Self {
            columns: columns.iter().map(|&column| column.to_owned()).collect(),
            ..Self::default()
        }
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.trim().eq_ignore_ascii_case(name))
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Are there no rows?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// One cell; empty where there is none.
    #[inline]
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let Some(&row_end) = self.rows.get(row) else {
            return "";
        };
        let first = row
            .checked_sub(1)
            .map_or(0, |before| self.rows[before] as usize);
        let at = first + column;
        if at >= row_end as usize {
            return "";
        }
        let start = at
            .checked_sub(1)
            .map_or(0, |before| self.cells[before] as usize);
        &self.text[start..self.cells[at] as usize]
    }

    /// One cell by the name of its column; empty where there is none.
    pub fn named(&self, row: usize, column: &str) -> &str {
        self.column(column)
            .map_or("", |column| self.cell(row, column))
    }

    /// The cells of one row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.width(row)).map(move |column| self.cell(row, column))
    }

    /// How many cells a row has.
    pub fn width(&self, row: usize) -> usize {
        let before = row.checked_sub(1).and_then(|before| self.rows.get(before));
        let start = before.map_or(0, |&end| end as usize);
        self.rows.get(row).map_or(0, |&end| end as usize - start)
    }

    /// On which line of the file a row began, from 1; 0 where it came from no file.
    pub fn line(&self, row: usize) -> usize {
        self.lines.get(row).map_or(0, |&line| line as usize)
    }

    /// One cell is not as it should be.
    pub(super) fn fault(&self, row: usize, column: usize, found: &str, expected: &str) -> Fault {
        let name = self.columns.get(column).map_or("", String::as_str);
        Fault::new(self.line(row), column + 1, name, found, expected)
    }

    /// Adds a row.
    pub fn push<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for cell in cells {
            self.add_text(cell);
            self.end_cell();
        }
        self.end_row(0);
    }

    #[inline]
    pub(super) fn add_text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    #[inline]
    pub(super) fn end_cell(&mut self) {
        self.cells.push(self.text.len() as u32);
    }

    /// How many cells the first row has, which is the header while the file is read.
    pub(super) fn first_width(&self) -> Option<usize> {
        self.rows.first().map(|&end| end as usize)
    }

    pub(super) fn end_row(&mut self, line: usize) {
        self.rows.push(self.cells.len() as u32);
        self.lines.push(line as u32);
    }

    /// There is no row for the header: these are the names.
    pub(super) fn with_header(mut self, columns: &[&str]) -> Self {
        self.columns = columns.iter().map(|&column| column.to_owned()).collect();
        self
    }

    /// The first row is the header.
    pub(super) fn header_from_first_row(mut self) -> Self {
        if self.is_empty() {
            return self;
        }
        let header: Vec<String> = self.row(0).map(str::to_owned).collect();
        let (cells, text) = (header.len(), header.iter().map(String::len).sum::<usize>());
        self.text.drain(..text);
        self.cells.drain(..cells);
        self.cells.iter_mut().for_each(|end| *end -= text as u32);
        self.rows.remove(0);
        self.rows.iter_mut().for_each(|end| *end -= cells as u32);
        self.lines.remove(0);
        self.columns = header;
        self
    }
}
