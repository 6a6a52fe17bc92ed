//! Would another rule differ?

use crate::{Error, Limits, Outcome, Profile, Rule, allocate};

/// The outcome of every rule on the same ballots, in the order of [`Rule::ALL`]. Time is a count for each.
///
/// # Errors
/// As for [`allocate`].
pub fn side_by_side(profile: &Profile, limits: &Limits) -> Result<Vec<(Rule, Outcome)>, Error> {
    Rule::ALL
        .into_iter()
        .map(|rule| Ok((rule, allocate(rule, profile, limits)?)))
        .collect()
}
