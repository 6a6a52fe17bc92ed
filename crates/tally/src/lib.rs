//! An exact counting engine for participatory budgets: rules and fairness checks.
#![deny(missing_docs)]

mod allocate;
mod error;
mod exact;
pub mod fairness;
mod histogram;
mod levels;
mod limits;
mod profile;
mod repair;
mod round;
mod rules;

pub use allocate::{Decision, Outcome, Tie, allocate};
pub use error::Error;
pub use limits::{Group, Limits};
pub use profile::Profile;
pub use rules::{Rule, UnknownRule};

/// An exact fraction.
pub type Ratio = num_rational::Ratio<i128>;

/// The largest amount of money: 2⁵³ − 1, the largest whole number that every JSON reader keeps.
pub const MAX_AMOUNT: u64 = (1 << 53) - 1;

/// The largest sum of ballots' weights: 2³⁰.
pub const MAX_BALLOTS: u64 = 1 << 30;

/// The largest number of priorities.
pub const MAX_PRIORITIES: usize = 256;
