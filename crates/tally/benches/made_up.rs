//! Made-up elections of the sizes that are promised, the same on every machine.
#![allow(dead_code, reason = "each program takes what it measures")]

use tally::Profile;
use tally::picks::{BallotKind, Ballots, Election, Project};

pub(crate) const BALLOTS: usize = 1_000_000;
pub(crate) const PRIORITIES: usize = 10;
pub(crate) const TOTAL: u64 = 2_000_000;
pub(crate) const STEP: u64 = 10_000;

/// A linear congruential generator.
fn dice(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |below| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

/// Ballots in whole steps, flat, with each priority's taste shared by all.
pub(crate) fn ballots() -> Vec<u64> {
    let mut draw = dice(20_260_101);
    let mut flat = vec![0; BALLOTS * PRIORITIES];
    for ballot in flat.chunks_mut(PRIORITIES) {
        for _ in 0..TOTAL / STEP {
            let (a, b) = (draw(PRIORITIES as u64), draw(PRIORITIES as u64));
            ballot[a.min(b) as usize] += STEP;
        }
    }
    flat
}

pub(crate) fn profile(flat: &[u64]) -> Profile {
    let mut profile = Profile::new(PRIORITIES);
    for ballot in flat.chunks(PRIORITIES) {
        profile.add(ballot, 1).expect("ballots share out the total");
    }
    profile
}

/// As many voters, projects and choices as Łódź had in 2022; some projects are far more popular than others, and
/// prices go from 5,000 to 450,000.
pub(crate) fn city() -> Election {
    let mut draw = dice(20_260_102);
    let bases = [5, 15, 35, 64, 85, 120, 200, 287, 450];
    let projects: Vec<Project> = (0..160)
        .map(|at| Project {
            id: format!("L{at:03}GO"),
            cost: bases[draw(9) as usize] * 1_000 + draw(997),
            categories: Vec::new(),
            areas: Vec::new(),
        })
        .collect();
    let mut ballots = Ballots::new(BallotKind::Approval);
    for _ in 0..90_494 {
        let mut choices: Vec<u32> = Vec::new();
        for _ in 0..1 + draw(5) {
            let popular = draw(160).min(draw(160)) as u32;
            if !choices.contains(&popular) {
                choices.push(popular);
            }
        }
        ballots.add(&choices, &[]).expect("projects chosen once");
    }
    let budget = projects.iter().map(|project| project.cost).sum::<u64>() / 3;
    Election {
        budget,
        decimals: 0,
        projects,
        ballots,
    }
}
