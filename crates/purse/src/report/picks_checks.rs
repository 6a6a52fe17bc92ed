//! The fairness checks on funded projects.

use serde_json::{Value, json};
use tally::picks::checks::{self, Share};
use tally::picks::{BigRatio, ElectionFault, Satisfaction};

use super::check::Check;
use super::numbers::in_units;
use super::picks::Funded;
use super::tally_sentences;
use crate::commands::tally::method::PicksRule;

/// Payments are checked where the rule is one in which supporters alone pay.
pub(crate) fn all(of: &Funded) -> Result<Vec<Check>, ElectionFault> {
    let mut all = vec![ejr_plus(of)?];
    if of.method.rule == PicksRule::EqualShares {
        all.extend(payments(of)?);
    }
    all.push(satisfactions(of)?);
    all.push(shares(of));
    Ok(all)
}

fn ejr_plus(of: &Funded) -> Result<Check, ElectionFault> {
    let found = checks::ejr_plus(of.election, &of.picks.funded())?;
    let project = found.as_ref().map(|found| of.id(found.project));
    let witness = found.as_ref().map(|found| {
        json!({ "project": project, "group": found.group.len(), "ballots": numbers(&found.group) })
    });
    Ok(Check {
        check: "ejr-plus",
        holds: !found.as_ref().is_some_and(|found| found.violated()),
        value: json!(found.as_ref().map(|found| found.ratio.to_string())),
        witness: json!(witness),
        says: tally_sentences::ejr_plus(found.as_ref(), project.unwrap_or_default()),
    })
}

/// Ballots by their number in the file, from 1.
fn numbers(ballots: &[u32]) -> Vec<u64> {
    ballots
        .iter()
        .map(|ballot| u64::from(*ballot) + 1)
        .collect()
}

fn payments(of: &Funded) -> Result<Option<Check>, ElectionFault> {
    let found = checks::payments(of.election, of.method.satisfaction(), &of.picks)?;
    let Some(found) = found else {
        return Ok(None);
    };
    let enough = || found.unspent.iter().filter(|unspent| unspent.enough);
    let names: Vec<&str> = enough().map(|unspent| of.id(unspent.project)).collect();
    let units = |amount: &BigRatio| in_units(amount, of.election.decimals).to_string();
    let wrong = found
        .wrong
        .iter()
        .map(|round| of.picks.rounds[*round].project);
    let unspent = enough()
        .map(|unspent| json!({ "project": of.id(unspent.project), "left": units(&unspent.left) }));
    let witness = json!({
        "share": of.picks.share.as_ref().map(units),
        "not_paid": wrong.map(|project| of.id(project)).collect::<Vec<_>>(),
        "enough_left": unspent.collect::<Vec<_>>(),
    });
    Ok(Some(Check {
        check: "payments",
        holds: found.priceable(),
        value: json!(found.wrong.len() + names.len()),
        witness,
        says: tally_sentences::payments(found.wrong.len(), &names),
    }))
}

/// By the cost of the funded projects on a ballot, whatever the rule went by.
fn satisfactions(of: &Funded) -> Result<Check, ElectionFault> {
    let found = checks::satisfactions(of.election, &of.picks.funded(), Satisfaction::Cost)?;
    let witness = found.as_ref().map(|found| {
        let without = found.each.iter().filter(|has| **has == 0).count();
        json!({ "without": without, "gini": found.gini.to_string() })
    });
    Ok(Check {
        check: "satisfactions",
        holds: true,
        value: json!(found.as_ref().map(|found| found.excluded.to_string())),
        witness: json!(witness),
        says: tally_sentences::satisfactions(found.as_ref()),
    })
}

fn shares(of: &Funded) -> Check {
    let funded = of.picks.funded();
    let named = |shares: Vec<Share>| match shares.iter().any(|share| !share.name.is_empty()) {
        true => shares,
        false => Vec::new(),
    };
    let categories = named(checks::category_shares(of.election, &funded));
    let areas = named(checks::area_shares(of.election, &funded));
    let both = categories.iter().chain(&areas);
    let most = both.max_by_key(|share| difference(share));
    Check {
        check: "shares",
        holds: true,
        value: json!(most.map(|share| difference(share).to_string())),
        witness: json!({ "categories": listed(&categories), "areas": listed(&areas) }),
        says: tally_sentences::shares(most),
    }
}

fn difference(share: &Share) -> BigRatio {
    let (money, choices) = (&share.of_money, &share.of_choices);
    if money > choices {
        money - choices
    } else {
        choices - money
    }
}

fn listed(shares: &[Share]) -> Vec<Value> {
    let one = |share: &Share| {
        json!({
            "name": share.name,
            "of_money": share.of_money.to_string(),
            "of_votes": share.of_choices.to_string(),
        })
    };
    shares.iter().map(one).collect()
}
