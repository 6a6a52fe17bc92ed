//! Where a passphrase comes from, and whether a new one is worth having.

mod spelling;
mod strength;

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::secret;
use crate::words::say;

const VARIABLE: &str = "PURSE_PASSPHRASE";

/// How the passphrase of a key file is given.
#[derive(clap::Args)]
pub(crate) struct Passphrase {
    /// A file whose first line is the passphrase; without it, the passphrase is asked for
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl Passphrase {
    /// The passphrase of a key that is there, as every keyboard types it.
    ///
    /// # Errors
    /// None is given, and nobody can be asked.
    pub(crate) fn ask(&self) -> Result<Zeroizing<String>, Failure> {
        let typed = match self.given()? {
            Some(given) => given,
            None => prompt(say!("passphrase.ask"))?,
        };
        Ok(spelling::plain(&typed))
    }

    /// The passphrase of a key that is being made, as every keyboard types it; on a terminal it is typed twice.
    /// `known` are words that everybody connects with the event.
    ///
    /// # Errors
    /// None is given, it is easy to guess, or the two differ.
    pub(crate) fn choose(&self, known: &[&str]) -> Result<Zeroizing<String>, Failure> {
        let given = self.given()?;
        let asked = given.is_none();
        let typed = match given {
            Some(given) => given,
            None => prompt("Choose a passphrase: ")?,
        };
        let plain = spelling::plain(&typed);
        strength::check(&plain, known)?;
        if asked && spelling::plain(&prompt(say!("passphrase.again"))?) != plain {
            return Err(Failure::bad(say!("passphrase.differ")));
        }
        for part in spelling::left_out(&typed) {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(io::stderr(), "{}", say!("passphrase.note", part));
        }
        Ok(plain)
    }

    fn given(&self) -> Result<Option<Zeroizing<String>>, Failure> {
        if let Some(path) = &self.passphrase_file {
            secret::warn_if_open(path);
            return first_line(path).map(Some);
        }
        match env::var(VARIABLE) {
            Ok(given) => {
                secret::warn(&say!("passphrase.variable", variable = VARIABLE));
                Ok(Some(Zeroizing::new(given)))
            }
            Err(env::VarError::NotPresent) => Ok(None),
            Err(env::VarError::NotUnicode(_)) => Err(Failure::bad(say!(
                "passphrase.variable_not_text",
                variable = VARIABLE
            ))),
        }
    }
}

/// The first line with something in it, in whatever way an editor ends lines.
fn first_line(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let bytes = fs::read(path).map(Zeroizing::new);
    let bytes = bytes
        .map_err(|error| Failure::bad(say!("io.read_passphrase", place = path.display(), error)))?;
    let text = spelling::decoded(&bytes)
        .ok_or_else(|| Failure::bad(say!("passphrase.not_text", file = path.display())))?;
    let mut lines = text.split(['\n', '\r']);
    let line = lines.find(|line| !spelling::plain(line).is_empty());
    Ok(Zeroizing::new(line.unwrap_or_default().to_owned()))
}

/// Asks on the terminal, and shows nothing of what is typed.
fn prompt(says: &str) -> Result<Zeroizing<String>, Failure> {
    rpassword::prompt_password(says)
        .map(Zeroizing::new)
        .map_err(|error| Failure::bad(say!("passphrase.nobody_to_ask", error)))
}
