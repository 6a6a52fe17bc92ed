//! From the file to the types.

use super::Budget;
use crate::{Id, Problem, json};

/// Ten times what the larger example needs.
const MAX_BYTES: usize = 1_000_000;

impl Budget {
    /// Reads `budget.json`. Some editors write a byte order mark before it.
    ///
    /// # Errors
    /// Every problem of the file, by shape and by meaning, each with its place.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        let mut budget: Self = json::read(text_of(bytes), MAX_BYTES, super::check::check)?;
        budget.sha256 = Id::of(bytes);
        Ok(budget)
    }

    /// A budget that can be drawn and answered: of the right shape, its names and amounts as they must be. What is not
    /// among these checks must be asked of [`Budget::read`] before anything is sent, or a link in it is followed.
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
