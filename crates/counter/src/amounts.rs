//! Ballots that give each line an amount: what they come to, by the names of the budget.

pub(crate) mod checks;
mod limits;
pub(crate) mod spread;
mod table;

use std::rc::Rc;

use documents::budget::RuleName;
use documents::result::{Beside, Decision, Fact, OutcomeLine, ResultFile, Share, TieLine, Turnout};
use documents::{Exact, Plan, Slug};
use tally::{Error, Outcome, Ratio, Tie, allocate};

use crate::rows::{self, Cells, Group};
use crate::{Count, tables};
use table::Table;

pub use limits::{can_be_kept, limits, rule};

/// Puts the outcome and the answers to the budget's checks into a result; answers with how people differed. `first` is told
/// both, without the checks that take long, where there are any, before they run.
///
/// # Errors
/// The engine finds no outcome, as where limits contradict each other.
pub(crate) fn decide(
    count: &Count,
    plan: &Plan,
    cells: &[Cells],
    groups: &[Group],
    result: &mut ResultFile,
    first: impl FnOnce(&ResultFile, &Rc<Beside>),
) -> Result<Rc<Beside>, Error> {
    let budget = &count.budget;
    let table = Table::of(count, plan)?;
    let limits = limits(plan);
    let beside = Rc::new(Beside {
        parts: spread::parts(plan, &table),
        crossed: rows::crossed(count),
    });
    let outcome = allocate(rule(budget.rule), &table.profile, &limits)?;
    (result.outcome, result.unspent) = lines(plan, &outcome);
    result.tables = at_tables(count, plan, &table, &limits, &result.cast)?;
    result.ties = outcome.ties.iter().map(|tie| tie_line(plan, tie)).collect();
    let asked = checks::Asked {
        count,
        budget,
        plan,
        table: &table,
        limits: &limits,
        outcome: &outcome,
        cells,
        groups,
        others: Default::default(),
    };
    let (long, quick): (Vec<_>, Vec<_>) = (0..)
        .zip(&budget.checks)
        .partition(|(_, check)| checks::takes_long(**check));
    for (_, check) in quick {
        result.checks.push(checks::answer(&asked, *check)?);
    }
    if !long.is_empty() {
        first(result, &beside);
    }
    for (at, check) in long {
        result.checks.insert(at, checks::answer(&asked, *check)?);
    }
    Ok(beside)
}

/// What tables agreed, and what all others chose, each by itself: by the event's own rule, as the outcome is, so that the three
/// can be laid side by side.
fn at_tables(
    count: &Count,
    plan: &Plan,
    table: &Table,
    limits: &tally::Limits,
    cast: &[Turnout],
) -> Result<Vec<Fact>, Error> {
    let Some(people) = tables::shown(count, cast) else {
        return Ok(Vec::new());
    };
    let [tables, others] = tables::parts(count);
    let parts = [("alone", tables, Some(people)), ("others", others, None)];
    let parts = parts.into_iter().filter(|(_, rows, _)| !rows.is_empty());
    let alone = parts.map(|(says, rows, people)| {
        let profile = table.profile_of(&rows)?;
        let outcome = allocate(rule(count.budget.rule), &profile, limits)?;
        Ok(Fact::of(says, |fact| {
            fact.ballots = Some(rows.len() as u64);
            fact.people = people;
            (fact.outcome, fact.unspent) = lines(plan, &outcome);
        }))
    });
    alone.collect()
}

/// An outcome by the names of the budget; unspent money stands apart.
pub(crate) fn lines(plan: &Plan, outcome: &Outcome) -> (Vec<OutcomeLine>, Option<Share>) {
    let before = outcome.before_repair.iter();
    let mut before = before.flatten().map(|&amount| exact(amount));
    let whole = outcome.amounts.iter().zip(&outcome.exact);
    let shares: Vec<Share> = whole
        .map(|(&amount, &rule)| Share {
            amount,
            exact: exact(rule),
            before_repair: before.next(),
        })
        .collect();
    let (given, unspent) = plan.parted(&shares);
    let lines = plan.lines.iter().zip(given).map(|(line, share)| {
        let (amount, exact, before_repair) = (share.amount, share.exact, share.before_repair);
        OutcomeLine {
            priority: line.id.clone(),
            amount,
            exact,
            before_repair,
        }
    });
    (lines.collect(), unspent.cloned())
}

fn tie_line(plan: &Plan, tie: &Tie) -> TieLine {
    let names = |lines: &[usize]| -> Vec<Slug> {
        lines
            .iter()
            .filter_map(|&line| plan.lines.get(line))
            .map(|line| line.id.clone())
            .collect()
    };
    TieLine {
        decided: match tie.decided {
            tally::Decision::Repair => Decision::Repair,
            tally::Decision::Rounding => Decision::Rounding,
        },
        between: names(&tie.between),
        favoured: names(&tie.favoured),
    }
}

pub(crate) fn exact(ratio: Ratio) -> Exact {
    Exact::new(*ratio.numer(), *ratio.denom())
        .expect("a Ratio is in lowest terms, its denominator positive")
}

/// The rules other than this one, in the order of the documentation.
pub(crate) fn other_rules(than: RuleName) -> impl Iterator<Item = RuleName> {
    RuleName::ALL
        .iter()
        .copied()
        .filter(move |&rule| rule != than)
}
