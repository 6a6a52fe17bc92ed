//! The fairness questions, asked of the engine and answered in facts.
//!
//! A check is declared here once: its name leads to the file that computes it. Its sentences stand in `locales/` under
//! the same name, and the page and the tool print them by one body.

mod agreement;
mod fair_share;
mod limits_kept;
mod optional;
mod side_by_side;
mod small_organisations;

use std::cell::OnceCell;

use documents::budget::{CheckName, RuleName};
use documents::result::{Answer, Check, Fact};
use documents::{Budget, Exact, Plan, Slug};
use tally::{Error, Limits, Outcome, Profile, Ratio, Rule, allocate};

use crate::Count;
use crate::amounts::table::Table;
use crate::amounts::{exact, other_rules, rule};
use crate::rows::{Cells, Group};

/// All that a check may look at.
pub(crate) struct Asked<'c> {
    pub(crate) count: &'c Count,
    pub(crate) budget: &'c Budget,
    pub(crate) plan: &'c Plan,
    pub(crate) table: &'c Table,
    pub(crate) limits: &'c Limits,
    pub(crate) outcome: &'c Outcome,
    /// By the questions of the budget, as far as the close shows the answers.
    pub(crate) cells: &'c [Cells],
    /// Those that are not too small to show.
    pub(crate) groups: &'c [Group],
    /// What the other rules give, once a check has asked.
    pub(crate) others: OnceCell<Vec<(RuleName, Outcome)>>,
}

/// The checks that a program has. What is not named here by a program is not in it: the browser loads the optional ones
/// only where a budget asks for them.
#[derive(Clone, Copy)]
pub struct Checks {
    optional: Option<fn(CheckName) -> Find>,
}

/// What computes a check.
type Find = fn(&Asked<'_>) -> Found;

impl Checks {
    /// Those that are in every program ([`CheckName::EVERYWHERE`]).
    pub const USUAL: Self = Self { optional: None };
    pub const EVERY: Self = Self {
        optional: Some(optional::find),
    };

    pub(crate) fn has_all(self, budget: &Budget) -> bool {
        self.optional.is_some() || !budget.asks_more()
    }

    fn find(self, check: CheckName) -> Find {
        match (check, self.optional) {
            (CheckName::LimitsKept, _) => limits_kept::find,
            (CheckName::Agreement, _) => agreement::find,
            (CheckName::FairShare, _) => fair_share::find,
            (CheckName::SideBySide, _) => side_by_side::find,
            (CheckName::SmallOrganisations, _) => small_organisations::find,
            (check, Some(optional)) => optional(check),
            // `Terms` are none where a budget asks for others.
            (_, None) => |_| untested(),
        }
    }
}

/// Is it counted many times for this check? Then nobody waits for it who wants to see the outcome.
pub(crate) fn takes_long(check: CheckName) -> bool {
    matches!(
        check,
        CheckName::Jackknife | CheckName::Bootstrap | CheckName::Manipulation
    )
}

/// What a check finds.
type Found = Result<(Answer, Vec<Fact>), Error>;

/// Asks one question. A check beyond the first four that the engine cannot answer, as where figures are too large, is
/// one that was not tested: it takes nobody's outcome away.
pub(crate) fn answer(asked: &Asked<'_>, check: CheckName) -> Result<Check, Error> {
    let found = match asked.count.checks.find(check)(asked) {
        Err(error) if CheckName::USUAL.contains(&check) => return Err(error),
        found => found.unwrap_or((Answer::Untested, Vec::new())),
    };
    let (answer, facts) = found;
    Ok(Check {
        check,
        answer,
        facts,
    })
}

impl Asked<'_> {
    /// The outcome of every other rule that finds one, in the order of the documentation.
    fn others(&self) -> &[(RuleName, Outcome)] {
        self.others.get_or_init(|| {
            let rules = other_rules(self.budget.rule);
            let found = rules.filter_map(|name| {
                let outcome = allocate(rule(name), &self.table.profile, self.limits);
                Some((name, outcome.ok()?))
            });
            found.collect()
        })
    }

    fn rule(&self) -> Rule {
        rule(self.budget.rule)
    }

    /// The amounts as they are published.
    fn published(&self) -> Vec<Ratio> {
        let amounts = self.outcome.amounts.iter();
        amounts
            .map(|&amount| Ratio::from(i128::from(amount)))
            .collect()
    }

    /// None for unspent money, which is no priority.
    fn priority(&self, line: usize) -> Option<Slug> {
        let priorities = &self.budget.priorities;
        priorities.get(line).map(|priority| priority.id.clone())
    }

    /// The profile of the ballots of each of these lists of rows.
    fn profiles<'r>(
        &self,
        rows: impl IntoIterator<Item = &'r Vec<u32>>,
    ) -> Result<Vec<Profile>, Error> {
        rows.into_iter()
            .map(|rows| self.table.profile_of(rows))
            .collect()
    }

    /// The money that would move, where `apart` is the sum of absolute differences as a share of the total.
    fn money_moved(&self, apart: Ratio) -> Result<Exact, Error> {
        let one = Ratio::new(i128::from(self.budget.total), *apart.denom());
        let over = apart.numer().checked_mul(*one.numer());
        half(Ratio::new(over.ok_or(Error::Overflow)?, *one.denom()))
    }
}

fn whole(amount: u64) -> Exact {
    exact(i128::from(amount).into())
}

/// A sum of differences has every move twice: where money goes, and where it comes from.
fn half(sum: Ratio) -> Result<Exact, Error> {
    let under = sum.denom().checked_mul(2).ok_or(Error::Overflow)?;
    Ok(exact(Ratio::new(*sum.numer(), under)))
}

/// Does less than a tenth of the money move? `apart` is the sum of absolute differences as a share of the total.
fn hardly_moves(apart: Ratio) -> bool {
    apart <= Ratio::new(1, 5)
}

fn untested() -> Found {
    Ok((Answer::Untested, Vec::new()))
}

/// Whether the check holds and what that rests on; not tested where there is nothing.
fn of(holds: bool, facts: Vec<Fact>) -> Found {
    match facts.is_empty() {
        true => untested(),
        false => Ok((Answer::of(holds), facts)),
    }
}
