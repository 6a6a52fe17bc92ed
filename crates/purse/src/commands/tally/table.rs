//! A table of amounts, read and counted.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::slice;

use documents::Plan;
use documents::budget::RuleName;
use documents::table::{Asked, BallotTable, Mistake};
use tally::{Limits, MAX_AMOUNT, Profile};

use crate::failure::{self, Failure};
use crate::files;
use crate::report::tally::Counted;
use crate::words::say;

/// What only a table is asked.
#[derive(clap::Args)]
pub(crate) struct TableOptions {
    /// For a .csv: what every row shares out
    #[arg(long, value_name = "N", conflicts_with = "budget")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=MAX_AMOUNT))]
    total: Option<u64>,
    /// For a .csv: the budget whose total, steps and limits every row keeps; the columns are its priorities, in any order
    #[arg(long, value_name = "BUDGET")]
    budget: Option<PathBuf>,
    /// Refuse a file with any mistake in it, as a .pb always is
    #[arg(long)]
    strict: bool,
}

impl TableOptions {
    /// The first of them that is given and means nothing for an election of projects.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let total = self.total.map(|_| "--total");
        total.or(self.budget.as_ref().map(|_| "--budget"))
    }
}

/// What the rows of a table must keep, and the rows that do.
pub(crate) struct Source {
    /// By which rule the budget counts, and what it allows.
    budget: Option<(RuleName, Plan)>,
    /// Without a budget: what every row shares out.
    total: u64,
    table: BallotTable,
}

impl Source {
    pub(crate) fn read(file: &Path, options: &TableOptions) -> Result<Self, Failure> {
        if options.given().is_none() {
            return Err(Failure::usage(say!(
                "tally.needs_total",
                file = file.display()
            )));
        }
        let budget = options.budget.as_deref().map(files::budget).transpose()?;
        let budget = budget.map(|(budget, _)| (budget.rule, Plan::of(&budget)));
        // One of the two is given.
        let total = options.total.unwrap_or_default();
        let asked = match &budget {
            Some((_, plan)) => Asked::Plan(plan),
            None => Asked::Total(total),
        };
        let table = rows(file, &asked, options.strict)?;
        Ok(Source {
            budget,
            total,
            table,
        })
    }

    /// Counts by a rule; by the budget's own, or ladder, where none is asked for.
    pub(crate) fn count(&self, rule: Option<RuleName>) -> Result<Counted<'_>, tally::Error> {
        let plan = self.budget.as_ref().map(|(_, plan)| plan);
        let limits = match plan {
            Some(plan) => counter::limits(plan),
            None => Limits::none(self.total, self.table.priorities.len()),
        };
        let mut amounts = Vec::with_capacity(self.table.rows.len() * limits.floors.len());
        for row in &self.table.rows {
            match plan {
                Some(plan) => amounts.extend(plan.whole(row.amounts.clone())),
                None => amounts.extend_from_slice(&row.amounts),
            }
        }
        let mut profile = Profile::new(limits.floors.len());
        for ballot in amounts.chunks_exact(limits.floors.len()) {
            profile.add(ballot, 1)?;
        }
        let own = self.budget.as_ref().map(|(rule, _)| *rule);
        let rule = counter::rule(rule.or(own).unwrap_or(RuleName::Ladder));
        let outcome = tally::allocate(rule, &profile, &limits)?;
        Ok(Counted {
            rule,
            table: &self.table,
            amounts,
            profile,
            limits,
            outcome,
            unspent: plan.is_some_and(|plan| plan.unspent),
        })
    }
}

/// So much more for a priority.
#[derive(Clone)]
pub(crate) struct Wish {
    pub(crate) priority: String,
    pub(crate) amount: u64,
}

/// "warm-homes=10000".
pub(crate) fn wish(text: &str) -> Result<Wish, String> {
    let expected = || say!("tally.expected_more", max_amount = MAX_AMOUNT);
    let (priority, amount) = text.rsplit_once('=').ok_or_else(expected)?;
    let amount = amount.parse().map_err(|_| expected())?;
    match amount {
        1..=MAX_AMOUNT => Ok(Wish {
            priority: priority.to_owned(),
            amount,
        }),
        _ => Err(expected()),
    }
}

/// Where a priority stands.
pub(crate) fn line(counted: &Counted, priority: &str) -> Result<usize, Failure> {
    let names = &counted.table.priorities;
    let found = names.iter().position(|name| name == priority);
    found.ok_or_else(|| {
        let expected = names.join(", ");
        Failure::usage(say!("tally.more_found", priority, expected))
    })
}

fn rows(file: &Path, asked: &Asked, strict: bool) -> Result<BallotTable, Failure> {
    let bytes = files::read(file)?;
    let refuse = |mistakes: &[Mistake]| {
        let says = mistakes.iter().map(|mistake| format!("\n  {mistake}"));
        Failure::bad(failure::mistakes(file, mistakes.len()) + &says.collect::<String>())
    };
    let table = BallotTable::read(&bytes, asked).map_err(|mistakes| refuse(&mistakes))?;
    if strict && !table.refused.is_empty() {
        return Err(refuse(&table.refused));
    }
    if let Some(doubt) = table.doubt.iter().find(|_| strict) {
        return Err(refuse(slice::from_ref(doubt)));
    }
    if table.rows.is_empty() {
        let mut failure = match table.refused.is_empty() {
            true => say!("tally.first_row", file = file.display()),
            false => failure::mistakes(file, table.refused.len()),
        };
        failure += say!("tally.no_row_counts");
        table
            .refused
            .iter()
            .for_each(|mistake| failure += &format!("\n  {mistake}"));
        return Err(Failure::bad(failure));
    }
    let mut aside = io::stderr().lock();
    for mistake in &table.refused {
        writeln!(aside, "{}", say!("tally.left_out", mistake))?;
    }
    if let Some(doubt) = &table.doubt {
        writeln!(aside, "{}", say!("tally.counted_doubtful", doubt))?;
    }
    Ok(table)
}

pub(crate) fn uncounted(file: &Path, error: &tally::Error) -> Failure {
    Failure::bad(say!("tally.not_counted", file = file.display(), error))
}
