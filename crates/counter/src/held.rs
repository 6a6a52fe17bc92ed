//! How much is read of the results that a box holds already.

use documents::{Id, ResultFile};

/// Bytes that may still be read.
pub struct Room {
    left: usize,
    one: usize,
}

impl Room {
    /// Beside a count of so many bytes: room for a published result that is larger by half, and for as much again; never
    /// more than four results of the largest size that pages put there and four times this count.
    pub fn beside(own: usize) -> Self {
        Self {
            left: 4 * (own + ResultFile::MAX_POSTED),
            one: own + own / 2 + ResultFile::MAX_POSTED,
        }
    }

    /// The most bytes that the next file may have.
    pub fn for_one(&self) -> usize {
        self.one.min(self.left)
    }

    pub fn take(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
    }
}

/// At most so many of sorted names: `own` where it is there, then those that follow it in a circle, so that nobody knows
/// before the count which files will be looked at.
pub fn near(mut ids: Vec<Id>, own: &Id, most: usize) -> Vec<Id> {
    let from = ids.partition_point(|id| id < own);
    ids.rotate_left(from);
    ids.truncate(most);
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fifty results of 80 MB each, put there by anybody, are never fetched.
    #[test]
    fn however_much_lies_there_little_is_read() {
        for own in [1_000, 60_000, 7_000_000] {
            let mut room = Room::beside(own);
            let mut read = 0;
            for _ in 0..50 {
                let most = room.for_one();
                room.take(most);
                read += most;
            }
            assert!(read <= 4 * own + 4_000_000, "{own}: {read}");
            assert!(
                Room::beside(own).for_one() > own,
                "the very same count fits"
            );
        }
    }

    #[test]
    fn this_very_count_is_looked_at_first() {
        let mut ids: Vec<Id> = (0..100_u8).map(|n| Id::of(&[n])).collect();
        ids.sort_unstable();
        let own = ids[70];
        let chosen = near(ids.clone(), &own, 50);
        assert_eq!((chosen[0], chosen.len()), (own, 50));
        let stranger = Id::of(b"not there");
        let chosen = near(ids.clone(), &stranger, 200);
        assert_eq!(chosen.len(), 100);
        assert!(chosen[0] > stranger || chosen[0] == ids[0]);
    }
}
