//! What a row must keep.

use documents::ballot::{BallotFormat, Channel};
use documents::{Ballot, Budget, Nonce, Refusal, Slug};

use crate::{Asked, Mistake, mistake};

pub(crate) fn keep(amounts: &[u64], asked: &Asked, line: u64) -> Result<(), Mistake> {
    match asked {
        Asked::Total(total) => adds_up(amounts, *total, line),
        Asked::Budget(budget) => {
            keeps_limits(amounts, budget).map_err(|refusal| broken(&refusal, line))
        }
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

fn keeps_limits(amounts: &[u64], budget: &Budget) -> Result<(), Refusal> {
    let ids = budget.priorities.iter().map(|priority| priority.id.clone());
    let ballot = Ballot {
        format: BallotFormat,
        budget: budget.name(),
        amounts: ids.zip(amounts.iter().copied()).collect(),
        no_view: Default::default(),
        about: None,
        channel: Channel::Paper,
        place: None,
        nonce: Nonce([0; 16]),
    };
    ballot.check(budget)
}

/// A broken limit in the terms of a table.
fn broken(refusal: &Refusal, line: u64) -> Mistake {
    let cell = |priority: &Slug, amount: &u64, expected: String| {
        mistake(
            line,
            Some(priority.as_str()),
            &amount.to_string(),
            &expected,
        )
    };
    let row = |sum: &u64, expected: String| {
        mistake(
            line,
            None,
            &format!("amounts that add up to {sum}"),
            &expected,
        )
    };
    match refusal {
        Refusal::BelowFloor {
            priority,
            amount,
            floor,
        } => cell(priority, amount, format!("at least {floor}")),
        Refusal::AboveCap {
            priority,
            amount,
            cap,
        } => cell(priority, amount, format!("at most {cap}")),
        Refusal::OffStep {
            priority,
            amount,
            step,
        } => cell(priority, amount, format!("steps of {step}")),
        Refusal::OverTotal { sum, total } => row(sum, format!("at most {total} together")),
        Refusal::UnderTotal { sum, total } => row(sum, format!("{total} together")),
        Refusal::GroupBelow { limit, sum, floor } => {
            row(sum, format!("at least {floor} for the limit {limit}"))
        }
        Refusal::GroupAbove { limit, sum, cap } => {
            row(sum, format!("at most {cap} for the limit {limit}"))
        }
        // A row has an amount for every priority and nothing else, so nothing else can be wrong with it.
        _ => mistake(
            line,
            None,
            "amounts that the budget refuses",
            "a ballot that it allows",
        ),
    }
}
