//! From tables to text, and from an election to tables.

use super::{Pabulib, Table, VOTE_TYPES};
use crate::picks::{BallotKind, Election};

pub(super) fn text(file: &Pabulib) -> String {
    let mut text = String::new();
    for (name, table) in [
        ("META", &file.meta),
        ("PROJECTS", &file.projects),
        ("VOTES", &file.votes),
    ] {
        text.push_str(name);
        text.push('\n');
        row(&mut text, table.columns().iter().map(String::as_str));
        (0..table.len()).for_each(|at| row(&mut text, table.row(at)));
    }
    text
}

fn row<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    let start = text.len();
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(';');
        }
        if cell.contains([';', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    // A row of one empty cell, or one that reads like a section, must not be taken for something else.
    let line = text[start..].trim();
    if line.is_empty()
        || ["META", "PROJECTS", "VOTES"]
            .iter()
            .any(|name| line.eq_ignore_ascii_case(name))
    {
        text.insert(start, '"');
        text.push('"');
    }
    text.push('\n');
}

pub(super) fn of(election: &Election) -> Pabulib {
    let money = |amount: u64| decimal(amount, election.decimals);
    let votes = election.votes();
    let mut meta = Table::new(&["key", "value"]);
    meta.push(["num_projects", &election.projects.len().to_string()]);
    meta.push(["num_votes", &election.ballots.len().to_string()]);
    meta.push(["budget", &money(election.budget)]);
    meta.push(["vote_type", vote_type(election.ballots.kind())]);
    let mut projects = Table::new(&["project_id", "cost", "votes", "category", "target"]);
    for (project, votes) in election.projects.iter().zip(votes) {
        let (cost, votes) = (money(project.cost), votes.to_string());
        projects.push([
            project.id.as_str(),
            &cost,
            &votes,
            &project.categories.join(","),
            &project.areas.join(","),
        ]);
    }
    let points = election.ballots.has_points();
    let mut ballots = Table::new(if points {
        &["voter_id", "vote", "points"]
    } else {
        &["voter_id", "vote"]
    });
    for ballot in 0..election.ballots.len() {
        let ids: Vec<&str> = election
            .ballots
            .choices(ballot)
            .iter()
            .map(|&choice| election.projects[choice as usize].id.as_str())
            .collect();
        let given: Vec<String> = election
            .ballots
            .points(ballot)
            .iter()
            .map(i64::to_string)
            .collect();
        let cells = [(ballot + 1).to_string(), ids.join(","), given.join(",")];
        ballots.push(
            cells
                .iter()
                .take(ballots.columns().len())
                .map(String::as_str)
                .collect::<Vec<_>>(),
        );
    }
    Pabulib {
        meta,
        projects,
        votes: ballots,
    }
}

/// A knapsack is an approval that fits.
fn vote_type(kind: BallotKind) -> &'static str {
    let known = VOTE_TYPES.iter().find(|(_, of)| *of == kind);
    known.map_or("approval", |(name, _)| name)
}

/// An amount with its decimals, such as 12.50.
fn decimal(amount: u64, decimals: u32) -> String {
    let digits = format!("{amount:0>width$}", width = decimals as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals as usize);
    if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    }
}
