//! Does any priority get less than every ballot asked, or more?

use crate::{Error, Profile, Ratio, exact};

/// A priority outside what the ballots asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfRange {
    /// Which priority.
    pub priority: usize,
    /// What it gets, in units of money.
    pub found: Ratio,
    /// The least any ballot asked.
    pub least: u64,
    /// The most any ballot asked.
    pub most: u64,
}

/// Every priority outside the ballots' range (from the smallest to the largest amount that a ballot gives it); empty
/// when none is. Time is d × m.
///
/// # Errors
/// [`Error::PriorityCount`].
pub fn range(profile: &Profile, amounts: &[Ratio]) -> Result<Vec<OutOfRange>, Error> {
    profile.expect_priorities(amounts.len())?;
    let outside = |(priority, &found): (usize, &Ratio)| {
        let asked = profile.amounts(priority);
        let (least, most) = (asked.first()?.0, asked.last()?.0);
        let inside = exact::whole(least) <= found && found <= exact::whole(most);
        (!inside).then_some(OutOfRange {
            priority,
            found,
            least,
            most,
        })
    };
    Ok(amounts.iter().enumerate().filter_map(outside).collect())
}
