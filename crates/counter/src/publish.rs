//! From the ballots that count to the result that is published.

use std::rc::Rc;

use documents::Id;
use documents::result::{Beside, Refused, ResultFile, ResultFormat};

use crate::rows::{Cells, cells, groups};
use crate::{Count, Failure, turnout};

/// The version of the engine, which a result names.
const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// `sealed` ballots count and cannot be read yet.
pub(crate) fn result(
    count: &Count,
    sealed: Vec<Id>,
    first: impl FnOnce(&ResultFile, &Rc<Beside>),
) -> Result<(ResultFile, Rc<Beside>), Failure> {
    let refused = refused(count);
    if !sealed.is_empty() {
        let ballots = sealed;
        return Err(Failure::Sealed { ballots, refused });
    }
    if count.ballots.is_empty() {
        return Err(Failure::NoBallots(refused));
    }
    let cells = cells(count);
    let groups = groups(&count.budget, &cells);
    let mut result = undecided(count, refused, &cells);
    let method = &count.method;
    let decided = method.decide(count, &cells, &groups, &mut result, first);
    let beside = decided.map_err(Failure::NoOutcome)?;
    Ok((result, beside))
}

fn refused(count: &Count) -> Refused {
    if let Some(close) = &count.close {
        return close.refused.clone();
    }
    count.refused.grouped()
}

/// Who took part, and nothing of what they chose.
fn undecided(count: &Count, refused: Refused, cells: &[Cells]) -> ResultFile {
    let budget = &count.budget;
    ResultFile {
        format: ResultFormat,
        engine: ENGINE.into(),
        budget: budget.name(),
        rule: budget.rule,
        simulated: count.ballots.values().all(|ballot| ballot.simulated),
        close: count.close.as_ref().map(|close| close.revision),
        counted: count.ballots.keys().copied().collect(),
        refused,
        outcome: Vec::new(),
        unspent: None,
        ties: Vec::new(),
        checks: Vec::new(),
        turnout: turnout::turnout(budget, cells),
        cast: turnout::cast(budget, count.ballots.values()),
        tables: Vec::new(),
    }
}
