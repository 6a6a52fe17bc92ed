//! The smallest change to a rule's amounts that keeps all limits.

use crate::{
    Decision, Error, Limits, Ratio, Tie, exact, fairness,
    simplex::{self, Constraint, Sense},
};

/// The amounts after the repair.
pub(crate) struct Repaired {
    pub(crate) amounts: Vec<Ratio>,
    pub(crate) tie: Option<Tie>,
}

/// The amounts that keep all limits with the least sum of absolute changes; none where no limit is broken.
///
/// Among equally small repairs the first priority is kept closest to its amount, then the second, and so on. That
/// leaves one repair only: a priority's possible amounts form an interval, and one point of it is closest.
pub(crate) fn repair(amounts: &[Ratio], limits: &Limits) -> Result<Option<Repaired>, Error> {
    if fairness::limits_kept(amounts, limits)?.is_empty() {
        return Ok(None);
    }
    let moves = Moves::new(amounts, limits)?;
    let first_kept = moves.least(1)?;
    let first_moved = moves.least(-1)?;
    // When the order read for and against the first priorities ends in the same amounts, there was only one repair.
    let between: Vec<usize> = (0..amounts.len())
        .filter(|&at| first_kept[at] != first_moved[at])
        .collect();
    let tie = (!between.is_empty()).then(|| {
        let change = |repaired: &[Ratio], at: usize| exact::distance(repaired[at], amounts[at]);
        let kept = |&at: &usize| Ok(change(&first_kept, at)? < change(&first_moved, at)?);
        let favoured: Result<Vec<bool>, Error> = between.iter().map(kept).collect();
        favoured.map(|kept| {
            let favoured = between
                .iter()
                .zip(kept)
                .filter(|(_, kept)| *kept)
                .map(|(&at, _)| at)
                .collect();
            Tie {
                decided: Decision::Repair,
                between: between.clone(),
                favoured,
            }
        })
    });
    Ok(Some(Repaired {
        tie: tie.transpose()?,
        amounts: first_kept,
    }))
}

/// The linear program: by how much each priority goes up (the first variables) and down (the others).
struct Moves {
    start: Vec<Ratio>,
    constraints: Vec<Constraint>,
}

impl Moves {
    /// Amounts outside their own floor and cap are first taken to it: every repair moves them at least so far.
    fn new(amounts: &[Ratio], limits: &Limits) -> Result<Self, Error> {
        let bounds = || {
            limits
                .floors
                .iter()
                .zip(&limits.caps)
                .map(|(&floor, &cap)| (exact::whole(floor), exact::whole(cap)))
        };
        if bounds().any(|(floor, cap)| floor > cap) {
            return Err(Error::LimitsConflict);
        }
        let start: Vec<Ratio> = amounts
            .iter()
            .zip(bounds())
            .map(|(amount, (floor, cap))| *amount.clamp(&floor, &cap))
            .collect();
        let mut moves = Self {
            constraints: Vec::new(),
            start,
        };
        let everything: Vec<usize> = (0..amounts.len()).collect();
        moves.limit(&everything, Sense::Equal, limits.total)?;
        for group in &limits.groups {
            moves.limit(&group.members, Sense::AtLeast, group.floor)?;
            moves.limit(&group.members, Sense::AtMost, group.cap)?;
        }
        for at in everything {
            moves.limit_one(at, Sense::AtLeast, limits.floors[at])?;
            moves.limit_one(at, Sense::AtMost, limits.caps[at])?;
        }
        Ok(moves)
    }

    fn limit(&mut self, members: &[usize], sense: Sense, bound: u64) -> Result<(), Error> {
        let count = self.start.len();
        let mut coefficients = vec![0; 2 * count];
        for &member in members {
            (coefficients[member], coefficients[count + member]) = (1, -1);
        }
        let together = exact::sum(members.iter().map(|&member| self.start[member]))?;
        let bound = exact::subtract(exact::whole(bound), together)?;
        self.constraints.push(Constraint {
            coefficients,
            sense,
            bound,
        });
        Ok(())
    }

    /// A priority that goes up does not also go down, so its floor limits only the way down, its cap the way up.
    fn limit_one(&mut self, at: usize, sense: Sense, bound: u64) -> Result<(), Error> {
        let count = self.start.len();
        let mut coefficients = vec![0; 2 * count];
        coefficients[if sense == Sense::AtLeast {
            count + at
        } else {
            at
        }] = 1;
        let bound = exact::distance(exact::whole(bound), self.start[at])?;
        self.constraints.push(Constraint {
            coefficients,
            sense: Sense::AtMost,
            bound,
        });
        Ok(())
    }

    /// Least movement in all; then the first priorities move least (`sign` 1) or most (−1).
    fn least(&self, sign: i128) -> Result<Vec<Ratio>, Error> {
        let count = self.start.len();
        let mut objectives = vec![vec![1; 2 * count]];
        for at in 0..count {
            let mut objective = vec![0; 2 * count];
            (objective[at], objective[count + at]) = (sign, sign);
            objectives.push(objective);
        }
        let moves =
            simplex::minimise(&objectives, &self.constraints)?.ok_or(Error::LimitsConflict)?;
        let moved =
            |at: usize| exact::subtract(exact::add(self.start[at], moves[at])?, moves[count + at]);
        (0..count).map(moved).collect()
    }
}
