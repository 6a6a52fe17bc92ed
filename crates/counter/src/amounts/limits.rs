//! A budget as the engine sees it, which names nothing of ours.

use documents::budget::RuleName;
use documents::{Budget, Plan};
use tally::{Group, Limits, Profile, Rule};

/// The limits of a plan, for every line and for unspent money.
pub fn limits(plan: &Plan) -> Limits {
    let mut limits = Limits::none(plan.total, plan.whole_len());
    limits.step = plan.step;
    let bounds = limits.floors.iter_mut().zip(&mut limits.caps);
    for ((floor, cap), line) in bounds.zip(&plan.lines) {
        (*floor, *cap) = (line.floor, line.cap);
    }
    let groups = plan.groups.iter().map(|group| Group {
        members: group.members.clone(),
        floor: group.floor,
        cap: group.cap.min(plan.total),
    });
    limits.groups = groups.collect();
    limits
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
    let limits = limits(&Plan::of(budget));
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
