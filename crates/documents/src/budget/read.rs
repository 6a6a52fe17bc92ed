//! From the file to the types.

use super::Budget;
use crate::json::{self, Report};
use crate::{Id, Problem};

/// Ten times what the larger example needs.
const MAX_BYTES: usize = 1_000_000;

impl Budget {
    /// Reads `budget.json`. Some editors write a byte order mark before it.
    ///
    /// # Errors
    /// Every problem of the file, by shape and by meaning, each with its place.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        Self::read_with(bytes, |budget, report| {
            super::check::check(budget, report);
            super::apart::read(budget, report);
        })
    }

    /// The same without what a ballot can be filled in without (`super::apart`): such fields are passed over and stay empty.
    /// Of a level's costs the sum alone is taken. All else has passed every check, so that ballots can be sent and links be
    /// followed.
    ///
    /// # Errors
    /// Every problem of what is read.
    pub fn answerable(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        Self::read_with(bytes, |budget, report| {
            super::check::check(budget, report);
            super::apart::sum(budget, report.root());
        })
    }

    fn read_with(
        bytes: &[u8],
        check: impl FnOnce(&mut Self, &mut Report),
    ) -> Result<Self, Vec<Problem>> {
        let mut budget: Self = json::read(text_of(bytes), MAX_BYTES, check)?;
        budget.sha256 = Id::of(bytes);
        Ok(budget)
    }

    /// A budget that can be drawn and answered: of the right shape, its names and amounts as they must be. What is not
    /// among these checks must be asked of [`Budget::answerable`] before anything is sent, or a link in it is followed.
    pub fn drawable(bytes: &[u8]) -> Option<Self> {
        let mut budget: Self = json::read_good(text_of(bytes), MAX_BYTES, |_, report| {
            super::check::check_drawable(report);
        })?;
        budget.sha256 = Id::of(bytes);
        Some(budget)
    }
}

fn text_of(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}
