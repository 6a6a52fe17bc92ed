//! Exact fractions that say so when 128 bits are not enough.

use num_traits::{CheckedAdd, CheckedMul, CheckedSub};

use crate::{Error, Ratio};

pub(crate) fn whole(amount: u64) -> Ratio {
    Ratio::from(i128::from(amount))
}

/// a · b, which must fit.
///
/// WebAssembly has no multiplication of more than 64 bits, and calls a function for it; nearly all products here are of
/// small numbers.
#[inline]
pub(crate) fn product(a: i128, b: i128) -> i128 {
    #[cfg(target_arch = "wasm32")]
    if let (Ok(a), Ok(b)) = (i64::try_from(a), i64::try_from(b)) {
        let bits = |number: i64| 64 - number.unsigned_abs().leading_zeros();
        if bits(a) + bits(b) < 64 {
            return i128::from(a * b);
        }
    }
    a * b
}

pub(crate) fn add(a: Ratio, b: Ratio) -> Result<Ratio, Error> {
    a.checked_add(&b).ok_or(Error::Overflow)
}

pub(crate) fn subtract(a: Ratio, b: Ratio) -> Result<Ratio, Error> {
    a.checked_sub(&b).ok_or(Error::Overflow)
}

pub(crate) fn multiply(a: Ratio, b: Ratio) -> Result<Ratio, Error> {
    a.checked_mul(&b).ok_or(Error::Overflow)
}

/// `under` must not be 0.
pub(crate) fn divide(a: Ratio, under: Ratio) -> Result<Ratio, Error> {
    multiply(a, under.recip())
}

pub(crate) fn sum(amounts: impl IntoIterator<Item = Ratio>) -> Result<Ratio, Error> {
    amounts.into_iter().try_fold(Ratio::from(0), add)
}

pub(crate) fn distance(a: Ratio, b: Ratio) -> Result<Ratio, Error> {
    if a > b {
        subtract(a, b)
    } else {
        subtract(b, a)
    }
}

/// The least common multiple of the denominators.
pub(crate) fn common_denominator(amounts: &[Ratio]) -> Result<i128, Error> {
    amounts.iter().try_fold(1i128, |common, amount| {
        // in lowest terms, what is left of the denominator is what the common one lacks
        let cofactor = *Ratio::new(*amount.denom(), common).numer();
        common.checked_mul(cofactor).ok_or(Error::Overflow)
    })
}

/// The sum of absolute differences (ℓ₁).
pub(crate) fn l1(a: &[Ratio], b: &[Ratio]) -> Result<Ratio, Error> {
    a.iter()
        .zip(b)
        .try_fold(Ratio::from(0), |sum, (&a, &b)| add(sum, distance(a, b)?))
}
