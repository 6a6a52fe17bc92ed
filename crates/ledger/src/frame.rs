//! What a budget says of its ledger.

use documents::ledger::Signer;
use documents::{Budget, Date, Lang, PublicKey, Slug, Text};

/// What entries are held to.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The priorities, in the budget's order.
    pub lines: Vec<Slug>,
    /// Every text is in each of these.
    pub languages: Vec<Lang>,
    /// Nothing happened before.
    pub opens: Date,
    /// Those whom the budget names.
    pub signers: Vec<Signer>,
    /// Where the budget names none: the event's key, if it has one, and who runs the event.
    pub organiser: Option<(PublicKey, Text)>,
}

impl Frame {
    /// Of a budget that was read whole ([`Budget::read`]).
    pub fn of(budget: &Budget) -> Self {
        let signers = budget.signers.as_deref().cloned().unwrap_or_default();
        let key = budget.keys.as_ref().map(|keys| keys.organiser);
        let name = || budget.organiser.name.clone();
        Self {
            lines: budget
                .priorities
                .iter()
                .map(|line| line.id.clone())
                .collect(),
            languages: budget.languages.to_vec(),
            opens: budget.dates.opens,
            organiser: key.filter(|_| signers.is_empty()).map(|key| (key, name())),
            signers,
        }
    }

    /// Where a line is.
    pub(crate) fn line(&self, id: &Slug) -> Option<usize> {
        self.lines.iter().position(|line| line == id)
    }
}
