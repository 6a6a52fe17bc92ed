//! One run of equal shares: voters with equal purses buy projects together, always the best value first.
//!
//! Money is kept twice. What a voter has left is a fixed-point number with a known bound on its error; that is fast
//! and settles nearly every comparison. Who paid what is recorded too, and gives the prices as exact fractions in a
//! [`Chain`] as soon as something must be known that fixed point cannot tell: which of two projects is the better,
//! whether a voter pays all they have, or any price at all once the errors have grown.

mod estimate;
mod exact;
mod memory;
mod steady;

use std::{cmp::Ordering, mem};

use super::{BigRatio, Election, Reason, Round, chain::Chain, support::Support};
use memory::{Follower, Memory};

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
    /// `paying` is the weight of those who can pay it; the others, `short` in number, pay all they have.
    Price { price: u64, paying: u64, short: u64 },
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
            let (bounds, lead) = follower.bounds();
            // The newest first: it is the highest as a rule, and then the others are not kept.
            bounds
                .iter()
                .rev()
                .for_each(|bound| self.follow(*bound, lead));
        }
        loop {
            let (first, fresh) = self.lowest()?;
            if fresh {
                match self.deal(first) {
                    Some(deal) => return Some(self.best_of_rivals(first, deal)),
                    None => self.give_up(first, u64::MAX),
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
            heaviest = heaviest.max(u64::from(weight));
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
