//! Outcomes side by side: a line for each priority or project, a column for each rule.

use std::io::{self, Write};

use super::csv;
use super::numbers::money;
use super::picks::Funded;
use super::table::{self, Side};
use super::tally::Answer;
use crate::failure::Failure;

pub(crate) struct Grid {
    /// The first row the heads.
    rows: Vec<Vec<String>>,
}

/// What each rule gives each priority.
pub(crate) fn allocations(answers: &[Answer]) -> Grid {
    let mut head = vec!["priority".to_owned()];
    head.extend(answers.iter().map(|answer| answer.rule.to_owned()));
    let columns: Vec<Vec<(&str, u64)>> = answers.iter().map(Answer::amounts).collect();
    let names = columns.first().into_iter().flatten().enumerate();
    let lines = names.map(|(line, (name, _))| {
        let amounts = columns.iter().map(|column| column[line].1.to_string());
        [(*name).to_owned()].into_iter().chain(amounts).collect()
    });
    let rows = [head].into_iter().chain(lines).collect();
    Grid { rows }
}

/// Which projects each rule funds, by their place in the order of purchase.
pub(crate) fn projects(answers: &[Funded]) -> Grid {
    let mut head: Vec<String> = ["project", "cost", "votes"].map(String::from).to_vec();
    head.extend(answers.iter().map(|answer| answer.method.label()));
    let mut rows = vec![head];
    let Some(election) = answers.first().map(|answer| answer.election) else {
        return Grid { rows };
    };
    let orders: Vec<Vec<usize>> = answers.iter().map(|answer| answer.picks.funded()).collect();
    for (at, (project, votes)) in election.projects.iter().zip(election.votes()).enumerate() {
        let cost = money(project.cost, election.decimals);
        let mut row = vec![project.id.clone(), cost, votes.to_string()];
        row.extend(orders.iter().map(|order| place(order, at)));
        rows.push(row);
    }
    Grid { rows }
}

/// A project's place among the funded, from 1; nothing for one that is not.
pub(crate) fn place(funded: &[usize], project: usize) -> String {
    let place = funded.iter().position(|bought| *bought == project);
    place.map_or_else(String::new, |place| (place + 1).to_string())
}

impl Grid {
    pub(crate) fn print_text(&self, out: &mut impl Write) -> io::Result<()> {
        let columns = self.rows.first().map_or(0, Vec::len);
        let mut sides = vec![Side::Right; columns];
        sides.iter_mut().take(1).for_each(|side| *side = Side::Left);
        table::print(out, &sides, &self.rows)
    }

    pub(crate) fn print_csv(&self, out: impl Write) -> Result<(), Failure> {
        let mut table = csv::Writer::from_writer(out);
        for row in &self.rows {
            table.write_record(row)?;
        }
        Ok(table.flush()?)
    }
}
