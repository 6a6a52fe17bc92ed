//! Boxes full of ballots for the example budgets.
#![allow(dead_code, reason = "each test file uses its own part")]

#[path = "../../../../tests/support/dice.rs"]
pub(crate) mod dice;

use counter::{Count, Failure};
use dice::Dice;
use documents::ballot::{BallotFormat, Channel, Choices};
use documents::{Ballot, Budget, Id, Nonce, Plan, ResultFile, SlugMap};

pub(crate) fn example(name: &str) -> Vec<u8> {
    let path = format!("{}/../../budgets/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// With a view on every line.
pub(crate) fn choices(amounts: SlugMap<u64>) -> Choices {
    let no_view = Default::default();
    Choices::Amounts { amounts, no_view }
}

pub(crate) fn amounts_of(ballot: &mut Ballot) -> &mut SlugMap<u64> {
    let Choices::Amounts { amounts, .. } = &mut ballot.choices;
    amounts
}

/// A ballot that keeps all limits: random steps from the floors up, tried until the limits on groups are kept.
pub(crate) fn ballot(budget: &Budget, seed: u64) -> Ballot {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    loop {
        let mut amounts: Vec<u64> = budget
            .priorities
            .iter()
            .map(|priority| priority.floor)
            .collect();
        let mut left = budget.total - amounts.iter().sum::<u64>();
        while left > 0 {
            let i = dice.below(amounts.len());
            if amounts[i] < budget.priorities[i].cap {
                amounts[i] += budget.step;
                left -= budget.step;
            }
        }
        let ids = budget.priorities.iter().map(|priority| priority.id.clone());
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&seed.to_le_bytes());
        let ballot = Ballot {
            format: BallotFormat,
            budget: budget.name(),
            choices: choices(ids.zip(amounts).collect()),
            about: None,
            channel: Channel::Web,
            place: None,
            people: None,
            nonce: Nonce(nonce),
        };
        if ballot.amounts(&Plan::of(budget)).is_ok() {
            return ballot;
        }
    }
}

/// The files of a box: bundles and loose ballots, by name.
#[derive(Clone, Default)]
pub(crate) struct Files {
    pub(crate) bundles: Vec<Vec<u8>>,
    pub(crate) loose: Vec<(String, Vec<u8>)>,
}

impl Files {
    pub(crate) fn loose_ballots(ballots: &[Ballot]) -> Self {
        let loose = ballots
            .iter()
            .map(|ballot| (format!("{}.json", ballot.id()), ballot.to_bytes()));
        Self {
            bundles: Vec::new(),
            loose: loose.collect(),
        }
    }

    pub(crate) fn count(&self, budget: &[u8]) -> Result<ResultFile, Failure> {
        let mut count = Count::new(budget).expect("the budget is in order");
        for bundle in &self.bundles {
            count.bundle(&format!("{}.jsonl", Id::of(bundle)), bundle, |_| ());
        }
        for (name, bytes) in &self.loose {
            count.loose(name, bytes);
        }
        count.finish()
    }
}

pub(crate) fn some_ballots(budget: &Budget, number: u64) -> Vec<Ballot> {
    (1..=number).map(|seed| ballot(budget, seed)).collect()
}
