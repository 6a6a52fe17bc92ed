//! Ballots turned round: for each project, who supports it and how strongly.

use super::{BallotKind, Election, ElectionFault, Satisfaction};

/// A supporter's satisfaction is their weight times the project's factor.
pub(super) struct Support {
    pub(super) voters: usize,
    /// Where each project's supporters end.
    ends: Vec<usize>,
    supporters: Vec<u32>,
    /// As many as supporters, or none where every weight is 1.
    weights: Vec<u32>,
    /// The sum of each project's weights.
    pub(super) together: Vec<u64>,
    satisfaction: Satisfaction,
}

impl Support {
    /// Supporters without any satisfaction are left out.
    pub(super) fn new(
        election: &Election,
        satisfaction: Satisfaction,
    ) -> Result<Self, ElectionFault> {
        election.validate()?;
        let ballots = &election.ballots;
        let fits = match satisfaction {
            Satisfaction::Cost | Satisfaction::Cardinality => true,
            Satisfaction::Cardinal => ballots.has_points(),
            Satisfaction::Borda => ballots.kind() == BallotKind::Ranking,
        };
        if !fits {
            return Err(ElectionFault::Satisfaction {
                found: satisfaction.name(),
            });
        }
        let mut support = Self {
            voters: ballots.len(),
            ends: vec![0; election.projects.len()],
            supporters: Vec::new(),
            weights: Vec::new(),
            together: vec![0; election.projects.len()],
            satisfaction,
        };
        support.count(election)?;
        support.place(election);
        Ok(support)
    }

    /// How many supporters each project has, added up.
    fn count(&mut self, election: &Election) -> Result<(), ElectionFault> {
        for voter in 0..self.voters {
            for (at, &choice) in election.ballots.choices(voter).iter().enumerate() {
                let weight = self.weight_of(election, voter, at)?;
                self.together[choice as usize] += u64::from(weight);
                self.ends[choice as usize] += usize::from(weight > 0);
            }
        }
        if self
            .together
            .iter()
            .any(|&together| together > u64::from(u32::MAX))
        {
            return Err(ElectionFault::TooManyPoints);
        }
        let mut end = 0;
        for project_end in &mut self.ends {
            end += *project_end;
            *project_end = end;
        }
        Ok(())
    }

    fn place(&mut self, election: &Election) {
        let all = self.ends.last().copied().unwrap_or(0);
        let mut next: Vec<usize> = (0..self.ends.len())
            .map(|project| self.start(project))
            .collect();
        self.supporters = vec![0; all];
        self.weights = if self.uniform() {
            Vec::new()
        } else {
            vec![0; all]
        };
        for voter in 0..self.voters {
            for (at, &choice) in election.ballots.choices(voter).iter().enumerate() {
                let Ok(weight @ 1..) = self.weight_of(election, voter, at) else {
                    continue;
                };
                let place = &mut next[choice as usize];
                self.supporters[*place] = voter as u32;
                if let Some(cell) = self.weights.get_mut(*place) {
                    *cell = weight;
                }
                *place += 1;
            }
        }
    }

    fn weight_of(
        &self,
        election: &Election,
        voter: usize,
        at: usize,
    ) -> Result<u32, ElectionFault> {
        let points =
            |points: i64| u32::try_from(points.max(0)).map_err(|_| ElectionFault::TooManyPoints);
        match self.satisfaction {
            Satisfaction::Cost | Satisfaction::Cardinality => Ok(1),
            Satisfaction::Cardinal => points(election.ballots.points(voter)[at]),
            Satisfaction::Borda => Ok((election.ballots.choices(voter).len() - at - 1) as u32),
        }
    }

    /// Is every weight 1?
    pub(super) fn uniform(&self) -> bool {
        matches!(
            self.satisfaction,
            Satisfaction::Cost | Satisfaction::Cardinality
        )
    }

    /// By how much all weights of a project are multiplied.
    pub(super) fn factor(&self, cost: u64) -> u64 {
        if self.satisfaction == Satisfaction::Cost {
            cost
        } else {
            1
        }
    }

    pub(super) fn supporters(&self, project: usize) -> &[u32] {
        &self.supporters[self.start(project)..self.ends[project]]
    }

    /// As many as supporters, or none where every weight is 1.
    fn weights(&self, project: usize) -> &[u32] {
        self.weights
            .get(self.start(project)..self.ends[project])
            .unwrap_or(&[])
    }

    /// Tells each supporter with their weight.
    #[inline]
    pub(super) fn each(&self, project: usize, mut tell: impl FnMut(u32, u32)) {
        let (supporters, weights) = (self.supporters(project), self.weights(project));
        if weights.is_empty() {
            supporters.iter().for_each(|&voter| tell(voter, 1));
        } else {
            supporters
                .iter()
                .zip(weights)
                .for_each(|(&voter, &weight)| tell(voter, weight));
        }
    }

    fn start(&self, project: usize) -> usize {
        project.checked_sub(1).map_or(0, |before| self.ends[before])
    }
}
