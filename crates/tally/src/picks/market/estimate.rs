//! Prices in fixed point, with bounds on their error.

use super::{
    Deal, Estimate, Market, Payers, Standing,
    memory::{Bound, TooDear},
};

impl Market<'_> {
    pub(super) fn refresh(&mut self, project: usize) {
        let Standing::Open { low, fresh: None } = self.standing[project] else {
            return;
        };
        let estimate = match self.estimate(project, low) {
            Ok(estimate) => estimate,
            Err(had) => return self.give_up(project, had),
        };
        let mut bound = low;
        if let Estimate::Price {
            price,
            paying,
            short,
        } = estimate
        {
            let own = price.saturating_sub(self.slack(project, paying));
            let round = self.bought.len();
            self.memory.bounds.push(Bound {
                round,
                project,
                low: own,
                paying,
                short,
            });
            bound = own.max(low);
        }
        self.standing[project] = Standing::Open {
            low: bound,
            fresh: Some(estimate),
        };
    }

    /// Takes over what an earlier run knew, where it is more than is known already.
    pub(super) fn follow(&mut self, bound: Bound, lead: u64) {
        let bound = bound.with_lead(lead);
        if let Standing::Open { low, .. } = &mut self.standing[bound.project]
            && bound.low > *low
        {
            *low = bound.low;
            self.memory.bounds.push(bound);
        }
    }

    /// The supporters have at most `had` together, which is not enough.
    pub(super) fn give_up(&mut self, project: usize, had: u64) {
        self.standing[project] = Standing::Out;
        self.memory.too_dear.push(TooDear {
            round: self.bought.len(),
            project,
            had,
        });
    }

    /// How far a price may be off: the paying share the error in the purses of all the others.
    fn slack(&self, project: usize, paying: u64) -> u64 {
        let supporters = self.support.supporters(project).len() as u64;
        supporters.saturating_mul(self.error) / paying + 2
    }

    /// Newton's method from below: whoever cannot pay the price pays all they have, the others share the rest. Where
    /// the supporters surely have not enough, what they have at most.
    fn estimate(&self, project: usize, low: u64) -> Result<Estimate, u64> {
        let cost = self.cost(project) << self.bits;
        let mut price = low;
        loop {
            let (held, paying, payers) = self.scan(project, price);
            if paying == 0 {
                let supporters = self.support.supporters(project).len() as u64;
                let at_most = held.saturating_add(supporters.saturating_mul(self.error));
                return if at_most >= cost {
                    Ok(Estimate::Unclear)
                } else {
                    Err(at_most)
                };
            }
            let next = cost.saturating_sub(held) / paying;
            if next <= price {
                let short = self.support.supporters(project).len() as u64 - payers;
                return Ok(Estimate::Price {
                    price: next,
                    paying,
                    short,
                });
            }
            price = next;
        }
    }

    /// What those hold who cannot pay a price, and the weight and number of those who can.
    fn scan(&self, project: usize, price: u64) -> (u64, u64, u64) {
        let (mut held, mut paying, mut payers) = (0, 0, 0);
        self.support.each(project, |voter, weight| {
            let (left, weight) = (self.left[voter as usize], u64::from(weight));
            let pays = left >= price.saturating_mul(weight);
            held += if pays { 0 } else { left };
            paying += if pays { weight } else { 0 };
            payers += u64::from(pays);
        });
        (held, paying, payers)
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
            Estimate::Price { price, paying, .. } => self.deal_at(project, price, paying),
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
