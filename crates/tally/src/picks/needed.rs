//! Why did a project win or lose, and what would have had to change?

use super::{BigRatio, Election, ElectionFault, Picks, Reason, Satisfaction, checks};

/// Why a project was not funded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Nobody chose it, or nobody gains from it.
    NoSupport,
    /// Its supporters had not enough money left to buy it, as the rounds record.
    TooLittleLeft {
        /// What they had left together, in the smallest unit of money.
        left: BigRatio,
    },
    /// It costs more than what was left of the budget.
    NoRoom {
        /// What was left, in the smallest unit of money.
        room: u64,
    },
    /// It would have fitted, but the rule had come to its end.
    NotReached,
}

/// Why each project lost that is not funded, by position of the project.
///
/// `satisfaction` is the one that the outcome was found with. Time is that of repeating the payments
/// ([`checks::payments`]) where there are any, else one pass over the choices.
///
/// # Errors
/// An election that cannot be counted, a satisfaction that its ballots have no figures for, or a project that is not
/// there.
pub fn losses(
    election: &Election,
    satisfaction: Satisfaction,
    picks: &Picks,
) -> Result<Vec<(usize, Loss)>, ElectionFault> {
    let funded = picks.funded();
    election.expect_projects(&funded)?;
    let votes = election.votes();
    let room = election.budget.saturating_sub(election.cost(&funded));
    let lost = (0..election.projects.len()).filter(|project| !funded.contains(project));
    let shared = picks
        .rounds
        .iter()
        .all(|round| matches!(round.reason, Reason::Bought { .. }));
    let payments = if shared {
        checks::payments(election, satisfaction, picks)?
    } else {
        None
    };
    let why = |project: usize| {
        let left = payments
            .as_ref()
            .and_then(|payments| payments.left_to(project));
        match left {
            _ if votes[project] == 0 => Loss::NoSupport,
            Some(left) => Loss::TooLittleLeft { left },
            None if election.projects[project].cost > room => Loss::NoRoom { room },
            None => Loss::NotReached,
        }
    };
    Ok(lost.map(|project| (project, why(project))).collect())
}

/// How many supporters paying in full the purchase of each round was worth: cost ÷ price, one answer a round.
///
/// Where all supporters could pay in full, it is their number (or weight); the more of them had little left, the
/// less it is. None for rounds without a price, or of projects that cost nothing.
pub fn effective_support(election: &Election, picks: &Picks) -> Vec<Option<BigRatio>> {
    let one = |round: &super::Round| match &round.reason {
        Reason::Bought { price, .. } if *price.numer() != 0.into() => {
            let cost = election.projects.get(round.project)?.cost;
            Some(BigRatio::from_integer(cost.into()) / price)
        }
        _ => None,
    };
    picks.rounds.iter().map(one).collect()
}

/// The least number of further voters who choose only this project (with one point, where there are points) that
/// would have had it funded by the rule; none where as many more as there are ballots, or ten if there are fewer,
/// would not have been enough, as always for ranks, where a lone choice weighs nothing. 0 for a funded project.
///
/// Further voters also take their part of the budget, as in a real vote ("singleton-add" in Boehmer, Faliszewski,
/// Janeczko, Peters, Pierczyński, Schierreich, Skowron, Szufa, *Evaluation of Project Performance in Participatory
/// Budgeting*, IJCAI 2024). Found by doubling and bisection: where more voters could harm the project, a smaller
/// number may exist. Time is about 2 × log₂(votes needed) runs of the rule, each on a copy of the election.
///
/// # Errors
/// What the rule says.
pub fn votes_needed(
    election: &Election,
    project: usize,
    rule: impl Fn(&Election) -> Result<Picks, ElectionFault>,
) -> Result<Option<usize>, ElectionFault> {
    let funded_with = |more: usize| {
        let mut changed = election.clone();
        let points: &[i64] = if election.ballots.has_points() {
            &[1]
        } else {
            &[]
        };
        for _ in 0..more {
            changed.ballots.add(&[project as u32], points)?;
        }
        Ok(rule(&changed)?.funded().contains(&project))
    };
    let most = election.ballots.len().max(10);
    let (mut low, mut high) = (0, 1);
    if funded_with(0)? {
        return Ok(Some(0));
    }
    while !funded_with(high)? {
        if high == most {
            return Ok(None);
        }
        (low, high) = (high, (high * 2).min(most));
    }
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if funded_with(middle)? {
            high = middle
        } else {
            low = middle
        }
    }
    Ok(Some(high))
}
