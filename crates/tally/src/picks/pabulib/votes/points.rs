//! The points of a file's ballots.

use super::no_column;
use crate::picks::pabulib::{Fault, Faults, Pabulib, decimal::Decimals, ids::items};

/// All points of a file in units of the last decimal place that any of them has.
pub(super) struct Points {
    points: Vec<i64>,
    /// Where each row ends.
    ends: Vec<usize>,
    column: usize,
    /// The decimals of the unit.
    pub(super) places: u32,
}

impl Points {
    /// None where the file has no points.
    pub(super) fn read(file: &Pabulib, faults: &mut Faults) -> Option<Self> {
        let Some(column) = file.votes.column("points") else {
            if !file.votes.is_empty() {
                faults.add(no_column(file, "points"));
            }
            return None;
        };
        let mut decimals = Decimals::default();
        let (mut read, mut ends, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..file.votes.len() {
            let cell = file.votes.cell(row, column);
            for (text, _) in items(cell) {
                let points = decimals.read_signed(text).unwrap_or_else(|| {
                    let expected = "points: a decimal number";
                    faults.add(file.votes.fault(row, column, text, expected));
                    Default::default()
                });
                read.push(points);
                rows.push(row);
            }
            ends.push(read.len());
        }
        let whole = |(point, &row)| {
            decimals.whole(point).unwrap_or_else(|| {
                let (found, expected) = ("larger points", "points below 2^63");
                faults.add(file.votes.fault(row, column, found, expected));
                0
            })
        };
        let points = read.into_iter().zip(&rows).map(whole).collect();
        Some(Self {
            points,
            ends,
            column,
            places: decimals.places(),
        })
    }

    /// The points of one ballot.
    pub(super) fn of(&self, row: usize) -> &[i64] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.points[start..self.ends[row]]
    }

    /// Too few or too many, neither of which says who was meant to get which.
    pub(super) fn unequal(&self, file: &Pabulib, row: usize) -> Fault {
        let found = file.votes.cell(row, self.column);
        let expected = "as many points as projects";
        file.votes.fault(row, self.column, found, expected)
    }
}
