//! What a row must keep.

use crate::Plan;
use crate::plan::{Breach, Limit, Side};

use super::{Asked, Mistake, mistake};

pub(crate) fn keep(amounts: &[u64], asked: &Asked, line: u64) -> Result<(), Mistake> {
    match asked {
        Asked::Total(total) => adds_up(amounts, *total, line),
        Asked::Plan(plan) => match plan.breaches(amounts).next() {
            Some(breach) => Err(broken(breach, plan, line)),
            None => Ok(()),
        },
    }
}

fn adds_up(amounts: &[u64], total: u64, line: u64) -> Result<(), Mistake> {
    let sum: u128 = amounts.iter().map(|amount| u128::from(*amount)).sum();
    if sum == u128::from(total) {
        return Ok(());
    }
    Err(mistake(
        line,
        None,
        &format!("amounts that add up to {sum}"),
        &format!("{total} together"),
    ))
}

/// A broken limit in the terms of a table.
fn broken(breach: Breach, plan: &Plan, line: u64) -> Mistake {
    let cell = |at: usize, expected: &str| {
        let (column, found) = (plan.lines[at].id.as_str(), breach.found.to_string());
        mistake(line, Some(column), &found, expected)
    };
    let row = |expected: &str| {
        let found = format!("amounts that add up to {}", breach.found);
        mistake(line, None, &found, expected)
    };
    let bound = match breach.side {
        Side::Below => format!("at least {}", breach.bound),
        Side::Above => format!("at most {}", breach.bound),
    };
    match breach.limit {
        Limit::Line(at) => cell(at, &bound),
        Limit::Step(at) => cell(at, &format!("steps of {}", breach.bound)),
        Limit::Total if breach.side == Side::Below => row(&format!("{} together", breach.bound)),
        Limit::Total => row(&format!("{bound} together")),
        Limit::Group(at) => row(&format!("{bound} for the limit {}", plan.groups[at].id)),
    }
}
