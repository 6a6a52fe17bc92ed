//! What somebody chooses: by name in a ballot's file, by position wherever it is added up. This file alone turns one into
//! the other.

use super::{Ballot, BallotFormat, Channel, Choices, Refusal};
use crate::id::Nonce;
use crate::plan::{Amounts, Line, Plan};
use crate::{Slug, SlugMap, SlugSet};

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
            choices: Choices::Amounts {
                amounts: chosen()
                    .map(|(line, choice)| (line.id.clone(), choice.amount))
                    .collect(),
                no_view: chosen()
                    .filter(|(_, choice)| choice.no_view)
                    .map(|(line, _)| line.id.clone())
                    .collect(),
            },
            about: None,
            channel,
            place,
            people: None,
            nonce,
        }
    }

    /// What this ballot gives each line of the budget that `plan` is of.
    ///
    /// # Errors
    /// Another budget, a line that one has and the other does not, or the first limit that is broken.
    pub fn amounts(&self, plan: &Plan) -> Result<Amounts, Refusal> {
        plan.budget.expects(&self.budget)?;
        let Choices::Amounts { amounts, no_view } = &self.choices;
        names_only(plan, amounts.keys().chain(no_view.iter()))?;
        let amounts = plan
            .lines
            .iter()
            .map(|line| given(line, plan, amounts, no_view));
        let amounts = amounts.collect::<Result<_, _>>()?;
        plan.amounts(amounts)
            .map_err(|breach| Refusal::Breaks(breach.named(plan)))
    }
}

fn names_only<'n>(plan: &Plan, mut named: impl Iterator<Item = &'n Slug>) -> Result<(), Refusal> {
    match named.find(|id| plan.lines.iter().all(|line| line.id != **id)) {
        Some(priority) => Err(Refusal::UnknownPriority {
            priority: priority.clone(),
        }),
        None => Ok(()),
    }
}

/// What a ballot gives this line: today's amount where it has no view.
fn given(
    line: &Line,
    plan: &Plan,
    amounts: &SlugMap<u64>,
    no_view: &SlugSet,
) -> Result<u64, Refusal> {
    let (priority, today) = (line.id.clone(), line.today);
    let no_view = no_view.contains(&priority);
    match amounts.get(&priority) {
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
