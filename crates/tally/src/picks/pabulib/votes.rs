//! The ballots of a file.

use super::{Fault, Pabulib, decimal::Decimals, ids::Ids};
use crate::picks::{BallotKind, Ballots, ElectionFault, Project};

pub(super) fn ballots(file: &Pabulib, projects: &[Project]) -> Result<Ballots, Fault> {
    let kind = kind(file)?;
    let ids = Ids::new(projects).map_err(|row| {
        let found = &projects[row].id;
        Fault::new(
            file.projects.line(row),
            0,
            found,
            "a project_id that no other project has",
        )
    })?;
    let columns = &file.votes;
    let vote = columns.column("vote").ok_or_else(|| {
        Fault::new(
            0,
            0,
            &columns.columns().join(";"),
            "votes with the column vote",
        )
    })?;
    let mut ballots = Ballots::new(kind);
    let points = if ballots.has_points() {
        Some(Points::read(file)?)
    } else {
        None
    };
    let mut choices = Vec::new();
    let mut given = Vec::new();
    for row in 0..file.votes.len() {
        choices.clear();
        given.clear();
        let mut each = points.as_ref().map(|points| points.of(row).iter());
        for id in items(file.votes.cell(row, vote)) {
            let Some(choice) = ids.position(id) else {
                return Err(Fault::new(
                    file.votes.line(row),
                    vote + 1,
                    id,
                    "the project_id of a project",
                ));
            };
            let point = each.as_mut().and_then(|each| each.next());
            // Others take a project that is named twice once.
            if choices.contains(&choice) {
                continue;
            }
            choices.push(choice);
            given.extend(point);
        }
        let too_few = choices.len() != given.len() && points.is_some();
        if too_few || each.is_some_and(|mut each| each.next().is_some()) {
            let column = columns.column("points").map_or(0, |column| column + 1);
            let found = columns.named(row, "points");
            return Err(Fault::new(
                columns.line(row),
                column,
                found,
                "as many points as projects",
            ));
        }
        ballots
            .add(&choices, &given)
            .map_err(|fault: ElectionFault| {
                Fault::new(
                    file.votes.line(row),
                    vote + 1,
                    file.votes.cell(row, vote),
                    &fault.to_string(),
                )
            })?;
    }
    Ok(ballots)
}

fn kind(file: &Pabulib) -> Result<BallotKind, Fault> {
    match file.value("vote_type").unwrap_or_default().trim() {
        "approval" => Ok(BallotKind::Approval),
        "choose-1" => Ok(BallotKind::ChooseOne),
        "ordinal" => Ok(BallotKind::Ranking),
        "cumulative" => Ok(BallotKind::Cumulative),
        "scoring" => Ok(BallotKind::Scoring),
        found => {
            let row = (0..file.meta.len()).find(|&row| file.meta.cell(row, 0) == "vote_type");
            let line = row.map_or(0, |row| file.meta.line(row));
            Err(Fault::new(
                line,
                2,
                found,
                "vote_type: approval, choose-1, ordinal, cumulative or scoring",
            ))
        }
    }
}

fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',')
        .map(str::trim_ascii)
        .filter(|item| !item.is_empty())
}

/// All points of a file in units of the last decimal place that any of them has.
struct Points {
    points: Vec<i64>,
    ends: Vec<usize>,
}

impl Points {
    fn read(file: &Pabulib) -> Result<Self, Fault> {
        let Some(column) = file.votes.column("points") else {
            let found = file.votes.columns().join(";");
            return Err(Fault::new(0, 0, &found, "votes with the column points"));
        };
        let mut decimals = Decimals::default();
        let (mut read, mut ends, mut lines) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..file.votes.len() {
            for text in items(file.votes.cell(row, column)) {
                let fault = || {
                    Fault::new(
                        file.votes.line(row),
                        column + 1,
                        text,
                        "points: a decimal number",
                    )
                };
                read.push(decimals.read_signed(text).ok_or_else(fault)?);
                lines.push(file.votes.line(row));
            }
            ends.push(read.len());
        }
        let whole = |(at, &point)| {
            let whole = decimals
                .whole(point)
                .and_then(|point| i64::try_from(point).ok());
            whole.ok_or_else(|| {
                Fault::new(lines[at], column + 1, "larger points", "points below 2^63")
            })
        };
        let points = read
            .iter()
            .enumerate()
            .map(whole)
            .collect::<Result<_, _>>()?;
        Ok(Self { points, ends })
    }

    fn of(&self, row: usize) -> &[i64] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.points[start..self.ends[row]]
    }
}
