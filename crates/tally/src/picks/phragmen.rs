//! `phragmen`: each purchase is a burden that its supporters share; the largest burden is kept smallest.
//!
//! Sequential Phragmén (Phragmén 1894; Brill, Freeman, Janson, Lackner, *Phragmén's voting methods and justified
//! representation*, Math. Programming 2024) for projects with costs, as in Los, Christoff, Grossi, *Proportional
//! Budget Allocations: Towards a Systematization*, IJCAI 2022.

use num_bigint::{BigInt, BigUint};

use super::{
    Election, ElectionFault, PickTie, Picks, Reason, Round, Satisfaction, TieOrder, chain::Chain,
    support::Support,
};

/// Buys the project whose supporters would then bear the least each: (Σ of their loads + cost) / supporters.
///
/// Stops when a project of the smallest load does not fit. Points and ranks count as approvals. Time is about
/// (choices × rounds).
///
/// # Errors
/// An election that cannot be counted.
pub fn phragmen(election: &Election, ties: &TieOrder) -> Result<Picks, ElectionFault> {
    let support = Support::new(election, Satisfaction::Cardinality)?;
    let places = ties.places(election);
    let mut burden = Burden::new(election, &support);
    let mut picks = Picks {
        rounds: Vec::new(),
        ties: Vec::new(),
        share: None,
    };
    let mut left = election.budget;
    loop {
        let mut best = burden.lightest();
        best.sort_by_key(|&project| places[project]);
        let too_dear = best
            .iter()
            .any(|&project| election.projects[project].cost > left);
        let Some(&project) = best.first().filter(|_| !too_dear) else {
            break;
        };
        left -= election.projects[project].cost;
        if best.len() > 1 {
            picks.ties.push(PickTie {
                round: burden.bought.len(),
                between: best,
            });
        }
        burden.buy(project);
    }
    let load = |at: usize| burden.loads.value(at, 1);
    picks.rounds = burden
        .bought
        .iter()
        .enumerate()
        .map(|(at, &project)| Round {
            project,
            reason: Reason::SmallestLoad { load: load(at) },
        })
        .collect();
    Ok(picks)
}

/// Loads twice over: exact in a [`Chain`], and in fixed point to tell quickly which projects can be the lightest.
struct Burden<'a> {
    election: &'a Election,
    support: &'a Support,
    /// After each purchase, what its supporters bear.
    loads: Chain,
    bought: Vec<usize>,
    /// The newest purchase each voter supports, whose load they bear; none before.
    newest: Vec<Option<u32>>,
    open: Vec<bool>,
    /// Bits after the point.
    bits: u32,
    /// The loads, each rounded down.
    rounded: Vec<u64>,
    /// For each project, the sum of its supporters' rounded loads.
    sums: Vec<u64>,
}

impl<'a> Burden<'a> {
    fn new(election: &'a Election, support: &'a Support) -> Self {
        // All loads together are what is spent, and one cost comes on top.
        let dearest = election
            .projects
            .iter()
            .map(|project| project.cost)
            .max()
            .unwrap_or(0);
        Self {
            election,
            support,
            loads: Chain::new(),
            bought: Vec::new(),
            newest: vec![None; support.voters],
            open: support
                .together
                .iter()
                .map(|&together| together > 0)
                .collect(),
            bits: (election.budget + dearest)
                .leading_zeros()
                .saturating_sub(2),
            rounded: Vec::new(),
            sums: vec![0; election.projects.len()],
        }
    }

    /// All projects whose supporters would bear the least.
    fn lightest(&self) -> Vec<usize> {
        let open = || (0..self.open.len()).filter(|&project| self.open[project]);
        let bound = |project: usize| {
            let cost = self.election.projects[project].cost << self.bits;
            (cost + self.sums[project]) / self.support.together[project]
        };
        // A sum of rounded loads is short by less than one for each supporter, so a bound by less than two.
        let Some(least) = open().map(bound).min() else {
            return Vec::new();
        };
        let mut candidates: Vec<usize> = open()
            .filter(|&project| bound(project) <= least + 2)
            .collect();
        if candidates.len() == 1 {
            return candidates;
        }
        let exact: Vec<BigInt> = candidates
            .iter()
            .map(|&project| self.load_sum(project))
            .collect();
        let compare = |a: usize, b: usize| {
            let supporters = |at: usize| self.support.together[candidates[at]];
            (&exact[a] * supporters(b)).cmp(&(&exact[b] * supporters(a)))
        };
        let Some(first) = (0..exact.len()).min_by(|&a, &b| compare(a, b)) else {
            return candidates;
        };
        let equal: Vec<bool> = (0..exact.len())
            .map(|at| compare(at, first).is_eq())
            .collect();
        let mut equal = equal.into_iter();
        candidates.retain(|_| equal.next() == Some(true));
        candidates
    }

    /// The sum of the supporters' loads and the cost, over the chain's denominator.
    fn load_sum(&self, project: usize) -> BigInt {
        let mut bearing = vec![0; self.loads.len()];
        for &voter in self.support.supporters(project) {
            if let Some(round) = self.newest[voter as usize] {
                bearing[round as usize] += 1;
            }
        }
        self.loads
            .combine(i128::from(self.election.projects[project].cost), &bearing)
    }

    fn buy(&mut self, project: usize) {
        let (sum, supporters) = (self.load_sum(project), self.support.together[project]);
        let load = self
            .loads
            .rounded(&sum, &(BigUint::from(1u32) << self.bits), supporters);
        self.loads.push(sum, supporters);
        let round = self.bought.len() as u32;
        for &voter in self.support.supporters(project) {
            let before = self.newest[voter as usize]
                .replace(round)
                .map_or(0, |round| self.rounded[round as usize]);
            for &choice in self.election.ballots.choices(voter as usize) {
                self.sums[choice as usize] += load.saturating_sub(before);
            }
        }
        self.rounded.push(load);
        self.open[project] = false;
        self.bought.push(project);
    }
}
