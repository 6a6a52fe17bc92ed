//! Where the visitor is with their ballot.

use std::rc::Rc;

use documents::{Amounts, Id};

use super::Filling;

#[derive(Clone, Debug, PartialEq)]
pub enum BallotPhase {
    Filling(Filling),
    Freezing(Frozen),
    Cast(Cast),
}

/// "Send" was pressed, and the ballot is being frozen: nothing can change, and pressing again does nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Frozen {
    /// As it was; where the ballot cannot be sent, this goes on.
    pub(super) filling: Filling,
    /// Whether the event is closed is asked first.
    pub(super) asks_close: bool,
}

/// A ballot was cast. It cannot be changed or taken back; the ballot's screens lead to the receipt until somebody else's
/// turn begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Cast {
    pub ballot: CastBallot,
    /// It was cast in another tab, or before this device's memory was read, while a ballot was filled in here. Where that
    /// is another one, it is still here.
    pub elsewhere: bool,
    /// What was filled in here until then. It goes on where another tab was first, or where it never became a ballot.
    pub(super) left: Filling,
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
        matches!(self, Self::Filling(_))
    }

    #[must_use]
    pub fn is_cast(&self) -> bool {
        matches!(self, Self::Cast(_))
    }

    /// What is filled in here, or was until the ballot was cast.
    #[must_use]
    pub fn filling(&self) -> &Filling {
        match self {
            Self::Filling(filling) => filling,
            Self::Freezing(frozen) => &frozen.filling,
            Self::Cast(cast) => &cast.left,
        }
    }

    pub(super) fn filling_mut(&mut self) -> &mut Filling {
        match self {
            Self::Filling(filling) => filling,
            Self::Freezing(frozen) => &mut frozen.filling,
            Self::Cast(cast) => &mut cast.left,
        }
    }

    /// The ballot that this device has cast last; of an earlier one the receipt stays within reach while another is
    /// filled in.
    #[must_use]
    pub fn cast(&self) -> Option<&CastBallot> {
        match self {
            Self::Filling(filling) => filling.last.as_ref(),
            Self::Freezing(frozen) => frozen.filling.last.as_ref(),
            Self::Cast(cast) => Some(&cast.ballot),
        }
    }

    pub(super) fn cast_mut(&mut self) -> Option<&mut CastBallot> {
        match self {
            Self::Filling(filling) => filling.last.as_mut(),
            Self::Freezing(frozen) => frozen.filling.last.as_mut(),
            Self::Cast(cast) => Some(&mut cast.ballot),
        }
    }

    /// Goes on with what was filled in here.
    pub(super) fn fill_on(&mut self) -> &mut Filling {
        let filling = std::mem::take(self.filling_mut());
        *self = Self::Filling(filling);
        self.filling_mut()
    }
}
