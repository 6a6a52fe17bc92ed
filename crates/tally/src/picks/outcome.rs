//! What a rule funds, round by round.

use super::BigRatio;

/// The funded projects and how they came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picks {
    /// The funded projects, in the order in which they were bought.
    pub rounds: Vec<Round>,
    /// Every tie that the published order settled.
    pub ties: Vec<PickTie>,
    /// For equal shares, what each voter had to spend, in the smallest unit of money.
    pub share: Option<BigRatio>,
}

/// One purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Which project.
    pub project: usize,
    /// Why it was its turn.
    pub reason: Reason,
}

/// Why a project was bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It had the most satisfaction for its cost of those that still fitted.
    MostPerCost {
        /// The sum of its supporters' satisfactions over its cost; none where it costs nothing.
        satisfaction: Option<BigRatio>,
    },
    /// Its supporters could pay for it at the lowest price for their satisfaction.
    Bought {
        /// What a supporter pays for each unit of weight (1 for an approval, a point, a rank), in the smallest unit
        /// of money, unless they have less left.
        price: BigRatio,
        /// The supporters who had less left (or just that) and paid it all, by position of their ballot.
        paid_all: Vec<u32>,
    },
    /// Its supporters could pay for the largest part of it at the lowest price for their satisfaction.
    Overspent {
        /// What a supporter pays for each unit of weight, in the smallest unit of money, unless they have less left.
        price: BigRatio,
        /// The supporters who had less left (or just that) and paid it all, by position of their ballot.
        paid_all: Vec<u32>,
    },
    /// Sharing its cost among its supporters kept the largest burden smallest.
    SmallestLoad {
        /// What each of its supporters has borne for all projects so far, in the smallest unit of money.
        load: BigRatio,
    },
}

/// Several projects were equal; the published order decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickTie {
    /// In which round, from 0.
    pub round: usize,
    /// The equal projects, in the published order.
    pub between: Vec<usize>,
}

impl Picks {
    /// The funded projects, in the order in which they were bought.
    pub fn funded(&self) -> Vec<usize> {
        self.rounds.iter().map(|round| round.project).collect()
    }
}
