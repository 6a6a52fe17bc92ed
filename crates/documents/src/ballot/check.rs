//! Whether a ballot keeps the limits of its budget.

use super::{Ballot, Refusal};
use crate::Budget;
use crate::budget::{Limit, Priority};

impl Ballot {
    /// Whether this ballot keeps every limit of `budget`.
    ///
    /// # Errors
    /// The first limit that it breaks, in the order of the budget.
    pub fn check(&self, budget: &Budget) -> Result<(), Refusal> {
        budget.name().expects(&self.budget)?;
        let amounts = self.amounts_in(budget)?;
        for (priority, &amount) in budget.priorities.iter().zip(&amounts) {
            self.check_line(budget, priority, amount)?;
        }
        check_total(budget, amounts.iter().sum())?;
        for limit in &budget.limits {
            check_limit(limit, budget.sum_of(&limit.priorities, &amounts))?;
        }
        Ok(())
    }

    /// The amounts in the order of the budget's priorities.
    ///
    /// # Errors
    /// A priority that one has and the other does not.
    pub fn amounts_in(&self, budget: &Budget) -> Result<Vec<u64>, Refusal> {
        let known = |id: &crate::Slug| budget.position(id).is_some();
        if let Some(id) = self
            .amounts
            .keys()
            .chain(self.no_view.iter())
            .find(|id| !known(id))
        {
            return Err(Refusal::UnknownPriority {
                priority: id.clone(),
            });
        }
        let amount = |priority: &Priority| {
            let missing = || Refusal::MissingPriority {
                priority: priority.id.clone(),
            };
            self.amounts.get(&priority.id).copied().ok_or_else(missing)
        };
        budget.priorities.iter().map(amount).collect()
    }

    fn check_line(&self, budget: &Budget, line: &Priority, amount: u64) -> Result<(), Refusal> {
        let priority = line.id.clone();
        let (floor, cap, step, today) = (line.floor, line.cap, budget.step, line.today);
        let no_view = self.no_view.contains(&priority);
        if no_view && !budget.no_view {
            Err(Refusal::NoViewNotAllowed { priority })
        } else if no_view && amount != today {
            Err(Refusal::NoViewNotToday {
                priority,
                amount,
                today,
            })
        } else if amount < floor {
            Err(Refusal::BelowFloor {
                priority,
                amount,
                floor,
            })
        } else if amount > cap {
            Err(Refusal::AboveCap {
                priority,
                amount,
                cap,
            })
        } else if !amount.is_multiple_of(step) {
            Err(Refusal::OffStep {
                priority,
                amount,
                step,
            })
        } else {
            Ok(())
        }
    }
}

fn check_total(budget: &Budget, sum: u64) -> Result<(), Refusal> {
    let total = budget.total;
    if sum > total {
        Err(Refusal::OverTotal { sum, total })
    } else if sum < total && !budget.unspent {
        Err(Refusal::UnderTotal { sum, total })
    } else {
        Ok(())
    }
}

fn check_limit(limit: &Limit, sum: u64) -> Result<(), Refusal> {
    let id = || limit.id.clone();
    match (limit.floor, limit.cap) {
        (Some(floor), _) if sum < floor => Err(Refusal::GroupBelow {
            limit: id(),
            sum,
            floor,
        }),
        (_, Some(cap)) if sum > cap => Err(Refusal::GroupAbove {
            limit: id(),
            sum,
            cap,
        }),
        _ => Ok(()),
    }
}
