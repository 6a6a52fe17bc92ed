//! `bos`: equal shares with bounded overspending.
//!
//! Papasotiropoulos, Pishbin, Skibski, Skowron, Wąs, *Method of Equal Shares with Bounded Overspending*, 2024
//! (arXiv 2409.15005), as in pabutools' main branch.
//!
//! The rule's own fractions double in length with every round, so money is counted here in whole parts of the
//! smallest unit, 2^−k of it for the largest k that fits 64 bits, and prices are rounded down to such parts. All
//! comparisons of these numbers are exact: floating point only sets aside what is further off than its error. What
//! rounding leaves in a purse that is spent would still buy projects, so a purse of next to nothing is empty.

use std::cmp::Ordering;

use num_bigint::BigUint;

use super::{
    BigRatio, Election, ElectionFault, PickTie, Picks, Reason, Round, Satisfaction, TieOrder,
    support::Support,
};
use crate::sort;

/// Like equal shares, but supporters may buy a project of which they can pay only the part α; the others' money pays
/// the rest. Of the projects that the whole budget still has room for, the one with the lowest price for its
/// satisfaction ÷ α² is bought, and its supporters pay as if all of them could pay their part in full.
///
/// Papasotiropoulos, Pishbin, Skibski, Skowron, Wąs 2024 (arXiv 2409.15005). Prices are in the smallest unit of money.
/// Time is about (choices × log) for each round at worst.
///
/// # Errors
/// An election that cannot be counted, or a satisfaction that its ballots have no figures for.
pub fn bos(
    election: &Election,
    satisfaction: Satisfaction,
    ties: &TieOrder,
) -> Result<Picks, ElectionFault> {
    let support = Support::new(election, satisfaction)?;
    let places = ties.places(election);
    let mut purses = Purses::new(election, &support);
    let share = BigRatio::new(
        election.budget.into(),
        (support.voters as u64).max(1).into(),
    );
    let mut picks = Picks {
        rounds: Vec::new(),
        ties: Vec::new(),
        share: Some(share),
    };
    let mut room = election.budget;
    loop {
        let mut best = purses.best(room);
        best.sort_by_key(|offer| places[offer.project]);
        let Some(offer) = best.first() else {
            return Ok(picks);
        };
        if best.len() > 1 {
            let between = best.iter().map(|offer| offer.project).collect();
            picks.ties.push(PickTie {
                round: picks.rounds.len(),
                between,
            });
        }
        room -= election.projects[offer.project].cost;
        let (price, paid_all) = purses.buy(offer);
        let price = BigRatio::new(price.into(), (1u64 << purses.bits).into());
        picks.rounds.push(Round {
            project: offer.project,
            reason: Reason::Overspent { price, paid_all },
        });
    }
}

struct Purses<'a> {
    election: &'a Election,
    support: &'a Support,
    bits: u32,
    /// What each voter has left, in parts.
    left: Vec<u64>,
    /// For each project that is not bought, a lower bound on its rank; ranks only rise while purses shrink.
    open: Vec<Option<f64>>,
}

/// A way to buy a project: at the price `over` / `under` for a unit of weight, its supporters pay `collected` /
/// `under` together, but no more than the cost.
#[derive(Clone)]
struct Offer {
    project: usize,
    over: u64,
    under: u64,
    collected: u128,
    /// The price for the satisfaction ÷ α², within 2⁻⁴⁰ of itself.
    rank: f64,
}

/// More than what rounding adds to a rank: fewer than ten operations, each within 2⁻⁵³.
const MARGIN: f64 = 1.0 / (1u64 << 40) as f64;

impl<'a> Purses<'a> {
    fn new(election: &'a Election, support: &'a Support) -> Self {
        let largest = election
            .projects
            .iter()
            .map(|project| project.cost)
            .fold(election.budget, u64::max);
        let bits = largest.leading_zeros().saturating_sub(2);
        let share = (election.budget << bits)
            .checked_div(support.voters as u64)
            .unwrap_or(0);
        let open = support
            .together
            .iter()
            .map(|&together| (together > 0).then_some(0.0))
            .collect();
        Self {
            election,
            support,
            bits,
            left: vec![share; support.voters],
            open,
        }
    }

    /// The offers with the lowest rank for which there is room; several where their ranks are equal.
    fn best(&mut self, room: u64) -> Vec<Offer> {
        let mut order: Vec<(usize, f64)> = (0..self.open.len())
            .filter(|&project| self.election.projects[project].cost <= room)
            .filter_map(|project| Some((project, self.open[project]?)))
            .collect();
        order.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut best: Vec<Offer> = Vec::new();
        for (project, bound) in order {
            if best
                .first()
                .is_some_and(|best| bound > best.rank * (1.0 + MARGIN))
            {
                break;
            }
            let Some(offer) = self.offer(project) else {
                self.open[project] = None;
                continue;
            };
            self.open[project] = Some(offer.rank * (1.0 - MARGIN));
            match best
                .first()
                .map_or(Ordering::Less, |best| self.compare(&offer, best))
            {
                Ordering::Less => best = vec![offer],
                Ordering::Equal => best.push(offer),
                Ordering::Greater => {}
            }
        }
        best
    }

    /// A project's best offer: at the price that just pays for it, or at which one more supporter can pay in full.
    fn offer(&self, project: usize) -> Option<Offer> {
        let mut purses: Vec<(u64, u64)> = Vec::new();
        self.support.each(project, |voter, weight| {
            let left = self.left[voter as usize];
            if left > 0 {
                purses.push((left, u64::from(weight)));
            }
        });
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        if self.support.uniform() {
            sort::by_key(&mut purses, |purse| purse.0);
        } else {
            purses.sort_unstable_by(|a, b| product(a.0, b.1).cmp(&product(b.0, a.1)));
        }
        let cost = u128::from(self.election.projects[project].cost << self.bits);
        let mut best: Option<Offer> = None;
        let (mut held, mut paying) = (0u128, purses.iter().map(|purse| purse.1).sum::<u64>());
        let mut before = None;
        for (left, weight) in purses {
            // One who has as much for their weight as the one before makes the same offer.
            if before.replace((left, weight)) == Some((left, weight)) {
                held += u128::from(left);
                paying -= weight;
                continue;
            }
            let (full, rest) = (
                u128::from(left) * u128::from(paying),
                held * u128::from(weight),
            );
            let offer = if full + rest >= cost * u128::from(weight) {
                let over = (cost - held) as u64;
                self.ranked(project, over, paying, cost * u128::from(paying))
            } else {
                self.ranked(project, left, weight, full + rest)
            };
            let enough = offer.collected == cost * u128::from(offer.under);
            if best
                .as_ref()
                .is_none_or(|best| self.compare(&offer, best).is_lt())
            {
                best = Some(offer);
            }
            if enough {
                break;
            }
            held += u128::from(left);
            paying -= weight;
        }
        best
    }

    fn ranked(&self, project: usize, over: u64, under: u64, collected: u128) -> Offer {
        let cost = self.election.projects[project].cost;
        let part = collected as f64 / under as f64 / (cost << self.bits).max(1) as f64;
        let factor = self.support.factor(cost).max(1) as f64;
        let rank = if over == 0 {
            0.0
        } else {
            over as f64 / under as f64 / factor / part / part
        };
        Offer {
            project,
            over,
            under,
            collected,
            rank,
        }
    }

    /// price / (factor · α²), crosswise: over · under · cost² / (factor · collected²)
    fn compare(&self, a: &Offer, b: &Offer) -> Ordering {
        let apart = (a.rank - b.rank).abs() > (a.rank + b.rank) * MARGIN;
        if apart {
            return a.rank.total_cmp(&b.rank);
        }
        let cost = |offer: &Offer| self.election.projects[offer.project].cost;
        let over =
            |offer: &Offer| BigUint::from(offer.over) * offer.under * cost(offer) * cost(offer);
        let under = |offer: &Offer| {
            BigUint::from(offer.collected)
                * offer.collected
                * self.support.factor(cost(offer)).max(1)
        };
        (over(a) * under(b)).cmp(&(over(b) * under(a)))
    }

    /// Everyone pays price ÷ α for their weight, or all they have; returns that price and who paid all.
    fn buy(&mut self, offer: &Offer) -> (u64, Vec<u32>) {
        let cost = u128::from(self.election.projects[offer.project].cost << self.bits);
        let price = BigUint::from(offer.over) * cost / BigUint::from(offer.collected.max(1));
        let price = u64::try_from(price).unwrap_or(u64::MAX);
        // Whole payments are larger than this by as many bits as rounding has room to grow in.
        let nothing = 1u64 << (self.bits / 2);
        let mut paid_all = Vec::new();
        let left = &mut self.left;
        self.support.each(offer.project, |voter, weight| {
            let purse = &mut left[voter as usize];
            let pays = price.saturating_mul(u64::from(weight));
            let rest = purse.saturating_sub(pays);
            let spent = rest < nothing;
            if *purse > 0 && spent {
                paid_all.push(voter);
            }
            *purse = if spent { 0 } else { rest };
        });
        self.open[offer.project] = None;
        (price, paid_all)
    }
}
