//! How sure is the outcome, if these ballots are a sample of many more?

use crate::{Error, Limits, Profile, Ratio, Rule, allocate, fairness::Rows};

/// Where 95 of 100 resampled outcomes lie, in units of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub low: Ratio,
    /// The upper end.
    pub high: Ratio,
}

/// How often to draw, and from which seed: the same seed gives the same intervals everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resampling {
    /// Outcomes to draw; 1,000 is usual, fewer than 40 tell little.
    pub times: usize,
    /// Any number, published with the result.
    pub seed: u64,
}

/// The percentile bootstrap (Efron 1979): as many ballots are drawn with replacement as there are, and counted.
///
/// One interval a priority, from the ⌈2.5 %⌉th smallest to the ⌈2.5 %⌉th largest amount. Time is (times × ballots ×
/// priorities).
///
/// # Errors
/// As for [`allocate`]; [`Error::NoBallots`] also where nothing is to be drawn.
pub fn bootstrap(
    rule: Rule,
    rows: &Rows<'_>,
    limits: &Limits,
    draws: Resampling,
) -> Result<Vec<Interval>, Error> {
    let ends: Vec<u64> = (0..rows.len())
        .scan(0, |end, row| {
            *end += rows.weight(row);
            Some(*end)
        })
        .collect();
    let ballots = ends
        .last()
        .copied()
        .filter(|&ballots| ballots > 0 && draws.times > 0)
        .ok_or(Error::NoBallots)?;
    let mut dice = SplitMix(draws.seed);
    let mut outcomes = vec![Vec::with_capacity(draws.times); rows.priorities];
    for _ in 0..draws.times {
        let mut profile = Profile::new(rows.priorities);
        for _ in 0..ballots {
            let drawn = dice.below(ballots);
            profile.add(rows.row(ends.partition_point(|&end| end <= drawn)), 1)?;
        }
        let outcome = allocate(rule, &profile, limits)?;
        outcomes
            .iter_mut()
            .zip(outcome.exact)
            .for_each(|(amounts, amount)| amounts.push(amount));
    }
    let cut = draws.times.div_ceil(40) - 1;
    let interval = |mut amounts: Vec<Ratio>| {
        amounts.sort();
        Interval {
            low: amounts[cut],
            high: amounts[amounts.len() - 1 - cut],
        }
    };
    Ok(outcomes.into_iter().map(interval).collect())
}

/// SplitMix64 (Steele, Lea, Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014).
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// By multiplication; with at most 2³⁰ ballots the bias is below 2⁻³⁴.
    fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers that the published generator gives for this seed.
    #[test]
    fn the_generator_is_the_published_one() {
        let mut dice = SplitMix(1_234_567);
        let drawn = [dice.next(), dice.next()];
        assert_eq!(
            drawn,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]
        );
    }
}
