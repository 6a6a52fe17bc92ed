//! The key file of one who signs the promise ledger. It has nothing to do with the event's key, which may be destroyed.

use std::io;
use std::path::Path;

use documents::ledger::Signer;
use documents::{Id, json};
use seals::ledger::LedgerKey;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::Zeroizing;

use super::PRACTICE_PASSPHRASE;
use super::locked::{Cost, Locked};
use super::stored::{self, PRACTICE, Stored};
use crate::chance;
use crate::failure::Failure;
use crate::words::say;

const FORMAT: &str = "common-purse/ledger-key/1";
const NOTE: &str = "Secret. Keep this file in two safe places, and its passphrase apart from it. docs/ledger.md says how.";

/// A signer's record is short: a name in each language.
const MOST_OF_A_SIGNER: usize = 8_000;

/// The file as it is written. Bytes are hexadecimal.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LedgerKeyFile {
    format: String,
    note: String,
    /// What everybody may know: who signs with it. A budget or a ledger's entry names it.
    signer: Value,
    argon2id: Cost,
    salt: String,
    nonce: String,
    /// ChaCha20-Poly1305 (RFC 8439) of the seed.
    seed: String,
    /// The hash of the file without this field: tells a damaged file from a wrong passphrase.
    check: String,
}

impl LedgerKeyFile {
    /// A key that nobody has yet. `signer` has no key of its own yet.
    pub(crate) fn make(passphrase: &str, signer: Signer) -> Result<Self, Failure> {
        Self::of(chance::bytes::<32>()?, passphrase, signer, NOTE)
    }

    /// The key that everybody has under this name, to practise with.
    pub(crate) fn practice(signer: Signer) -> Result<Self, Failure> {
        let seed = practice_seed(signer.id.as_str());
        Self::of(seed, PRACTICE_PASSPHRASE, signer, PRACTICE)
    }

    fn of(
        seed: Zeroizing<[u8; 32]>,
        passphrase: &str,
        mut signer: Signer,
        note: &str,
    ) -> Result<Self, Failure> {
        let locked = Locked::lock(&seed, passphrase)?;
        signer.key = LedgerKey::new(&seed).public();
        let mut file = Self {
            format: FORMAT.into(),
            note: note.into(),
            signer: serde_json::to_value(&signer).map_err(io::Error::other)?,
            argon2id: locked.argon2id,
            salt: locked.salt,
            nonce: locked.nonce,
            seed: locked.seed,
            check: String::new(),
        };
        file.check = file.checksum();
        Ok(file)
    }

    /// Whether these bytes are such a file, damaged or not.
    pub(crate) fn begins(bytes: &[u8]) -> bool {
        let format = format!("{FORMAT:?}").into_bytes();
        bytes.windows(format.len()).any(|part| part == format)
    }

    /// Reads a key file; the passphrase is not needed for what is public of it.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        stored::read(path)
    }

    pub(crate) fn note(&self) -> &str {
        &self.note
    }

    /// Who signs with it.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(crate) fn signer(&self) -> Result<Signer, String> {
        let bytes = self.signer.to_string().into_bytes();
        signer_of(&bytes).map_err(|why| say!("key.no_signer", why))
    }

    /// # Errors
    /// A wrong passphrase, or a file that does not hold what it says.
    pub(crate) fn open(&self, passphrase: &str) -> Result<LedgerKey, String> {
        let key = LedgerKey::new(&*self.locked().open(passphrase)?);
        match key.public() == self.signer()?.key {
            true => Ok(key),
            false => Err(say!("key.damaged").into()),
        }
    }

    /// Writes it where there is no file yet, for this account alone.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Failure> {
        stored::write(self, path)
    }

    fn locked(&self) -> Locked {
        Locked {
            argon2id: self.argon2id,
            salt: self.salt.clone(),
            nonce: self.nonce.clone(),
            seed: self.seed.clone(),
        }
    }
}

impl Stored for LedgerKeyFile {
    const FORMAT: &'static str = FORMAT;

    fn format(&self) -> &str {
        &self.format
    }

    fn check(&self) -> &str {
        &self.check
    }

    fn checksum(&self) -> String {
        let (format, note, signer) = (&self.format, &self.note, &self.signer);
        let all = format!("{format}\n{note}\n{signer}\n{}", self.locked());
        Id::of(all.as_bytes()).to_string()
    }

    fn cost(&self) -> Cost {
        self.argon2id
    }

    fn is_practice(&self) -> bool {
        self.note == PRACTICE
    }

    fn look_at_public(&self) -> Result<(), String> {
        self.signer().map(|_| ())
    }
}

/// Who signs, as `purse key new --ledger` prints it.
///
/// # Errors
/// The first thing that is wrong.
pub(crate) fn signer_of(bytes: &[u8]) -> Result<Signer, String> {
    json::read(bytes, MOST_OF_A_SIGNER, |_, _| ()).map_err(|problems| {
        let first = problems.first().map(ToString::to_string);
        first.unwrap_or_default()
    })
}

/// Everybody can work it out, so nobody need keep it.
pub(crate) fn practice_seed(id: &str) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(*Id::of(format!("common-purse/practice-signer/{id}").as_bytes()).as_bytes())
}
