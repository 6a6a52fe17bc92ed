//! The money of a line, or of all: what was agreed is paid, still committed, returned, or not yet committed.

use crate::Ledger;
use crate::line::{End, Line};

/// Whole units of the currency. `agreed` is always `paid + still_committed + returned + not_committed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub agreed: u64,
    /// Promised to somebody, by agreements as they are now.
    pub committed: u64,
    /// What was paid and has not come back.
    pub paid: u64,
    pub still_committed: u64,
    /// What came back, and what was left when a line ended.
    pub returned: u64,
    pub not_committed: u64,
    /// What was paid for lines that are finished.
    pub delivered: u64,
}

impl Line {
    pub fn sums(&self) -> Sums {
        let has_ended = self.end.is_some();
        let not_committed = if has_ended {
            0
        } else {
            self.agreed - self.committed
        };
        let is_finished = matches!(self.end, Some(End::Finished { .. }));
        Sums {
            agreed: self.agreed,
            committed: self.committed,
            paid: self.paid,
            still_committed: self.still,
            returned: self.agreed - self.paid - self.still - not_committed,
            not_committed,
            delivered: if is_finished { self.paid } else { 0 },
        }
    }
}

impl Ledger {
    /// Of all lines together.
    pub fn sums(&self) -> Sums {
        let all = self.lines.iter().map(Line::sums);
        all.fold(Sums::default(), |sum, line| Sums {
            agreed: sum.agreed + line.agreed,
            committed: sum.committed + line.committed,
            paid: sum.paid + line.paid,
            still_committed: sum.still_committed + line.still_committed,
            returned: sum.returned + line.returned,
            not_committed: sum.not_committed + line.not_committed,
            delivered: sum.delivered + line.delivered,
        })
    }
}
