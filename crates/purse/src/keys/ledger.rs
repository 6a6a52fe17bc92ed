//! The key file of one who signs the promise ledger. It has nothing to do with the event's key, which may be destroyed.

use std::io::{self, ErrorKind};
use std::path::Path;

use documents::ledger::Signer;
use documents::{Id, json};
use seals::ledger::LedgerKey;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::Zeroizing;

use super::PRACTICE_PASSPHRASE;
use super::locked::{Cost, Locked};
use crate::chance;
use crate::failure::Failure;
use crate::files;
use crate::secret;
use crate::words::say;

const FORMAT: &str = "common-purse/ledger-key/1";
const NOTE: &str = "Secret. Keep this file in two safe places, and its passphrase apart from it. docs/ledger.md says how.";
const PRACTICE: &str =
    "For practice only. Everybody has it, and everybody knows its passphrase: practice.";

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
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let file: Self =
            serde_json::from_slice(bytes).map_err(|error| say!("key.no_file", error))?;
        if file.format != FORMAT {
            return Err(say!(
                "key.format",
                found = format_args!("{:?}", file.format),
                format = format_args!("{:?}", FORMAT)
            ));
        }
        if file.checksum() != file.check {
            return Err(say!("key.checksum").into());
        }
        if file.argon2id.is_too_much() {
            return Err(say!("key.too_much_work").into());
        }
        file.signer()?;
        Ok(file)
    }

    /// The same from a file on disk.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let file = Self::parse(&files::read(path)?)
            .map_err(|why| Failure::bad(format!("{}: {why}", path.display())))?;
        if file.note != PRACTICE {
            secret::warn_if_open(path);
        }
        Ok(file)
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
        let mut text = serde_json::to_string_pretty(self).map_err(io::Error::other)?;
        text.push('\n');
        secret::make_folder(secret::folder_of(path))?;
        secret::create(path, text.as_bytes()).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Failure::bad(say!("key.is_there", file = path.display())),
            _ => Failure::bad(say!("io.write_key", place = path.display(), error)),
        })
    }

    fn locked(&self) -> Locked {
        Locked {
            argon2id: self.argon2id,
            salt: self.salt.clone(),
            nonce: self.nonce.clone(),
            seed: self.seed.clone(),
        }
    }

    fn checksum(&self) -> String {
        let (format, note, signer) = (&self.format, &self.note, &self.signer);
        let all = format!("{format}\n{note}\n{signer}\n{}", self.locked());
        Id::of(all.as_bytes()).to_string()
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
