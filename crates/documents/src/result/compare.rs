//! What differs between two results.

use super::{OutcomeLine, ResultFile, Share};
use crate::budget::RuleName;
use crate::{Id, Slug};

/// One thing in which a recount (`other`) differs from a published result (`own`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    Budget {
        own: Id,
        other: Id,
    },
    Rule {
        own: RuleName,
        other: RuleName,
    },
    Engine {
        own: String,
        other: String,
    },
    /// One of the two counts ballots made by a model.
    Simulated,
    /// Ballots that only this result counts, sorted.
    OnlyOwn(Vec<Id>),
    /// Ballots that only the other result counts, sorted.
    OnlyOther(Vec<Id>),
    /// Other files are refused, or for other reasons.
    Refused {
        own: u64,
        other: u64,
    },
    Amount {
        priority: Slug,
        own: Option<u64>,
        other: Option<u64>,
    },
    /// The same amount, but another fraction before rounding.
    Exact {
        priority: Slug,
    },
    Unspent {
        own: Option<u64>,
        other: Option<u64>,
    },
    /// The same lines in another order.
    Order,
    Ties,
    Checks,
    Turnout,
}

impl ResultFile {
    /// Everything in which the two differ; nothing where they are the same to the byte.
    pub fn compare(&self, other: &Self) -> Vec<Difference> {
        let mut found = self.compare_counts(other);
        found.extend(self.compare_outcomes(other));
        let rest = [
            (self.ties != other.ties).then_some(Difference::Ties),
            (self.checks != other.checks).then_some(Difference::Checks),
            (self.turnout != other.turnout).then_some(Difference::Turnout),
        ];
        found.extend(rest.into_iter().flatten());
        found
    }

    /// What was counted, and how.
    fn compare_counts(&self, other: &Self) -> Vec<Difference> {
        let (budgets, rules) = (
            (self.budget.sha256, other.budget.sha256),
            (self.rule, other.rule),
        );
        let engines = || Difference::Engine {
            own: self.engine.clone(),
            other: other.engine.clone(),
        };
        let refused = || Difference::Refused {
            own: self.refused.number,
            other: other.refused.number,
        };
        let only_own = missing(&self.counted, &other.counted);
        let only_other = missing(&other.counted, &self.counted);
        let all = [
            (self.budget != other.budget).then_some(Difference::Budget {
                own: budgets.0,
                other: budgets.1,
            }),
            (self.rule != other.rule).then_some(Difference::Rule {
                own: rules.0,
                other: rules.1,
            }),
            (self.engine != other.engine).then(engines),
            (self.simulated != other.simulated).then_some(Difference::Simulated),
            (!only_own.is_empty()).then_some(Difference::OnlyOwn(only_own)),
            (!only_other.is_empty()).then_some(Difference::OnlyOther(only_other)),
            (self.refused != other.refused).then(refused),
        ];
        all.into_iter().flatten().collect()
    }

    fn compare_outcomes(&self, other: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        for line in &self.outcome {
            match other
                .outcome
                .iter()
                .find(|theirs| theirs.priority == line.priority)
            {
                Some(theirs) if line.amount != theirs.amount => found.push(Difference::Amount {
                    priority: line.priority.clone(),
                    own: Some(line.amount),
                    other: Some(theirs.amount),
                }),
                Some(theirs) if line != theirs => found.push(Difference::Exact {
                    priority: line.priority.clone(),
                }),
                Some(_) => {}
                None => found.push(only(line, true)),
            }
        }
        let theirs = other
            .outcome
            .iter()
            .filter(|line| !self.outcome.iter().any(|own| own.priority == line.priority));
        found.extend(theirs.map(|line| only(line, false)));
        if found.is_empty() && self.outcome != other.outcome {
            found.push(Difference::Order);
        }
        if self.unspent != other.unspent {
            let amount = |share: &Option<Share>| share.as_ref().map(|share| share.amount);
            found.push(Difference::Unspent {
                own: amount(&self.unspent),
                other: amount(&other.unspent),
            });
        }
        found
    }
}

/// A line that only one of the two results has.
fn only(line: &OutcomeLine, own: bool) -> Difference {
    let amount = |there: bool| there.then_some(line.amount);
    Difference::Amount {
        priority: line.priority.clone(),
        own: amount(own),
        other: amount(!own),
    }
}

/// What is in `these` and not in `those`; both are sorted.
fn missing(these: &[Id], those: &[Id]) -> Vec<Id> {
    these
        .iter()
        .filter(|id| those.binary_search(id).is_err())
        .copied()
        .collect()
}
