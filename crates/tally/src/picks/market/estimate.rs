//! Prices in fixed point, with bounds on their error.

use super::{Deal, Estimate, Market, Payers, Standing};

impl Market<'_> {
    pub(super) fn refresh(&mut self, project: usize) {
        let Standing::Open { low, fresh: None } = self.standing[project] else {
            return;
        };
        self.standing[project] = match self.estimate(project, low) {
            Some(Estimate::Price { price, paying }) => {
                let bound = price.saturating_sub(self.slack(project, paying));
                self.memory.note(self.bought.len(), project, bound, paying);
                Standing::Open {
                    low: bound.max(low),
                    fresh: Some(Estimate::Price { price, paying }),
                }
            }
            Some(Estimate::Unclear) => Standing::Open {
                low,
                fresh: Some(Estimate::Unclear),
            },
            None => Standing::Out,
        };
    }

    /// How far a price may be off: the paying share the error in the purses of all the others.
    fn slack(&self, project: usize, paying: u64) -> u64 {
        let supporters = self.support.supporters(project).len() as u64;
        supporters.saturating_mul(self.error) / paying + 2
    }

    /// Newton's method from below: whoever cannot pay the price pays all they have, the others share the rest. None
    /// where the supporters surely have not enough.
    fn estimate(&self, project: usize, low: u64) -> Option<Estimate> {
        let cost = self.cost(project) << self.bits;
        let mut price = low;
        loop {
            let (held, paying) = self.scan(project, price);
            if paying == 0 {
                let supporters = self.support.supporters(project).len() as u64;
                let at_most = held.saturating_add(supporters.saturating_mul(self.error));
                return (at_most >= cost).then_some(Estimate::Unclear);
            }
            let next = cost.saturating_sub(held) / paying;
            if next <= price {
                return Some(Estimate::Price {
                    price: next,
                    paying,
                });
            }
            price = next;
        }
    }

    /// What those hold who cannot pay a price, and the weight of those who can.
    fn scan(&self, project: usize, price: u64) -> (u64, u64) {
        let (mut held, mut paying) = (0, 0);
        self.support.each(project, |voter, weight| {
            let (left, weight) = (self.left[voter as usize], u64::from(weight));
            let pays = left >= price.saturating_mul(weight);
            held += if pays { 0 } else { left };
            paying += if pays { weight } else { 0 };
        });
        (held, paying)
    }

    /// On what terms a project with an estimate can be bought; none where the supporters have not enough.
    pub(super) fn deal(&mut self, project: usize) -> Option<Deal> {
        let Standing::Open {
            fresh: Some(estimate),
            ..
        } = self.standing[project]
        else {
            return None;
        };
        let certain = match estimate {
            Estimate::Price { price, paying } => self.deal_at(project, price, paying),
            Estimate::Unclear => None,
        };
        certain.or_else(|| {
            self.fill();
            self.exact_deal(project)
        })
    }

    /// The deal of an estimate, with the same people. None where it is not certain, for every supporter, that they
    /// can or cannot pay in full.
    fn deal_at(&self, project: usize, price: u64, paying: u64) -> Option<Deal> {
        let slack = self.slack(project, paying);
        let mut certain = true;
        let mut short = Vec::new();
        self.support.each(project, |voter, weight| {
            let (left, weight) = (self.left[voter as usize], u64::from(weight));
            let full = price.saturating_mul(weight);
            let margin = slack.saturating_mul(weight).saturating_add(self.error);
            certain &= left == 0 || left.abs_diff(full) > margin;
            if left > 0 && left < full {
                short.push(voter);
            }
        });
        // Only those who are short bring the error of their purses into the price.
        let slack = (short.len() as u64).saturating_mul(self.error) / paying + 2;
        certain.then(|| Deal {
            price,
            slack,
            payers: Payers {
                paying,
                short,
                just: Vec::new(),
            },
        })
    }
}
