//! What a file says about each of its ballots.

use std::cmp::Ordering::{Greater, Less};

use super::Bound;
use crate::picks::{
    BallotKind, Election,
    pabulib::{Faults, Pabulib, decimal::Decimal, ids},
};
use crate::sort;

/// How long each is, what it costs and which points it gives.
pub(super) fn limits(file: &Pabulib, election: &Election, places: u32, faults: &mut Faults) {
    let mut bounds = |least, most| {
        let least = Bound::of(file, least, Greater, faults);
        let most = Bound::of(file, most, Less, faults);
        [least, most].into_iter().flatten().collect::<Vec<_>>()
    };
    let lengths = bounds("min_length", "max_length");
    let costs = bounds("min_sum_cost", "max_sum_cost");
    let each = bounds("min_points", "max_points");
    let sums = bounds("min_sum_points", "max_sum_points");
    let (ballots, table) = (&election.ballots, &file.votes);
    let one = ballots.kind() == BallotKind::ChooseOne;
    let mut hold = |row, name, what, number: Decimal, bounds: &[Bound]| {
        if bounds.iter().all(|bound| bound.holds(number)) {
            return;
        }
        for expected in bounds.iter().filter_map(|bound| bound.broken(file, number)) {
            let column = table.column(name).unwrap_or(0);
            let found = format!("{what} {number}: {}", table.cell(row, column));
            faults.add(table.fault(row, column, &found, &expected));
        }
    };
    let none = [&lengths, &costs, &each, &sums];
    let last = match none.iter().all(|bounds| bounds.is_empty()) {
        true => 0,
        false => ballots.len(),
    };
    for row in 0..last {
        let (choices, points) = (ballots.choices(row), ballots.points(row));
        if !lengths.is_empty() {
            let length = Decimal::new(choices.len() as i128, 0);
            hold(row, "vote", "projects", length, &lengths);
        }
        if !costs.is_empty() {
            // All prices together fit, and each is there once.
            let cost: u64 = choices
                .iter()
                .map(|&at| election.projects[at as usize].cost)
                .sum();
            let cost = Decimal::new(cost.into(), election.decimals);
            hold(row, "vote", "costs", cost, &costs);
        }
        if !sums.is_empty() {
            let sum = points.iter().copied().map(i128::from).sum();
            hold(row, "points", "a sum of", Decimal::new(sum, places), &sums);
        }
        for &given in points.iter().filter(|_| !each.is_empty()) {
            let given = Decimal::new(given.into(), places);
            hold(row, "points", "points", given, &each);
        }
    }
    for row in (0..ballots.len()).filter(|&row| one && ballots.choices(row).len() > 1) {
        let column = table.column("vote").unwrap_or(0);
        let found = table.cell(row, column);
        faults.add(table.fault(row, column, found, "one project, as vote_type says"));
    }
}

/// Nobody votes twice, and nobody without a name can be known to have voted once.
pub(super) fn voters(file: &Pabulib, faults: &mut Faults) {
    let table = &file.votes;
    let Some(column) = table.column("voter_id") else {
        return;
    };
    let name = |row: usize| table.cell(row, column).trim();
    let mut voters: Vec<(u64, u32)> = Vec::with_capacity(table.len());
    for row in 0..table.len() {
        let voter = name(row);
        if !voter.is_empty() {
            voters.push((ids::key(voter), row as u32));
        } else if !table.row(row).all(|cell| cell.trim().is_empty()) {
            faults.add(table.fault(row, column, voter, "a voter_id"));
        }
    }
    // By whole numbers first: names are compared only where those are equal.
    sort::by_key(&mut voters, |voter| voter.0);
    for alike in voters
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|run| run.len() > 1)
    {
        let mut alike: Vec<(&str, usize)> = alike
            .iter()
            .map(|voter| (name(voter.1 as usize), voter.1 as usize))
            .collect();
        alike.sort_unstable();
        for pair in alike.windows(2) {
            let [(before, first), (voter, row)] = *pair else {
                continue;
            };
            if before == voter {
                let first = table.line(first);
                let expected = format!("each voter once: this one is in line {first} too");
                faults.add(table.fault(row, column, voter, &expected));
            }
        }
    }
}
