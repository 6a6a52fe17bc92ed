//! The organiser's three keys, all from the one seed in their key file.

use documents::budget::Keys;
use documents::{Close, Entry, KeyList, OpenedKey, PublicKey};
use ed25519_dalek::SigningKey;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{Chance, seal, sign};

/// Whoever holds the key file and its passphrase.
pub struct Organiser {
    seed: Zeroizing<Chance>,
    signing: SigningKey,
}

impl Organiser {
    pub fn new(seed: Chance) -> Self {
        Self {
            signing: SigningKey::from_bytes(&derived(&seed, "organiser")),
            seed: Zeroizing::new(seed),
        }
    }

    /// Whether the signatures are theirs.
    pub fn public(&self) -> PublicKey {
        sign::public(&self.signing)
    }

    /// What stands in the budget.
    pub fn keys(&self, codes: bool, sealed: bool) -> Keys {
        Keys {
            organiser: self.public(),
            about: seal::public(&self.about_key()),
            codes,
            choices: (codes && sealed).then(|| seal::public(&self.choices_key())),
        }
    }

    /// Opens the choices; published at the close.
    pub fn choices_key(&self) -> OpenedKey {
        OpenedKey(derived(&self.seed, "choices"))
    }

    /// Opens what people say about themselves; never published.
    pub(crate) fn about_key(&self) -> OpenedKey {
        OpenedKey(derived(&self.seed, "about"))
    }

    pub fn sign_list(&self, mut list: KeyList) -> KeyList {
        list.signature = sign::sign(&self.signing, &list.to_bytes());
        list
    }

    pub fn sign_close(&self, mut close: Close) -> Close {
        close.signature = sign::sign(&self.signing, &close.to_bytes());
        close
    }

    /// An entry of the promise ledger, where the budget names nobody who signs there; see [`crate::ledger::LedgerKey::sign`].
    pub fn sign_entry(&self, mut entry: Entry) -> Entry {
        entry.key = self.public();
        entry.signature = sign::sign(&self.signing, &entry.to_bytes());
        entry
    }
}

fn derived(seed: &Chance, what: &str) -> Chance {
    Sha256::new()
        .chain_update(b"common-purse/key/1\0")
        .chain_update(what)
        .chain_update([0])
        .chain_update(seed)
        .finalize()
        .into()
}
