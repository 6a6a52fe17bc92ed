//! The ballots of a file.

mod points;

use super::{Fault, Faults, Pabulib, ids::Ids};
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
    let mut choices = Vec::new();
    for row in 0..file.votes.len() {
        choices.clear();
        let mut twice = Faults::default();
        let named = chosen(file, row, column, &ids, &mut choices, [faults, &mut twice]);
        let given = points.as_ref().map_or(&[][..], |points| points.of(row));
        if let Some(points) = &points
            && named + twice.number != given.len()
        {
            faults.add(points.unequal(file, row));
        } else if named == choices.len()
            && (approval || twice.number == 0)
            && let Err(fault) = ballots.add_distinct(&choices, given)
        {
            let cell = file.votes.cell(row, column);
            faults.add(file.votes.fault(row, column, cell, &fault.to_string()));
        }
        let broken = if approval { &mut *claims } else { &mut *faults };
        broken.append(twice);
    }
    (ballots, places)
}

/// Adds the projects that a ballot names, each that is one and is named once; and says how many names there are, without
/// those that are there a second time, which are noted apart.
fn chosen(
    file: &Pabulib,
    row: usize,
    column: usize,
    ids: &Ids,
    choices: &mut Vec<u32>,
    [faults, twice]: [&mut Faults; 2],
) -> usize {
    let mut named = 0;
    let cell = file.votes.cell(row, column).trim_ascii();
    // A project may bear the name that others write for no project.
    let only = ids.odd() && ids.position(cell).is_some();
    for id in only
        .then_some(cell)
        .into_iter()
        .chain(items(cell).filter(|_| !only))
    {
        let position = ids.position(id);
        if position.is_some_and(|choice| choices.contains(&choice)) {
            twice.add(file.votes.fault(row, column, id, "each project once"));
            continue;
        }
        named += 1;
        let expected = match position {
            Some(choice) => {
                choices.push(choice);
                continue;
            }
            None if id.is_empty() => "a project_id between two commas",
            None => "the project_id of a project",
        };
        faults.add(file.votes.fault(row, column, id, expected));
    }
    named
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

/// What the commas of a cell part, blank items too; others write "none" for no items.
fn items(cell: &str) -> impl Iterator<Item = &str> {
    let cell = cell.trim_ascii();
    let nothing = cell.is_empty() || cell.eq_ignore_ascii_case("none");
    let mut rest = (!nothing).then_some(cell);
    // The standard library's search for a sign is made for longer texts.
    std::iter::from_fn(move || {
        let text = rest?;
        let comma = text.bytes().position(|byte| byte == b',');
        let (item, behind) = comma.map_or((text, None), |at| (&text[..at], Some(&text[at + 1..])));
        rest = behind;
        Some(item.trim_ascii())
    })
}
