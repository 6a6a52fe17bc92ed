//! The published order that settles ties.

use std::{cmp::Reverse, collections::BTreeMap};

use super::Election;

/// Which of several equal projects comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TieOrder {
    /// By the text of the id, character by character, so that "10" comes before "2".
    #[default]
    Text,
    /// The cheapest, then the one with the most votes, then by text.
    CostVotes,
    /// As in this list of ids; projects that are not in it come last, by text.
    Given(Vec<String>),
}

impl TieOrder {
    /// The place of each project in the order.
    pub(super) fn places(&self, election: &Election) -> Vec<usize> {
        let mut order: Vec<usize> = (0..election.projects.len()).collect();
        order.sort_by_key(|&project| (&election.projects[project].id, project));
        match self {
            Self::Text => {}
            Self::CostVotes => {
                let votes = election.votes();
                order.sort_by_key(|&project| {
                    (election.projects[project].cost, Reverse(votes[project]))
                });
            }
            Self::Given(ids) => {
                let given: BTreeMap<&str, usize> = ids
                    .iter()
                    .enumerate()
                    .rev()
                    .map(|(place, id)| (id.as_str(), place))
                    .collect();
                let place =
                    |project: usize| given.get(election.projects[project].id.as_str()).copied();
                order.sort_by_key(|&project| place(project).unwrap_or(usize::MAX));
            }
        }
        let mut places = vec![0; order.len()];
        order
            .iter()
            .enumerate()
            .for_each(|(place, &project)| places[project] = place);
        places
    }
}
