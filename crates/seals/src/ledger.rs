//! The promise ledger's keys and signatures.

use documents::ledger::Entry;
use documents::result::RefusedFile;
use documents::{BudgetName, Id, PublicKey, Refusal, boxes};
use ed25519_dalek::SigningKey;
use sha2::{Digest, Sha256};

use crate::{Chance, sign};

/// The key of one who answers for the money. It has nothing to do with the event's key, which may be destroyed.
pub struct LedgerKey(SigningKey);

impl LedgerKey {
    /// From the seed in a key file.
    pub fn new(seed: &Chance) -> Self {
        let derived = Sha256::new()
            .chain_update(b"common-purse/ledger-key/1\0")
            .chain_update(seed)
            .finalize();
        Self(SigningKey::from_bytes(&derived.into()))
    }

    pub fn public(&self) -> PublicKey {
        sign::public(&self.0)
    }

    /// The entry with this key and its signature in their places.
    pub fn sign(&self, mut entry: Entry) -> Entry {
        entry.key = self.public();
        entry.signature = sign::sign(&self.0, &entry.to_bytes());
        entry
    }
}

/// An entry that its key has signed for this budget. Whether that key may say so is for the ledger to tell.
///
/// # Errors
/// Another name than its bytes give, no entry, another event's, or a signature that does not hold.
pub fn entry(budget: &BudgetName, id: &Id, bytes: &[u8]) -> Result<Entry, Refusal> {
    match Id::of(bytes) {
        hash if hash != *id => return Err(Refusal::WrongName { hash }),
        _ => {}
    }
    let entry = Entry::read(bytes)?;
    budget.expects(&entry.budget)?;
    match sign::holds(&entry.key, bytes, &entry.signature) {
        true => Ok(entry),
        false => Err(Refusal::WrongSignature {}),
    }
}

/// The entries among the files of the folder, and the files that are none, each sorted.
pub fn entries<'f>(
    budget: &BudgetName,
    files: impl IntoIterator<Item = (&'f Id, &'f [u8])>,
) -> (Vec<(Id, Entry)>, Vec<RefusedFile>) {
    let (mut entries, mut refused) = (Vec::new(), Vec::new());
    for (id, bytes) in files {
        match entry(budget, id, bytes) {
            Ok(entry) => entries.push((*id, entry)),
            Err(why) => refused.push(RefusedFile {
                name: boxes::ledger_path(id),
                why,
            }),
        }
    }
    entries.sort_unstable_by_key(|(id, _)| *id);
    refused.sort_unstable();
    (entries, refused)
}
