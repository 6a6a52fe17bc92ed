//! What the limits let one line have, while the others stay as they are.

use super::{Breach, Limit, Plan, Side};

impl Plan {
    /// The most that this line could have now, and the limit that stops it there.
    pub fn room(&self, amounts: &[u64], at: usize) -> (u64, Limit) {
        let line = &self.lines[at];
        let more = |spare| amounts[at].saturating_add(spare);
        let by_money = (more(self.left(amounts)), Limit::Total);
        let by_group = line.groups.iter().map(|&at| {
            let group = &self.groups[at];
            let spare = group.cap.saturating_sub(group.sum(amounts));
            (more(spare), Limit::Group(at))
        });
        // The first of equals is named: the line's own cap before the pot, the pot before a group.
        let least = by_group.fold(
            by_money,
            |least, next| if next.0 < least.0 { next } else { least },
        );
        if line.cap <= least.0 {
            (line.cap, Limit::Line(at))
        } else {
            least
        }
    }

    /// The nearest amount to `asked` that this line can have now, and the limit that `asked` would break.
    pub fn nearest(&self, amounts: &[u64], at: usize, asked: u64) -> (u64, Option<Breach>) {
        let (most, limit) = self.room(amounts, at);
        if asked < self.lines[at].floor {
            (self.lines[at].floor, Some(self.below_floor(at, asked)))
        } else if asked > most {
            let bound = self.most(limit);
            let breach = Breach {
                limit,
                side: Side::Above,
                found: asked.saturating_add(bound - most),
                bound,
            };
            (most, Some(breach))
        } else {
            (self.on_step(asked), self.between_steps(at, asked))
        }
    }

    /// This line cannot have so little.
    pub fn below_floor(&self, at: usize, found: u64) -> Breach {
        Breach {
            limit: Limit::Line(at),
            side: Side::Below,
            found,
            bound: self.lines[at].floor,
        }
    }

    /// The highest step that is not above `amount`.
    pub fn on_step(&self, amount: u64) -> u64 {
        amount - amount % self.step
    }

    fn most(&self, limit: Limit) -> u64 {
        match limit {
            Limit::Line(at) => self.lines[at].cap,
            Limit::Group(at) => self.groups[at].cap,
            Limit::Total | Limit::Step(_) => self.total,
        }
    }
}
