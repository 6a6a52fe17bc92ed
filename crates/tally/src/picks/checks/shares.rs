//! Which kinds of project and which areas get how much?

use std::collections::BTreeMap;

use num_bigint::BigInt;

use crate::picks::{BigRatio, Election, Project};

/// One category or area: what it gets beside what people chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The category or area; empty for projects without any.
    pub name: String,
    /// Its part of the money spent; 0 where none is spent.
    pub of_money: BigRatio,
    /// Its part of all choices on ballots; 0 where there are none.
    pub of_choices: BigRatio,
}

/// By category; a project with several counts for each of them in equal parts.
///
/// `funded` are positions of projects. In the order of the names' text; all parts of money add up to 1 where some is
/// spent. Time is about (choices + projects × categories).
pub fn category_shares(election: &Election, funded: &[usize]) -> Vec<Share> {
    shares(election, funded, |project| &project.categories)
}

/// By area, or by whom projects are for, in the same way as [`category_shares`].
pub fn area_shares(election: &Election, funded: &[usize]) -> Vec<Share> {
    shares(election, funded, |project| &project.areas)
}

fn shares(
    election: &Election,
    funded: &[usize],
    names: fn(&Project) -> &Vec<String>,
) -> Vec<Share> {
    let votes = election.votes();
    let spent = i128::from(election.cost(funded)).max(1);
    let choices = i128::from(votes.iter().sum::<u64>()).max(1);
    let mut found: BTreeMap<&str, Parts> = BTreeMap::new();
    for (at, project) in election.projects.iter().enumerate() {
        let names = names(project);
        let parts = names.len().max(1);
        let money = if funded.contains(&at) {
            project.cost
        } else {
            0
        };
        for name in names
            .iter()
            .map(String::as_str)
            .chain(names.is_empty().then_some(""))
        {
            let sums = found
                .entry(name)
                .or_default()
                .entry(parts as u64)
                .or_default();
            sums.0 += i128::from(money);
            sums.1 += i128::from(votes[at]);
        }
    }
    let share = |(name, parts): (&str, Parts)| {
        // Of any size: there may be projects with any number of categories.
        let of = |figure: fn(&(i128, i128)) -> i128, all: i128| -> BigRatio {
            let one = |(&parts, sums)| {
                BigRatio::new(figure(sums).into(), all.into()) / BigInt::from(parts)
            };
            parts.iter().map(one).sum()
        };
        Share {
            name: name.to_owned(),
            of_money: of(|sums| sums.0, spent),
            of_choices: of(|sums| sums.1, choices),
        }
    };
    found.into_iter().map(share).collect()
}

/// Money and choices of the projects that count in so many parts.
type Parts = BTreeMap<u64, (i128, i128)>;
