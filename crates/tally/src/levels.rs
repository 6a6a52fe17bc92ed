//! One priority as the rules read it: how many ballots give at least each amount.

use crate::{Error, Profile};

/// The amounts of one priority above its floor, largest first.
#[derive(Clone, Debug)]
pub(crate) struct Levels(Vec<Level>);

/// `at_least` ballots give `amount` or more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level {
    pub(crate) amount: i128,
    pub(crate) at_least: i128,
}

impl Levels {
    /// One per priority, with the floors taken off; the last level of each is amount 0, which every ballot reaches.
    pub(crate) fn of(profile: &Profile, floors: &[u64]) -> Result<Vec<Self>, Error> {
        (0..profile.priorities())
            .map(|priority| Self::above(profile, priority, floors[priority]))
            .collect()
    }

    fn above(profile: &Profile, priority: usize, floor: u64) -> Result<Self, Error> {
        let mut at_least = 0;
        let mut levels = Vec::new();
        for (amount, weight) in profile.amounts(priority).into_iter().rev() {
            let above = amount.checked_sub(floor).ok_or(Error::BelowFloor {
                priority,
                found: amount,
                floor,
            })?;
            at_least += i128::from(weight);
            levels.push(Level {
                amount: i128::from(above),
                at_least,
            });
        }
        if levels.last().is_none_or(|level| level.amount > 0) {
            levels.push(Level {
                amount: 0,
                at_least,
            });
        }
        Ok(Self(levels))
    }

    pub(crate) fn as_slice(&self) -> &[Level] {
        &self.0
    }

    /// The rank-th largest amount, from 1; a rank beyond the last ballot gives 0.
    pub(crate) fn ranked(&self, rank: i128) -> i128 {
        let at = self.0.partition_point(|level| level.at_least < rank);
        self.0.get(at).map_or(0, |level| level.amount)
    }

    /// The sum of all amounts.
    pub(crate) fn sum(&self) -> i128 {
        let mut below = 0;
        let mut sum = 0;
        for level in &self.0 {
            sum += level.amount * (level.at_least - below);
            below = level.at_least;
        }
        sum
    }
}
