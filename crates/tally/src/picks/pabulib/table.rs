//! Rows of text, all in one piece.

use super::Fault;

/// A section of a file: named columns and rows of cells; rows may have fewer or more cells than there are columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    columns: Vec<String>,
    /// Every cell with one sign behind it: `;`, or a line end behind the last one of a row.
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
        let (start, ends) = self.ends(row);
        let Some(&end) = ends.get(column) else {
            return "";
        };
        let before = column.checked_sub(1).map(|before| ends[before]);
        let start = before.map_or(start, |end| end as usize + 1);
        &self.text[start..end as usize]
    }

    /// Where a row begins, and where each of its cells ends.
    #[inline]
    fn ends(&self, row: usize) -> (usize, &[u32]) {
        let Some(&last) = self.rows.get(row) else {
            return (0, &[]);
        };
        let first = row.checked_sub(1).map_or(0, |before| self.rows[before]) as usize;
        let before = first.checked_sub(1).map(|before| self.cells[before]);
        let start = before.map_or(0, |end| end as usize + 1);
        (start, &self.cells[first..last as usize])
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
    #[inline]
    pub fn width(&self, row: usize) -> usize {
        self.ends(row).1.len()
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
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.text.push(';');
            }
            self.text.push_str(cell);
            self.end_cell(self.text.len());
        }
        self.end_row(0);
    }

    #[inline]
    pub(super) fn add_text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// How much text there is so far.
    pub(super) fn end(&self) -> usize {
        self.text.len()
    }

    /// A cell ends there; the sign behind it may still be to come.
    #[inline]
    pub(super) fn end_cell(&mut self, end: usize) {
        self.cells.push(end as u32);
    }

    /// How many cells of the row that is being read have ended.
    pub(super) fn ended(&self) -> usize {
        self.cells.len() - self.rows.last().map_or(0, |&end| end as usize)
    }

    #[inline]
    pub(super) fn end_row(&mut self, line: usize) {
        self.text.push('\n');
        self.rows.push(self.cells.len() as u32);
        self.lines.push(line as u32);
    }

    /// There is no row for the header: these are the names.
    pub(super) fn with_header(mut self, columns: &[&str]) -> Self {
        self.columns = columns.iter().map(|&column| column.to_owned()).collect();
        self
    }
}
