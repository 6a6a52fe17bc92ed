//! The count: from the files in a box to a published result; in a browser's worker and natively.
//!
//! A [`Count`] is fed a box's files in any order and any number of steps, and says at the end what they come to:
//! the same bytes wherever it runs. It decides which ballots count; `tally` decides the outcome.

mod checks;
mod limits;
mod publish;
mod rows;
mod turnout;

use std::collections::{BTreeMap, BTreeSet};

use documents::ballot::Channel;
use documents::budget::RuleName;
use documents::result::{Refused, RefusedFile};
use documents::{Ballot, Budget, Id, Problem, Refusal, ResultFile, boxes, bundle};

pub use limits::{can_be_kept, limits};

/// A count under way.
pub struct Count {
    budget: Budget,
    budget_sha256: Id,
    ballots: BTreeMap<Id, Counted>,
    refused: BTreeSet<RefusedFile>,
}

/// What the count needs of a ballot that keeps the budget's limits.
#[derive(Clone, Debug)]
struct Counted {
    /// In the order of the budget's priorities, unspent money last where the budget allows it.
    amounts: Box<[u64]>,
    /// For each question of the budget, the answer's position.
    about: Box<[Option<u16>]>,
    simulated: bool,
}

/// Why there is no result.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// No file in the box is a ballot that counts.
    NoBallots(Refused),
    /// The engine finds no outcome, as where limits contradict each other.
    NoOutcome(tally::Error),
}

impl Failure {
    /// A word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoBallots(_) => "no-ballots",
            Self::NoOutcome(_) => "no-outcome",
        }
    }
}

impl Count {
    /// Begins a count by the bytes of `budget.json`.
    ///
    /// # Errors
    /// Every problem of the budget.
    pub fn new(budget: &[u8]) -> Result<Self, Vec<Problem>> {
        Ok(Self {
            budget_sha256: Id::of(budget),
            budget: Budget::read(budget)?,
            ballots: BTreeMap::new(),
            refused: BTreeSet::new(),
        })
    }

    /// Counts by this rule instead of the budget's own: to see what it would give, not to publish.
    #[must_use]
    pub fn by(mut self, rule: RuleName) -> Self {
        self.budget.rule = rule;
        self
    }

    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// How many ballots count so far.
    pub fn ballots(&self) -> usize {
        self.ballots.len()
    }

    /// Whether a ballot of this name counts already, so that its loose file need not be fetched.
    pub fn has(&self, id: &Id) -> bool {
        self.ballots.contains_key(id)
    }

    /// Counts a bundle, given its file name. From time to time `progress` is told how many of its bytes are done.
    pub fn bundle(&mut self, name: &str, bytes: &[u8], mut progress: impl FnMut(usize)) {
        const EVERY: usize = 256;
        let path = format!("{}{name}", boxes::BUNDLE);
        match boxes::id_of(name, boxes::JSONL) {
            None => return self.refuse(path, Refusal::BadName {}),
            Some(id) => {
                let hash = Id::of(bytes);
                if hash != id {
                    return self.refuse(path, Refusal::WrongName { hash });
                }
            }
        }
        let mut done = 0;
        for (i, line) in bundle::lines(bytes).enumerate() {
            self.ballot(Id::of(line), line);
            done += line.len() + 1;
            if i % EVERY == EVERY - 1 {
                progress(done);
            }
        }
        progress(bytes.len());
    }

    /// Counts a loose ballot, given its file name. One that counts already is not looked at again.
    pub fn loose(&mut self, name: &str, bytes: &[u8]) {
        let Some(id) = boxes::id_of(name, boxes::JSON) else {
            return self.stray(name);
        };
        if self.has(&id) {
            return;
        }
        if bytes.len() > documents::ballot::MAX_BYTES {
            return self.refuse(boxes::ballot_path(&id), Refusal::TOO_LARGE);
        }
        let hash = Id::of(bytes);
        if hash == id {
            self.ballot(id, bytes);
        } else {
            self.refuse(boxes::ballot_path(&id), Refusal::WrongName { hash });
        }
    }

    /// Takes note of a file among the ballots whose name is no id; its bytes do not matter.
    pub fn stray(&mut self, name: &str) {
        self.refuse(format!("{}{name}", boxes::BALLOTS), Refusal::BadName {});
    }

    /// What the files come to.
    ///
    /// # Errors
    /// No ballot that counts, or no outcome.
    pub fn finish(mut self) -> Result<ResultFile, Failure> {
        self.part_simulated();
        let ballots = &self.ballots;
        self.refused
            .retain(|file| loose_id(&file.name).is_none_or(|id| !ballots.contains_key(&id)));
        publish::result(&self)
    }

    /// Judges a ballot whose bytes have this id.
    fn ballot(&mut self, id: Id, bytes: &[u8]) {
        if self.has(&id) {
            return;
        }
        match Ballot::read(bytes).and_then(|ballot| Counted::of(&ballot, &self.budget)) {
            Ok(counted) => {
                self.ballots.insert(id, counted);
            }
            Err(why) => self.refuse(boxes::ballot_path(&id), why),
        }
    }

    fn refuse(&mut self, path: String, why: Refusal) {
        self.refused.insert(RefusedFile {
            name: boxes::shown(&path),
            why,
        });
    }

    /// Ballots made by a model count only where there are no others.
    fn part_simulated(&mut self) {
        if self.ballots.values().all(|ballot| ballot.simulated) {
            return;
        }
        let simulated: Vec<Id> = self
            .ballots
            .iter()
            .filter(|(_, ballot)| ballot.simulated)
            .map(|(id, _)| *id)
            .collect();
        for id in simulated {
            self.ballots.remove(&id);
            self.refuse(boxes::ballot_path(&id), Refusal::Simulated {});
        }
    }
}

fn loose_id(path: &str) -> Option<Id> {
    boxes::id_of(path.strip_prefix(boxes::BALLOTS)?, boxes::JSON)
}

impl Counted {
    fn of(ballot: &Ballot, budget: &Budget) -> Result<Self, Refusal> {
        ballot.check(budget)?;
        let mut amounts = ballot.amounts_in(budget)?;
        if budget.unspent {
            // The check has made sure that the sum is at most the total.
            amounts.push(budget.total - amounts.iter().sum::<u64>());
        }
        let about = budget.about.iter().map(|question| {
            let given = ballot.about.get(&question.id)?;
            question
                .answers
                .iter()
                .position(|answer| answer.id == *given)
                .map(|position| position as u16)
        });
        Ok(Self {
            amounts: amounts.into(),
            about: about.collect(),
            simulated: ballot.channel == Channel::Simulated,
        })
    }
}
