//! The promise ledger: what was agreed, decided, paid and delivered, and why it changed. One entry is one file.
//!
//! An entry is signed by one of those who answer for the money, names the entries that it follows, and is never edited: what
//! is true now is folded from all of them (the crate `ledger`).

mod kinds;
mod signer;

use crate::json::{self, format_name, record};
use crate::{BudgetName, Date, Id, Problem, PublicKey, Refusal, Signature};

pub use kinds::{Change, Judged, Kind, MilestoneType, Recipient, Said, Says};
pub use signer::{Role, Signer};

format_name!(
    /// `common-purse/ledger/1`
    EntryFormat,
    "common-purse/ledger/1"
);

/// Bytes of an entry: the texts of the longest kind in six languages, and room for the rest.
pub const MAX_BYTES: usize = 32_768;

/// So many entries may be followed at once: as many as people who wrote without seeing each other.
pub const MOST_AFTER: usize = 64;

record! {
    /// One entry. The order of the fields is the order of the canonical bytes.
    pub struct Entry {
        pub format: EntryFormat,
        pub budget: BudgetName,
        /// The result that was answered, where there is one in the box.
        pub result: Option<Id>,
        /// The entries that nothing followed yet, sorted, each once; none in the first entry. Two people who write at once follow the
        /// same entry, and whoever writes next follows both: so a missing one is noticed.
        pub after: Vec<Id>,
        /// The day on which it was decided or happened.
        pub on: Date,
        /// The day on which it was written down.
        pub recorded: Date,
        /// Ed25519: whose word this is.
        pub key: PublicKey,
        pub says: Says,
        /// By `key`, over the canonical bytes without this field.
        pub signature: Signature,
    }
}

impl Entry {
    /// Reads an entry whose bytes are canonical; whether the signature holds, and whether its key may say so, is not looked at.
    ///
    /// # Errors
    /// Too many bytes, the first place where the shape is wrong, or where the bytes leave the canonical ones.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let entry = Self::problems_or(bytes).map_err(|problems| Refusal::malformed(&problems))?;
        Refusal::unless_canonical(&entry.to_bytes(), bytes)?;
        Ok(entry)
    }

    /// Reads an entry in any spelling.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn problems_or(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        json::read(bytes, MAX_BYTES, |entry, report| check(entry, report))
    }

    /// The canonical bytes: compact JSON, fields in order.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(self)
    }

    pub fn id(&self) -> Id {
        Id::of(&self.to_bytes())
    }
}

fn check(entry: &Entry, report: &mut json::Report) {
    let root = json::Path::Root;
    if !entry.after.is_sorted_by(|a, b| a < b) {
        report.say(
            &root.field("after"),
            "ids in another order",
            "sorted ids, each once",
        );
    }
    if entry.after.len() > MOST_AFTER {
        report.say(&root.field("after"), entry.after.len(), "at most 64 ids");
    }
    report
        .root()
        .visit(&root, "says.document", &mut |node, at| {
            let is_link = node.text().is_some_and(crate::budget::is_https);
            if !is_link {
                report.say(at, node, "an https:// link");
            }
        });
}
