//! Ballots that have just arrived: whoever reads one of them back goes first.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// So many names are remembered; each is a few minutes' worth even in a rush.
const MOST: usize = 10_000;

/// So often each may be read: a device asks once, and again where the answer was lost.
const TIMES: u8 = 10;

#[derive(Default)]
pub(crate) struct Names(Mutex<[HashMap<String, u8>; 2]>);

impl Names {
    pub(super) fn note(&self, name: &str) {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if names[0].len() >= MOST {
            names.swap(0, 1);
            names[0].clear();
        }
        names[0].insert(name.to_owned(), TIMES);
    }

    /// Whether this is one of them, and has not been read too often.
    pub(super) fn read_back(&self, name: &str) -> bool {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = names.iter_mut().find_map(|names| names.get_mut(name));
        left.is_some_and(|left| {
            let some = *left > 0;
            *left = left.saturating_sub(1);
            some
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_ballot_may_be_read_some_times_and_an_old_one_is_forgotten() {
        let names = Names::default();
        names.note("a");
        assert!((0..TIMES).all(|_| names.read_back("a")));
        assert!(!names.read_back("a"));
        assert!(!names.read_back("b"));
        names.note("b");
        for number in 0..2 * MOST {
            names.note(&number.to_string());
        }
        assert!(!names.read_back("b"));
    }
}
