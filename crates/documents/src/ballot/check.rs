//! From a ballot's amounts by name to amounts that keep the limits of its budget.

use super::{Ballot, Refusal};
use crate::plan::{Amounts, Line, Plan};

impl Ballot {
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
