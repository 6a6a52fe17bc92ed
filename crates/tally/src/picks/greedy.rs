//! `greedy`: the most satisfaction for the cost first; what does not fit any more is skipped.

use std::cmp::Ordering;

use super::{
    BigRatio, Election, ElectionFault, PickTie, Picks, Reason, Round, Satisfaction, TieOrder,
    support::Support,
};

/// Funds projects by total satisfaction ÷ cost, largest first, skipping what does not fit.
///
/// With cost satisfaction that is by votes. Where several have equally much and not all fit, the published order
/// decides, and the tie is told. Time is one pass over the choices and one sort of the projects.
///
/// # Errors
/// An election that cannot be counted, or a satisfaction that its ballots have no figures for.
pub fn greedy(
    election: &Election,
    satisfaction: Satisfaction,
    ties: &TieOrder,
) -> Result<Picks, ElectionFault> {
    let support = Support::new(election, satisfaction)?;
    let mut picks = Picks {
        rounds: Vec::new(),
        ties: Vec::new(),
        share: None,
    };
    complete(election, &support, &ties.places(election), &mut picks);
    Ok(picks)
}

/// Goes on from what is already funded.
pub(super) fn complete(
    election: &Election,
    support: &Support,
    places: &[usize],
    picks: &mut Picks,
) {
    let funded = picks.funded();
    let mut left = election.budget.saturating_sub(election.cost(&funded));
    let mut order: Vec<usize> = (0..election.projects.len())
        .filter(|project| !funded.contains(project))
        .collect();
    let compare =
        |a: usize, b: usize| per_cost(election, support, b).compare(per_cost(election, support, a));
    order.sort_by(|&a, &b| compare(a, b).then(places[a].cmp(&places[b])));
    for equals in order.chunk_by(|&a, &b| compare(a, b).is_eq()) {
        let fitting: Vec<usize> = equals
            .iter()
            .copied()
            .filter(|&project| election.projects[project].cost <= left)
            .collect();
        let start = picks.rounds.len();
        for &project in &fitting {
            if election.projects[project].cost <= left {
                left -= election.projects[project].cost;
                let satisfaction = per_cost(election, support, project).exact();
                picks.rounds.push(Round {
                    project,
                    reason: Reason::MostPerCost { satisfaction },
                });
            }
        }
        let all_funded = picks.rounds.len() - start == fitting.len();
        if !all_funded {
            picks.ties.push(PickTie {
                round: start,
                between: fitting,
            });
        }
    }
}

/// Total satisfaction over cost; the cost cancels out where it is the satisfaction.
struct PerCost {
    over: u64,
    under: u64,
}

fn per_cost(election: &Election, support: &Support, project: usize) -> PerCost {
    let cost = election.projects[project].cost;
    PerCost {
        over: support.together[project],
        under: cost / support.factor(cost).max(1),
    }
}

impl PerCost {
    /// What costs nothing comes first.
    fn compare(&self, other: Self) -> Ordering {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        (self.under == 0)
            .cmp(&(other.under == 0))
            .then(product(self.over, other.under).cmp(&product(other.over, self.under)))
    }

    fn exact(&self) -> Option<BigRatio> {
        (self.under > 0).then(|| BigRatio::new(self.over.into(), self.under.into()))
    }
}
