//! One run of equal shares: voters with equal purses buy projects together, always the best value first.
//!
//! Money is kept twice. What a voter has left is a fixed-point number with a known bound on its error; that is fast
//! and settles nearly every comparison. Who paid what is recorded too, and gives the prices as exact fractions in a
//! [`Chain`] as soon as something must be known that fixed point cannot tell: which of two projects is the better,
//! whether a voter pays all they have, or any price at all once the errors have grown.

use std::{cmp::Ordering, mem};

use num_bigint::{BigInt, BigUint};

use super::{
    BigRatio, Election, Reason, Round,
    chain::Chain,
    memory::{Follower, Memory},
    support::Support,
};

pub(super) struct Market<'a> {
    election: &'a Election,
    support: &'a Support,
    /// The published order.
    places: &'a [usize],
    voters: u64,
    /// What each voter has at the start, in n-ths of the smallest unit of money.
    purse: u64,
    /// Bits after the point, for amounts in the smallest unit of money.
    bits: u32,
    /// What each voter has left, within `error`; 0 only for those who have nothing.
    left: Vec<u64>,
    error: u64,
    /// The newest payment of each voter, as a position in `payments`; [`NONE`] before the first.
    newest: Vec<u32>,
    payments: Vec<Payment>,
    standing: Vec<Standing>,
    bought: Vec<Purchase>,
    /// The price of a unit of weight in the first rounds, as many as were needed, in n-ths of the smallest unit.
    prices: Chain,
    /// Rounds in which several projects were equal.
    pub(super) ties: Vec<(usize, Vec<usize>)>,
    /// What a later run with larger purses can go by.
    memory: Memory,
}

/// A payment of weight × the round's price; who pays all they have left needs no record.
struct Payment {
    round: u32,
    weight: u32,
    before: u32,
}

const NONE: u32 = u32::MAX;

#[derive(Clone, Copy)]
enum Standing {
    /// The price of a unit of weight is at least `low`; with the estimate where it was made in this round.
    Open {
        low: u64,
        fresh: Option<Estimate>,
    },
    Bought,
    /// Its supporters have not enough, and never will in this run.
    Out,
}

/// A price in fixed point.
#[derive(Clone, Copy)]
enum Estimate {
    /// `paying` is the weight of those who can pay it; the others pay all they have.
    Price { price: u64, paying: u64 },
    /// Too close to tell in fixed point.
    Unclear,
}

/// On what terms a project can be bought.
struct Deal {
    /// The price of a unit of weight in fixed point, and how far it may be off.
    price: u64,
    slack: u64,
    payers: Payers,
}

/// Who pays for a project, other than the price for their weight.
struct Payers {
    /// The weight of those who can pay the price.
    paying: u64,
    /// Who has less, and pays that.
    short: Vec<u32>,
    /// Who has just that, and nothing left then.
    just: Vec<u32>,
}

struct Purchase {
    project: usize,
    payers: Payers,
}

/// Prices that may be further off than this are computed exactly before anybody pays them.
const MOST_SLACK: u64 = 1 << 16;

impl<'a> Market<'a> {
    /// `purse` is what each voter has, times the number of voters; `before` is a run with smaller purses.
    pub(super) fn run(
        election: &'a Election,
        support: &'a Support,
        places: &'a [usize],
        purse: u64,
        before: Option<&Self>,
    ) -> Self {
        let voters = support.voters as u64;
        let largest = election
            .projects
            .iter()
            .map(|project| project.cost)
            .fold(purse, u64::max);
        let bits = largest.leading_zeros().saturating_sub(2);
        let start = ((u128::from(purse) << bits) / u128::from(voters.max(1))) as u64;
        let mut market = Self {
            election,
            support,
            places,
            voters,
            purse,
            bits,
            left: vec![start; support.voters],
            error: 1,
            newest: vec![NONE; support.voters],
            payments: Vec::new(),
            prices: Chain::new(),
            standing: Vec::new(),
            bought: Vec::new(),
            ties: Vec::new(),
            memory: Memory::new(start, bits),
        };
        market.standing = (0..election.projects.len())
            .map(|project| market.at_first(project))
            .collect();
        let mut follower = before.and_then(|before| Follower::new(&before.memory, &market.memory));
        while let Some((project, deal)) = market.best(follower.as_mut()) {
            market.buy(project, deal);
            follower = follower.and_then(|follower| follower.after(&market.memory));
        }
        market
    }

    /// The bought projects in order.
    pub(super) fn funded(&self) -> impl Iterator<Item = usize> + '_ {
        self.bought.iter().map(|purchase| purchase.project)
    }

    pub(super) fn rounds(mut self) -> Vec<Round> {
        self.fill();
        let Self {
            bought,
            prices,
            voters,
            ..
        } = self;
        let price = |at| prices.value(at, voters.max(1));
        let round = |(at, Purchase { project, payers })| {
            let mut paid_all = payers.short;
            paid_all.extend(payers.just);
            Round {
                project,
                reason: Reason::Bought {
                    price: price(at),
                    paid_all,
                },
            }
        };
        bought.into_iter().enumerate().map(round).collect()
    }

    pub(super) fn share(&self) -> BigRatio {
        BigRatio::new(self.purse.into(), self.voters.max(1).into())
    }

    fn cost(&self, project: usize) -> u64 {
        self.election.projects[project].cost
    }

    /// The price cannot be below what it is when all supporters pay their full part.
    fn at_first(&self, project: usize) -> Standing {
        match (self.cost(project) << self.bits).checked_div(self.support.together[project]) {
            Some(low) => Standing::Open { low, fresh: None },
            None => Standing::Out,
        }
    }

    /// The next purchase: the open project with the lowest price for its satisfaction.
    fn best(&mut self, follower: Option<&mut Follower<'_>>) -> Option<(usize, Deal)> {
        for standing in &mut self.standing {
            if let Standing::Open { fresh, .. } = standing {
                *fresh = None;
            }
        }
        if let Some(follower) = follower {
            let support = self.support;
            follower.each_bound(|project, bound| {
                let bound = bound(support.supporters(project).len() as u64);
                if let Standing::Open { low, .. } = &mut self.standing[project] {
                    *low = bound.max(*low);
                }
            });
        }
        loop {
            let (first, fresh) = self.lowest()?;
            if fresh {
                match self.deal(first) {
                    Some(deal) => return Some(self.best_of_rivals(first, deal)),
                    None => self.standing[first] = Standing::Out,
                }
            } else {
                self.refresh(first);
            }
        }
    }

    /// Compares the project with the lowest bound with all that may be as good.
    fn best_of_rivals(&mut self, first: usize, deal: Deal) -> (usize, Deal) {
        let high = deal.price.saturating_add(deal.slack);
        let mut best = vec![(first, deal)];
        for rival in 0..self.standing.len() {
            if rival == first || !self.may_match(rival, first, high) {
                continue;
            }
            self.refresh(rival);
            if !self.may_match(rival, first, high) {
                continue;
            }
            let Some(deal) = self.deal(rival) else {
                continue;
            };
            self.fill();
            match self.compare((rival, &deal), (best[0].0, &best[0].1)) {
                Ordering::Less => best = vec![(rival, deal)],
                Ordering::Equal => best.push((rival, deal)),
                Ordering::Greater => {}
            }
        }
        best.sort_by_key(|(project, _)| self.places[*project]);
        if best.len() > 1 {
            self.ties.push((
                self.bought.len(),
                best.iter().map(|(project, _)| *project).collect(),
            ));
        }
        best.swap_remove(0)
    }

    /// The open project whose lower bound is lowest, and whether that was estimated in this round.
    fn lowest(&self) -> Option<(usize, bool)> {
        let mut lowest: Option<(usize, u64, bool)> = None;
        for (project, standing) in self.standing.iter().enumerate() {
            if let Standing::Open { low, fresh } = *standing
                && lowest.is_none_or(|(other, bound, _)| self.lower((project, low), (other, bound)))
            {
                lowest = Some((project, low, fresh.is_some()));
            }
        }
        lowest.map(|(project, _, fresh)| (project, fresh))
    }

    /// Is a price lower for its satisfaction than another?
    fn lower(&self, (a, price_a): (usize, u64), (b, price_b): (usize, u64)) -> bool {
        let factor = |project: usize| u128::from(self.support.factor(self.cost(project)).max(1));
        u128::from(price_a) * factor(b) < u128::from(price_b) * factor(a)
    }

    fn may_match(&self, rival: usize, first: usize, high: u64) -> bool {
        matches!(self.standing[rival], Standing::Open { low, .. } if !self.lower((first, high), (rival, low)))
    }

    fn refresh(&mut self, project: usize) {
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
    fn deal(&mut self, project: usize) -> Option<Deal> {
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

    fn each_payment(&self, voter: u32, mut tell: impl FnMut(usize, u32)) {
        let mut at = self.newest[voter as usize];
        while let Some(payment) = self.payments.get(at as usize) {
            tell(payment.round as usize, payment.weight);
            at = payment.before;
        }
    }

    /// In n-ths of the smallest unit of money.
    fn whole_cost(&self, project: usize) -> i128 {
        i128::from(self.cost(project)) * i128::from(self.voters)
    }

    /// The deal with every supporter's purse in exact numbers, those with the least for their weight first.
    fn exact_deal(&self, project: usize) -> Option<Deal> {
        let mut purses: Vec<(BigInt, u32, u32)> = Vec::new();
        self.support.each(project, |voter, weight| {
            if self.left[voter as usize] > 0 {
                purses.push((self.exact_left(voter), weight, voter));
            }
        });
        purses.sort_by(|a, b| (&a.0 * b.1).cmp(&(&b.0 * a.1)));
        let paying = purses.iter().map(|purse| u64::from(purse.1)).sum();
        let mut payers = Payers {
            paying,
            short: Vec::new(),
            just: Vec::new(),
        };
        let mut over = self.prices.combine(self.whole_cost(project), &[]);
        for (left, weight, voter) in purses {
            match (&over * weight).cmp(&(&left * payers.paying)) {
                Ordering::Less => break,
                Ordering::Equal => payers.just.push(voter),
                Ordering::Greater => {
                    over -= left;
                    payers.paying -= u64::from(weight);
                    payers.short.push(voter);
                }
            }
        }
        (payers.paying > 0).then(|| Deal {
            price: self.fixed(&over, payers.paying),
            slack: 1,
            payers,
        })
    }

    /// What a voter who has not paid all still has, over the chain's denominator.
    fn exact_left(&self, voter: u32) -> BigInt {
        let mut spent = vec![0; self.prices.len()];
        self.each_payment(voter, |round, weight| spent[round] -= i128::from(weight));
        self.prices.combine(i128::from(self.purse), &spent)
    }

    /// Makes the prices of all rounds so far exact.
    fn fill(&mut self) {
        while let Some(Purchase { project, payers }) = self.bought.get(self.prices.len()) {
            let over = self.over(*project, &payers.short);
            self.prices.push(over, payers.paying);
        }
    }

    /// Cost − all that those have who are short, over the chain's denominator. They have what they had at first
    /// without their payments, all of which were made in rounds before.
    fn over(&self, project: usize, short: &[u32]) -> BigInt {
        let mut spent = vec![0; self.prices.len()];
        for &voter in short {
            self.each_payment(voter, |round, weight| spent[round] += i128::from(weight));
        }
        let purses = i128::from(self.purse) * short.len() as i128;
        self.prices
            .combine(self.whole_cost(project) - purses, &spent)
    }

    fn compare(&self, (a, deal_a): (usize, &Deal), (b, deal_b): (usize, &Deal)) -> Ordering {
        let factor = |project: usize| self.support.factor(self.cost(project)).max(1);
        let left = self.over(a, &deal_a.payers.short) * deal_b.payers.paying * factor(b);
        left.cmp(&(self.over(b, &deal_b.payers.short) * deal_a.payers.paying * factor(a)))
    }

    fn fixed(&self, over: &BigInt, paying: u64) -> u64 {
        self.prices.rounded(
            over,
            &(BigUint::from(1u32) << self.bits),
            paying * self.voters,
        )
    }

    fn buy(&mut self, project: usize, deal: Deal) {
        let Deal {
            mut price,
            mut slack,
            payers,
        } = deal;
        if slack > MOST_SLACK {
            self.fill();
            (price, slack) = (
                self.fixed(&self.over(project, &payers.short), payers.paying),
                1,
            );
        }
        let round = self.bought.len() as u32;
        for &voter in payers.short.iter().chain(&payers.just) {
            self.left[voter as usize] = 0;
        }
        let mut heaviest = 0;
        let (mut left, mut newest) = (mem::take(&mut self.left), mem::take(&mut self.newest));
        self.support.each(project, |voter, weight| {
            let (left, newest) = (&mut left[voter as usize], &mut newest[voter as usize]);
            if *left > 0 {
                *left = left
                    .saturating_sub(price.saturating_mul(u64::from(weight)))
                    .max(1);
                self.payments.push(Payment {
                    round,
                    weight,
                    before: *newest,
                });
                *newest = (self.payments.len() - 1) as u32;
                heaviest = heaviest.max(u64::from(weight));
            }
        });
        (self.left, self.newest) = (left, newest);
        self.error = self
            .error
            .saturating_add(heaviest.saturating_mul(slack) + 1);
        self.standing[project] = Standing::Bought;
        self.memory.bought(project, price, slack, heaviest);
        self.bought.push(Purchase { project, payers });
    }
}
