//! Prices and purses in exact numbers.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint};

use super::{Deal, Market, Payers, Purchase};

impl Market<'_> {
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
    pub(super) fn exact_deal(&self, project: usize) -> Option<Deal> {
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
    pub(super) fn fill(&mut self) {
        while let Some(Purchase { project, payers }) = self.bought.get(self.prices.len()) {
            let over = self.over(*project, &payers.short);
            self.prices.push(over, payers.paying);
        }
    }

    /// Cost − all that those have who are short, over the chain's denominator. They have what they had at first
    /// without their payments, all of which were made in rounds before.
    pub(super) fn over(&self, project: usize, short: &[u32]) -> BigInt {
        let mut spent = vec![0; self.prices.len()];
        for &voter in short {
            self.each_payment(voter, |round, weight| spent[round] += i128::from(weight));
        }
        let purses = i128::from(self.purse) * short.len() as i128;
        self.prices
            .combine(self.whole_cost(project) - purses, &spent)
    }

    pub(super) fn compare(
        &self,
        (a, deal_a): (usize, &Deal),
        (b, deal_b): (usize, &Deal),
    ) -> Ordering {
        let factor = |project: usize| self.support.factor(self.cost(project)).max(1);
        let left = self.over(a, &deal_a.payers.short) * deal_b.payers.paying * factor(b);
        left.cmp(&(self.over(b, &deal_b.payers.short) * deal_a.payers.paying * factor(a)))
    }

    pub(super) fn fixed(&self, over: &BigInt, paying: u64) -> u64 {
        self.prices.rounded(
            over,
            &(BigUint::from(1u32) << self.bits),
            paying * self.voters,
        )
    }
}
