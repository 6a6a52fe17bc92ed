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
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut budget: Self = json::read(text, MAX_BYTES, super::check::check)?;
        budget.sha256 = Id::of(bytes);
        Ok(budget)
    }
}
