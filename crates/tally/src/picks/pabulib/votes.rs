//! The ballots of a file.

mod points;

use super::{
    Fault, Faults, Pabulib, Table, VOTE_TYPES,
    ids::{Ids, items},
};
use crate::picks::{BallotKind, Ballots, Project};
use points::Points;

/// The ballots without fault, and the decimals of their points.
///
/// An approval that is there twice has one reading, so it breaks what the file says and no more.
pub(super) fn ballots(
    file: &Pabulib,
    projects: &[Project],
    faults: &mut Faults,
    claims: &mut Faults,
) -> (Ballots, u32) {
    let mut ballots = Ballots::new(kind(file, faults));
    let ids = Ids::new(projects, |row| faults.add(double(file, projects, row)));
    let Some(column) = file.votes.column("vote") else {
        if !file.votes.is_empty() {
            faults.add(no_column(file, "vote"));
        }
        return (ballots, 0);
    };
    let points = match ballots.has_points() {
        true => Points::read(file, faults),
        false => None,
    };
    let places = points.as_ref().map_or(0, |points| points.places);
    if points.is_none() && ballots.has_points() {
        return (ballots, places);
    }
    let approval = ballots.kind() == BallotKind::Approval;
    let mut chosen = Chosen::default();
    // The last row that names a project.
    let mut named_in = vec![usize::MAX; projects.len()];
    for row in 0..file.votes.len() {
        chosen.read(&file.votes, (row, column), &ids, &mut named_in, faults);
        let given = points.as_ref().map_or(&[][..], |points| points.of(row));
        let named = chosen.positions.len() + chosen.unknown;
        if let Some(points) = &points
            && named + chosen.twice.number != given.len()
        {
            faults.add(points.unequal(file, row));
        } else if chosen.unknown == 0
            && (approval || chosen.twice.number == 0)
            && let Err(fault) = ballots.add_distinct(&chosen.positions, given)
        {
            let cell = file.votes.cell(row, column);
            faults.add(file.votes.fault(row, column, cell, &fault.to_string()));
        }
        if chosen.twice.number > 0 {
            let broken = if approval { &mut *claims } else { &mut *faults };
            broken.append(std::mem::take(&mut chosen.twice));
        }
    }
    (ballots, places)
}

/// What one ballot names.
#[derive(Default)]
struct Chosen {
    /// Each project once.
    positions: Vec<u32>,
    /// How many names are no project's.
    unknown: usize,
    /// The names that are there a second time.
    twice: Faults,
}

impl Chosen {
    fn read(
        &mut self,
        votes: &Table,
        (row, column): (usize, usize),
        ids: &Ids,
        named_in: &mut [usize],
        faults: &mut Faults,
    ) {
        self.positions.clear();
        self.unknown = 0;
        let cell = votes.cell(row, column).trim_ascii();
        // A project may bear the name that others write for no project.
        let only = ids.only(cell);
        let several = items(if only.is_some() { "" } else { cell });
        for (id, key) in only.into_iter().chain(several) {
            let Some(position) = ids.position(id, key) else {
                let expected = match id.is_empty() {
                    true => "a project_id between two commas",
                    false => "the project_id of a project",
                };
                faults.add(votes.fault(row, column, id, expected));
                self.unknown += 1;
                continue;
            };
            let named_before = std::mem::replace(&mut named_in[position as usize], row);
            if named_before == row {
                let expected = "each project once";
                self.twice.add(votes.fault(row, column, id, expected));
            } else {
                self.positions.push(position);
            }
        }
    }
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
    let says = file.value("vote_type").unwrap_or_default().trim();
    let known = VOTE_TYPES.iter().find(|(name, _)| *name == says);
    known.map(|(_, kind)| *kind).unwrap_or_else(|| {
        let expected = "vote_type: approval, choose-1, ordinal, cumulative or scoring";
        faults.add(file.wrong("vote_type", expected));
        BallotKind::Approval
    })
}
