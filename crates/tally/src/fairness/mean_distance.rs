//! How far is an outcome from the average ballot?

use crate::{Error, Profile, Ratio, Rule, exact};

/// The distance to the mean, as shares of the total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeanDistance {
    /// The sum of absolute differences (ℓ₁); 2 at most.
    pub together: Ratio,
    /// The largest single difference.
    pub largest: Ratio,
    /// The priority with the largest difference, the first of them.
    pub priority: Option<usize>,
}

/// Compares amounts with the mean of the ballots, as parts of the total. Time is d × m.
///
/// # Errors
/// [`Error::PriorityCount`], [`Error::NoBallots`], or the bounds on the front page.
pub fn mean_distance(profile: &Profile, amounts: &[Ratio]) -> Result<MeanDistance, Error> {
    profile.expect_priorities(amounts.len())?;
    let mean = Rule::Mean.share(profile, &vec![0; amounts.len()])?;
    let total = exact::whole(profile.total().unwrap_or(0).max(1));
    let mut distance = MeanDistance {
        together: Ratio::from(0),
        largest: Ratio::from(0),
        priority: None,
    };
    for (priority, (amount, mean)) in amounts.iter().zip(mean).enumerate() {
        let apart = exact::divide(exact::distance(*amount, mean)?, total)?;
        distance.together = exact::add(distance.together, apart)?;
        if apart > distance.largest {
            (distance.largest, distance.priority) = (apart, Some(priority));
        }
    }
    Ok(distance)
}
