//! Columns for people to read: texts to the left, numbers to the right.

use std::io::{self, Write};

/// Which side a column leans to.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Side {
    Left,
    Right,
}

/// Rows of cells, the first row the heads.
pub(crate) fn print(out: &mut impl Write, sides: &[Side], rows: &[Vec<String>]) -> io::Result<()> {
    let width = |column: usize| {
        let widths = rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count());
        widths.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..sides.len()).map(width).collect();
    for row in rows {
        let cells =
            row.iter()
                .zip(sides.iter().zip(&widths))
                .map(|(cell, (side, width))| match side {
                    Side::Left => format!("{cell:<width$}"),
                    Side::Right => format!("{cell:>width$}"),
                });
        let line: Vec<String> = cells.collect();
        writeln!(out, "  {}", line.join("  ").trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Side, print};

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [["line", "amount"], ["café", "5"], ["x", "1,000,000"]]
            .map(|row| row.map(String::from).to_vec());
        let mut out = Vec::new();
        print(&mut out, &[Side::Left, Side::Right], &rows).unwrap();
        let expected = "  line     amount\n  café          5\n  x     1,000,000\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
