//! What one run of equal shares tells the next one, whose voters have a little more.
//!
//! While both runs buy the same projects, nobody has more than `lead` more than before: the difference of the purses,
//! and what cheaper purchases have saved. Those who could pay a price in full pay no more at that price or below; the
//! `short` others pay up to (short · lead) more. And what all pay falls by at least `paying` for each unit that the
//! price falls. So the new price is at least the old one − short · lead / paying.

/// The bounds that a run found, and what it bought.
pub(super) struct Memory {
    start: u64,
    bits: u32,
    /// By rising round.
    pub(super) bounds: Vec<Bound>,
    /// By rising round.
    pub(super) too_dear: Vec<TooDear>,
    pub(super) bought: Vec<Purchase>,
}

/// In this round the price was at least `low`.
#[derive(Clone, Copy)]
pub(super) struct Bound {
    pub(super) round: usize,
    pub(super) project: usize,
    pub(super) low: u64,
    /// The weight of those who could pay the price, and the number of the others.
    pub(super) paying: u64,
    pub(super) short: u64,
}

/// In this round the supporters had at most this much together, too little for the project.
pub(super) struct TooDear {
    pub(super) round: usize,
    pub(super) project: usize,
    pub(super) had: u64,
}

impl Bound {
    /// The bound when everyone has up to `lead` more.
    pub(super) fn with_lead(self, lead: u64) -> Self {
        let lower = self.short.saturating_mul(lead) / self.paying + 1;
        Self {
            low: self.low.saturating_sub(lower),
            ..self
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Purchase {
    pub(super) project: usize,
    /// In fixed point, and how far it may be off.
    price: u64,
    slack: u64,
    /// The largest weight of any supporter.
    heaviest: u64,
}

impl Purchase {
    /// The price is at most this.
    pub(super) fn high(self) -> u64 {
        self.price.saturating_add(self.slack)
    }

    /// By how much more a payer has left at most, when the price is not this one but at least `low`.
    pub(super) fn saved(self, low: u64, heaviest: u64) -> u64 {
        self.high()
            .saturating_sub(low)
            .saturating_mul(self.heaviest.max(heaviest))
    }
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
            too_dear: Vec::new(),
            bought: Vec::new(),
        }
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

    /// The bounds of the earlier run in this round, and by how much everyone may have more now.
    pub(super) fn bounds(&mut self) -> (&'a [Bound], u64) {
        let rest = &self.earlier.bounds[self.at..];
        let now = rest.partition_point(|bound| bound.round <= self.round);
        self.at += now;
        (&rest[..now], self.lead)
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
        let least = now.price.saturating_sub(now.slack);
        let saved = then.saved(least, now.heaviest);
        self.lead = self.lead.saturating_add(saved);
        self.round += 1;
        Some(self)
    }
}
