//! The close: what the organiser's signature makes final.

mod check;

use crate::json::{self, format_name, record};
use crate::result::Refused;
use crate::{BudgetName, Id, OpenedKey, Problem, Signature, Slug, SlugMap};

format_name!(
    /// `common-purse/close/1`
    CloseFormat,
    "common-purse/close/1"
);

/// A million ballots' ids twice, and room for the rest.
const MAX_BYTES: usize = 160_000_000;

record! {
    /// Which ballots count, what opens them, and what their voters said about themselves as far as that may be shown.
    ///
    /// Of several that the organiser has signed, the one with the highest revision holds.
    pub struct Close {
        pub format: CloseFormat,
        pub budget: BudgetName,
        pub revision: u64,
        /// The lists of codes that held together, sorted, each once; none where there are no codes.
        pub keys: Vec<Id>,
        /// The ballots that count, sorted, each once.
        pub counted: Vec<Id>,
        pub refused: Refused,
        /// Opens the choices, where they were sealed.
        pub choices: Option<OpenedKey>,
        /// What people said about themselves, in groups that are large enough; ballots in none of them are withheld.
        pub about: Vec<AboutGroup>,
        /// What all this comes to.
        pub result: Id,
        /// By the budget's key `organiser`, over the canonical bytes without this field.
        pub signature: Signature,
    }
}

record! {
    /// All ballots that are shown with just these answers.
    pub struct AboutGroup {
        /// At least one; questions left out were not answered, or are withheld.
        pub answers: SlugMap<Slug>,
        /// Sorted, each once; in no other group.
        pub ballots: Vec<Id>,
    }
}

impl Close {
    /// Reads a close; whether the signature holds is not looked at, nor whether it fits a budget: see
    /// [`Close::check`].
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        json::read(bytes, MAX_BYTES, |close, report| {
            check::order(close, report)
        })
    }

    /// The canonical bytes: compact JSON, fields in order.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(self)
    }

    pub fn id(&self) -> Id {
        Id::of(&self.to_bytes())
    }

    /// Does this ballot count?
    pub fn counts(&self, ballot: &Id) -> bool {
        self.counted.binary_search(ballot).is_ok()
    }
}
