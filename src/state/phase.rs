//! Where the visitor is with their ballot. What is filled in is kept beside the phase ([`super::Open::filling`]): whatever
//! becomes of the ballot, it may have to go on.

use std::rc::Rc;

use documents::{Amounts, Id};

use super::Open;

#[derive(Clone, Debug, PartialEq)]
pub enum BallotPhase {
    Filling,
    /// "Send" was pressed, and the ballot is being frozen: nothing can change, and pressing again does nothing.
    Freezing {
        /// Whether the event is closed is asked first.
        asks_close: bool,
    },
    /// A ballot was cast. It cannot be changed or taken back; the ballot's screens lead to the receipt until somebody else's
    /// turn begins.
    Cast(Cast),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cast {
    pub ballot: CastBallot,
    /// It was cast in another tab, or before this device's memory was read, while a ballot was filled in here. Where that
    /// is another one, it is still here.
    pub elsewhere: bool,
}

/// A ballot of this device, for its receipt; whether it is sent, `Open::receipt` says.
#[derive(Clone, Debug, PartialEq)]
pub struct CastBallot {
    pub id: Id,
    /// For "yours" on the results; `None` where they cannot be read on this device.
    pub amounts: Option<Rc<Amounts>>,
}

impl BallotPhase {
    #[must_use]
    pub fn is_filling(&self) -> bool {
        matches!(self, Self::Filling)
    }

    #[must_use]
    pub fn is_cast(&self) -> bool {
        matches!(self, Self::Cast(_))
    }
}

impl Open {
    /// The ballot that this device has cast last; of an earlier one the receipt stays within reach while another is
    /// filled in.
    #[must_use]
    pub fn cast(&self) -> Option<&CastBallot> {
        match &self.ballot {
            BallotPhase::Cast(cast) => Some(&cast.ballot),
            BallotPhase::Filling | BallotPhase::Freezing { .. } => self.filling.last.as_ref(),
        }
    }

    pub(super) fn cast_mut(&mut self) -> Option<&mut CastBallot> {
        match &mut self.ballot {
            BallotPhase::Cast(cast) => Some(&mut cast.ballot),
            BallotPhase::Filling | BallotPhase::Freezing { .. } => self.filling.last.as_mut(),
        }
    }
}
