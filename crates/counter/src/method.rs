//! How the ballots of a budget become an outcome, by the kind of what they choose. All else counts without asking for a kind.

use std::rc::Rc;

use documents::result::Beside;
use documents::{Amounts, Ballot, Budget, Plan, Refusal, ResultFile};
use tally::Error;

use crate::rows::{Cells, Group};
use crate::{Count, amounts};

pub(crate) enum Method {
    /// Money for each line.
    Amounts(Plan),
}

/// What a ballot chooses, held to every limit of the budget.
#[derive(Clone, Debug)]
pub(crate) enum Chosen {
    Amounts(Amounts),
}

impl Method {
    pub(crate) fn of(budget: &Budget) -> Self {
        Self::Amounts(Plan::of(budget))
    }

    /// # Errors
    /// Why the ballot does not count.
    pub(crate) fn judge(&self, ballot: &Ballot) -> Result<Chosen, Refusal> {
        match self {
            Self::Amounts(plan) => ballot.amounts(plan).map(Chosen::Amounts),
        }
    }

    /// Puts what all ballots together come to into a result, and answers with how they differ; `first` is told both before the
    /// checks that take long.
    ///
    /// # Errors
    /// There is no outcome.
    pub(crate) fn decide(
        &self,
        count: &Count,
        cells: &[Cells],
        groups: &[Group],
        result: &mut ResultFile,
        first: impl FnOnce(&ResultFile, &Rc<Beside>),
    ) -> Result<Rc<Beside>, Error> {
        match self {
            Self::Amounts(plan) => amounts::decide(count, plan, cells, groups, result, first),
        }
    }
}
