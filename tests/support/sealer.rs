//! What the sealer's worker does in a browser, done at once.

use common_purse::state::{SendMessage, Unsealed};
use documents::Budget;
use seals::{Event, Voter};

/// What the sealer answers of this ballot.
pub(crate) fn sealing(unsealed: &Unsealed, bytes: Option<Vec<u8>>) -> SendMessage {
    let seed = unsealed.seed.0.to_vec();
    SendMessage::BallotSealed { seed, bytes }
}

/// A ballot's bytes, with a code as it is signed ahead; always the same for the same ballot.
pub(crate) fn sealed(unsealed: &Unsealed, budget: &Budget) -> Vec<u8> {
    let event = Event::of(budget).expect("the budget has keys");
    let ballot = unsealed.ballot.clone();
    let chance = seals::chance_again(&unsealed.seed.0, &ballot, &unsealed.answers);
    let ballot = seals::seal_about(ballot, &unsealed.answers, &event, chance);
    let ballot = ballot.expect("the organiser's key is a key");
    let Some(code) = unsealed.code else {
        return ballot.to_bytes();
    };
    let voter = Voter::new(&code, &event);
    let so_far = voter.cast_so_far(unsealed.revisions.iter().copied());
    let lines = voter.cast_ahead(&ballot, so_far, &[6; 32]);
    lines.expect("the organiser's key is a key")
}
