//! An exact counting engine for participatory budgets: rules and fairness checks.
//!
//! Residents each share out the same total over the same priorities. A [`Rule`] turns their ballots into one
//! outcome, and the [`fairness`] checks ask what that outcome does to whom. Everything is exact: whole amounts in,
//! fractions inside, a published rounding at the end; the same ballots give the same outcome, to the last digit,
//! on every machine and in every order.
//!
//! # A worked example
//! Three people share out £10 (thousand) between warm homes and debt advice.
//! ```
//! use tally::{Limits, Profile, Ratio, Rule, allocate, fairness};
//!
//! let ballots = [[2, 8], [9, 1], [7, 3]];
//! let mut profile = Profile::new(2);
//! for ballot in &ballots {
//!     profile.add(ballot, 1)?;
//! }
//! let limits = Limits::none(10, 2);
//!
//! let ladder = allocate(Rule::Ladder, &profile, &limits)?;
//! assert_eq!(ladder.exact, [Ratio::new(20, 3), Ratio::new(10, 3)]);
//! assert_eq!(ladder.amounts, [7, 3]);
//!
//! // How much of each ballot is in the outcome? On average 34/45, in the worst case 8/15.
//! let flat = ballots.concat();
//! let rows = fairness::Rows::new(2, &flat, None)?;
//! let agreement = fairness::agreement(&rows, &[], &ladder.exact, 10)?;
//! assert_eq!(agreement.whole.mean, Ratio::new(34, 45));
//! assert_eq!((agreement.whole.min, agreement.whole.min_row), (Ratio::new(8, 15), 0));
//!
//! // The mean would give [6, 4]: 2/15 of the money would lie elsewhere.
//! let distance = fairness::mean_distance(&profile, &ladder.exact)?;
//! assert_eq!(distance.together, Ratio::new(2, 15));
//! # Ok::<(), tally::Error>(())
//! ```
//!
//! # Histograms are enough
//! A rule reads a [`Profile`]: for every priority, how many ballots chose each amount. Profiles merge by addition,
//! so a count of any size is one pass over the ballots, in any order and grouping, on one machine or many.
//!
//! # Limits and unspent money
//! [`Limits`] hold the floors, the caps and the limits on groups of priorities. Floors are taken off before the
//! rule and given back after. Where the rule's amounts break another limit, they are moved by as little as possible
//! in total, and [`Outcome::before_repair`] keeps what the rule gave. A ballot that leaves money unspent has one
//! priority more, at the end, with floor 0 and the total as its cap.
//!
//! # Picks
//! The other kind of election chooses among projects with a price. Six people share £60; four want the slide and the
//! swing, two want the bench.
//! ```
//! use tally::picks::{Completion, Satisfaction, TieOrder, checks, equal_shares, pabulib, votes_needed};
//!
//! let election = pabulib::election(
//!     "META\nkey;value\nbudget;60\nvote_type;approval\n\
//!      PROJECTS\nproject_id;cost\nslide;36\nswing;24\nbench;18\n\
//!      VOTES\nvoter_id;vote\n1;slide,swing\n2;slide,swing\n3;slide,swing\n4;slide,swing\n5;bench\n6;bench\n",
//! )?;
//! let rule = |election: &_| {
//!     equal_shares(election, Satisfaction::Cost, Completion::None, &TieOrder::Text)
//! };
//! // Everyone has £10. The four pay £9 each for the slide, the two £9 each for the bench.
//! let picks = rule(&election)?;
//! assert_eq!(picks.funded(), [0, 2]);
//! // The four have £1 each left: too little for the swing. One more voter for it would have made it the best value.
//! assert_eq!(votes_needed(&election, 1, rule)?, Some(1));
//! // No group that agrees on a project has less than its share of the money.
//! let nearest = checks::ejr_plus(&election, &picks.funded())?.expect("the swing is not funded");
//! assert!(!nearest.violated());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//! [`picks`] has the other rules, ballots with points and ranks, more checks, and Pabulib's files in and out.
//!
//! # Ties
//! Nothing is drawn by lot. A published order settles every tie, and the outcome names all that were settled.
//!
//! # Bounds
//! Totals up to [`MAX_AMOUNT`], weights up to [`MAX_BALLOTS`] together, up to [`MAX_PRIORITIES`] priorities: within
//! them every rule fits 128-bit fractions. Repairs and checks may need more for extreme figures and then answer
//! [`Error::Overflow`]; with a million ballots over a total of 10⁹ they do not. Nothing panics on any input.
#![deny(missing_docs)]

mod allocate;
mod error;
mod exact;
pub mod fairness;
mod histogram;
mod levels;
mod limits;
mod named;
mod needed;
pub mod picks;
mod profile;
mod repair;
mod round;
mod rules;
mod simplex;
mod sort;

pub use allocate::{Decision, Outcome, Tie, allocate};
pub use error::Error;
pub use limits::{Group, Limits};
pub use named::UnknownName;
pub use needed::{NeededSupport, needed_support};
pub use profile::Profile;
pub use rules::Rule;

/// An exact fraction.
pub type Ratio = num_rational::Ratio<i128>;

/// The largest amount of money: 2⁵³ − 1, the largest whole number that every JSON reader keeps.
pub const MAX_AMOUNT: u64 = (1 << 53) - 1;

/// The largest sum of ballots' weights: 2³⁰.
pub const MAX_BALLOTS: u64 = 1 << 30;

/// The largest number of priorities.
pub const MAX_PRIORITIES: usize = 256;

/// The example in the crate's own README is tried as well.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
