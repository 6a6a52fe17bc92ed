//! The answer of `purse tally` for an election of projects: a stable form that scripts depend on.

use std::io::{self, Write};

use serde::Serialize;
use tally::explanations::{PICKS_RULES, completion};
use tally::picks::{Election, ElectionFault, PickTie, Picks, Reason, losses};

use super::check::Check;
use super::compare::place;
use super::table::{self, Side};
use super::words::{count, exact_money, money, number};
use super::{picks_checks, says};
use crate::commands::tally::method::Method;
use crate::failure::Failure;

/// A counted election.
pub(crate) struct Funded<'e> {
    pub(crate) election: &'e Election,
    pub(crate) method: Method,
    pub(crate) picks: Picks,
}

impl Funded<'_> {
    /// The id of a project.
    pub(crate) fn id(&self, project: usize) -> &str {
        &self.election.projects[project].id
    }

    fn ids(&self, projects: &[usize]) -> Vec<&str> {
        projects.iter().map(|project| self.id(*project)).collect()
    }
}

#[derive(Serialize)]
pub(crate) struct Answer<'f> {
    rule: &'static str,
    ballots: u64,
    /// In the order of purchase.
    funded: Vec<&'f str>,
    /// "a/b" or "a", in the currency's unit.
    cost: String,
    satisfaction: &'static str,
    completion: &'static str,
    ties: Vec<Settled<'f>>,
    checks: Vec<Check>,
    #[serde(skip)]
    of: &'f Funded<'f>,
    /// Why each project won or lost, by its position.
    #[serde(skip)]
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct Settled<'f> {
    /// In which round, from 0: the place in `funded`.
    round: usize,
    /// In the published order.
    between: Vec<&'f str>,
    favoured: Vec<&'f str>,
}

impl<'f> Answer<'f> {
    pub(crate) fn of(of: &'f Funded<'f>) -> Result<Self, ElectionFault> {
        let (election, funded) = (of.election, of.picks.funded());
        Ok(Answer {
            rule: of.method.rule.name(),
            ballots: election.ballots.len() as u64,
            cost: exact_money(election.cost(&funded), election.decimals),
            funded: of.ids(&funded),
            satisfaction: of.method.measure.name(),
            completion: of.method.completion.name(),
            ties: of.picks.ties.iter().map(|tie| settled(of, tie)).collect(),
            checks: picks_checks::all(of)?,
            of,
            reasons: reasons(of)?,
        })
    }

    pub(crate) fn print_text(&self, out: &mut impl Write) -> io::Result<()> {
        let (election, funded) = (self.of.election, self.of.picks.funded());
        writeln!(
            out,
            "{}, counted by the rule \"{}\" (satisfaction {}, completion {}); {} of {} funded, for {} of {}\n",
            count(self.ballots, "ballot", "ballots"),
            self.rule,
            self.satisfaction,
            self.completion,
            number(funded.len() as u64),
            count(election.projects.len() as u64, "project", "projects"),
            money(election.cost(&funded), election.decimals),
            money(election.budget, election.decimals)
        )?;
        let heads = ["", "project", "cost", "votes", "why"];
        let mut rows = vec![heads.map(String::from).to_vec()];
        rows.extend(self.lines().map(|(place, project, votes)| {
            let cost = money(election.projects[project].cost, election.decimals);
            let id = self.of.id(project).to_owned();
            let why = self.reasons[project].clone();
            vec![place, id, cost, number(votes), why]
        }));
        let sides = [
            Side::Right,
            Side::Left,
            Side::Right,
            Side::Right,
            Side::Left,
        ];
        table::print(out, &sides, &rows)?;
        writeln!(out)?;
        for tie in &self.ties {
            let between = tie.between.join(", ");
            writeln!(
                out,
                "A tie between {between} was settled by the published order."
            )?;
        }
        for check in &self.checks {
            writeln!(out, "{}", check.says)?;
        }
        let rule = PICKS_RULES.iter().find(|(name, _)| *name == self.rule);
        let explained = rule.map(|(_, says)| *says).into_iter();
        explained
            .chain(completion(self.of.method.completion))
            .try_for_each(|says| writeln!(out, "\n{says}"))
    }

    pub(crate) fn print_csv(&self, out: impl Write) -> Result<(), Failure> {
        let mut table = csv::Writer::from_writer(out);
        table.write_record(["place", "project", "cost", "votes", "why"])?;
        let election = self.of.election;
        for (place, project, votes) in self.lines() {
            let cost = exact_money(election.projects[project].cost, election.decimals);
            let (votes, why) = (votes.to_string(), &self.reasons[project]);
            table.write_record([&place, self.of.id(project), &cost, &votes, why])?;
        }
        Ok(table.flush()?)
    }

    /// Each project's place, itself and its votes: the funded in the order of purchase, then the others as in the file.
    fn lines(&self) -> impl Iterator<Item = (String, usize, u64)> {
        let funded = self.of.picks.funded();
        let votes = self.of.election.votes();
        let others = (0..votes.len()).filter(|project| !funded.contains(project));
        let order: Vec<usize> = funded.iter().copied().chain(others).collect();
        order
            .into_iter()
            .map(move |project| (place(&funded, project), project, votes[project]))
    }
}

fn settled<'f>(of: &'f Funded, tie: &PickTie) -> Settled<'f> {
    // Greedy takes all of them at once, as far as the money goes; the other rules buy one and then look again.
    let rounds = of.picks.rounds.iter().skip(tie.round).enumerate();
    let favoured: Vec<usize> = rounds
        .take_while(|(at, round)| {
            let at_once = matches!(round.reason, Reason::MostPerCost { .. });
            tie.between.contains(&round.project) && (*at == 0 || at_once)
        })
        .map(|(_, round)| round.project)
        .collect();
    Settled {
        round: tie.round,
        between: of.ids(&tie.between),
        favoured: of.ids(&favoured),
    }
}

fn reasons(of: &Funded) -> Result<Vec<String>, ElectionFault> {
    let mut reasons = vec![String::new(); of.election.projects.len()];
    for round in &of.picks.rounds {
        reasons[round.project] = says::won(&round.reason);
    }
    for (project, loss) in losses(of.election, of.method.satisfaction(), &of.picks)? {
        reasons[project] = says::lost(&loss, of.election.decimals);
    }
    Ok(reasons)
}
