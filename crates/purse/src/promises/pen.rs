//! Whoever signs an entry: the key file of one who signs the ledger, or the event's own.

use std::path::{Path, PathBuf};

use documents::ledger::Signer;
use documents::{Entry, PublicKey};
use seals::Organiser;
use seals::ledger::LedgerKey;

use crate::failure::Failure;
use crate::files;
use crate::keys::{KeyFile, LedgerKeyFile, Passphrase};

/// A key file that was read and is still locked.
pub(crate) struct Pen {
    path: PathBuf,
    file: File,
}

enum File {
    Ledger(LedgerKeyFile),
    Event(KeyFile),
}

/// A key that was opened.
pub(crate) enum Ready {
    Ledger(LedgerKey),
    Event(Organiser),
}

impl Pen {
    /// # Errors
    /// A file that is neither kind of key.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let file = match LedgerKeyFile::begins(&files::read(path)?) {
            true => File::Ledger(LedgerKeyFile::read(path)?),
            false => File::Event(KeyFile::read(path)?),
        };
        let path = path.to_owned();
        Ok(Self { path, file })
    }

    /// Whose signature it makes.
    pub(crate) fn public(&self) -> Result<PublicKey, Failure> {
        match &self.file {
            File::Ledger(_) => self
                .signer()
                .map(|signer| signer.map_or(PublicKey([0; 32]), |one| one.key)),
            File::Event(file) => Ok(file.public().organiser),
        }
    }

    /// Who its file says it is; nobody for the event's key.
    pub(crate) fn signer(&self) -> Result<Option<Signer>, Failure> {
        match &self.file {
            File::Ledger(file) => file.signer().map(Some).map_err(|why| self.failure(&why)),
            File::Event(_) => Ok(None),
        }
    }

    /// # Errors
    /// A wrong passphrase.
    pub(crate) fn open(&self, passphrase: &Passphrase) -> Result<Ready, Failure> {
        let given = passphrase.ask()?;
        match &self.file {
            File::Ledger(file) => file
                .open(&given)
                .map(Ready::Ledger)
                .map_err(|why| self.failure(&why)),
            File::Event(file) => file
                .open(&given)
                .map(Ready::Event)
                .map_err(|why| self.failure(why)),
        }
    }

    fn failure(&self, why: &str) -> Failure {
        Failure::bad(format!("{}: {why}", self.path.display()))
    }
}

impl Ready {
    pub(crate) fn sign(&self, entry: Entry) -> Entry {
        match self {
            Self::Ledger(key) => key.sign(entry),
            Self::Event(organiser) => organiser.sign_entry(entry),
        }
    }
}
