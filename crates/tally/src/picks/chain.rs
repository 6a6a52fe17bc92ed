//! Fractions that each build on those before, exact at any length.

use num_bigint::{BigInt, BigUint};
use num_traits::{ToPrimitive, Zero};

use super::BigRatio;

/// Values over one common denominator, which grows by a factor with each of them.
///
/// Each new price or load divides a sum of old ones by a number of people. With a common denominator that is a few
/// products of a long and a short number, and no fraction is ever reduced.
pub(super) struct Chain {
    under: BigUint,
    over: Vec<BigUint>,
}

impl Chain {
    pub(super) fn new() -> Self {
        Self {
            under: BigUint::from(1u32),
            over: Vec::new(),
        }
    }

    /// whole + Σ coefficient · value, over the common denominator.
    pub(super) fn combine(&self, whole: i128, coefficients: &[i128]) -> BigInt {
        let mut sum = BigInt::from(self.under.clone()) * whole;
        for (value, &coefficient) in self.over.iter().zip(coefficients) {
            if coefficient != 0 {
                sum += BigInt::from(value.clone()) * coefficient;
            }
        }
        sum
    }

    /// Adds the value `over` / (common denominator · `divisor`); nothing here is negative.
    pub(super) fn push(&mut self, over: BigInt, divisor: u64) {
        self.under *= divisor;
        self.over.iter_mut().for_each(|value| *value *= divisor);
        self.over.push(over.to_biguint().unwrap_or_default());
    }

    pub(super) fn len(&self) -> usize {
        self.over.len()
    }

    /// ⌊`over` · `scale` / (common denominator · `divisor`)⌋, or the largest number where that is more.
    pub(super) fn rounded(&self, over: &BigInt, scale: &BigUint, divisor: u64) -> u64 {
        let over = over.to_biguint().unwrap_or_default();
        (over * scale / (&self.under * divisor))
            .to_u64()
            .unwrap_or(u64::MAX)
    }

    /// One of the values, divided by `divisor`.
    pub(super) fn value(&self, at: usize, divisor: u64) -> BigRatio {
        let over = self.over.get(at).cloned().unwrap_or_else(BigUint::zero);
        BigRatio::new(BigInt::from(over), BigInt::from(&self.under * divisor))
    }
}
