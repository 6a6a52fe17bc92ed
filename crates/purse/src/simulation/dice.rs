//! Numbers that look random and are the same for the same seed, on every machine.

/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Good enough to
/// make up ballots; nothing is kept secret by it.
pub(super) struct Dice(u64);

const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

impl Dice {
    /// Streams of one seed have nothing to do with each other.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        Dice(mix(seed) ^ mix(stream.wrapping_mul(GAMMA).wrapping_add(1)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GAMMA);
        mix(self.0)
    }

    /// From 0 up to but without `end`, which is not 0. (Lemire, "Fast random integer generation in an interval",
    /// 2019, without the last correction: the bias is below end ÷ 2⁶⁴.)
    pub(super) fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }

    /// True `of` times in `all`.
    pub(super) fn chance(&mut self, of: u64, all: u64) -> bool {
        self.below(all) < of
    }

    /// A position, each as likely as its weight says; the weights are not all 0.
    pub(super) fn pick(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(
            weights
                .iter()
                .fold(0u64, |sum, weight| sum.saturating_add(*weight)),
        );
        for (position, weight) in weights.iter().enumerate() {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return position,
            }
        }
        weights.len() - 1
    }

    /// Not to be guessed only as far as the seed is not.
    pub(super) fn seal(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&self.bytes());
        bytes[16..].copy_from_slice(&self.bytes());
        bytes
    }

    pub(super) fn bytes(&mut self) -> [u8; 16] {
        (u128::from(self.next()) << 64 | u128::from(self.next())).to_be_bytes()
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_numbers_are_those_of_the_paper() {
        let mut dice = Dice(0);
        let numbers = [dice.next(), dice.next(), dice.next()];
        assert_eq!(
            numbers,
            [
                0xe220_a839_7b1d_cdaf,
                0x6e78_9e6a_a1b9_65f4,
                0x06c4_5d18_8009_454f
            ]
        );
    }

    #[test]
    fn a_seed_and_a_stream_give_the_same_numbers_for_ever() {
        let mut dice = Dice::new(1, 0);
        let numbers: Vec<u64> = (0..4).map(|_| dice.below(1000)).collect();
        assert_eq!(numbers, [883, 431, 26, 970]);
        assert_ne!(Dice::new(1, 0).bytes(), Dice::new(1, 1).bytes());
        assert_ne!(Dice::new(1, 0).bytes(), Dice::new(2, 0).bytes());
    }

    #[test]
    fn a_pick_follows_the_weights() {
        let mut dice = Dice::new(5, 5);
        let mut picked = [0; 3];
        (0..3000).for_each(|_| picked[dice.pick(&[1, 0, 2])] += 1);
        assert_eq!(picked[1], 0);
        assert!((900..=1100).contains(&picked[0]), "{picked:?}");
    }
}
