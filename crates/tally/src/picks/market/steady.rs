//! How much more could everyone have without any change in what is bought?

use super::{Market, Standing};

impl Market<'_> {
    /// Up to how many units more for every voter the same projects are surely bought in the same order; `unit` is in
    /// the smallest unit of money. 0 where already the first may change something.
    pub(in crate::picks) fn steady_units(&self, unit: u64) -> u64 {
        let steady = |units: u64| {
            let lead = units
                .checked_mul(unit)
                .filter(|lead| lead.leading_zeros() > self.bits);
            lead.is_some_and(|lead| self.steady(lead << self.bits))
        };
        let (mut low, mut high) = (0, 1u64);
        while steady(high) {
            (low, high) = (high, high.saturating_mul(2));
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if steady(middle) {
                low = middle
            } else {
                high = middle
            }
        }
        low
    }

    /// Goes through the rounds with what this run has noted. While the purchases are the same, nobody has less than
    /// before, so no price is higher, and nobody has more than `lead` more. That leaves every purchase the best when
    /// no rival's lower bound comes down to its price, and every project too dear whose supporters still lack money.
    fn steady(&self, mut lead: u64) -> bool {
        let mut open: Vec<Option<Floor>> = (0..self.standing.len())
            .map(|project| self.first_floor(project))
            .collect();
        let mut bounds = self.memory.bounds.iter().peekable();
        let mut too_dear = self.memory.too_dear.iter().peekable();
        for round in 0..=self.bought.len() {
            while let Some(bound) = bounds.next_if(|bound| bound.round == round) {
                if let Some(floor) = &mut open[bound.project] {
                    floor.low = bound.with_lead(lead).low.max(floor.low);
                    floor.all_pay |= bound.short == 0;
                }
            }
            while let Some(lost) = too_dear.next_if(|lost| lost.round == round) {
                let supporters = self.support.supporters(lost.project).len() as u64;
                if lost.had.saturating_add(supporters.saturating_mul(lead))
                    >= self.cost(lost.project) << self.bits
                {
                    return false;
                }
                open[lost.project] = None;
            }
            let Some(purchase) = self.memory.bought.get(round) else {
                break;
            };
            let Some(own) = open[purchase.project].take() else {
                return false;
            };
            let stays_behind = |(rival, floor): (usize, &Floor)| {
                let same_prices = own.all_pay && floor.all_pay;
                same_prices || self.lower((purchase.project, purchase.high()), (rival, floor.low))
            };
            let rivals = open
                .iter()
                .enumerate()
                .filter_map(|(rival, floor)| Some((rival, floor.as_ref()?)));
            if !rivals.into_iter().all(stays_behind) {
                return false;
            }
            open.iter_mut()
                .flatten()
                .for_each(|floor| floor.all_pay = false);
            lead = lead.saturating_add(purchase.saved(own.low, 0));
        }
        true
    }

    fn first_floor(&self, project: usize) -> Option<Floor> {
        match self.at_first(project) {
            Standing::Open { low, .. } => Some(Floor {
                low,
                all_pay: false,
            }),
            Standing::Bought | Standing::Out => None,
        }
    }
}

/// What is known of a project's price in a round.
struct Floor {
    low: u64,
    /// All supporters could pay in full, as they can with more money: the price is what it was.
    all_pay: bool,
}
