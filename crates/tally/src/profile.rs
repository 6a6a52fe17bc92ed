//! Ballots grouped and counted: all that an allocation rule reads.

use crate::{Error, MAX_AMOUNT, MAX_BALLOTS, MAX_PRIORITIES, histogram::Histogram};

/// For every priority, how many ballots chose each amount.
///
/// Profiles merge by addition, in any order and grouping. All ballots of a profile share out the same total,
/// which the first ballot sets. Memory: 32 to 64 bytes for each distinct amount of each priority.
#[derive(Clone, Debug)]
pub struct Profile {
    histograms: Vec<Histogram>,
    ballots: u64,
    total: Option<u64>,
}

impl Profile {
    /// An empty profile over this many priorities.
    pub fn new(priorities: usize) -> Self {
        Self {
            histograms: vec![Histogram::default(); priorities],
            ballots: 0,
            total: None,
        }
    }

    /// Adds a ballot (one amount a priority, in the budget's order, in units of money) as often as `weight` says; 0 adds
    /// nothing. Time is about one step a priority.
    ///
    /// # Errors
    /// Refuses another number of amounts, another sum than the ballots before, and figures beyond
    /// [`MAX_AMOUNT`], [`MAX_BALLOTS`] or [`MAX_PRIORITIES`]. A refused ballot changes nothing.
    pub fn add(&mut self, ballot: &[u64], weight: u64) -> Result<(), Error> {
        self.expect_priorities(ballot.len())?;
        let sum = ballot
            .iter()
            .fold(0u64, |sum, &amount| sum.saturating_add(amount));
        self.accept(sum, weight)?;
        if weight > 0 {
            for (histogram, &amount) in self.histograms.iter_mut().zip(ballot) {
                histogram.add(amount, weight);
            }
        }
        Ok(())
    }

    /// Adds all ballots of another profile, in any order and grouping with the same result. Time is its distinct amounts.
    ///
    /// # Errors
    /// As for [`Profile::add`].
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        self.merge_weighted(other, 1)
    }

    /// Adds all ballots of another profile, each as often as `weight` says; 0 adds nothing.
    ///
    /// # Errors
    /// As for [`Profile::add`].
    pub fn merge_weighted(&mut self, other: &Self, weight: u64) -> Result<(), Error> {
        self.expect_priorities(other.priorities())?;
        let Some(total) = other.total.filter(|_| weight > 0) else {
            return Ok(());
        };
        self.accept(total, other.ballots.saturating_mul(weight))?;
        for (histogram, more) in self.histograms.iter_mut().zip(&other.histograms) {
            for (amount, ballots) in more.entries() {
                histogram.add(amount, ballots * weight);
            }
        }
        Ok(())
    }

    /// The profile with one ballot, which must be in it, in place of another with the same sum.
    pub(crate) fn with_instead(&self, old: &[u64], new: &[u64]) -> Self {
        let mut changed = self.clone();
        for (histogram, (&old, &new)) in changed.histograms.iter_mut().zip(old.iter().zip(new)) {
            if old != new {
                histogram.remove_one(old);
                histogram.add(new, 1);
            }
        }
        changed
    }

    /// The sum of the ballots' weights.
    pub fn ballots(&self) -> u64 {
        self.ballots
    }

    /// How many priorities each ballot has.
    pub fn priorities(&self) -> usize {
        self.histograms.len()
    }

    /// What each ballot shares out; none while there is no ballot.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// (amount, weight) of one priority by rising amount, each amount once; empty where there is no such priority. Time
    /// is one sort of the distinct amounts.
    pub fn amounts(&self, priority: usize) -> Vec<(u64, u64)> {
        self.histograms
            .get(priority)
            .map(Histogram::sorted)
            .unwrap_or_default()
    }

    pub(crate) fn expect_priorities(&self, found: usize) -> Result<(), Error> {
        let expected = self.priorities();
        if found != expected {
            return Err(Error::PriorityCount { found, expected });
        }
        if expected > MAX_PRIORITIES {
            return Err(Error::TooLarge {
                what: "priorities",
                most: MAX_PRIORITIES as u64,
            });
        }
        Ok(())
    }

    fn accept(&mut self, sum: u64, weight: u64) -> Result<(), Error> {
        if sum > MAX_AMOUNT {
            return Err(Error::TooLarge {
                what: "a ballot's total",
                most: MAX_AMOUNT,
            });
        }
        if let Some(expected) = self.total
            && sum != expected
        {
            return Err(Error::BallotSum {
                found: sum,
                expected,
            });
        }
        let ballots = self.ballots.saturating_add(weight);
        if ballots > MAX_BALLOTS {
            return Err(Error::TooLarge {
                what: "ballots",
                most: MAX_BALLOTS,
            });
        }
        if weight > 0 {
            self.ballots = ballots;
            self.total = Some(sum);
        }
        Ok(())
    }
}

/// Equal when the same amounts carry the same weights, however they were put together.
impl PartialEq for Profile {
    fn eq(&self, other: &Self) -> bool {
        self.ballots == other.ballots
            && self.total == other.total
            && self.priorities() == other.priorities()
            && (0..self.priorities())
                .all(|priority| self.amounts(priority) == other.amounts(priority))
    }
}

impl Eq for Profile {}
