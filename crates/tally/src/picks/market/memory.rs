//! What one run of equal shares tells the next one, whose voters have a little more.
//!
//! While both runs buy the same projects, nobody has more than `lead` more than before: the difference of the purses,
//! and what cheaper purchases have saved. So the supporters of a project can pay at most (supporters · lead) more at
//! any price, and as the sum they pay grows by at least `paying` for each unit of price below the price of the earlier
//! run, the new price is at least that price − supporters · lead / paying.

/// The bounds that a run found, and what it bought.
pub(super) struct Memory {
    start: u64,
    bits: u32,
    bounds: Vec<Bound>,
    bought: Vec<Purchase>,
}

/// In this round the price was at least `low` by the weight `paying` of those who could pay it in full.
struct Bound {
    round: usize,
    project: usize,
    low: u64,
    paying: u64,
}

#[derive(Clone, Copy)]
struct Purchase {
    project: usize,
    /// In fixed point, and how far it may be off.
    price: u64,
    slack: u64,
    heaviest: u64,
}

/// A later run beside the earlier one.
pub(super) struct Follower<'a> {
    earlier: &'a Memory,
    /// The next bound to read.
    at: usize,
    round: usize,
    lead: u64,
}

impl Memory {
    /// Voters start with `start`, a fixed-point number with so many bits.
    pub(super) fn new(start: u64, bits: u32) -> Self {
        Self {
            start,
            bits,
            bounds: Vec::new(),
            bought: Vec::new(),
        }
    }

    pub(super) fn note(&mut self, round: usize, project: usize, low: u64, paying: u64) {
        self.bounds.push(Bound {
            round,
            project,
            low,
            paying,
        });
    }

    pub(super) fn bought(&mut self, project: usize, price: u64, slack: u64, heaviest: u64) {
        self.bought.push(Purchase {
            project,
            price,
            slack,
            heaviest,
        });
    }
}

impl<'a> Follower<'a> {
    /// None where the numbers of the two runs cannot be compared.
    pub(super) fn new(earlier: &'a Memory, now: &Memory) -> Option<Self> {
        let lead = now
            .start
            .checked_sub(earlier.start)
            .filter(|_| earlier.bits == now.bits)?;
        Some(Self {
            earlier,
            at: 0,
            round: 0,
            lead: lead + 1,
        })
    }

    /// Tells a lower bound for every price that the earlier run estimated in this round, given the number of the
    /// project's supporters.
    pub(super) fn each_bound(&mut self, mut tell: impl FnMut(usize, &dyn Fn(u64) -> u64)) {
        while let Some(bound) = self
            .earlier
            .bounds
            .get(self.at)
            .filter(|bound| bound.round <= self.round)
        {
            let lower = |supporters: u64| {
                bound
                    .low
                    .saturating_sub(supporters.saturating_mul(self.lead) / bound.paying + 1)
            };
            tell(bound.project, &lower);
            self.at += 1;
        }
    }

    /// After the next purchase; none once the two runs buy different projects.
    pub(super) fn after(mut self, now: &Memory) -> Option<Self> {
        let (then, now) = (
            self.earlier.bought.get(self.round)?,
            now.bought.get(self.round)?,
        );
        if then.project != now.project {
            return None;
        }
        let (most, least) = (
            then.price.saturating_add(then.slack),
            now.price.saturating_sub(now.slack),
        );
        let saved = most
            .saturating_sub(least)
            .saturating_mul(then.heaviest.max(now.heaviest));
        self.lead = self.lead.saturating_add(saved);
        self.round += 1;
        Some(self)
    }
}
