//! The fairness checks that a plain table allows: no groups, no places, no people behind the rows.

use serde::Serialize;
use serde_json::{Value, json};
use tally::fairness::{self, BrokenLimit, Rows};
use tally::{Error, Ratio};

use super::tally::Counted;
use super::words::{count, number, percent};

/// One question and its answer.
#[derive(Serialize)]
pub(crate) struct Check {
    check: &'static str,
    holds: bool,
    /// The figure: exact numbers as "a/b" or "a".
    value: Value,
    /// What shows it.
    witness: Value,
    /// The same for people.
    pub(crate) says: String,
}

pub(crate) fn all(counted: &Counted) -> Result<Vec<Check>, Error> {
    Ok(vec![
        limits_kept(counted)?,
        agreement(counted)?,
        range(counted)?,
        proportionality(counted)?,
        side_by_side(counted)?,
    ])
}

fn limits_kept(counted: &Counted) -> Result<Check, Error> {
    let amounts: Vec<Ratio> = counted
        .outcome
        .amounts
        .iter()
        .map(|amount| Ratio::from(i128::from(*amount)))
        .collect();
    let broken = fairness::limits_kept(&amounts, &counted.limits)?;
    let witness = broken.iter().map(|breach| {
        let limit = match breach.limit {
            BrokenLimit::Total => "the total".to_owned(),
            BrokenLimit::Priority(line) => counted.name(line).to_owned(),
            BrokenLimit::Group(group) => format!("limit {}", group + 1),
        };
        json!({ "limit": limit, "found": breach.found.to_string(), "bound": breach.bound })
    });
    let says = match broken.len() {
        0 => "Limits: the total and every floor, cap and limit on a group is kept.".to_owned(),
        some => format!(
            "Limits: {} broken.",
            count(some as u64, "limit is", "limits are")
        ),
    };
    let value = json!(broken.len());
    Ok(Check {
        check: "limits-kept",
        holds: broken.is_empty(),
        value,
        witness: witness.collect(),
        says,
    })
}

fn agreement(counted: &Counted) -> Result<Check, Error> {
    let rows = Rows::new(counted.limits.floors.len(), &counted.amounts, None)?;
    let whole =
        fairness::agreement(&rows, &[], &counted.outcome.exact, counted.limits.total)?.whole;
    let line = counted.table.rows[whole.min_row].line;
    let says = format!(
        "Agreement: on average {} of a ballot's money lies where the outcome puts it; for the tenth that agrees least, \
         {}; for line {line} of the table, {}.",
        percent(whole.mean),
        percent(whole.lowest_tenth),
        percent(whole.min)
    );
    let witness = json!({
        "lowest_tenth": whole.lowest_tenth.to_string(),
        "lowest": whole.min.to_string(),
        "line": line,
        "gini": whole.gini.to_string(),
    });
    // Without groups nobody can be left behind.
    Ok(Check {
        check: "agreement",
        holds: true,
        value: json!(whole.mean.to_string()),
        witness,
        says,
    })
}

fn range(counted: &Counted) -> Result<Check, Error> {
    let outside = fairness::range(&counted.profile, &counted.outcome.exact)?;
    let witness = outside.iter().map(|found| {
        json!({
            "priority": counted.name(found.priority),
            "found": found.found.to_string(),
            "least": found.least,
            "most": found.most,
        })
    });
    let names: Vec<&str> = outside
        .iter()
        .map(|found| counted.name(found.priority))
        .collect();
    let says = match names.is_empty() {
        true => "Range: no priority gets less than every ballot asks, or more.".to_owned(),
        false => format!("Range: outside what any ballot asks: {}.", names.join(", ")),
    };
    let value = json!(outside.len());
    Ok(Check {
        check: "range",
        holds: outside.is_empty(),
        value,
        witness: witness.collect(),
        says,
    })
}

fn proportionality(counted: &Counted) -> Result<Check, Error> {
    let distance = fairness::mean_distance(&counted.profile, &counted.outcome.exact)?;
    let says = match distance.priority {
        None => "Proportionality: the outcome is the average of the ballots.".to_owned(),
        Some(line) => format!(
            "Proportionality: half the distance to the average is {} of the money; the largest difference, {}, is at {}.",
            percent(distance.together / Ratio::from(2)),
            percent(distance.largest),
            counted.name(line)
        ),
    };
    let witness = json!({
        "priority": distance.priority.map(|line| counted.name(line)),
        "largest": distance.largest.to_string(),
    });
    let value = json!(distance.together.to_string());
    Ok(Check {
        check: "proportionality",
        holds: distance.priority.is_none(),
        value,
        witness,
        says,
    })
}

fn side_by_side(counted: &Counted) -> Result<Check, Error> {
    let (mut different, mut witness) = (Vec::new(), serde_json::Map::new());
    for (rule, outcome) in fairness::side_by_side(&counted.profile, &counted.limits)? {
        let names = (0..outcome.amounts.len()).map(|line| counted.name(line).to_owned());
        let amounts = names.zip(outcome.amounts.iter().map(|amount| json!(amount)));
        witness.insert(rule.name().to_owned(), Value::Object(amounts.collect()));
        if outcome.amounts != counted.outcome.amounts {
            let moved: u64 = outcome
                .amounts
                .iter()
                .zip(&counted.outcome.amounts)
                .map(|(other, own)| other.saturating_sub(*own))
                .sum();
            different.push(format!("{} would move {}", rule.name(), number(moved)));
        }
    }
    let says = match different.is_empty() {
        true => "Other rules: all of them give the same amounts.".to_owned(),
        false => format!("Other rules: {}.", different.join("; ")),
    };
    let (holds, value) = (different.is_empty(), json!(different.len()));
    Ok(Check {
        check: "rules-side-by-side",
        holds,
        value,
        witness: Value::Object(witness),
        says,
    })
}
