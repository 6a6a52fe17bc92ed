//! How sure is the outcome, if these ballots are a sample of many more?

use documents::Id;
use documents::result::Fact;
use tally::fairness::{Interval, Resampling, bootstrap};

use super::{Asked, Found, of, untested};
use crate::amounts::exact;

/// Ballots are drawn so often in all, so that a phone is done within seconds.
const DRAWN: usize = 2_000_000;
/// Outcomes to draw, at least and at most. Of more ballots than can be drawn that often, nobody need ask.
const TIMES: (usize, usize) = (40, 400);

/// An interval for each line, wide where it takes a tenth of the money.
pub(super) fn find(asked: &Asked<'_>) -> Found {
    let times = (DRAWN / asked.table.ids.len().max(1)).min(TIMES.1);
    if times < TIMES.0 {
        return untested();
    }
    let seed = seed(asked);
    let found = bootstrap(
        asked.rule(),
        &asked.table.rows()?,
        asked.limits,
        Resampling { times, seed },
    )?;
    let narrow = |it: &Interval| {
        let width = it.high.to_integer() - it.low.to_integer();
        width <= i128::from(asked.budget.total / 10)
    };
    let drawn = Fact {
        times: Some(times as u64),
        seed: Some(seed),
        ..Fact::new("drawn")
    };
    let lines = found.iter().enumerate().map(|(line, it)| Fact {
        priority: asked.priority(line),
        least: Some(exact(it.low)),
        most: Some(exact(it.high)),
        ..Fact::new(match (line < asked.budget.priorities.len(), narrow(it)) {
            (true, true) => "between",
            (true, false) => "wide",
            (false, _) => "unspent",
        })
    });
    of(
        found.iter().all(narrow),
        [drawn].into_iter().chain(lines).collect(),
    )
}

/// From the budget and every ballot, so that nobody chooses it; within what every reader of JSON keeps.
fn seed(asked: &Asked<'_>) -> u64 {
    let head = |id: &Id| {
        id.as_bytes()
            .iter()
            .take(8)
            .fold(0, |seed, byte| seed << 8 | u64::from(*byte))
    };
    let ballots = asked.table.ids.iter().map(head);
    ballots.fold(head(&asked.budget.sha256), |seed, id| seed ^ id) & tally::MAX_AMOUNT
}
