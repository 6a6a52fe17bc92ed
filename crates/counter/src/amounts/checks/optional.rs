//! The checks that a budget has to ask for. In the browser they are a program of their own, for budgets that do.

mod bootstrap;
mod jackknife;
mod manipulation;
mod mean_distance;
mod need;
mod range;
mod turnout;
mod weighting;

use documents::budget::CheckName;

use super::{Asked, Find, Found, half, hardly_moves, of, untested, whole};

/// What computes a check.
pub(super) fn find(check: CheckName) -> Find {
    match check {
        CheckName::Range => range::find,
        CheckName::MeanDistance => mean_distance::find,
        CheckName::Turnout => turnout::find,
        CheckName::Weighting => weighting::find,
        CheckName::Jackknife => jackknife::find,
        CheckName::Need => need::find,
        CheckName::Bootstrap => bootstrap::find,
        CheckName::Manipulation => manipulation::find,
        CheckName::LimitsKept
        | CheckName::Agreement
        | CheckName::FairShare
        | CheckName::SideBySide
        | CheckName::SmallOrganisations => |_| untested(),
    }
}
