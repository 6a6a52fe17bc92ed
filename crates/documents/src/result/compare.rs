//! What differs between two results.

use super::{ResultFile, Share};
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
    /// One is of before the close, or of another close.
    Close,
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
    /// Other lines, or the same in another order.
    Order,
    Ties,
    Checks,
    /// Who took part, how, and what tables agreed.
    Turnout,
}

impl ResultFile {
    /// Everything in which the two differ; nothing where they are the same to the byte.
    pub fn compare(&self, other: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        if self.budget != other.budget {
            found.push(Difference::Budget {
                own: self.budget.sha256,
                other: other.budget.sha256,
            });
        }
        if self.rule != other.rule {
            found.push(Difference::Rule {
                own: self.rule,
                other: other.rule,
            });
        }
        if self.engine != other.engine {
            found.push(Difference::Engine {
                own: self.engine.clone(),
                other: other.engine.clone(),
            });
        }
        if self.simulated != other.simulated {
            found.push(Difference::Simulated);
        }
        if self.close != other.close {
            found.push(Difference::Close);
        }
        let only_own = missing(&self.counted, &other.counted);
        if !only_own.is_empty() {
            found.push(Difference::OnlyOwn(only_own));
        }
        let only_other = missing(&other.counted, &self.counted);
        if !only_other.is_empty() {
            found.push(Difference::OnlyOther(only_other));
        }
        if self.refused != other.refused {
            found.push(Difference::Refused {
                own: self.refused.number,
                other: other.refused.number,
            });
        }
        self.compare_outcomes(other, &mut found);
        if self.ties != other.ties {
            found.push(Difference::Ties);
        }
        if self.checks != other.checks {
            found.push(Difference::Checks);
        }
        if self.turnout != other.turnout || self.cast != other.cast || self.tables != other.tables {
            found.push(Difference::Turnout);
        }
        found
    }

    fn compare_outcomes(&self, other: &Self, found: &mut Vec<Difference>) {
        if self
            .outcome
            .iter()
            .map(|line| &line.priority)
            .ne(other.outcome.iter().map(|line| &line.priority))
        {
            found.push(Difference::Order);
        } else {
            for (own, other) in self.outcome.iter().zip(&other.outcome) {
                let priority = own.priority.clone();
                if own.amount != other.amount {
                    found.push(Difference::Amount {
                        priority,
                        own: Some(own.amount),
                        other: Some(other.amount),
                    });
                } else if own != other {
                    found.push(Difference::Exact { priority });
                }
            }
        }
        if self.unspent != other.unspent {
            let amount = |share: &Option<Share>| share.as_ref().map(|share| share.amount);
            found.push(Difference::Unspent {
                own: amount(&self.unspent),
                other: amount(&other.unspent),
            });
        }
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
