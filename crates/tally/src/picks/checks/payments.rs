//! Do the recorded payments price the outcome?

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use crate::picks::{
    BigRatio, Election, ElectionFault, Picks, Reason, Satisfaction, support::Support,
};

/// What voters paid, checked against the conditions of a price system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payments {
    /// Rounds whose payments do not add up to the project's cost, or that somebody could not pay.
    pub wrong: Vec<usize>,
    /// What each voter has left, over `denominator`, in the smallest unit of money.
    pub left: Vec<BigInt>,
    /// The common denominator.
    pub denominator: BigInt,
    /// What the supporters of each project that is not funded have left together.
    pub unspent: Vec<Unspent>,
}

/// A project that was not bought, and what its supporters could still have paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unspent {
    /// The project.
    pub project: usize,
    /// What its supporters have left together, in the smallest unit of money.
    pub left: BigRatio,
    /// Could they have paid for it?
    pub enough: bool,
}

impl Payments {
    /// What the supporters of a project that is not funded have left together.
    pub(in crate::picks) fn left_to(&self, project: usize) -> Option<BigRatio> {
        self.unspent
            .iter()
            .find(|unspent| unspent.project == project)
            .map(|unspent| unspent.left.clone())
    }

    /// Is the outcome priceable by these payments: every project paid for by its supporters alone from equal purses,
    /// and none left whose supporters have more than its cost?
    ///
    /// Peters, Skowron, *Proportionality and the Limits of Welfarism*, EC 2020, for projects with costs. Projects
    /// that a completion has added are not paid for, and are left out of the question.
    pub fn priceable(&self) -> bool {
        self.wrong.is_empty() && !self.unspent.iter().any(|unspent| unspent.enough)
    }
}

/// Repeats the payments of equal shares from the record of its rounds; none for rules without payments.
///
/// `satisfaction` is the one that the outcome was found with. Amounts are in the smallest unit of money, voters are
/// positions of ballots. Time is about (choices × funded projects), in fractions that may grow with the rounds.
///
/// # Errors
/// An election that cannot be counted, a satisfaction that its ballots have no figures for, or a project that is not
/// there.
pub fn payments(
    election: &Election,
    satisfaction: Satisfaction,
    picks: &Picks,
) -> Result<Option<Payments>, ElectionFault> {
    let support = Support::new(election, satisfaction)?;
    election.expect_projects(&picks.funded())?;
    let Some(share) = &picks.share else {
        return Ok(None);
    };
    let bought = || {
        picks
            .rounds
            .iter()
            .enumerate()
            .filter_map(|(at, round)| match &round.reason {
                Reason::Bought { price, paid_all } => Some((at, round.project, price, paid_all)),
                _ => None,
            })
    };
    let denominator = bought().fold(share.denom().clone(), |common, (_, _, price, _)| {
        lcm(common, price.denom())
    });
    let scaled = |value: &BigRatio| value.numer() * (&denominator / value.denom());
    let mut left = vec![scaled(share); election.ballots.len()];
    let mut wrong = Vec::new();
    let mut pays_all = vec![false; election.ballots.len()];
    for (at, project, price, paid_all) in bought() {
        let price = scaled(price);
        let mut paid = BigInt::zero();
        mark(&mut pays_all, paid_all, true);
        support.each(project, |voter, weight| {
            let purse = &mut left[voter as usize];
            let pays = if pays_all[voter as usize] || purse.is_zero() {
                purse.clone()
            } else {
                &price * weight
            };
            *purse -= &pays;
            paid += pays;
        });
        mark(&mut pays_all, paid_all, false);
        let overdrawn = support
            .supporters(project)
            .iter()
            .any(|&voter| left[voter as usize].is_negative());
        if overdrawn || paid != &denominator * election.projects[project].cost {
            wrong.push(at);
        }
    }
    let funded = picks.funded();
    let unspent = |project: usize| {
        let together: BigInt = support
            .supporters(project)
            .iter()
            .map(|&voter| &left[voter as usize])
            .sum();
        let cost = &denominator * election.projects[project].cost;
        Unspent {
            project,
            enough: together > cost,
            left: BigRatio::new(together, denominator.clone()),
        }
    };
    let unspent = (0..election.projects.len())
        .filter(|project| !funded.contains(project))
        .map(unspent)
        .collect();
    Ok(Some(Payments {
        wrong,
        left,
        unspent,
        denominator,
    }))
}

fn lcm(a: BigInt, b: &BigInt) -> BigInt {
    let in_lowest_terms = BigRatio::new(b.clone(), a.clone());
    a * in_lowest_terms.numer()
}

/// Voters who are not there are passed over.
fn mark(pays_all: &mut [bool], voters: &[u32], pays: bool) {
    for &voter in voters {
        if let Some(mark) = pays_all.get_mut(voter as usize) {
            *mark = pays;
        }
    }
}
