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
    /// `weight` must not be 0. A program built for size would call this and what it names once for each amount of each ballot.
    #[inline(always)]
    pub(crate) fn add(&mut self, amount: u64, weight: u64) {
        match self.find(amount) {
            Some(slot) if slot.1 != 0 => slot.1 += weight,
            _ => self.insert(amount, weight),
        }
    }

    /// The amount's slot, or the free one where it would be; none while there are no slots.
    #[inline(always)]
    fn find(&mut self, amount: u64) -> Option<&mut (u64, u64)> {
        let slots = &mut self.slots[..];
        let mask = slots.len().checked_sub(1)?;
        let mut at = home(amount, slots.len());
        while slots[at & mask].1 != 0 && slots[at & mask].0 != amount {
            at += 1;
        }
        slots.get_mut(at & mask)
    }

    /// An amount that is not there yet: a million ballots choose few of them.
    #[cold]
    fn insert(&mut self, amount: u64, weight: u64) {
        if self.taken * 2 >= self.slots.len() {
            self.grow();
        }
        if let Some(slot) = self.find(amount) {
            *slot = (amount, weight);
            self.taken += 1;
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
#[inline(always)]
fn home(amount: u64, slots: usize) -> usize {
    (amount.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - slots.trailing_zeros())) as usize
}
