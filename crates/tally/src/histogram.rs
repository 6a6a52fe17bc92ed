//! How much weight chose each amount of one priority.

use crate::sort;

/// An open-addressing table: a slot with weight 0 is free, and at most half the slots are taken.
///
/// Its order never shows: [`Histogram::sorted`] is the only way to read it out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Histogram {
    slots: Vec<(u64, u64)>,
    taken: usize,
}

impl Histogram {
    /// `weight` must not be 0.
    #[inline]
    pub(crate) fn add(&mut self, amount: u64, weight: u64) {
        if self.taken * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut at = home(amount, self.slots.len());
        loop {
            let slot = &mut self.slots[at];
            if slot.1 == 0 {
                *slot = (amount, weight);
                self.taken += 1;
                return;
            }
            if slot.0 == amount {
                slot.1 += weight;
                return;
            }
            at = (at + 1) & mask;
        }
    }

    /// Takes away a weight of 1; the table is built again where that frees a slot, as others may lie behind it.
    pub(crate) fn remove_one(&mut self, amount: u64) {
        let Some(slot) = self
            .slots
            .iter_mut()
            .find(|slot| slot.0 == amount && slot.1 != 0)
        else {
            return;
        };
        slot.1 -= 1;
        if slot.1 == 0 {
            let old = std::mem::take(self);
            old.entries()
                .for_each(|(amount, weight)| self.add(amount, weight));
        }
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.slots.iter().copied().filter(|slot| slot.1 != 0)
    }

    /// (amount, weight) by rising amount, each amount once.
    pub(crate) fn sorted(&self) -> Vec<(u64, u64)> {
        let mut entries: Vec<_> = self.entries().collect();
        sort::by_key(&mut entries, |entry| entry.0);
        entries
    }

    fn grow(&mut self) {
        let larger = (self.slots.len() * 2).max(16);
        let old = std::mem::replace(&mut self.slots, vec![(0, 0); larger]);
        self.taken = 0;
        for (amount, weight) in old {
            if weight != 0 {
                self.add(amount, weight);
            }
        }
    }
}

/// Fibonacci hashing: the high bits of a multiplication spread round amounts well.
#[inline]
fn home(amount: u64, slots: usize) -> usize {
    (amount.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - slots.trailing_zeros())) as usize
}
