//! From the file to the types, and back.

use super::*;
use crate::Problem;
use crate::json::{self, Path, Report};

impl ResultFile {
    /// A million ballots' ids, and room for the rest.
    pub const MAX_BYTES: usize = 80_000_000;
    /// The most that a page puts into a box, in bytes: a count of some 14,000 ballots. A larger one is published by the
    /// box's owner alone.
    pub const MAX_POSTED: usize = 1_000_000;

    /// Reads a result. Whether it is what its name says is for [`Id::of`] its bytes to tell.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        json::read(bytes, Self::MAX_BYTES, |result, report| {
            check(result, report)
        })
    }

    /// The canonical bytes: compact JSON, fields in order, no clock.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(self)
    }

    /// The name of the canonical bytes.
    pub fn id(&self) -> Id {
        Id::of(&self.to_bytes())
    }
}

/// Whether the lists that readers search are in order.
fn check(result: &ResultFile, report: &mut Report) {
    let counted = Path::Root.field("counted");
    if !result.counted.is_sorted_by(|a, b| a < b) {
        report.say(
            &counted,
            "ids out of order, or twice",
            "each id once, sorted",
        );
    }
}
