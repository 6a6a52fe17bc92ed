//! One run of equal shares: voters with equal purses buy projects together, always the best value first.
//!
//! Money is kept twice. What a voter has left is a fixed-point number with a known bound on its error; that is fast
//! and settles nearly every comparison. The prices paid are exact fractions in a [`Chain`], so that what fixed point
//! cannot tell apart is compared exactly: every purchase, every tie and every voter who pays all they have.

use num_bigint::{BigInt, BigUint};

use super::{BigRatio, Election, Reason, Round, chain::Chain, support::Support};

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
    /// The price of a unit of weight in each round, in n-ths of the smallest unit of money.
    prices: Chain,
    standing: Vec<Standing>,
    bought: Vec<(usize, Vec<u32>)>,
    /// Rounds in which several projects were equal.
    pub(super) ties: Vec<(usize, Vec<usize>)>,
}

/// A payment of weight × the round's price; who pays all they have left needs no record.
struct Payment {
    round: u32,
    weight: u32,
    before: u32,
}

const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, PartialEq)]
enum Standing {
    /// The price of a unit of weight is at least `low`; `fresh` when it was estimated in this round.
    Open {
        low: u64,
        fresh: bool,
    },
    Bought,
    /// Its supporters have not enough, and never will in this run.
    Out,
}

/// A price in fixed point, with those who cannot pay it in full.
struct Estimate {
    price: u64,
    /// The weight of those who can.
    paying: u64,
    /// How many pay all of something.
    short: u64,
}

enum Outlook {
    Price(Estimate),
    Never,
    /// Too close to tell in fixed point.
    Unclear,
}

/// An exact price: `over` / (the chain's denominator · `paying`).
struct Price {
    over: BigInt,
    paying: u64,
    /// Who pays all they have left.
    paid_all: Vec<u32>,
}

impl<'a> Market<'a> {
    /// `purse` is what each voter has, times the number of voters.
    pub(super) fn run(
        election: &'a Election,
        support: &'a Support,
        places: &'a [usize],
        purse: u64,
    ) -> Self {
        let voters = support.voters as u64;
        let largest = election
            .projects
            .iter()
            .map(|project| project.cost)
            .fold(purse, u64::max);
        let bits = largest.leading_zeros().saturating_sub(2);
        let start = (u128::from(purse) << bits) / u128::from(voters.max(1));
        let mut market = Self {
            election,
            support,
            places,
            voters,
            purse,
            bits,
            left: vec![start as u64; support.voters],
            error: 1,
            newest: vec![NONE; support.voters],
            payments: Vec::new(),
            prices: Chain::new(),
            standing: Vec::new(),
            bought: Vec::new(),
            ties: Vec::new(),
        };
        market.standing = (0..election.projects.len())
            .map(|project| market.at_first(project))
            .collect();
        while let Some((project, price)) = market.best() {
            market.buy(project, price);
        }
        market
    }

    /// The bought projects in order.
    pub(super) fn funded(&self) -> impl Iterator<Item = usize> + '_ {
        self.bought.iter().map(|(project, _)| *project)
    }

    pub(super) fn rounds(self) -> Vec<Round> {
        let Self {
            bought,
            prices,
            voters,
            ..
        } = self;
        let reason = |(at, (project, paid_all))| Round {
            project,
            reason: Reason::Bought {
                price: prices.value(at, voters.max(1)),
                paid_all,
            },
        };
        bought.into_iter().enumerate().map(reason).collect()
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
            Some(low) => Standing::Open { low, fresh: false },
            None => Standing::Out,
        }
    }

    /// The next purchase: the open project with the lowest price for its satisfaction.
    fn best(&mut self) -> Option<(usize, Price)> {
        for standing in &mut self.standing {
            if let Standing::Open { fresh, .. } = standing {
                *fresh = false;
            }
        }
        let first = loop {
            let (first, fresh) = self.lowest()?;
            if fresh {
                break first;
            }
            self.refresh(first);
        };
        let (high, mut price) = self.upper_bound(first)?;
        let mut best = vec![first];
        for rival in 0..self.standing.len() {
            if rival == first || !self.may_match(rival, first, high) {
                continue;
            }
            self.refresh(rival);
            if !self.may_match(rival, first, high) {
                continue;
            }
            let Some(other) = self.exact(rival) else {
                continue;
            };
            match self.compare((rival, &other), (best[0], &price)) {
                std::cmp::Ordering::Less => (best, price) = (vec![rival], other),
                std::cmp::Ordering::Equal => best.push(rival),
                std::cmp::Ordering::Greater => {}
            }
        }
        best.sort_by_key(|&project| self.places[project]);
        let winner = best[0];
        if best.len() > 1 {
            self.ties.push((self.bought.len(), best));
            price = self.exact(winner)?;
        }
        Some((winner, price))
    }

    /// The open project whose lower bound is lowest, and whether that was estimated in this round.
    fn lowest(&self) -> Option<(usize, bool)> {
        let mut lowest: Option<(usize, u64, bool)> = None;
        for (project, standing) in self.standing.iter().enumerate() {
            if let Standing::Open { low, fresh } = *standing
                && lowest.is_none_or(|(other, bound, _)| self.lower((project, low), (other, bound)))
            {
                lowest = Some((project, low, fresh));
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
        let Standing::Open { low, fresh: false } = self.standing[project] else {
            return;
        };
        self.standing[project] = match self.estimate(project, low) {
            // Those who may be short hold the error of their purses; the paying share it.
            Outlook::Price(Estimate {
                price,
                paying,
                short,
            }) => {
                let slack = (short + paying).saturating_mul(self.error) / paying + 2;
                Standing::Open {
                    low: price.saturating_sub(slack).max(low),
                    fresh: true,
                }
            }
            Outlook::Unclear if self.exact_slowly(project).is_some() => {
                Standing::Open { low, fresh: true }
            }
            Outlook::Unclear | Outlook::Never => Standing::Out,
        };
    }

    /// Newton's method from below: whoever cannot pay the price pays all they have, the others share the rest.
    fn estimate(&self, project: usize, low: u64) -> Outlook {
        let cost = self.cost(project) << self.bits;
        let mut price = low;
        loop {
            let Scan {
                held,
                short,
                paying,
            } = self.scan(project, price);
            if paying == 0 {
                let surely_short = held.saturating_add(short.saturating_mul(self.error)) < cost;
                return if surely_short {
                    Outlook::Never
                } else {
                    Outlook::Unclear
                };
            }
            let next = cost.saturating_sub(held) / paying;
            if next <= price {
                return Outlook::Price(Estimate {
                    price: next,
                    paying,
                    short,
                });
            }
            price = next;
        }
    }

    fn scan(&self, project: usize, price: u64) -> Scan {
        let mut scan = Scan {
            held: 0,
            short: 0,
            paying: 0,
        };
        if self.support.uniform() {
            for &voter in self.support.supporters(project) {
                let left = self.left[voter as usize];
                let pays = left >= price && left > 0;
                scan.held += if pays { 0 } else { left };
                scan.short += u64::from(!pays && left > 0);
                scan.paying += u64::from(pays);
            }
        } else {
            for (voter, weight) in self.support.weighted(project) {
                let left = self.left[voter as usize];
                let pays = left >= price.saturating_mul(u64::from(weight)) && left > 0;
                scan.held += if pays { 0 } else { left };
                scan.short += u64::from(!pays && left > 0);
                scan.paying += if pays { u64::from(weight) } else { 0 };
            }
        }
        scan
    }

    /// Above this the price of a project is surely not; with its exact price.
    fn upper_bound(&self, project: usize) -> Option<(u64, Price)> {
        let price = self.exact(project)?;
        Some((self.fixed(&price).saturating_add(1), price))
    }

    /// The exact price; none where the supporters have not enough.
    fn exact(&self, project: usize) -> Option<Price> {
        let Standing::Open { low, .. } = self.standing[project] else {
            return None;
        };
        match self.estimate(project, low) {
            Outlook::Price(estimate) if self.certain(project, &estimate) => {
                Some(self.exact_from(project, &estimate))
            }
            Outlook::Never => None,
            _ => self.exact_slowly(project),
        }
    }

    /// Is it certain, for every supporter, whether they can pay in full?
    fn certain(&self, project: usize, estimate: &Estimate) -> bool {
        let slack = estimate.short.saturating_mul(self.error) / estimate.paying + 2;
        self.support.weighted(project).all(|(voter, weight)| {
            let (left, weight) = (self.left[voter as usize], u64::from(weight));
            let margin = slack.saturating_mul(weight).saturating_add(self.error);
            left == 0 || left.abs_diff(estimate.price.saturating_mul(weight)) > margin
        })
    }

    /// The same people as in the estimate, with exact amounts: (cost − all that the short have) / paying.
    fn exact_from(&self, project: usize, estimate: &Estimate) -> Price {
        let mut spent = vec![0; self.prices.len()];
        let mut paid_all = Vec::new();
        for (voter, weight) in self.support.weighted(project) {
            let left = self.left[voter as usize];
            if left > 0 && left < estimate.price.saturating_mul(u64::from(weight)) {
                self.each_payment(voter, |round, weight| spent[round] += i128::from(weight));
                paid_all.push(voter);
            }
        }
        let purses = i128::from(self.purse) * paid_all.len() as i128;
        let cost = i128::from(self.cost(project)) * i128::from(self.voters);
        Price {
            over: self.prices.combine(cost - purses, &spent),
            paying: estimate.paying,
            paid_all,
        }
    }

    fn each_payment(&self, voter: u32, mut tell: impl FnMut(usize, u32)) {
        let mut at = self.newest[voter as usize];
        while let Some(payment) = self.payments.get(at as usize) {
            tell(payment.round as usize, payment.weight);
            at = payment.before;
        }
    }

    /// The price with every supporter's purse in exact numbers, those with the least for their weight first.
    fn exact_slowly(&self, project: usize) -> Option<Price> {
        let mut purses: Vec<(BigInt, u32, u32)> = self
            .support
            .weighted(project)
            .filter(|&(voter, _)| self.left[voter as usize] > 0)
            .map(|(voter, weight)| (self.exact_left(voter), weight, voter))
            .collect();
        purses.sort_by(|a, b| (&a.0 * b.1).cmp(&(&b.0 * a.1)));
        let mut paying: u64 = purses.iter().map(|purse| u64::from(purse.1)).sum();
        let cost = i128::from(self.cost(project)) * i128::from(self.voters);
        let mut over = self.prices.combine(cost, &[]);
        let mut paid_all = Vec::new();
        for (left, weight, voter) in purses {
            if &over * weight < &left * paying {
                return Some(Price {
                    over,
                    paying,
                    paid_all,
                });
            }
            if &over * weight == &left * paying {
                // These and all that are equal to them pay exactly what they have.
                let price = Price {
                    over,
                    paying,
                    paid_all,
                };
                return Some(self.with_all_who_pay_just_that(project, price));
            }
            over -= left;
            paying -= u64::from(weight);
            paid_all.push(voter);
        }
        None
    }

    fn with_all_who_pay_just_that(&self, project: usize, price: Price) -> Price {
        let mut paid_all = price.paid_all;
        let just =
            |voter: u32, weight: u32| self.exact_left(voter) * price.paying == &price.over * weight;
        let others = self
            .support
            .weighted(project)
            .filter(|&(voter, _)| self.left[voter as usize] > 0);
        paid_all.extend(
            others
                .filter(|&(voter, weight)| just(voter, weight))
                .map(|(voter, _)| voter),
        );
        paid_all.sort_unstable();
        paid_all.dedup();
        Price { paid_all, ..price }
    }

    /// What a voter who has not paid all still has, over the chain's denominator.
    fn exact_left(&self, voter: u32) -> BigInt {
        let mut spent = vec![0; self.prices.len()];
        self.each_payment(voter, |round, weight| spent[round] -= i128::from(weight));
        self.prices.combine(i128::from(self.purse), &spent)
    }

    fn compare(
        &self,
        (a, price_a): (usize, &Price),
        (b, price_b): (usize, &Price),
    ) -> std::cmp::Ordering {
        let factor = |project: usize| self.support.factor(self.cost(project)).max(1);
        (&price_a.over * price_b.paying * factor(b))
            .cmp(&(&price_b.over * price_a.paying * factor(a)))
    }

    fn fixed(&self, price: &Price) -> u64 {
        self.prices.rounded(
            &price.over,
            &(BigUint::from(1u32) << self.bits),
            price.paying * self.voters,
        )
    }

    fn buy(&mut self, project: usize, price: Price) {
        let fixed = self.fixed(&price);
        let round = self.bought.len() as u32;
        price
            .paid_all
            .iter()
            .for_each(|&voter| self.left[voter as usize] = 0);
        let mut heaviest = 0;
        for (voter, weight) in self.support.weighted(project) {
            let voter = voter as usize;
            if self.left[voter] > 0 {
                let pays = fixed.saturating_mul(u64::from(weight));
                self.left[voter] = self.left[voter].saturating_sub(pays).max(1);
                self.payments.push(Payment {
                    round,
                    weight,
                    before: self.newest[voter],
                });
                self.newest[voter] = (self.payments.len() - 1) as u32;
                heaviest = heaviest.max(u64::from(weight));
            }
        }
        self.error = self.error.saturating_add(heaviest + 1);
        self.prices.push(price.over, price.paying);
        self.standing[project] = Standing::Bought;
        self.bought.push((project, price.paid_all));
    }
}

/// What the supporters hold who cannot pay a price, how many they are, and the weight of those who can.
struct Scan {
    held: u64,
    short: u64,
    paying: u64,
}
