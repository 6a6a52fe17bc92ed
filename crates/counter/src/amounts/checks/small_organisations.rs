//! Do small organisations keep their share of the money, and does each line get what it needs to open?

use documents::budget::Priority;
use documents::result::{Answer, Fact};
use tally::fairness::reach;

use super::{Asked, Found, untested, whole};
use crate::amounts::exact;

/// Asked of the amounts that are published; unspent money is nobody's.
pub(super) fn find(asked: &Asked<'_>) -> Found {
    let lines = &asked.budget.priorities;
    let parts: Vec<(u64, u64)> = lines.iter().map(part).collect();
    let nobody = parts.iter().all(|part| part.0 == 0);
    if nobody && lines.iter().all(|line| line.needs().is_none()) {
        return untested();
    }
    let mut facts = Vec::new();
    let mut reached = |amounts: &[u64], says, rule| {
        let reached = reach(asked.plan.parted(amounts).0, &parts)?;
        facts.push(Fact::of(says, |fact| {
            fact.rule = rule;
            fact.share = Some(exact(reached.share));
            fact.amount = Some(exact(reached.money));
        }));
        Ok(reached.share)
    };
    let today = reached(&asked.plan.today(), "today", None)?;
    let now = reached(&asked.outcome.amounts, "outcome", None)?;
    for (rule, outcome) in asked.others() {
        reached(&outcome.amounts, "by", Some(*rule))?;
    }
    facts.push(Fact::new("counts"));
    let mut holds = now >= today;
    for (line, &amount) in lines.iter().zip(&asked.outcome.amounts) {
        let needs = line.needs().filter(|&needs| amount < needs);
        let costs = line.cost_at(amount);
        let costs = costs.filter(|&cost| !asked.budget.pays(amount, cost));
        holds &= needs.is_none();
        // Below the first level that works nothing is bought, so that a line is one or the other.
        if needs.or(costs).is_some() {
            let says = if needs.is_some() { "below" } else { "in-part" };
            facts.push(Fact::of(says, |fact| {
                fact.priority = Some(line.id.clone());
                fact.amount = Some(whole(amount));
                fact.least = needs.map(whole);
                fact.most = costs.map(whole);
            }));
        }
    }
    Ok((Answer::of(holds), facts))
}

/// Which part of a line's work small organisations do, as so many of so many: of those who are named for it, each does as much
/// as the others.
fn part(line: &Priority) -> (u64, u64) {
    let small = line.delivered_by.iter().filter(|body| body.is_small());
    (small.count() as u64, line.delivered_by.len() as u64)
}
