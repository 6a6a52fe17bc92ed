//! The budget's limits as plain numbers by position, and what they let a line have.

use documents::{Budget, Date, Slug};

/// Whole units of the currency, as all amounts here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub total: u64,
    pub step: u64,
    pub lines: Vec<Bound>,
    pub groups: Vec<Group>,
    /// May a ballot leave money over?
    pub unspent: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    pub floor: u64,
    pub cap: u64,
    pub today: u64,
    /// Positions in `Bounds::groups`.
    pub groups: Vec<usize>,
}

/// A limit on several lines together, at the same position as in `budget.limits`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub members: Vec<usize>,
    pub floor: u64,
    /// `u64::MAX` where there is none.
    pub cap: u64,
}

/// An amount that was asked for and could not be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clipped {
    pub priority: usize,
    /// What the line has instead.
    pub given: u64,
    pub because: Because,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    Floor,
    Cap,
    /// No more money is left.
    Empty,
    /// Amounts go in steps.
    Step,
    /// The group limit with this index is reached.
    Group(usize),
    /// What was typed is not a whole number.
    NotANumber,
    /// No number has this sign.
    Sign(char),
    /// What was typed can be read as two different numbers.
    TwoWays,
}

/// Why a draft is not yet a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The budget wants everything spent and this much is left.
    MoneyLeft(u64),
    /// The limit with this index in `budget.limits` needs at least `floor`; it has `has`.
    GroupBelow {
        limit: usize,
        floor: u64,
        has: u64,
    },
    GroupAbove {
        limit: usize,
        cap: u64,
        has: u64,
    },
    /// The text in this line's field is not what the line has.
    NotAsTyped(Clipped),
    /// It takes a code to send, and the field holds none that may vote.
    NoCode,
    /// The ballot could not be sealed.
    NotSealed,
    /// Sending opens on this day.
    NotYetOpen(Date),
    /// This was the last day to send.
    Closed(Date),
}

impl Bounds {
    #[must_use]
    pub fn of(budget: &Budget) -> Self {
        let groups: Vec<Group> = budget
            .limits
            .iter()
            .map(|limit| Group {
                members: positions(budget, &limit.priorities),
                floor: limit.floor.unwrap_or(0),
                cap: limit.cap.unwrap_or(u64::MAX),
            })
            .collect();
        let lines = budget
            .priorities
            .iter()
            .enumerate()
            .map(|(at, line)| Bound {
                floor: line.floor,
                cap: line.cap,
                today: line.today,
                groups: (0..groups.len())
                    .filter(|&group| groups[group].members.contains(&at))
                    .collect(),
            });
        Self {
            total: budget.total,
            step: budget.step.max(1),
            lines: lines.collect(),
            unspent: budget.unspent,
            groups,
        }
    }

    /// Every line at its floor: where a ballot starts.
    #[must_use]
    pub fn floors(&self) -> Vec<u64> {
        self.lines.iter().map(|line| line.floor).collect()
    }

    /// What is not given to any line; 0 also where the amounts are over the total.
    #[must_use]
    pub fn left(&self, amounts: &[u64]) -> u64 {
        self.total.saturating_sub(amounts.iter().sum())
    }

    /// What the lines of this group have together.
    #[must_use]
    pub fn in_group(&self, group: usize, amounts: &[u64]) -> u64 {
        self.groups[group]
            .members
            .iter()
            .map(|&member| amounts[member])
            .sum()
    }

    /// The most that this line could have now, the others staying as they are, and what stops it there.
    #[must_use]
    pub fn room(&self, amounts: &[u64], at: usize) -> (u64, Because) {
        let line = &self.lines[at];
        let by_money = (
            amounts[at].saturating_add(self.left(amounts)),
            Because::Empty,
        );
        let by_group = line.groups.iter().map(|&group| {
            let spare = self.groups[group]
                .cap
                .saturating_sub(self.in_group(group, amounts));
            (amounts[at].saturating_add(spare), Because::Group(group))
        });
        // The first of equals is named: the line's own cap before the pot, the pot before a group.
        let least = by_group.fold(
            by_money,
            |least, next| if next.0 < least.0 { next } else { least },
        );
        if line.cap <= least.0 {
            (line.cap, Because::Cap)
        } else {
            least
        }
    }

    /// The nearest amount to `asked` that this line can have now, and the reason where that is another one.
    #[must_use]
    pub fn nearest(&self, amounts: &[u64], at: usize, asked: u64) -> (u64, Option<Because>) {
        let (most, because) = self.room(amounts, at);
        if asked < self.lines[at].floor {
            (self.lines[at].floor, Some(Because::Floor))
        } else if asked > most {
            (most, Some(because))
        } else if self.on_step(asked) != asked {
            (self.on_step(asked), Some(Because::Step))
        } else {
            (asked, None)
        }
    }

    /// What stands between these amounts and a ballot.
    #[must_use]
    pub fn faults(&self, amounts: &[u64]) -> Vec<Fault> {
        let left = self.left(amounts);
        let mut faults = Vec::new();
        if left > 0 && !self.unspent {
            faults.push(Fault::MoneyLeft(left));
        }
        for (limit, group) in self.groups.iter().enumerate() {
            let has = self.in_group(limit, amounts);
            let (floor, cap) = (group.floor, group.cap);
            if has < floor {
                faults.push(Fault::GroupBelow { limit, floor, has });
            } else if has > cap {
                faults.push(Fault::GroupAbove { limit, cap, has });
            }
        }
        faults
    }

    /// The highest step that is not above `amount`.
    #[must_use]
    pub(super) fn on_step(&self, amount: u64) -> u64 {
        amount - amount % self.step
    }
}

/// Where in the budget these priorities stand.
pub(super) fn positions(budget: &Budget, ids: &[Slug]) -> Vec<usize> {
    ids.iter()
        .filter_map(|id| budget.priorities.iter().position(|line| line.id == *id))
        .collect()
}
