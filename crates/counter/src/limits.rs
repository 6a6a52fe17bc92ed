//! A budget as the engine sees it.

use documents::Budget;
use documents::budget::{Limit, RuleName};
use tally::{Group, Limits, Profile, Rule};

/// The limits, line by line in the order of the budget, unspent money last where the budget allows it.
pub fn limits(budget: &Budget) -> Limits {
    let priorities = &budget.priorities;
    let mut limits = Limits {
        total: budget.total,
        step: budget.step,
        floors: priorities.iter().map(|priority| priority.floor).collect(),
        caps: priorities.iter().map(|priority| priority.cap).collect(),
        groups: budget
            .limits
            .iter()
            .map(|limit| group(budget, limit))
            .collect(),
    };
    if budget.unspent {
        limits.floors.push(0);
        limits.caps.push(budget.total);
    }
    limits
}

fn group(budget: &Budget, limit: &Limit) -> Group {
    Group {
        members: limit
            .priorities
            .iter()
            .filter_map(|id| budget.position(id))
            .collect(),
        floor: limit.floor.unwrap_or(0),
        cap: limit.cap.unwrap_or(budget.total),
    }
}

/// A budget's rule as the engine has it: both give the rules the same names.
pub fn rule(name: RuleName) -> Rule {
    match name {
        RuleName::Ladder => Rule::Ladder,
        RuleName::Mean => Rule::Mean,
        RuleName::Median => Rule::Median,
        RuleName::IndependentMarkets => Rule::IndependentMarkets,
        RuleName::Utilitarian => Rule::Utilitarian,
        RuleName::PiecewiseUniform => Rule::PiecewiseUniform,
    }
}

/// Whether some outcome keeps all of a budget's limits at once, crossing groups included, which reading the
/// budget leaves open.
///
/// # Errors
/// Why none does.
pub fn can_be_kept(budget: &Budget) -> Result<(), tally::Error> {
    let limits = limits(budget);
    // Any ballot that keeps the floors will do: the engine moves it inside the limits, or says that it cannot.
    let mut ballot = limits.floors.clone();
    let mut left = budget.total - ballot.iter().sum::<u64>();
    for (amount, cap) in ballot.iter_mut().zip(&limits.caps) {
        let more = left.min(cap - *amount);
        *amount += more;
        left -= more;
    }
    let mut profile = Profile::new(ballot.len());
    profile.add(&ballot, 1)?;
    tally::allocate(Rule::Mean, &profile, &limits).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_and_the_engine_give_the_rules_the_same_names() {
        let named = RuleName::ALL
            .iter()
            .map(|&name| (name.name(), rule(name).name()));
        assert!(named.clone().all(|(budget, engine)| budget == engine));
        assert_eq!(named.count(), Rule::ALL.len());
    }
}
