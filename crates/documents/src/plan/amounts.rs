//! Amounts that were held to every limit, and what they leave.

use super::{Breach, Plan};

/// What a ballot gives each line, in the budget's order: every limit is kept, so nobody need look again.
///
/// Where the budget allows it, what they leave is one more amount behind the last line: for the engine unspent money is
/// a line as any other. This file alone knows that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amounts {
    whole: Box<[u64]>,
    lines: usize,
}

impl Amounts {
    /// One for each line of the budget.
    pub fn lines(&self) -> &[u64] {
        &self.whole[..self.lines]
    }

    /// With unspent money behind the last line, where the budget allows it: together the total.
    pub fn whole(&self) -> &[u64] {
        &self.whole
    }
}

impl Plan {
    /// Holds these amounts, one for each line, to every limit.
    ///
    /// # Errors
    /// The first limit that they break.
    pub fn amounts(&self, lines: Vec<u64>) -> Result<Amounts, Breach> {
        debug_assert_eq!(lines.len(), self.lines.len(), "an amount for each line");
        if let Some(breach) = self.breaches(&lines).next() {
            return Err(breach);
        }
        Ok(Amounts {
            lines: lines.len(),
            whole: self.whole(lines).into(),
        })
    }

    /// These amounts, with unspent money behind the last where the budget allows it.
    pub fn whole(&self, mut lines: Vec<u64>) -> Vec<u64> {
        if self.unspent {
            lines.push(self.left(&lines));
        }
        lines
    }

    /// How many amounts share out the whole total: one a line, and one more where money may be left.
    pub fn whole_len(&self) -> usize {
        self.lines.len() + usize::from(self.unspent)
    }

    /// Parts what is said of the whole total into what is said of each line, and of unspent money.
    pub fn parted<'w, T>(&self, whole: &'w [T]) -> (&'w [T], Option<&'w T>) {
        let (lines, unspent) = whole.split_at(self.lines.len());
        (lines, unspent.first())
    }

    /// What is not given to any line; 0 also where the amounts are over the total.
    pub fn left(&self, lines: &[u64]) -> u64 {
        self.total.saturating_sub(lines.iter().sum())
    }
}
