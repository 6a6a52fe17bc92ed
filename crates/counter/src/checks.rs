//! The fairness questions, asked of the engine and put into the words of the result.

use documents::budget::CheckName;
use documents::plan::BrokenLimit;
use documents::result::{Check, GroupAgreement, GroupShare, RuleOutcome};
use documents::{Budget, Plan};
use tally::fairness;
use tally::{Error, Limits, Outcome, allocate};

use crate::limits;
use crate::publish::{exact, lines, other_rules};
use crate::rows::{Group, Table};

/// All that a check may look at.
pub(crate) struct Asked<'c> {
    pub(crate) budget: &'c Budget,
    pub(crate) plan: &'c Plan,
    pub(crate) table: &'c Table,
    pub(crate) limits: &'c Limits,
    pub(crate) outcome: &'c Outcome,
    /// Those that are not too small to show.
    pub(crate) groups: &'c [Group],
}

impl Asked<'_> {
    pub(crate) fn answer(&self, check: CheckName) -> Result<Check, Error> {
        match check {
            CheckName::LimitsKept => self.limits_kept(),
            CheckName::Agreement => self.agreement(),
            CheckName::FairShare => self.fair_share(),
            CheckName::RulesSideBySide => self.rules_side_by_side(),
        }
    }

    /// The published amounts are held to the same limits as every ballot was.
    fn limits_kept(&self) -> Result<Check, Error> {
        let (lines, _) = self.plan.parted(&self.outcome.amounts);
        let breaches = self.plan.breaches(lines);
        let broken: Vec<BrokenLimit> = breaches.map(|breach| breach.named(self.plan)).collect();
        Ok(Check::LimitsKept {
            holds: broken.is_empty(),
            broken,
        })
    }

    fn agreement(&self) -> Result<Check, Error> {
        let rows: Vec<Vec<u32>> = self.groups.iter().map(|group| group.rows.clone()).collect();
        let found = fairness::agreement(
            &self.table.rows()?,
            &rows,
            &self.outcome.exact,
            self.budget.total,
        )?;
        let groups: Vec<GroupAgreement> = self
            .groups
            .iter()
            .zip(&found.groups)
            .filter_map(|(group, found)| {
                let found = found.as_ref()?;
                Some(GroupAgreement {
                    group: group.id.clone(),
                    ballots: found.overlaps.ballots,
                    mean: exact(found.overlaps.mean),
                    left_behind: found.left_behind,
                })
            })
            .collect();
        Ok(Check::Agreement {
            holds: !groups.iter().any(|group| group.left_behind),
            mean: exact(found.whole.mean),
            lowest_tenth: exact(found.whole.lowest_tenth),
            lowest: exact(found.whole.min),
            lowest_ballot: self.table.ids[found.whole.min_row],
            gini: exact(found.whole.gini),
            groups,
        })
    }

    fn fair_share(&self) -> Result<Check, Error> {
        let profiles = self
            .groups
            .iter()
            .map(|group| self.table.profile_of(group))
            .collect::<Result<Vec<_>, _>>()?;
        let rule = limits::rule(self.budget.rule);
        let found = fairness::fair_share(
            rule,
            &self.table.profile,
            self.limits,
            &profiles,
            &self.outcome.exact,
        )?;
        let groups: Vec<GroupShare> = self
            .groups
            .iter()
            .zip(found)
            .filter_map(|(group, found)| {
                let found = found?;
                let holds = found.holds();
                let witness = if holds {
                    Vec::new()
                } else {
                    found.alone_amounts
                };
                Some(GroupShare {
                    group: group.id.clone(),
                    ballots: group.rows.len() as u64,
                    holds,
                    together: exact(found.together),
                    alone: exact(found.alone),
                    alone_amounts: witness.into_iter().map(exact).collect(),
                })
            })
            .collect();
        Ok(Check::FairShare {
            holds: groups.iter().all(|group| group.holds),
            groups,
        })
    }

    /// Every other rule that finds an outcome.
    fn rules_side_by_side(&self) -> Result<Check, Error> {
        let rules: Vec<RuleOutcome> = other_rules(self.budget.rule)
            .filter_map(|rule| {
                let other = allocate(limits::rule(rule), &self.table.profile, self.limits).ok()?;
                let (outcome, unspent) = lines(self.plan, &other);
                Some(RuleOutcome {
                    rule,
                    outcome,
                    unspent,
                    moved: moved(&self.outcome.amounts, &other.amounts),
                })
            })
            .collect();
        Ok(Check::RulesSideBySide {
            holds: rules.iter().all(|rule| rule.moved == 0),
            rules,
        })
    }
}

/// The money that would have to move to get from one outcome to the other, both of the same total.
fn moved(from: &[u64], to: &[u64]) -> u64 {
    from.iter()
        .zip(to)
        .map(|(from, to)| from.saturating_sub(*to))
        .sum()
}
