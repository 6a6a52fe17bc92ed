//! The ballots of a file.

mod points;

use super::{Fault, Faults, Pabulib, ids::Ids};
use crate::picks::{BallotKind, Ballots, Project};
use points::Points;

/// The ballots without fault.
pub(super) fn ballots(file: &Pabulib, projects: &[Project], faults: &mut Faults) -> Ballots {
    let mut ballots = Ballots::new(kind(file, faults));
    let ids = Ids::new(projects, |row| faults.add(double(file, projects, row)));
    let Some(vote) = file.votes.column("vote") else {
        if !file.votes.is_empty() {
            faults.add(no_column(file, "vote"));
        }
        return ballots;
    };
    let points = match ballots.has_points() {
        true => Points::read(file, faults),
        false => None,
    };
    if points.is_none() && ballots.has_points() {
        return ballots;
    }
    let (mut choices, mut given) = (Vec::new(), Vec::new());
    for row in 0..file.votes.len() {
        choices.clear();
        given.clear();
        let mut each = points.as_ref().map(|points| points.of(row).iter());
        let nothing = points
            .as_ref()
            .is_some_and(|points| points.says_none(file, row));
        let cell = if nothing {
            ""
        } else {
            file.votes.cell(row, vote)
        };
        for id in items(cell) {
            let Some(choice) = ids.position(id) else {
                faults.add(
                    file.votes
                        .fault(row, vote, id, "the project_id of a project"),
                );
                continue;
            };
            let point = each.as_mut().and_then(|each| each.next());
            // Others take a project that is named twice once.
            if choices.contains(&choice) {
                continue;
            }
            choices.push(choice);
            given.extend(point);
        }
        if let Some(points) = &points
            && choices.len() != given.len()
        {
            faults.add(points.too_few(file, row));
            continue;
        }
        if let Err(fault) = ballots.add(&choices, &given) {
            faults.add(file.votes.fault(row, vote, cell, &fault.to_string()));
        }
    }
    ballots
}

fn double(file: &Pabulib, projects: &[Project], row: usize) -> Fault {
    let column = file.projects.column("project_id").unwrap_or(0);
    let expected = "a project_id that no other project has";
    file.projects
        .fault(row, column, &projects[row].id, expected)
}

fn no_column(file: &Pabulib, name: &str) -> Fault {
    let expected = format!("votes with the column {name}");
    Fault::whole(&file.votes.columns().join(";"), &expected)
}

/// Approval where the file does not say it rightly.
fn kind(file: &Pabulib, faults: &mut Faults) -> BallotKind {
    match file.value("vote_type").unwrap_or_default().trim() {
        "approval" => BallotKind::Approval,
        "choose-1" => BallotKind::ChooseOne,
        "ordinal" => BallotKind::Ranking,
        "cumulative" => BallotKind::Cumulative,
        "scoring" => BallotKind::Scoring,
        _ => {
            let expected = "vote_type: approval, choose-1, ordinal, cumulative or scoring";
            faults.add(file.wrong("vote_type", expected));
            BallotKind::Approval
        }
    }
}

fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',')
        .map(str::trim_ascii)
        .filter(|item| !item.is_empty())
}
