//! The fairness checks that a plain table allows: no groups, no places, no people behind the rows.

use documents::budget::CheckName;
use serde_json::{Value, json};
use tally::fairness::{self, BrokenLimit, Rows};
use tally::{Error, Ratio};

use super::check::Check;
use super::tally::Counted;
use super::tally_sentences;

use crate::words::say;

pub(crate) fn all(counted: &Counted) -> Result<Vec<Check>, Error> {
    Ok(vec![
        limits_kept(counted)?,
        agreement(counted)?,
        range(counted)?,
        mean_distance(counted)?,
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
            BrokenLimit::Total => say!("tally.total").to_owned(),
            BrokenLimit::Priority(line) => counted.name(line).to_owned(),
            BrokenLimit::Group(group) => format!("limit {}", group + 1),
        };
        json!({ "limit": limit, "found": breach.found.to_string(), "bound": breach.bound })
    });
    let says = tally_sentences::limits_kept(broken.len());
    let value = json!(broken.len());
    Ok(Check {
        check: CheckName::LimitsKept.name(),
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
    let says = tally_sentences::agreement(&whole, line);
    let witness = json!({
        "lowest_tenth": whole.lowest_tenth.to_string(),
        "lowest": whole.min.to_string(),
        "line": line,
        "gini": whole.gini.to_string(),
    });
    // Without groups nobody can be left behind.
    Ok(Check {
        check: CheckName::Agreement.name(),
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
    let says = tally_sentences::range(&names);
    let value = json!(outside.len());
    Ok(Check {
        check: CheckName::Range.name(),
        holds: outside.is_empty(),
        value,
        witness: witness.collect(),
        says,
    })
}

fn mean_distance(counted: &Counted) -> Result<Check, Error> {
    let distance = fairness::mean_distance(&counted.profile, &counted.outcome.exact)?;
    let at = distance.priority.map(|line| counted.name(line));
    let says = tally_sentences::mean_distance(&distance, at);
    let witness = json!({
        "priority": distance.priority.map(|line| counted.name(line)),
        "largest": distance.largest.to_string(),
    });
    let value = json!(distance.together.to_string());
    Ok(Check {
        check: CheckName::MeanDistance.name(),
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
            different.push((rule.name(), moved));
        }
    }
    let says = tally_sentences::side_by_side(&different);
    let (holds, value) = (different.is_empty(), json!(different.len()));
    Ok(Check {
        check: CheckName::SideBySide.name(),
        holds,
        value,
        witness: Value::Object(witness),
        says,
    })
}
