//! Whole steps by largest remainder, inside all limits.

use std::cmp::Reverse;

use crate::{
    Decision, Error, Limits, Ratio, Tie, exact,
    simplex::{self, Constraint, Sense},
};

/// The amounts in whole steps.
pub(crate) struct Rounded {
    pub(crate) amounts: Vec<u64>,
    pub(crate) ties: Vec<Tie>,
}

/// Each amount is taken down to a whole step; what is left goes, a step each, to the largest remainders that the
/// groups' limits allow, equal remainders in the published order.
///
/// A step more never breaks a cap, because caps are whole steps. Where groups are nested or apart, some way of
/// rounding keeps every limit (the limits are totally unimodular); where they cross, there may be none.
pub(crate) fn round(amounts: &[Ratio], limits: &Limits) -> Result<Rounded, Error> {
    let step = exact::whole(limits.step);
    let steps: Vec<Ratio> = amounts
        .iter()
        .map(|&amount| exact::divide(amount, step))
        .collect::<Result<_, _>>()?;
    let down: Vec<i128> = steps
        .iter()
        .map(|steps| steps.floor().to_integer())
        .collect();
    let remainders: Vec<Ratio> = steps.iter().map(Ratio::fract).collect();
    let mut order: Vec<usize> = (0..steps.len())
        .filter(|&at| remainders[at] > Ratio::from(0))
        .collect();
    order.sort_by_key(|&at| (Reverse(remainders[at]), at));

    let needs = Needs::new(&down, limits);
    let up = needs.choose(&order)?.ok_or(Error::NoWholeOutcome)?;
    let mut ties = Vec::new();
    for equals in order.chunk_by(|&a, &b| remainders[a] == remainders[b]) {
        ties.extend(needs.tie(&order, equals, &up)?);
    }
    let whole = |at: usize| (down[at] + i128::from(up[at])) as u64 * limits.step;
    Ok(Rounded {
        amounts: (0..down.len()).map(whole).collect(),
        ties,
    })
}

/// How many steps must still be given.
struct Needs {
    priorities: usize,
    total: i128,
    groups: Vec<Need>,
}

struct Need {
    members: Vec<bool>,
    least: i128,
    most: i128,
}

/// How many ways to go on are tried before the search for a whole outcome ends.
const MOST_TRIES: u32 = 20_000;

impl Needs {
    fn new(down: &[i128], limits: &Limits) -> Self {
        let steps = |amount: u64| i128::from(amount / limits.step);
        let group = |group: &crate::Group| {
            let given: i128 = group.members.iter().map(|&member| down[member]).sum();
            let members = (0..down.len())
                .map(|at| group.members.contains(&at))
                .collect();
            Need {
                members,
                least: steps(group.floor) - given,
                most: steps(group.cap) - given,
            }
        };
        Self {
            priorities: down.len(),
            total: steps(limits.total) - down.iter().sum::<i128>(),
            groups: limits.groups.iter().map(group).collect(),
        }
    }

    /// Which priorities get a step more when they are asked in this order; none where nothing keeps all limits.
    fn choose(&self, order: &[usize]) -> Result<Option<Vec<bool>>, Error> {
        let mut up = vec![false; self.priorities];
        let mut tries = MOST_TRIES;
        Ok(self.decide(order, 0, &mut up, &mut tries)?.then_some(up))
    }

    fn decide(
        &self,
        order: &[usize],
        at: usize,
        up: &mut [bool],
        tries: &mut u32,
    ) -> Result<bool, Error> {
        if !self.possible(&order[at..], up)? {
            return Ok(false);
        }
        if at == order.len() {
            return Ok(true);
        }
        *tries = tries.checked_sub(1).ok_or(Error::NoWholeOutcome)?;
        for choice in [true, false] {
            up[order[at]] = choice;
            if self.decide(order, at + 1, up, tries)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Can the priorities not yet asked still meet every need, were parts of a step allowed?
    fn possible(&self, open: &[usize], up: &[bool]) -> Result<bool, Error> {
        let left = self.total - up.iter().filter(|up| **up).count() as i128;
        if left < 0 || left > open.len() as i128 {
            return Ok(false);
        }
        if self.groups.is_empty() {
            return Ok(true);
        }
        let kinds = self.kinds(open);
        let one_each = |one: usize| (0..kinds.len()).map(|at| i128::from(at == one)).collect();
        let mut constraints = vec![constraint(vec![1; kinds.len()], Sense::Equal, left)];
        for (at, (_, count)) in kinds.iter().enumerate() {
            constraints.push(constraint(one_each(at), Sense::AtMost, *count));
        }
        for (at, need) in self.groups.iter().enumerate() {
            let given = up
                .iter()
                .zip(&need.members)
                .filter(|(up, member)| **up && **member)
                .count() as i128;
            let members = kinds.iter().map(|(kind, _)| i128::from(kind[at]));
            let members: Vec<i128> = members.collect();
            constraints.push(constraint(
                members.clone(),
                Sense::AtLeast,
                need.least - given,
            ));
            constraints.push(constraint(members, Sense::AtMost, need.most - given));
        }
        Ok(simplex::minimise(&[], &constraints)?.is_some())
    }

    /// How many priorities are in each set of groups: those in the same groups are alike to the limits.
    fn kinds(&self, open: &[usize]) -> Vec<(Vec<bool>, i128)> {
        let kind = |&at: &usize| self.groups.iter().map(|need| need.members[at]).collect();
        let mut all: Vec<Vec<bool>> = open.iter().map(kind).collect();
        all.sort_unstable();
        let same = all.chunk_by(|a, b| a == b);
        same.map(|same| (same[0].clone(), same.len() as i128))
            .collect()
    }

    /// Those of the priorities with equal remainders for whom it mattered when they were asked.
    fn tie(&self, order: &[usize], equals: &[usize], up: &[bool]) -> Result<Option<Tie>, Error> {
        let mut between = Vec::new();
        let mixed = equals.iter().any(|&at| up[at]) && equals.iter().any(|&at| !up[at]);
        for &at in equals.iter().filter(|_| mixed) {
            let other = self.choose(&asked_otherwise(order, equals, at, up[at]))?;
            if other.is_some_and(|other| other[at] != up[at]) {
                between.push(at);
            }
        }
        let favoured = between.iter().copied().filter(|&at| up[at]).collect();
        Ok((!between.is_empty()).then_some(Tie {
            decided: Decision::Rounding,
            between,
            favoured,
        }))
    }
}

/// The order with one priority asked last among its equals, or first.
fn asked_otherwise(order: &[usize], equals: &[usize], moved: usize, last: bool) -> Vec<usize> {
    let start = order.iter().position(|at| *at == equals[0]).unwrap_or(0);
    let mut order: Vec<usize> = order.to_vec();
    let from = start + equals.iter().position(|&at| at == moved).unwrap_or(0);
    order.remove(from);
    order.insert(
        if last {
            start + equals.len() - 1
        } else {
            start
        },
        moved,
    );
    order
}

fn constraint(coefficients: Vec<i128>, sense: Sense, bound: i128) -> Constraint {
    Constraint {
        coefficients,
        sense,
        bound: Ratio::from(bound),
    }
}
