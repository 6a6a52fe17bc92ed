//! The staff's PIN: the place's own, known to nobody else. The device keeps it salted and hashed, which stops a glance and
//! no thief: of eight digits there are too few. What guards the ballots is that they are sealed or open to all anyway.

use documents::Id;

pub(super) const SHORTEST: usize = 4;
pub(super) const LONGEST: usize = 8;

/// A glance's worth of time on a cheap tablet.
const ROUNDS: u32 = 5_000;

/// So many wrong ones in a row cost nothing: fingers slip.
const FREE: u32 = 2;
const FIRST_WAIT_MS: u64 = 30_000;
const LONGEST_WAIT_MS: u64 = 3_600_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pin {
    pub salt: Id,
    pub hash: Id,
}

impl Pin {
    #[must_use]
    pub fn new(digits: &str, salt: [u8; 32]) -> Self {
        let salt = Id::from_bytes(salt);
        Self {
            salt,
            hash: hash(digits, &salt),
        }
    }

    #[must_use]
    pub fn is(&self, digits: &str) -> bool {
        hash(digits, &self.salt) == self.hash
    }
}

fn hash(digits: &str, salt: &Id) -> Id {
    let once = |before: &Id| Id::of(&[before.as_bytes(), digits.as_bytes()].concat());
    (0..ROUNDS).fold(*salt, |before, _| once(&before))
}

/// How long nobody may try after so many wrong ones in a row: twice as long each time, up to an hour.
pub(super) fn wait_after(wrong: u32) -> u64 {
    let Some(doubled) = wrong.checked_sub(FREE + 1) else {
        return 0;
    };
    (FIRST_WAIT_MS << doubled.min(16)).min(LONGEST_WAIT_MS)
}
