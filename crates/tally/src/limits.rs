//! What an outcome must keep: the total, whole steps, floors, caps and limits on groups.

use crate::{Error, MAX_AMOUNT};

/// The limits of a budget, all in whole units of its currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// What is shared out.
    pub total: u64,
    /// Amounts go in steps of this size; it divides every other figure here.
    pub step: u64,
    /// The least each priority gets.
    pub floors: Vec<u64>,
    /// The most each priority gets.
    pub caps: Vec<u64>,
    /// Limits on several priorities together; groups may overlap.
    pub groups: Vec<Group>,
}

/// A limit on the sum over several priorities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Positions of the priorities, each at most once.
    pub members: Vec<usize>,
    /// The least they get together.
    pub floor: u64,
    /// The most they get together.
    pub cap: u64,
}

impl Limits {
    /// No limits but the total: steps of 1, floors of 0, caps of the total.
    pub fn none(total: u64, priorities: usize) -> Self {
        Self {
            total,
            step: 1,
            floors: vec![0; priorities],
            caps: vec![total; priorities],
            groups: Vec::new(),
        }
    }

    /// Are the figures themselves in order, for so many priorities? Whether some outcome keeps them all is found when
    /// one is made. Time is one pass over floors, caps and group members.
    ///
    /// # Errors
    /// A wrong number of floors or caps, a figure beyond [`MAX_AMOUNT`] or off the step, a bad group member,
    /// floors that exceed the total.
    pub fn validate(&self, priorities: usize) -> Result<(), Error> {
        for found in [self.floors.len(), self.caps.len()] {
            if found != priorities {
                return Err(Error::PriorityCount {
                    found,
                    expected: priorities,
                });
            }
        }
        if self.total > MAX_AMOUNT {
            return Err(Error::TooLarge {
                what: "the total",
                most: MAX_AMOUNT,
            });
        }
        self.on_step("the total", self.total)?;
        self.floors
            .iter()
            .try_for_each(|&floor| self.on_step("a floor", floor))?;
        self.caps
            .iter()
            .try_for_each(|&cap| self.on_step("a cap", cap))?;
        for (at, group) in self.groups.iter().enumerate() {
            self.on_step("a group's floor", group.floor)?;
            self.on_step("a group's cap", group.cap)?;
            group.validate(at, priorities)?;
        }
        let floors: u128 = self.floors.iter().map(|&floor| u128::from(floor)).sum();
        if floors > u128::from(self.total) {
            Err(Error::LimitsConflict)
        } else {
            Ok(())
        }
    }

    fn on_step(&self, what: &'static str, found: u64) -> Result<(), Error> {
        if self.step == 0 || !found.is_multiple_of(self.step) {
            return Err(Error::OffStep {
                what,
                found,
                step: self.step,
            });
        }
        if found > MAX_AMOUNT {
            Err(Error::TooLarge {
                what,
                most: MAX_AMOUNT,
            })
        } else {
            Ok(())
        }
    }
}

impl Group {
    fn validate(&self, group: usize, priorities: usize) -> Result<(), Error> {
        let mut seen = vec![false; priorities];
        for &found in &self.members {
            match seen.get_mut(found) {
                Some(seen) if !*seen => *seen = true,
                _ => return Err(Error::GroupMember { group, found }),
            }
        }
        Ok(())
    }
}
