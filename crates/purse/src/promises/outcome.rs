//! What residents asked for: the result that the box's owner has published.

use std::path::Path;

use documents::boxes::{self, JSON, PUBLISHED};
use documents::{Budget, Id, ResultFile};

use crate::failure::Failure;
use crate::files;
use crate::reading;
use crate::report::recount;

pub(crate) struct Outcome {
    pub(crate) id: Id,
    /// By the position of the budget's priorities.
    pub(crate) amounts: Vec<u64>,
}

impl Outcome {
    /// In an event with a key, the result of the close; in one without, the published result with the most ballots.
    ///
    /// # Errors
    /// Files that cannot be read.
    pub(crate) fn of(ballot_box: &Path, budget: &Budget) -> Result<Option<Self>, Failure> {
        let published = match &budget.keys {
            Some(_) => {
                let close = reading::signed(ballot_box, budget)?.close;
                let named = close.map(|close| result(ballot_box, budget, close.result));
                named.transpose()?.flatten()
            }
            None => {
                let ids = files::listing(ballot_box, PUBLISHED, JSON)?.ids.into_iter();
                let all = ids.map(|id| result(ballot_box, budget, id));
                let all = all.collect::<Result<Vec<_>, _>>()?;
                let all = Vec::from_iter(all.into_iter().flatten());
                recount::fullest(&all).cloned()
            }
        };
        Ok(published.map(|(id, result)| Self {
            id,
            amounts: result.outcome.iter().map(|line| line.amount).collect(),
        }))
    }
}

/// None where it is no result of this budget, or not the one of its name.
fn result(ballot_box: &Path, budget: &Budget, id: Id) -> Result<Option<(Id, ResultFile)>, Failure> {
    let Some(bytes) = files::own(ballot_box, &boxes::published_path(&id))? else {
        return Ok(None);
    };
    let result = ResultFile::read(&bytes).ok();
    let fits = |result: &ResultFile| Id::of(&bytes) == id && result.budget == budget.name();
    Ok(result.filter(fits).map(|result| (id, result)))
}
