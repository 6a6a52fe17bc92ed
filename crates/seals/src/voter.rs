//! Whoever holds a code.

use documents::signed::SignedFormat;
use documents::{Ballot, Code, Id, NameSignature, PublicKey, Sealed, Signed};
use ed25519_dalek::SigningKey;
use sha2::{Digest, Sha256};

use crate::{Chance, Event, seal, sign};

/// Ballots are padded to a multiple of so many bytes before they are sealed.
const BLOCK: usize = 512;

/// Whoever holds a code: what it signs counts as theirs.
pub struct Voter {
    event: Event,
    key: SigningKey,
}

impl Voter {
    /// The key depends on the event and its organiser: in a forged budget with other keys, no code is known.
    pub fn new(code: &Code, event: &Event) -> Self {
        let seed = Sha256::new()
            .chain_update(b"common-purse/code/1\0")
            .chain_update(event.budget.id.as_str())
            .chain_update([0])
            .chain_update(event.keys.organiser.0)
            .chain_update(code.as_bytes())
            .finalize();
        Self {
            event: event.clone(),
            key: SigningKey::from_bytes(&seed.into()),
        }
    }

    /// What the organiser's list knows this voter by.
    pub fn key(&self) -> PublicKey {
        sign::public(&self.key)
    }

    pub(crate) fn secret(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Seals a ballot where the event has a key for choices, and signs its name. The same ballot, revision and chance
    /// give the same bytes.
    ///
    /// `None` where the event's key for choices is no key.
    pub fn cast(&self, ballot: Ballot, revision: u64, chance: Chance) -> Option<Signed> {
        let (ballot, sealed) = match &self.event.keys.choices {
            None => (Some(ballot), None),
            Some(to) => (None, Some(self.seal(&ballot, revision, to, chance)?)),
        };
        let mut signed = Signed {
            format: SignedFormat,
            budget: self.event.budget.clone(),
            key: self.key(),
            revision,
            ballot,
            sealed,
            // Not in the file, whose hash is signed.
            signature: NameSignature::of(&[0; 64]),
        };
        let id = Id::of(&signed.to_file());
        signed.signature = sign::sign_name(&self.key, &self.event, revision, &id);
        Some(signed)
    }

    fn seal(
        &self,
        ballot: &Ballot,
        revision: u64,
        to: &PublicKey,
        chance: Chance,
    ) -> Option<Sealed> {
        let info = info(&self.event);
        let bound_to = bound_to(&self.key(), revision);
        seal::seal(to, &info, &bound_to, &ballot.to_bytes(), BLOCK, chance)
    }
}

/// A seal is of one event, and of one edition of its budget.
pub(crate) fn info(event: &Event) -> Vec<u8> {
    [
        b"common-purse/choices/1\0",
        event.budget.id.as_str().as_bytes(),
        b"\0",
        event.budget.sha256.as_bytes(),
        &event.keys.organiser.0,
    ]
    .concat()
}

/// A seal is of one code and revision: copied under another key, it does not open.
pub(crate) fn bound_to(key: &PublicKey, revision: u64) -> Vec<u8> {
    [&key.0[..], &revision.to_be_bytes()].concat()
}
