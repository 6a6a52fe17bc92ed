//! Do small organisations keep their share of the money, and does each line get what it needs to open?

use documents::budget::Priority;
use documents::result::{Answer, Fact};
use tally::fairness::{Reached, reach};

use super::{Asked, Found, untested, whole};
use crate::amounts::exact;

/// Asked of the amounts that are published; unspent money is nobody's.
pub(super) fn find(asked: &Asked<'_>) -> Found {
    let lines = &asked.budget.priorities;
    let parts: Vec<(u64, u64)> = lines.iter().map(part).collect();
    if lines
        .iter()
        .all(|line| part(line).0 == 0 && line.needs().is_none())
    {
        return untested();
    }
    let reached = |amounts: &[u64]| reach(asked.plan.parted(amounts).0, &parts);
    let today = reach(&asked.plan.today(), &parts)?;
    let now = reached(&asked.outcome.amounts)?;
    let mut facts = vec![of(&today, "today"), of(&now, "outcome")];
    for (rule, outcome) in asked.others() {
        let mut fact = of(&reached(&outcome.amounts)?, "by");
        fact.rule = Some(*rule);
        facts.push(fact);
    }
    facts.push(Fact::new("counts"));
    let mut holds = now.share >= today.share;
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

fn of(reached: &Reached, says: &str) -> Fact {
    Fact::of(says, |fact| {
        fact.share = Some(exact(reached.share));
        fact.amount = Some(exact(reached.money));
    })
}
