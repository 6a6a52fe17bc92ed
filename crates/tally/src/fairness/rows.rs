//! Ballots one by one, for the checks that histograms cannot answer.

use crate::{Error, MAX_BALLOTS};

/// Ballots as a flat matrix: one row a ballot, one amount a priority.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    pub(super) priorities: usize,
    pub(super) amounts: &'a [u64],
    pub(super) weights: Option<&'a [u64]>,
}

impl<'a> Rows<'a> {
    /// `amounts` row after row, in units of money; `weights` one a row, or none where each ballot counts once.
    ///
    /// They are lent, not copied. Time is one pass over the weights.
    ///
    /// # Errors
    /// Amounts that do not fill whole rows, another number of weights, or more ballots than [`MAX_BALLOTS`].
    pub fn new(
        priorities: usize,
        amounts: &'a [u64],
        weights: Option<&'a [u64]>,
    ) -> Result<Self, Error> {
        let spare = amounts
            .len()
            .checked_rem(priorities)
            .unwrap_or(amounts.len());
        if spare != 0 {
            return Err(Error::PriorityCount {
                found: spare,
                expected: priorities,
            });
        }
        let rows = Self {
            priorities,
            amounts,
            weights,
        };
        if let Some(weights) = weights
            && weights.len() != rows.len()
        {
            return Err(Error::RowCount {
                found: weights.len(),
                expected: rows.len(),
            });
        }
        let ballots = (0..rows.len()).fold(0u64, |sum, row| sum.saturating_add(rows.weight(row)));
        if ballots > MAX_BALLOTS {
            return Err(Error::TooLarge {
                what: "ballots",
                most: MAX_BALLOTS,
            });
        }
        Ok(rows)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.amounts.len().checked_div(self.priorities).unwrap_or(0)
    }

    /// Are there no rows?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One ballot's amounts; the row must be there.
    pub(super) fn row(&self, row: usize) -> &'a [u64] {
        &self.amounts[row * self.priorities..][..self.priorities]
    }

    /// How often a ballot counts; the row must be there.
    pub(super) fn weight(&self, row: usize) -> u64 {
        self.weights.map_or(1, |weights| weights[row])
    }
}
