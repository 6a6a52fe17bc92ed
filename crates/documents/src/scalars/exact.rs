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
        let whole = self.numerator.div_euclid(self.denominator);
        let rest = self.numerator.rem_euclid(self.denominator).unsigned_abs();
        let denominator = self.denominator.unsigned_abs();
        // Long multiplication, bit by bit: `rest * (the bits of per so far) == parts * denominator + left`, and
        // nothing ever reaches 2 * denominator < 2^128.
        let (mut parts, mut left) = (0, 0);
        for bit in (0..u32::BITS).rev() {
            let add = if per >> bit & 1 == 1 { rest } else { 0 };
            parts *= 2;
            for more in [left, add] {
                left += more;
                if left >= denominator {
                    left -= denominator;
                    parts += 1;
                }
            }
        }
        whole.saturating_mul(i128::from(per)).saturating_add(parts)
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
