//! Why a line has another amount than was asked for, and why a draft is no ballot yet.

use documents::Date;
use documents::plan::Breach;

/// An amount that was asked for and could not be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clamped {
    pub priority: usize,
    /// What the line has instead.
    pub given: u64,
    pub because: ClampReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClampReason {
    /// With it this limit would not be kept.
    Breaks(Breach),
    /// What was typed is not a whole number.
    NotANumber,
    /// No number has this sign.
    Sign(char),
    /// What was typed can be read as two different numbers.
    TwoWays,
}

/// Why a draft is not yet a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This limit is not kept: a group has too little or too much, or money is left that the budget wants spent.
    Breaks(Breach),
    /// The text in this line's field is not what the line has.
    NotAsTyped(Clamped),
    /// It takes a code to send, and the field holds none that may vote.
    NoCode,
    /// The ballot could not be sealed.
    NotSealed,
    /// Sending opens on this day.
    NotYetOpen(Date),
    /// This was the last day to send.
    Closed(Date),
}
