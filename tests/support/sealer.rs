//! What the sealer's worker does in a browser, done at once.

use common_purse::state::Unsealed;
use documents::Budget;
use seals::{Event, Voter};

/// The final bytes of a ballot; always the same for the same ballot.
pub(crate) fn sealed(unsealed: &Unsealed, budget: &Budget) -> Vec<u8> {
    let event = Event::of(budget).expect("the budget has keys");
    let ballot = unsealed.ballot.clone();
    let chance = seals::chance_again(&unsealed.seed.0, &ballot, &unsealed.answers);
    let ballot = seals::seal_about(ballot, &unsealed.answers, &event, chance);
    let ballot = ballot.expect("the organiser's key is a key");
    let Some(code) = unsealed.code else {
        return ballot.to_bytes();
    };
    let signed = Voter::new(&code, &event).cast(ballot, unsealed.revision + 1, [6; 32]);
    signed.expect("the organiser's key is a key").to_bytes()
}
