//! `phragmen`: each purchase is a burden that its supporters share; the largest burden is kept smallest.
//!
//! Sequential Phragmén (Phragmén 1894; Brill, Freeman, Janson, Lackner, *Phragmén's voting methods and justified
//! representation*, Math. Programming 2024) for projects with costs, as in Los, Christoff, Grossi, *Proportional
//! Budget Allocations: Towards a Systematization*, IJCAI 2022.

use num_bigint::BigInt;

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

struct Burden<'a> {
    election: &'a Election,
    support: &'a Support,
    /// After each purchase, what its supporters bear.
    loads: Chain,
    bought: Vec<usize>,
    /// The newest purchase each voter supports, whose load they bear; none before.
    newest: Vec<Option<u32>>,
    open: Vec<bool>,
}

impl<'a> Burden<'a> {
    fn new(election: &'a Election, support: &'a Support) -> Self {
        let open = support
            .together
            .iter()
            .map(|&together| together > 0)
            .collect();
        Self {
            election,
            support,
            loads: Chain::new(),
            bought: Vec::new(),
            newest: vec![None; support.voters],
            open,
        }
    }

    /// All projects whose supporters would bear the least.
    fn lightest(&self) -> Vec<usize> {
        let mut best: Vec<usize> = Vec::new();
        let mut least = BigInt::ZERO;
        for project in (0..self.open.len()).filter(|&project| self.open[project]) {
            let sum = self.load_sum(project);
            let order = best.first().map(|&other| {
                (&sum * self.support.together[other])
                    .cmp(&(&least * self.support.together[project]))
            });
            match order {
                Some(std::cmp::Ordering::Greater) => {}
                Some(std::cmp::Ordering::Equal) => best.push(project),
                Some(std::cmp::Ordering::Less) | None => (best, least) = (vec![project], sum),
            }
        }
        best
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
        let sum = self.load_sum(project);
        self.loads.push(sum, self.support.together[project]);
        let round = self.bought.len() as u32;
        for &voter in self.support.supporters(project) {
            self.newest[voter as usize] = Some(round);
        }
        self.open[project] = false;
        self.bought.push(project);
    }
}
