//! What somebody chooses: by name in a ballot's file, by position wherever it is added up. This file alone turns one into
//! the other.

use super::{Ballot, BallotFormat, Channel, Refusal};
use crate::Slug;
use crate::id::Nonce;
use crate::plan::{Amounts, Line, Plan};

/// What a ballot gives one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub amount: u64,
    /// The resident has no view on the line; the amount is today's.
    pub no_view: bool,
}

impl Ballot {
    /// A ballot with a choice for each line of the budget that `plan` is of, before anything is sealed into it.
    pub fn new(
        plan: &Plan,
        choices: &[Choice],
        channel: Channel,
        place: Option<Slug>,
        nonce: Nonce,
    ) -> Self {
        debug_assert_eq!(choices.len(), plan.lines.len(), "a choice for each line");
        let chosen = || plan.lines.iter().zip(choices);
        Self {
            format: BallotFormat,
            budget: plan.budget.clone(),
            amounts: chosen()
                .map(|(line, choice)| (line.id.clone(), choice.amount))
                .collect(),
            no_view: chosen()
                .filter(|(_, choice)| choice.no_view)
                .map(|(line, _)| line.id.clone())
                .collect(),
            about: None,
            channel,
            place,
            nonce,
        }
    }

    /// What this ballot gives each line of the budget that `plan` is of.
    ///
    /// # Errors
    /// Another budget, a line that one has and the other does not, or the first limit that is broken.
    pub fn amounts(&self, plan: &Plan) -> Result<Amounts, Refusal> {
        plan.budget.expects(&self.budget)?;
        self.names_only(plan)?;
        let amounts = plan.lines.iter().map(|line| self.amount(line, plan));
        let amounts = amounts.collect::<Result<_, _>>()?;
        plan.amounts(amounts)
            .map_err(|breach| Refusal::Breaks(breach.named(plan)))
    }

    fn names_only(&self, plan: &Plan) -> Result<(), Refusal> {
        let mut named = self.amounts.keys().chain(self.no_view.iter());
        match named.find(|id| plan.lines.iter().all(|line| line.id != **id)) {
            Some(priority) => Err(Refusal::UnknownPriority {
                priority: priority.clone(),
            }),
            None => Ok(()),
        }
    }

    /// What it gives this line: today's amount where it has no view.
    fn amount(&self, line: &Line, plan: &Plan) -> Result<u64, Refusal> {
        let (priority, today) = (line.id.clone(), line.today);
        let no_view = self.no_view.contains(&priority);
        match self.amounts.get(&priority) {
            None => Err(Refusal::MissingPriority { priority }),
            Some(_) if no_view && !plan.no_view => Err(Refusal::NoViewNotAllowed { priority }),
            Some(&amount) if no_view && amount != today => Err(Refusal::NoViewNotToday {
                priority,
                amount,
                today,
            }),
            Some(&amount) => Ok(amount),
        }
    }
}
