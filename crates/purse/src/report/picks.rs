//! The answer of `purse tally` for an election of projects: a stable form that scripts depend on.

use std::io::{self, Write};

use serde::Serialize;
use tally::picks::{Election, ElectionFault, PickTie, Picks, Reason, effective_support, losses};

use super::check::Check;
use super::compare::place;
use super::csv;
use super::numbers::{exact_money, money, number, whole};
use super::table::{self, Side};
use super::{picks_checks, tally_sentences};
use crate::commands::tally::method::Method;
use crate::failure::Failure;
use crate::words::{self, counted, say};

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
    /// In the order of the file.
    projects: Vec<Line<'f>>,
    #[serde(skip)]
    of: &'f Funded<'f>,
}

/// One project.
#[derive(Serialize)]
struct Line<'f> {
    project: &'f str,
    /// "a/b" or "a", in the currency's unit.
    cost: String,
    votes: u64,
    /// Why it won or lost.
    why: String,
    /// "a/b" or "a": how many supporters paying in full its purchase was worth; none where it was not bought by them.
    effective_support: Option<String>,
    /// The same in whole supporters, rounded down.
    #[serde(skip)]
    supporters: Option<u64>,
    /// How many more votes it would have needed; "none" where no number tried would do; left out where nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    more_votes: Option<MoreVotes>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(untagged)]
enum MoreVotes {
    Needed(usize),
    /// No number that was tried would do.
    Unknown(()),
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
            projects: lines(of)?,
            of,
        })
    }

    /// How many more votes a project would have needed; none where no number tried would do.
    pub(crate) fn add_needed(&mut self, needed: Vec<(usize, Option<usize>)>) {
        for (project, needed) in needed {
            let more = needed.map_or(MoreVotes::Unknown(()), MoreVotes::Needed);
            self.projects[project].more_votes = Some(more);
        }
    }

    pub(crate) fn print_text(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}\n", self.counted())?;
        self.print_projects(out)?;
        writeln!(out, "\n{}", tally_sentences::support())?;
        if self.asked_for_more() {
            writeln!(out, "{}", tally_sentences::more_votes())?;
        }
        writeln!(out)?;
        for tie in &self.ties {
            let between = tie.between.join(", ");
            writeln!(out, "{}", say!("picks.tie", between))?;
        }
        for check in &self.checks {
            writeln!(out, "{}", check.says)?;
        }
        let explained = [("picks_rule", self.rule), ("completion", self.completion)];
        let mut explained = explained
            .iter()
            .filter_map(|(what, name)| words::explained(what, name));
        explained.try_for_each(|says| writeln!(out, "\n{says}"))
    }

    fn counted(&self) -> String {
        let (election, funded) = (self.of.election, self.of.picks.funded());
        say!(
            "picks.counted",
            ballots = counted!("counted.ballots", self.ballots),
            rule = self.rule,
            satisfaction = self.satisfaction,
            completion = self.completion,
            funded = number(funded.len() as u64),
            projects = counted!("counted.projects", election.projects.len() as u64),
            cost = money(election.cost(&funded), election.decimals),
            budget = money(election.budget, election.decimals)
        )
    }

    fn print_projects(&self, out: &mut impl Write) -> io::Result<()> {
        use Side::{Left, Right};
        let mut heads = vec![
            "",
            say!("head.project"),
            say!("head.cost"),
            say!("head.votes"),
            say!("head.support"),
            say!("head.why"),
        ];
        let mut sides = vec![Right, Left, Right, Right, Right, Left];
        if self.asked_for_more() {
            heads.insert(5, say!("head.more_votes"));
            sides.insert(5, Right);
        }
        let heads = heads.into_iter().map(String::from).collect();
        let lines = self
            .lines()
            .map(|(place, project)| self.row(place, project));
        let rows: Vec<Vec<String>> = [heads].into_iter().chain(lines).collect();
        table::print(out, &sides, &rows)
    }

    fn row(&self, place: String, project: usize) -> Vec<String> {
        let (election, line) = (self.of.election, &self.projects[project]);
        let cost = money(election.projects[project].cost, election.decimals);
        let support = line.supporters.map_or_else(String::new, number);
        let (project, votes) = (line.project.to_owned(), number(line.votes));
        let mut row = vec![place, project, cost, votes, support];
        if self.asked_for_more() {
            row.push(line.more_votes.map_or_else(String::new, MoreVotes::shown));
        }
        row.push(line.why.clone());
        row
    }

    pub(crate) fn print_csv(&self, out: impl Write) -> Result<(), Failure> {
        let mut table = csv::Writer::from_writer(out);
        let mut heads = vec![
            "place",
            "project",
            "cost",
            "votes",
            "why",
            "effective_support",
        ];
        heads.extend(self.asked_for_more().then_some("more_votes"));
        table.write_record(heads)?;
        for (place, project) in self.lines() {
            let line = &self.projects[project];
            let support = line.effective_support.clone().unwrap_or_default();
            let (cost, votes) = (line.cost.clone(), line.votes.to_string());
            let mut row = vec![
                place,
                line.project.to_owned(),
                cost,
                votes,
                line.why.clone(),
                support,
            ];
            if self.asked_for_more() {
                let more = line.more_votes.and_then(MoreVotes::number);
                row.push(more.map_or_else(String::new, |more| more.to_string()));
            }
            table.write_record(row)?;
        }
        Ok(table.flush()?)
    }

    fn asked_for_more(&self) -> bool {
        self.projects.iter().any(|line| line.more_votes.is_some())
    }

    /// Each project's place and itself: the funded in the order of purchase, then the others as in the file.
    fn lines(&self) -> impl Iterator<Item = (String, usize)> {
        let funded = self.of.picks.funded();
        let others = (0..self.projects.len()).filter(|project| !funded.contains(project));
        let order: Vec<usize> = funded.iter().copied().chain(others).collect();
        order
            .into_iter()
            .map(move |project| (place(&funded, project), project))
    }
}

impl MoreVotes {
    /// None where no number would do.
    fn number(self) -> Option<u64> {
        match self {
            Self::Needed(more) => Some(more as u64),
            Self::Unknown(()) => None,
        }
    }

    /// Nothing where the project is funded or no number would do.
    fn shown(self) -> String {
        self.number()
            .filter(|more| *more > 0)
            .map_or_else(String::new, number)
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

fn lines<'f>(of: &'f Funded) -> Result<Vec<Line<'f>>, ElectionFault> {
    let election = of.election;
    let one = |(project, votes)| Line {
        project: of.id(project),
        cost: exact_money(election.projects[project].cost, election.decimals),
        votes,
        why: String::new(),
        effective_support: None,
        supporters: None,
        more_votes: None,
    };
    let mut lines: Vec<Line> = election.votes().into_iter().enumerate().map(one).collect();
    let support = effective_support(election, &of.picks);
    for (round, support) in of.picks.rounds.iter().zip(support) {
        let line = &mut lines[round.project];
        line.why = tally_sentences::won(&round.reason);
        line.supporters = support.as_ref().map(whole);
        line.effective_support = support.map(|support| support.to_string());
    }
    for (project, loss) in losses(election, of.method.satisfaction(), &of.picks)? {
        lines[project].why = tally_sentences::lost(&loss, election.decimals);
    }
    Ok(lines)
}
