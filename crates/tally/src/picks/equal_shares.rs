//! `equal-shares`: the method of equal shares, and what to do with the money it leaves.
//!
//! Peters, Pierczyński, Skowron, *Proportional Participatory Budgeting with Additive Utilities*, NeurIPS 2021.

use super::{
    Election, ElectionFault, PickTie, Picks, Satisfaction, TieOrder, greedy, market::Market,
    support::Support,
};
use crate::named::named;

named! {
    /// How the money is spent that equal shares leaves.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum Completion, "completion" {
        /// It is not spent.
        #[default]
        None = "none",
        /// Every voter gets one more unit of the currency, again and again, until nothing more fits; or the last outcome
        /// before the budget is overspent.
        Add1 = "add1",
        /// `Add1`, then `Greedy`.
        Add1u = "add1u",
        /// By satisfaction for the cost, with the same satisfaction.
        Greedy = "greedy",
    }
}

/// Every voter gets an equal share of the budget, exactly B/n; supporters buy projects together, always the one with
/// the lowest price for its satisfaction, each paying in proportion to theirs or all they have left.
/// Peters, Pierczyński, Skowron, NeurIPS 2021, definition 2. Prices in the rounds are in the smallest unit of money for
/// each unit of weight (an approval, a point, a rank).
///
/// Time is about (choices × rounds) for each run; `Add1` makes a run for each unit that may
/// change something.
///
/// # Errors
/// An election that cannot be counted, or a satisfaction that its ballots have no figures for.
pub fn equal_shares(
    election: &Election,
    satisfaction: Satisfaction,
    completion: Completion,
    ties: &TieOrder,
) -> Result<Picks, ElectionFault> {
    let support = Support::new(election, satisfaction)?;
    let places = ties.places(election);
    let market = match completion {
        Completion::None | Completion::Greedy => {
            Market::run(election, &support, &places, election.budget, None)
        }
        Completion::Add1 | Completion::Add1u => add_units(election, &support, &places),
    };
    let tie = |(round, between)| PickTie { round, between };
    let mut picks = Picks {
        ties: market.ties.iter().cloned().map(tie).collect(),
        share: Some(market.share()),
        rounds: market.rounds(),
    };
    if matches!(completion, Completion::Greedy | Completion::Add1u) {
        greedy::complete(election, &support, &places, &mut picks);
    }
    Ok(picks)
}

/// More money for every voter until the outcome leaves no room for any project, or the last that is not too dear.
/// Units that surely change nothing are added together.
fn add_units<'a>(election: &'a Election, support: &'a Support, places: &'a [usize]) -> Market<'a> {
    let unit = 10u64.saturating_pow(election.decimals);
    let all = |units: u64| {
        unit.saturating_mul(support.voters as u64)
            .saturating_mul(units)
    };
    let mut purse = election.budget;
    let mut best = Market::run(election, support, places, purse, None);
    while !complete(election, support, &best) {
        let steady = best.steady_units(unit);
        let (last, more) = (
            purse.saturating_add(all(steady)),
            purse.saturating_add(all(steady + 1)),
        );
        let next = Market::run(election, support, places, more, Some(&best));
        if election.cost(&next.funded().collect::<Vec<_>>()) > election.budget {
            return Market::run(election, support, places, last, Some(&best));
        }
        purse = more;
        best = next;
    }
    best
}

/// Does no further project fit, or has none of the others any supporter?
fn complete(election: &Election, support: &Support, market: &Market<'_>) -> bool {
    let funded: Vec<usize> = market.funded().collect();
    let left = election.budget.saturating_sub(election.cost(&funded));
    let open = || (0..election.projects.len()).filter(|project| !funded.contains(project));
    open().all(|project| election.projects[project].cost > left)
        || open().all(|project| support.together[project] == 0)
}
