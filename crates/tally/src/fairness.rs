//! Fairness checks: each asks one question of an outcome and answers with figures and a witness, not sentences.
//!
//! # Shapes and units
//! Amounts are one for each priority, in the order of the ballots, in units of money; an outcome's are exact fractions
//! ([`crate::Outcome::exact`]). Priorities, rows and groups are named by their position, from 0. A [`crate::Profile`]
//! is enough for a check that asks only how often each amount was chosen; a check that asks about single ballots
//! takes [`Rows`]. Answers are exact fractions of 1, unless they are amounts.
//!
//! Below, n is the number of ballots, m of priorities and d of distinct amounts of a priority; "a count" is the time of
//! [`crate::allocate`], about d × m × log d, which does not grow with n.

mod agreement;
mod bootstrap;
mod fair_share;
mod jackknife;
mod limits_kept;
mod manipulation;
mod mean_distance;
mod need;
mod raking;
mod range;
mod reach;
mod representation;
mod rows;
mod side_by_side;
mod turnout;

pub use agreement::{Agreement, GroupAgreement, Overlaps, agreement};
pub use bootstrap::{Interval, Resampling, bootstrap};
pub use fair_share::{FairShare, fair_share};
pub use jackknife::{WithoutPart, jackknife};
pub use limits_kept::{Breach, BrokenLimit, Side, limits_kept};
pub use manipulation::{Manipulation, manipulation};
pub use mean_distance::{MeanDistance, mean_distance};
pub use need::{NeedMet, need};
pub use raking::{Margin, rake};
pub use range::{OutOfRange, range};
pub use reach::{Reached, reach};
pub use representation::{Representation, raked, representation};
pub use rows::Rows;
pub use side_by_side::side_by_side;
pub use turnout::{Turnout, turnout};
