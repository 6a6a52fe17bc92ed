//! What tells one unfinished ballot from every other, in whichever tab of this device it is open.

use documents::Id;
use documents::id::Nonce;

/// Kept with the draft, so that the same draft, frozen twice, is the same ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Drawn once; `None` until it is.
    pub(super) seed: Option<Seed>,
    /// The ballots that were known on this device when this one was begun: it is none of these. Any other ballot of
    /// this device was cast in another tab meanwhile.
    pub(super) after: Vec<Id>,
}

/// 32 random bytes: the ballot's nonce, which everybody will read, and a secret half for what is sealed into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub [u8; 32]);

impl Seed {
    #[must_use]
    pub fn nonce(self) -> Nonce {
        let (nonce, _) = self.0.split_first_chunk().expect("16 bytes of 32");
        Nonce(*nonce)
    }
}
