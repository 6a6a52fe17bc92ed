//! Voting codes, signatures and seals: which ballots belong, and who can read them when.
//!
//! Pure: no clock, no dice, no network. Whoever needs chance hands it in. The same code decides in a browser's
//! worker and in the organiser's tool, so that both refuse the same ballots (verifiers of Ed25519 differ at the
//! edges; here it is always `verify_strict`).
//!
//! | what | how |
//! |---|---|
//! | a code's key | Ed25519 (RFC 8032); its seed is the hash of the code, the event and the organiser's key |
//! | a ballot's signature | by the code's key, over its name: event, revision, and the hash of its bytes |
//! | a ballot's revision | the code's count, and a mark by its secret: [`Voter::revision`] |
//! | sealed choices | HPKE (RFC 9180), X25519, HKDF-SHA256, ChaCha20-Poly1305; bound to the code's key and revision |
//! | about-you answers | the same, to a key that is never published; bound to the ballot they belong to |
//! | the lists of codes, the close | Ed25519, by the organiser's key, which stands in the budget |
//! | an entry of the promise ledger | Ed25519, by the key of whoever says so, which the budget or an earlier entry names |

mod about;
mod check;
mod event;
mod judge;
pub mod ledger;
mod organiser;
mod revision;
mod seal;
mod sign;
mod voter;

use documents::budget::Keys;
use documents::{Budget, BudgetName};

pub use about::{chance_again, open_about, seal_about};
pub use check::{Checked, Checker};
pub use event::{closes, key_lists, lists_at, signed_close, signed_lists};
pub use judge::Judge;
pub use organiser::Organiser;
pub use revision::{AHEAD, MOST_BALLOTS, ahead_of, nth, settle};
pub use sign::name_holds;
pub use voter::Voter;

/// Chance for one seal or one key: 32 bytes that nobody can guess.
pub type Chance = [u8; 32];

/// What the seals and signatures of one event hang on.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub budget: BudgetName,
    pub keys: Keys,
}

impl Event {
    /// `None` where the budget has no keys.
    pub fn of(budget: &Budget) -> Option<Self> {
        Some(Self {
            budget: budget.name(),
            keys: budget.keys.clone()?,
        })
    }
}
