//! An election of picks: projects with a price, and ballots among them.

use crate::{MAX_AMOUNT, MAX_BALLOTS};

/// Projects, the money for them, and who wants which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// What there is to spend, in the smallest unit used: 10 to the power of −`decimals` of the currency's unit.
    pub budget: u64,
    /// How many decimals amounts of money have.
    pub decimals: u32,
    /// The projects, in the order of their file.
    pub projects: Vec<Project>,
    /// The ballots.
    pub ballots: Ballots,
}

/// Something that can be funded, entirely or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its name in ballots and results.
    pub id: String,
    /// Its price, in the same unit as the budget.
    pub cost: u64,
    /// What kinds of project it is.
    pub categories: Vec<String>,
    /// Whom it is for, or the part of town it is in.
    pub areas: Vec<String>,
}

/// How voters say what they want.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BallotKind {
    /// Any number of projects, all alike.
    Approval,
    /// Projects that together fit the budget, all alike.
    Knapsack,
    /// One project.
    ChooseOne,
    /// Projects in order, the best first.
    Ranking,
    /// Points that add up to a given sum.
    Cumulative,
    /// Points from a given range.
    Scoring,
}

/// All ballots: of each the chosen projects, by position, and where the kind has them the points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballots {
    kind: BallotKind,
    /// Where each ballot ends in `choices`.
    ends: Vec<u32>,
    choices: Vec<u32>,
    /// As many as choices, or none.
    points: Vec<i64>,
}

impl Ballots {
    /// No ballots yet.
    pub fn new(kind: BallotKind) -> Self {
        Self {
            kind,
            ends: Vec::new(),
            choices: Vec::new(),
            points: Vec::new(),
        }
    }

    /// Adds a ballot: the positions of the chosen projects (the best first for a ranking) and, for points, as many
    /// points; other kinds have none.
    ///
    /// # Errors
    /// A project named twice, another number of points than projects, too many ballots. It is then left out.
    pub fn add(&mut self, choices: &[u32], points: &[i64]) -> Result<(), ElectionFault> {
        for (at, choice) in choices.iter().enumerate() {
            if choices[..at].contains(choice) {
                return Err(ElectionFault::Twice(*choice));
            }
        }
        self.add_distinct(choices, points)
    }

    /// As [`Ballots::add`], for choices that are known to be different.
    pub(super) fn add_distinct(
        &mut self,
        choices: &[u32],
        points: &[i64],
    ) -> Result<(), ElectionFault> {
        let expected = if self.has_points() { choices.len() } else { 0 };
        if points.len() != expected {
            return Err(ElectionFault::Points {
                found: points.len(),
                expected,
            });
        }
        let end = u32::try_from(self.choices.len() + choices.len())
            .map_err(|_| ElectionFault::TooMany)?;
        if self.ends.len() as u64 >= MAX_BALLOTS {
            return Err(ElectionFault::TooMany);
        }
        self.choices.extend_from_slice(choices);
        self.points.extend_from_slice(points);
        self.ends.push(end);
        Ok(())
    }

    /// How voters say what they want.
    pub fn kind(&self) -> BallotKind {
        self.kind
    }

    /// Do ballots carry points?
    pub fn has_points(&self) -> bool {
        matches!(self.kind, BallotKind::Cumulative | BallotKind::Scoring)
    }

    /// How many ballots there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The chosen projects of one ballot; none for a ballot that is not there.
    pub fn choices(&self, ballot: usize) -> &[u32] {
        &self.choices[self.span(ballot)]
    }

    /// The points of one ballot, as many as its choices; none where the kind has no points.
    pub fn points(&self, ballot: usize) -> &[i64] {
        if self.has_points() {
            &self.points[self.span(ballot)]
        } else {
            &[]
        }
    }

    fn span(&self, ballot: usize) -> std::ops::Range<usize> {
        let end = |at: usize| self.ends.get(at).map_or(0, |&end| end as usize);
        let start = ballot.checked_sub(1).map_or(0, end);
        start..end(ballot).max(start)
    }
}

impl Election {
    /// How many ballots choose each project.
    pub fn votes(&self) -> Vec<u64> {
        let mut votes = vec![0; self.projects.len()];
        for &choice in &self.ballots.choices {
            if let Some(votes) = votes.get_mut(choice as usize) {
                *votes += 1;
            }
        }
        votes
    }

    /// What these projects cost together, in the smallest unit used; one that is not there costs nothing.
    pub fn cost(&self, projects: &[usize]) -> u64 {
        let known = projects.iter().filter_map(|&at| self.projects.get(at));
        known.fold(0, |sum, project| sum.saturating_add(project.cost))
    }

    /// Are these projects all there?
    pub(super) fn expect_projects(&self, projects: &[usize]) -> Result<(), ElectionFault> {
        let known = self.projects.len();
        match projects.iter().find(|&&project| project >= known) {
            None => Ok(()),
            Some(&found) => Err(ElectionFault::UnknownProject {
                found: u32::try_from(found).unwrap_or(u32::MAX),
                known,
            }),
        }
    }

    /// Do budget, prices and votes fit what is counted exactly: money up to [`MAX_AMOUNT`] in all, and projects that
    /// are there?
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn validate(&self) -> Result<(), ElectionFault> {
        let money = self
            .projects
            .iter()
            .fold(self.budget, |sum, project| sum.saturating_add(project.cost));
        if money > MAX_AMOUNT {
            return Err(ElectionFault::TooMuchMoney { most: MAX_AMOUNT });
        }
        let known = self.projects.len();
        match self
            .ballots
            .choices
            .iter()
            .find(|&&choice| choice as usize >= known)
        {
            Some(&found) => Err(ElectionFault::UnknownProject { found, known }),
            None => Ok(()),
        }
    }
}

/// Why a ballot is left out, or an election cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ElectionFault {
    /// A ballot names the same project twice.
    Twice(u32),
    /// A ballot has another number of points than projects.
    Points {
        /// How many points.
        found: usize,
        /// How many projects.
        expected: usize,
    },
    /// There are more ballots or choices than can be counted.
    TooMany,
    /// The budget and all prices together are beyond the bound.
    TooMuchMoney {
        /// The largest sum taken, in the smallest unit used.
        most: u64,
    },
    /// A ballot or an outcome names a project that is not there.
    UnknownProject {
        /// The position found.
        found: u32,
        /// How many projects there are.
        known: usize,
    },
    /// The satisfaction asks for points or ranks that these ballots do not have.
    Satisfaction {
        /// The satisfaction's name.
        found: &'static str,
    },
    /// Points add up to more than is counted exactly.
    TooManyPoints,
}

impl std::fmt::Display for ElectionFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Twice(project) => write!(
                f,
                "a ballot: found project number {project} twice, expected it once"
            ),
            Self::Points { found, expected } => {
                write!(f, "a ballot: found {found} points, expected {expected}")
            }
            Self::TooMany => write!(f, "expected at most {MAX_BALLOTS} ballots and 2^32 choices"),
            Self::TooMuchMoney { most } => {
                write!(
                    f,
                    "the budget and all prices: expected at most {most} of the smallest unit together"
                )
            }
            Self::UnknownProject { found, known } => {
                write!(f, "found project number {found}, expected one of {known}")
            }
            Self::Satisfaction { found } => {
                write!(
                    f,
                    "found satisfaction {found}, expected one that these ballots have the figures for"
                )
            }
            Self::TooManyPoints => write!(f, "points: expected sums below 2^32 for each project"),
        }
    }
}

impl std::error::Error for ElectionFault {}
