use std::fmt;

use super::textual;

/// An exact number, written `a` or `a/b`, in lowest terms, `b` > 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exact {
    numerator: i128,
    denominator: i128,
}

impl Exact {
    /// `None` where the denominator is not positive, or the fraction is not in lowest terms.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let lowest =
            denominator > 0 && gcd(numerator.unsigned_abs(), denominator.unsigned_abs()) == 1;
        lowest.then_some(Self {
            numerator,
            denominator,
        })
    }

    pub fn parse(text: &str) -> Option<Self> {
        let exact = match text.split_once('/') {
            Some((a, b)) => Self::new(a.parse().ok()?, b.parse().ok()?),
            None => Self::new(text.parse().ok()?, 1),
        }?;
        // One way to write each number: no "+1", "01", "2/1".
        (exact.to_string() == text).then_some(exact)
    }

    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// Greater than 0.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// How many `1/per` parts of one this is, rounded down: `in_parts(100)` of 5/6 is 83. For display only.
    pub fn in_parts(self, per: u32) -> i128 {
        let (whole, rest) = (
            self.numerator.div_euclid(self.denominator),
            self.numerator.rem_euclid(self.denominator),
        );
        let per = i128::from(per);
        // A denominator so great that the rest cannot be scaled is scaled down with it.
        let shift = (rest.unsigned_abs().leading_zeros() as i32 - 34)
            .min(0)
            .unsigned_abs();
        whole
            .saturating_mul(per)
            .saturating_add((rest >> shift) * per / (self.denominator >> shift))
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            write!(f, "{}", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

textual!(
    Exact,
    "an exact number such as \"7\" or \"5/6\", in lowest terms",
    "^-?[0-9]+(/[0-9]+)?$",
    Self {
        numerator: 0,
        denominator: 1
    }
);
