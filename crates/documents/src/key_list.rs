//! The public list of voting codes: their public keys, and those taken back.

mod register;

use crate::json::{self, Path, Report, format_name, record};
use crate::{BudgetName, Id, Problem, PublicKey, Signature};

pub use register::CodeRegister;

format_name!(
    /// `common-purse/keys/1`
    KeyListFormat,
    "common-purse/keys/1"
);

/// A quarter of a million codes.
const MAX_BYTES: usize = 20_000_000;

record! {
    /// Some of the codes that may vote. All lists that the organiser has signed hold together: see [`CodeRegister`].
    #[derive(Eq)]
    pub struct KeyList {
        pub format: KeyListFormat,
        /// The budget it was signed for. A code is known in every edition of its event's budget; a list of another edition
        /// tells that the budget has changed since.
        pub budget: BudgetName,
        /// One more than the highest that its maker saw; tells readers in which order lists were made.
        pub revision: u64,
        /// Sorted, each once.
        pub codes: Vec<PublicKey>,
        /// Those of them that were spoilt or lost and may not vote; sorted, each once.
        pub voided: Vec<PublicKey>,
        /// By the budget's key `organiser`, over the canonical bytes without this field.
        pub signature: Signature,
    }
}

/// What a code may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    MayVote,
    Voided,
    Unknown,
}

impl KeyList {
    /// Reads a list; whether the signature holds is not looked at.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        json::read(bytes, MAX_BYTES, |list, report| check(list, report))
    }

    /// The canonical bytes: compact JSON, fields in order.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(self)
    }

    pub fn id(&self) -> Id {
        Id::of(&self.to_bytes())
    }
}

fn check(list: &KeyList, report: &mut Report) {
    for (field, keys) in [("codes", &list.codes), ("voided", &list.voided)] {
        if !keys.is_sorted_by(|a, b| a < b) {
            report.say(
                &Path::Root.field(field),
                "keys out of order, or twice",
                "each key once, sorted",
            );
        }
    }
}
