//! The answer of `purse tally`: a stable form that scripts depend on.

use std::io::{self, Write};

use ::tally::{Decision, Error, Limits, Outcome, Profile, Rule, Tie};
use documents::table::{BallotTable, Mistake};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::check::Check;
use super::csv;
use super::more::More;
use super::numbers::number;
use super::table::{self, Side};
use super::tally_checks;
use crate::failure::Failure;
use crate::words::{self, counted, say};

/// A counted table.
pub(crate) struct Counted<'t> {
    pub(crate) rule: Rule,
    pub(crate) table: &'t BallotTable,
    /// Row after row, unspent money last in each where the budget allows it.
    pub(crate) amounts: Vec<u64>,
    pub(crate) profile: Profile,
    pub(crate) limits: Limits,
    pub(crate) outcome: Outcome,
    /// Is the last line unspent money?
    pub(crate) unspent: bool,
}

impl Counted<'_> {
    /// The name of a line.
    pub(crate) fn name(&self, line: usize) -> &str {
        self.table
            .priorities
            .get(line)
            .map_or("unspent", String::as_str)
    }
}

#[derive(Serialize)]
pub(crate) struct Answer<'c> {
    pub(crate) rule: &'static str,
    ballots: u64,
    allocation: Allocation<'c, Share>,
    /// Only where the budget allows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    unspent: Option<Share>,
    ties: Vec<Settled<'c>>,
    checks: Vec<Check>,
    refused: &'c [Mistake],
    /// Only where it is asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<More<'c>>,
}

/// An object with the priorities as keys, in the order of the columns or of the budget.
pub(crate) struct Allocation<'c, T>(pub(crate) Vec<(&'c str, T)>);

#[derive(Serialize)]
struct Share {
    /// "a/b" or "a".
    exact: String,
    amount: u64,
}

#[derive(Serialize)]
struct Settled<'c> {
    decided: &'static str,
    between: Vec<&'c str>,
    favoured: Vec<&'c str>,
}

impl<'c> Answer<'c> {
    pub(crate) fn of(counted: &'c Counted) -> Result<Self, Error> {
        let outcome = &counted.outcome;
        let share = |line: usize| Share {
            exact: outcome.exact[line].to_string(),
            amount: outcome.amounts[line],
        };
        let lines = counted.table.priorities.len();
        Ok(Answer {
            rule: counted.rule.name(),
            ballots: counted.profile.ballots(),
            allocation: Allocation(
                (0..lines)
                    .map(|line| (counted.name(line), share(line)))
                    .collect(),
            ),
            unspent: counted.unspent.then(|| share(lines)),
            ties: outcome
                .ties
                .iter()
                .map(|tie| settled(counted, tie))
                .collect(),
            checks: tally_checks::all(counted)?,
            refused: &counted.table.refused,
            more: Vec::new(),
        })
    }

    pub(crate) fn add(&mut self, more: More<'c>) {
        self.more.push(more);
    }

    pub(crate) fn print_text(&self, out: &mut impl Write) -> io::Result<()> {
        let ballots = counted!("counted.ballots", self.ballots);
        let refused = number(self.refused.len() as u64);
        writeln!(
            out,
            "{}\n",
            say!("tally.ballots", ballots, rule = self.rule, refused)
        )?;
        let heads = [
            say!("head.priority"),
            say!("head.amount"),
            say!("head.exact"),
        ];
        let mut rows = vec![heads.map(String::from).to_vec()];
        rows.extend(
            self.lines().map(|(name, share)| {
                vec![name.to_owned(), number(share.amount), share.exact.clone()]
            }),
        );
        table::print(out, &[Side::Left, Side::Right, Side::Right], &rows)?;
        writeln!(out)?;
        for tie in &self.ties {
            writeln!(out, "{}", say!("tally.tie", names = tie.between.join(", ")))?;
        }
        let checks = self.checks.iter().map(|check| check.says.as_str());
        checks
            .chain(self.more.iter().map(More::says))
            .try_for_each(|says| writeln!(out, "{says}"))?;
        let explained = words::explained("rule", self.rule).unwrap_or_default();
        writeln!(out, "\n{explained}")
    }

    pub(crate) fn print_csv(&self, out: impl Write) -> Result<(), Failure> {
        let mut table = csv::Writer::from_writer(out);
        table.write_record(["priority", "amount", "exact"])?;
        for (name, share) in self.lines() {
            table.write_record([name, &share.amount.to_string(), &share.exact])?;
        }
        Ok(table.flush()?)
    }

    /// Each line with its amount, unspent money last where the budget allows it.
    pub(crate) fn amounts(&self) -> Vec<(&str, u64)> {
        self.lines()
            .map(|(name, share)| (name, share.amount))
            .collect()
    }

    fn lines(&self) -> impl Iterator<Item = (&str, &Share)> {
        let lines = self.allocation.0.iter().map(|(name, share)| (*name, share));
        lines.chain(self.unspent.iter().map(|share| ("(unspent)", share)))
    }
}

impl<T: Serialize> Serialize for Allocation<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, share) in &self.0 {
            map.serialize_entry(name, share)?;
        }
        map.end()
    }
}

fn settled<'c>(counted: &'c Counted, tie: &Tie) -> Settled<'c> {
    let names = |lines: &[usize]| lines.iter().map(|line| counted.name(*line)).collect();
    Settled {
        decided: match tie.decided {
            Decision::Repair => "repair",
            Decision::Rounding => "rounding",
        },
        between: names(&tie.between),
        favoured: names(&tie.favoured),
    }
}
