//! Picks among projects with a price: elections, rules, and checks on what they fund.
//!
//! # A worked example
//! Four projects for £30 each, and £90. Two of three people want the park, the path and the pond; the third wants the
//! ramp. By votes, the majority gets everything. With equal shares everyone has £30 to spend: the two buy the park and
//! the path together, paying £15 each for both, and the third buys the ramp.
//! ```
//! use tally::picks::{Completion, Satisfaction, TieOrder, checks, equal_shares, greedy, pabulib::Pabulib};
//!
//! let file = "META\nkey;value\nbudget;90\nvote_type;approval\n\
//!     PROJECTS\nproject_id;cost\npark;30\npath;30\npond;30\nramp;30\n\
//!     VOTES\nvoter_id;vote\n1;park,path,pond\n2;park,path,pond\n3;ramp\n";
//! let election = Pabulib::read(file)?.election()?;
//! let ids = |funded: &[usize]| -> Vec<&str> {
//!     funded.iter().map(|&project| election.projects[project].id.as_str()).collect()
//! };
//!
//! let by_votes = greedy(&election, Satisfaction::Cost, &TieOrder::Text)?.funded();
//! assert_eq!(ids(&by_votes), ["park", "path", "pond"]);
//!
//! let shares = equal_shares(&election, Satisfaction::Cost, Completion::None, &TieOrder::Text)?;
//! assert_eq!(ids(&shares.funded()), ["park", "path", "ramp"]);
//!
//! // The third voter, a third of the people, could have had the ramp for a third of the money.
//! let denied = checks::ejr_plus(&election, &by_votes)?.expect("projects that are not funded");
//! assert_eq!((ids(&[denied.project]), denied.group), (vec!["ramp"], vec![2]));
//! // With £30 of £30 that is just at the edge of a violation, not beyond it.
//! assert_eq!(denied.ratio.to_string(), "1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bos;
mod chain;
pub mod checks;
mod election;
mod equal_shares;
mod greedy;
mod market;
mod needed;
mod outcome;
pub mod pabulib;
mod phragmen;
mod satisfaction;
mod support;
mod ties;

pub use bos::bos;
pub use election::{BallotKind, Ballots, Election, ElectionFault, Project};
pub use equal_shares::{Completion, equal_shares};
pub use greedy::greedy;
pub use needed::{Loss, effective_support, losses, votes_needed};
pub use outcome::{PickTie, Picks, Reason, Round};
pub use phragmen::phragmen;
pub use satisfaction::Satisfaction;
pub use ties::TieOrder;

/// An exact fraction of any size.
pub type BigRatio = num_rational::BigRational;
