//! What was agreed, decided, paid and delivered: folded from the signed entries of a promise ledger.
//!
//! Pure: no clock, no network. The same entries give the same [`Ledger`] in whatever order they arrive, in a browser as in the
//! organiser's tool. Lateness and silence are asked of it with a day in hand ([`Ledger::summary`], [`Line::late`]); no entry
//! can say that something is on time. Signatures are for `seals::ledger` to check, before the fold.

mod broken;
mod fold;
mod frame;
mod line;
mod order;
mod signers;
mod sums;
mod today;

use documents::{Entry, Id};

pub use broken::{Broken, Found, Rule};
pub use frame::Frame;
pub use line::{Answer, Commitment, End, Judgement, Line, Milestone, Payment};
pub use signers::{Signatory, Vouched};
pub use sums::Sums;
pub use today::{Late, Next, Stage, Summary};

/// All that a ledger's entries come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// Those that count, each behind all that it follows.
    pub entries: Vec<Told>,
    /// By the position of the budget's priorities.
    pub lines: Vec<Line>,
    pub signers: Vec<Signatory>,
    /// Entries that break a rule, and so change nothing, in the same order.
    pub refused: Vec<Refused>,
    /// Entries that one of those who sign follows and that are not here, sorted.
    pub missing: Vec<Id>,
    /// What nothing follows yet of what they have written, sorted: the next entry follows these.
    pub heads: Vec<Id>,
}

/// An entry that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub id: Id,
    pub entry: Entry,
    /// Whose word it is, in [`Ledger::signers`].
    pub by: usize,
}

/// An entry that does not count.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    pub id: Id,
    pub entry: Entry,
    pub why: Broken,
}

impl Refused {
    /// Is it by a key that may not sign here? Then it is nobody's mistake, and no part of the chain.
    pub fn is_strange(&self) -> bool {
        self.why.rule == Rule::KnownSigner
    }
}

impl Ledger {
    /// What the entries come to, in whatever order they are given.
    pub fn fold(frame: &Frame, entries: Vec<(Id, Entry)>) -> Self {
        fold::fold(frame, entries)
    }

    /// Which of these entries, seen before, are not here any more: `seen` is what [`Ledger::all`] gave at the time.
    pub fn lacks(&self, seen: &[Id]) -> Vec<Id> {
        let here = self.all();
        let gone = |id: &&Id| here.binary_search(id).is_err();
        seen.iter().filter(gone).copied().collect()
    }

    /// Every entry that is here, sorted.
    pub fn all(&self) -> Vec<Id> {
        let told = self.entries.iter().map(|told| told.id);
        let mut all = Vec::from_iter(told.chain(self.refused.iter().map(|refused| refused.id)));
        all.sort_unstable();
        all
    }
}
