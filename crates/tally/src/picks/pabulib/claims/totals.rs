//! What a file says about all its rows together.

use std::cmp::Ordering;

use super::Bound;
use crate::picks::{
    Election,
    pabulib::{
        Faults, Pabulib,
        decimal::{Decimal, Decimals},
    },
};

/// How many there are of each; a file that was cut has fewer.
pub(super) fn rows(file: &Pabulib, faults: &mut Faults) {
    number(file, "num_projects", file.projects.len(), faults);
    number(file, "num_votes", file.votes.len(), faults);
}

/// What a project may cost.
pub(super) fn costs(file: &Pabulib, election: &Election, faults: &mut Faults) {
    let least = Bound::of(file, "min_project_cost", Ordering::Greater, faults);
    let most = Bound::of(file, "max_project_cost", Ordering::Less, faults);
    let (table, bounds) = (&file.projects, [least, most]);
    let column = table.column("cost").unwrap_or(0);
    for (row, project) in election.projects.iter().enumerate() {
        let cost = Decimal::new(project.cost.into(), election.decimals);
        let broken = |bound: &Bound| bound.broken(file, cost);
        for expected in bounds.iter().flatten().filter_map(broken) {
            faults.add(table.fault(row, column, table.cell(row, column), &expected));
        }
    }
}

/// What the ballots come to for each project.
pub(super) fn sums(file: &Pabulib, election: &Election, places: u32, faults: &mut Faults) {
    let votes = election.votes().into_iter().map(i128::from);
    column(file, "votes", &votes.collect::<Vec<_>>(), 0, faults);
    if election.ballots.has_points() {
        column(file, "score", &scores(election), places, faults);
    }
}

fn number(file: &Pabulib, key: &'static str, found: usize, faults: &mut Faults) {
    let Some(bound) = Bound::of(file, key, Ordering::Equal, faults) else {
        return;
    };
    let broken = bound.broken(file, Decimal::new(found as i128, 0));
    if broken.is_some() {
        let expected = format!("{key}: {found}, as many as there are rows");
        faults.add(file.wrong(key, &expected));
    }
}

/// What the ballots come to, where a column of the projects says it.
fn column(file: &Pabulib, name: &str, sums: &[i128], places: u32, faults: &mut Faults) {
    let table = &file.projects;
    let Some(column) = table.column(name) else {
        return;
    };
    for (row, sum) in sums.iter().enumerate() {
        let cell = table.cell(row, column).trim();
        if cell.is_empty() || cell.eq_ignore_ascii_case("none") {
            continue;
        }
        let says = Decimals::default().read_signed(cell);
        let sum = Decimal::new(*sum, places);
        if says.and_then(|says| says.compare(sum)) != Some(Ordering::Equal) {
            let expected = format!("{sum}, which the ballots come to");
            faults.add(table.fault(row, column, cell, &expected));
        }
    }
}

fn scores(election: &Election) -> Vec<i128> {
    let mut scores = vec![0; election.projects.len()];
    let ballots = &election.ballots;
    for ballot in 0..ballots.len() {
        let each = ballots.choices(ballot).iter().zip(ballots.points(ballot));
        each.for_each(|(&choice, &points)| scores[choice as usize] += i128::from(points));
    }
    scores
}
