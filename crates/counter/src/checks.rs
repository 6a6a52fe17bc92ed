//! The fairness questions, asked of the engine and answered in facts.
//!
//! A check is declared here once: its name leads to the file that computes it. Its sentences stand in `locales/` under
//! the same name, and the page and the tool print them by one body.

mod agreement;
mod fair_share;
mod limits_kept;
#[cfg(feature = "every-check")]
mod optional;
mod side_by_side;

use documents::budget::CheckName;
use documents::result::{Answer, Check, Fact};
use documents::{Budget, Exact, Plan, Slug};
use tally::{Error, Limits, Outcome, Profile, Ratio, Rule};

use crate::Count;
use crate::limits;
use crate::publish::exact;
use crate::rows::{Cells, Group, Table};

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
}

/// Whether this program has the code of every check that the budget asks for. The browser loads the optional ones only
/// where they are asked for.
pub(crate) fn has_all(budget: &Budget) -> bool {
    cfg!(feature = "every-check") || !budget.asks_more()
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
    let find: fn(&Asked<'_>) -> Found = match check {
        CheckName::LimitsKept => limits_kept::find,
        CheckName::Agreement => agreement::find,
        CheckName::FairShare => fair_share::find,
        CheckName::SideBySide => side_by_side::find,
        #[cfg(feature = "every-check")]
        check => optional::find(check),
        // `Count::new` refuses a budget that asks for others.
        #[cfg(not(feature = "every-check"))]
        _ => |_| untested(),
    };
    let found = match find(asked) {
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
    fn rule(&self) -> Rule {
        limits::rule(self.budget.rule)
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
