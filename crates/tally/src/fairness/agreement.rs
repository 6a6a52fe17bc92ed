//! How much of each ballot is in the outcome, for everybody and by group?

use crate::{Error, Ratio, exact, fairness::Rows, sort};

/// Overlaps of ballots with an outcome: u = Σ min(ballot, outcome) / total, from 0 to 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlaps {
    /// The sum of the ballots' weights.
    pub ballots: u64,
    /// The average overlap.
    pub mean: Ratio,
    /// The average overlap of the tenth with the least.
    pub lowest_tenth: Ratio,
    /// The smallest overlap.
    pub min: Ratio,
    /// The first row with the smallest overlap.
    pub min_row: usize,
    /// The Gini coefficient of the overlaps: 0 when all are equal.
    pub gini: Ratio,
}

/// One group beside the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupAgreement {
    /// The group's own figures.
    pub overlaps: Overlaps,
    /// Is its mean more than 10 points (1/10) below the mean of the whole?
    pub left_behind: bool,
}

/// The whole and its groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// All ballots.
    pub whole: Overlaps,
    /// In the order given; none for a group without ballots.
    pub groups: Vec<Option<GroupAgreement>>,
}

/// Measures how much of each ballot is in the outcome; a group is a list of row numbers.
///
/// The overlap of a ballot p with the outcome x is 1 − ½‖p − x‖₁ on the unit scale. Time is n × m and one sort of the
/// rows; memory 24 bytes a row.
///
/// # Errors
/// [`Error::NoBallots`], rows that are not there, another number of priorities, or the bounds on the front page.
pub fn agreement(
    rows: &Rows<'_>,
    groups: &[Vec<u32>],
    outcome: &[Ratio],
    total: u64,
) -> Result<Agreement, Error> {
    if outcome.len() != rows.priorities {
        return Err(Error::PriorityCount {
            found: outcome.len(),
            expected: rows.priorities,
        });
    }
    let scale = Scale::of(outcome, total)?;
    let overlaps: Vec<i128> = (0..rows.len())
        .map(|row| scale.overlap(rows.row(row)))
        .collect::<Result<_, _>>()?;
    let everybody = (0..rows.len()).collect();
    let whole = scale
        .summary(rows, &overlaps, everybody)?
        .ok_or(Error::NoBallots)?;
    let one = |group: &Vec<u32>| {
        let members: Vec<usize> = group.iter().map(|&row| row as usize).collect();
        if let Some(&found) = members.iter().find(|&&row| row >= rows.len()) {
            return Err(Error::RowCount {
                found,
                expected: rows.len(),
            });
        }
        let Some(overlaps) = scale.summary(rows, &overlaps, members)? else {
            return Ok(None);
        };
        let left_behind = exact::subtract(whole.mean, overlaps.mean)? > Ratio::new(1, 10);
        Ok(Some(GroupAgreement {
            overlaps,
            left_behind,
        }))
    };
    let groups = groups.iter().map(one).collect::<Result<_, _>>()?;
    Ok(Agreement { whole, groups })
}

/// The outcome over a common denominator, so that each ballot's overlap is a whole number.
struct Scale {
    amounts: Vec<i128>,
    denominator: i128,
    /// An overlap of this size is the whole ballot.
    full: i128,
    /// The same amounts and denominator where they fit 64 bits, which is much faster.
    small: Option<Small>,
}

impl Scale {
    fn of(outcome: &[Ratio], total: u64) -> Result<Self, Error> {
        let denominator = exact::common_denominator(outcome)?;
        let up = |amount: &Ratio| {
            (denominator / amount.denom())
                .checked_mul(*amount.numer())
                .ok_or(Error::Overflow)
        };
        let amounts = outcome.iter().map(up).collect::<Result<Vec<_>, _>>()?;
        let fits = |amount: &i128| u64::try_from(*amount).ok();
        let small = amounts.iter().map(fits).collect::<Option<_>>();
        let full = denominator
            .checked_mul(i128::from(total.max(1)))
            .ok_or(Error::Overflow)?;
        Ok(Self {
            small: small.zip(fits(&denominator)).map(Small::of),
            amounts,
            denominator,
            full,
        })
    }

    fn overlap(&self, ballot: &[u64]) -> Result<i128, Error> {
        let small = self.small.as_ref();
        if let Some(overlap) = small.and_then(|small| small.overlap(ballot)) {
            return Ok(overlap.into());
        }
        let mut sum = 0i128;
        for (&asked, &given) in ballot.iter().zip(&self.amounts) {
            let asked = i128::from(asked)
                .checked_mul(self.denominator)
                .ok_or(Error::Overflow)?;
            sum = sum.checked_add(asked.min(given)).ok_or(Error::Overflow)?;
        }
        Ok(sum)
    }

    fn summary(
        &self,
        rows: &Rows<'_>,
        overlaps: &[i128],
        members: Vec<usize>,
    ) -> Result<Option<Overlaps>, Error> {
        let mut rising: Vec<usize> = members
            .into_iter()
            .filter(|&row| rows.weight(row) > 0)
            .collect();
        sort::by_key(&mut rising, |&row| row as u64);
        match overlaps
            .iter()
            .all(|&overlap| u64::try_from(overlap).is_ok())
        {
            true => sort::by_key(&mut rising, |&row| overlaps[row] as u64),
            false => rising.sort_by_key(|&row| overlaps[row]),
        }
        let Some(&min_row) = rising.first() else {
            return Ok(None);
        };
        let spread = Spread::of(rising.iter().map(|&row| (overlaps[row], rows.weight(row))))?;
        let share =
            |sum: i128, of: i128| exact::divide(Ratio::new(sum, self.full), Ratio::from(of));
        Ok(Some(Overlaps {
            ballots: spread.weight,
            mean: share(spread.sum, i128::from(spread.weight))?,
            lowest_tenth: share(spread.lowest, i128::from(spread.weight))?,
            min: share(overlaps[min_row], 1)?,
            min_row,
            gini: spread.gini()?,
        }))
    }
}

/// An outcome over a common denominator within 64 bits.
struct Small {
    amounts: Vec<u64>,
    denominator: u64,
    /// The largest amount of a ballot whose product with the denominator fits.
    most: u64,
}

impl Small {
    /// `denominator` is at least 1.
    fn of((amounts, denominator): (Vec<u64>, u64)) -> Self {
        Self {
            amounts,
            denominator,
            most: u64::MAX / denominator,
        }
    }

    /// None where 64 bits are not enough.
    fn overlap(&self, ballot: &[u64]) -> Option<u64> {
        let mut sum = 0u64;
        for (&asked, &given) in ballot.iter().zip(&self.amounts) {
            if asked > self.most {
                return None;
            }
            sum = sum.checked_add(given.min(asked * self.denominator))?;
        }
        Some(sum)
    }
}

/// Sums over ballots by rising overlap.
struct Spread {
    weight: u64,
    sum: i128,
    /// The sum over the lowest tenth, each ballot being ten parts, so that a tenth is a whole number of parts.
    lowest: i128,
    /// The sum of all differences between two ballots.
    differences: i128,
}

impl Spread {
    fn of(rising: impl Iterator<Item = (i128, u64)> + Clone) -> Result<Self, Error> {
        let weight = rising.clone().map(|(_, weight)| weight).sum();
        let mut spread = Self {
            weight,
            sum: 0,
            lowest: 0,
            differences: 0,
        };
        let (mut before, mut parts_left) = (0, i128::from(weight));
        for (overlap, weight) in rising {
            let weight = i128::from(weight);
            let parts = parts_left.min(weight * 10);
            parts_left -= parts;
            spread.lowest = plus_product(spread.lowest, overlap, parts)?;
            let above = times(overlap, before)? - spread.sum;
            spread.differences = plus_product(spread.differences, above, weight)?;
            spread.sum = plus_product(spread.sum, overlap, weight)?;
            before += weight;
        }
        Ok(spread)
    }

    /// Σ |u − u'| over all pairs / (2 · ballots · Σ u); each pair stands once in `differences`.
    fn gini(&self) -> Result<Ratio, Error> {
        if self.sum == 0 {
            return Ok(Ratio::from(0));
        }
        exact::divide(
            Ratio::new(self.differences, self.sum),
            exact::whole(self.weight),
        )
    }
}

fn plus_product(sum: i128, a: i128, b: i128) -> Result<i128, Error> {
    let product = times(a, b)?;
    sum.checked_add(product).ok_or(Error::Overflow)
}

/// Factors of 64 bits, as nearly all are, need no check of their product, which is slow.
fn times(a: i128, b: i128) -> Result<i128, Error> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(_), Ok(_)) => Ok(exact::product(a, b)),
        _ => a.checked_mul(b).ok_or(Error::Overflow),
    }
}
