//! Does one event or channel decide the outcome?

use crate::{Error, Limits, Profile, Ratio, Rule, allocate, exact};

/// The outcome without one part of the ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithoutPart {
    /// What each priority would get, exactly.
    pub amounts: Vec<Ratio>,
    /// The sum of absolute differences to the outcome of all, as a share of the total.
    pub moved: Ratio,
}

/// Leaves out each part (a place, a channel) in turn; none where nothing would be left, or nothing is left out.
///
/// The parts (their profiles) must split the ballots: each ballot in one of them. A move is the sum of
/// absolute differences as a part of the total. Time is a count for each part.
///
/// # Errors
/// As for [`allocate`].
pub fn jackknife(
    rule: Rule,
    limits: &Limits,
    parts: &[Profile],
    outcome: &[Ratio],
) -> Result<Vec<Option<WithoutPart>>, Error> {
    let before = sums(parts.iter(), outcome.len())?;
    let mut after = sums(parts.iter().rev(), outcome.len())?;
    after.reverse();
    let one = |part: usize| {
        let mut rest = before[part].clone();
        rest.merge(&after[part + 1])?;
        if rest.ballots() == 0 || parts[part].ballots() == 0 {
            return Ok(None);
        }
        let amounts = allocate(rule, &rest, limits)?.exact;
        let moved = exact::divide(
            exact::l1(&amounts, outcome)?,
            exact::whole(limits.total.max(1)),
        )?;
        Ok(Some(WithoutPart { amounts, moved }))
    };
    (0..parts.len()).map(one).collect()
}

/// The first 0, 1, 2, … of the parts together.
fn sums<'a>(
    parts: impl Iterator<Item = &'a Profile>,
    priorities: usize,
) -> Result<Vec<Profile>, Error> {
    let mut sums = vec![Profile::new(priorities)];
    for part in parts {
        let mut next = sums[sums.len() - 1].clone();
        next.merge(part)?;
        sums.push(next);
    }
    Ok(sums)
}
