//! From the ballots that count to the result that is published.

use std::collections::BTreeSet;

use documents::budget::RuleName;
use documents::result::{Decision, OutcomeLine, Refused, ResultFile, ResultFormat, Share, TieLine};
use documents::{Exact, Id, Plan, Slug};
use tally::{Outcome, Ratio, Tie, allocate};

use crate::rows::{Table, cells, groups};
use crate::{Count, Failure, checks, limits, turnout};

/// The version of the engine, which a result names.
const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// `sealed` ballots count and cannot be read yet.
pub(crate) fn result(
    count: &Count,
    sealed: BTreeSet<Id>,
    first: impl FnOnce(&ResultFile),
) -> Result<ResultFile, Failure> {
    let refused = refused(count);
    if !sealed.is_empty() {
        return Err(Failure::Sealed {
            ballots: sealed.into_iter().collect(),
            refused,
        });
    }
    if count.ballots.is_empty() {
        return Err(Failure::NoBallots(refused));
    }
    publish(count, refused, first).map_err(Failure::NoOutcome)
}

fn refused(count: &Count) -> Refused {
    if let Some(close) = &count.close {
        return close.refused.clone();
    }
    count.refused.grouped()
}

fn publish(
    count: &Count,
    refused: Refused,
    first: impl FnOnce(&ResultFile),
) -> Result<ResultFile, tally::Error> {
    let (budget, plan) = (&count.budget, &count.plan);
    let table = Table::of(count)?;
    let limits = limits::limits(plan);
    let outcome = allocate(limits::rule(budget.rule), &table.profile, &limits)?;
    let cells = cells(count);
    let groups = groups(budget, &cells);
    let asked = checks::Asked {
        count,
        budget,
        plan,
        table: &table,
        limits: &limits,
        outcome: &outcome,
        cells: &cells,
        groups: &groups,
    };
    let (lines, unspent) = lines(plan, &outcome);
    let quick = budget
        .checks
        .iter()
        .filter(|check| !checks::takes_long(**check));
    let mut result = ResultFile {
        format: ResultFormat,
        engine: ENGINE.into(),
        budget: budget.name(),
        rule: budget.rule,
        simulated: count.ballots.values().all(|ballot| ballot.simulated),
        close: count.close.as_ref().map(|close| close.revision),
        counted: table.ids.clone(),
        refused,
        outcome: lines,
        unspent,
        ties: outcome.ties.iter().map(|tie| tie_line(plan, tie)).collect(),
        checks: quick
            .map(|&check| checks::answer(&asked, check))
            .collect::<Result<_, _>>()?,
        turnout: turnout::turnout(budget, &cells),
        cast: turnout::cast(budget, count.ballots.values()),
    };
    if result.checks.len() < budget.checks.len() {
        first(&result);
        for (at, &check) in budget.checks.iter().enumerate() {
            if checks::takes_long(check) {
                result.checks.insert(at, checks::answer(&asked, check)?);
            }
        }
    }
    Ok(result)
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
