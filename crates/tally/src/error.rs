//! What can be wrong with ballots or limits, said as where, found and expected.

use std::fmt;

/// Why a profile or an outcome cannot be made. Priorities are named by their position, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A ballot, a list of limits or another profile has another number of priorities.
    PriorityCount {
        /// How many were given.
        found: usize,
        /// How many there are.
        expected: usize,
    },
    /// A row that is not there was named, or rows and weights differ in number.
    RowCount {
        /// The row or number found.
        found: usize,
        /// How many rows there are.
        expected: usize,
    },
    /// A ballot's amounts do not add up to what all ballots share out.
    BallotSum {
        /// The sum found.
        found: u64,
        /// The total of the other ballots, or of the limits.
        expected: u64,
    },
    /// There is nothing to count.
    NoBallots,
    /// A ballot gives a priority less than its floor.
    BelowFloor {
        /// Which priority.
        priority: usize,
        /// The smallest amount a ballot gives it.
        found: u64,
        /// Its floor.
        floor: u64,
    },
    /// A figure is beyond what the engine counts exactly.
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The largest value taken.
        most: u64,
    },
    /// An exact fraction does not fit 128 bits; see the bounds on the front page.
    Overflow,
    /// The step is 0, or an amount among the limits is not a whole number of steps.
    OffStep {
        /// Which figure.
        what: &'static str,
        /// The figure.
        found: u64,
        /// The step it should be a multiple of.
        step: u64,
    },
    /// A group of priorities names a priority that is not there, or one twice.
    GroupMember {
        /// Which group.
        group: usize,
        /// The member found.
        found: usize,
    },
    /// No outcome keeps all the limits together.
    LimitsConflict,
    /// Some exact outcome keeps the limits, but none in whole steps was found near it.
    NoWholeOutcome,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PriorityCount { found, expected } => {
                write!(f, "found {found} priorities, expected {expected}")
            }
            Self::BallotSum { found, expected } => {
                write!(f, "amounts add up to {found}, expected {expected}")
            }
            Self::RowCount { found, expected } => write!(
                f,
                "found row or row count {found}, expected {expected} rows"
            ),
            Self::NoBallots => write!(f, "found no ballots, expected at least one"),
            Self::BelowFloor {
                priority,
                found,
                floor,
            } => {
                write!(
                    f,
                    "priority {priority}: found {found}, expected at least its floor {floor}"
                )
            }
            Self::TooLarge { what, most } => write!(f, "{what}: expected at most {most}"),
            Self::Overflow => write!(f, "an exact fraction does not fit 128 bits"),
            Self::OffStep { what, found, step } => {
                write!(f, "{what}: found {found}, expected a multiple of {step}")
            }
            Self::GroupMember { group, found } => {
                write!(
                    f,
                    "group {group}: found member {found}, expected each priority at most once"
                )
            }
            Self::LimitsConflict => write!(f, "no outcome keeps all the limits together"),
            Self::NoWholeOutcome => write!(f, "no outcome in whole steps keeps all the limits"),
        }
    }
}

impl std::error::Error for Error {}
