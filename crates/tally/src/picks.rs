//! Picks among projects with a price: elections, rules, and checks on what they fund.

mod bos;
mod chain;
pub mod checks;
mod election;
mod equal_shares;
mod greedy;
mod market;
mod memory;
mod needed;
mod outcome;
pub mod pabulib;
mod phragmen;
mod satisfaction;
mod support;
mod ties;

pub use bos::bos;
pub use election::{BallotKind, Ballots, Election, ElectionFault, Project};
pub use equal_shares::{Completion, UnknownCompletion, equal_shares};
pub use greedy::greedy;
pub use needed::{effective_support, votes_needed};
pub use outcome::{PickTie, Picks, Reason, Round};
pub use phragmen::phragmen;
pub use satisfaction::{Satisfaction, UnknownSatisfaction};
pub use ties::TieOrder;

/// An exact fraction of any size.
pub type BigRatio = num_rational::BigRational;
