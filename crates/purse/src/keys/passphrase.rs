//! Where a passphrase comes from, and whether a new one is worth having.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::failure::Failure;

const VARIABLE: &str = "PURSE_PASSPHRASE";
/// Together with the slow step from passphrase to key, guessing is then too dear.
const SHORTEST: usize = 12;
const DIFFERENT: usize = 6;

/// How the passphrase of a key file is given.
#[derive(clap::Args)]
pub(crate) struct Passphrase {
    /// A file whose first line is the passphrase; without it, PURSE_PASSPHRASE is taken, or the passphrase is asked for
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl Passphrase {
    /// The passphrase of a key that is there.
    ///
    /// # Errors
    /// None is given, and nobody can be asked.
    pub(crate) fn ask(&self) -> Result<Zeroizing<String>, Failure> {
        match self.given()? {
            Some(given) => Ok(given),
            None => prompt("Passphrase of the key: "),
        }
    }

    /// The passphrase of a key that is being made; on a terminal it is typed twice.
    ///
    /// # Errors
    /// None is given, it is easy to guess, or the two differ.
    pub(crate) fn choose(&self) -> Result<Zeroizing<String>, Failure> {
        if let Some(given) = self.given()? {
            check(&given)?;
            return Ok(given);
        }
        let first = prompt("Choose a passphrase: ")?;
        check(&first)?;
        if *prompt("The same again: ")? != *first {
            return Err(Failure::bad(
                "the two passphrases differ, so no key was made",
            ));
        }
        Ok(first)
    }

    fn given(&self) -> Result<Option<Zeroizing<String>>, Failure> {
        if let Some(path) = &self.passphrase_file {
            let text = fs::read_to_string(path)
                .map_err(|error| Failure::io("read the passphrase in", path, &error))?;
            let text = Zeroizing::new(text);
            let line = text.lines().next().unwrap_or_default();
            return Ok(Some(Zeroizing::new(line.to_owned())));
        }
        match env::var(VARIABLE) {
            Ok(given) => Ok(Some(Zeroizing::new(given))),
            Err(env::VarError::NotPresent) => Ok(None),
            Err(env::VarError::NotUnicode(_)) => Err(Failure::bad(format!(
                "{VARIABLE} holds bytes that are no text"
            ))),
        }
    }
}

/// Asks on the terminal, and shows nothing of what is typed.
fn prompt(says: &str) -> Result<Zeroizing<String>, Failure> {
    rpassword::prompt_password(says)
        .map(Zeroizing::new)
        .map_err(|error| {
            Failure::bad(format!(
                "nobody can be asked for the passphrase here ({error}): use --passphrase-file or {VARIABLE}"
            ))
        })
}

fn check(passphrase: &str) -> Result<(), Failure> {
    let letters: BTreeSet<char> = passphrase.chars().collect();
    let says = if passphrase.trim().is_empty() {
        "the passphrase is empty"
    } else if passphrase.chars().count() < SHORTEST || letters.len() < DIFFERENT {
        "the passphrase is too easy to guess"
    } else if letters
        .iter()
        .all(|c| c.is_numeric() || !c.is_alphanumeric())
    {
        "the passphrase is only numbers, which are easy to guess"
    } else {
        return Ok(());
    };
    Err(Failure::bad(format!(
        "{says}: use at least {SHORTEST} characters, such as four or five words that do not belong together"
    )))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn passphrases_that_are_easy_to_guess_are_refused() {
        for (weak, says) in [
            ("", "is empty"),
            ("            ", "is empty"),
            ("short words", "too easy"),
            ("aaaaaaaaaaaaaaaaaaaa", "too easy"),
            ("practice", "too easy"),
            ("2026-11-26 15:30", "only numbers"),
        ] {
            let refused = check(weak).expect_err(weak).to_string();
            assert!(refused.contains(says), "{weak:?}: {refused}");
            assert!(refused.contains("at least 12 characters"), "{refused}");
        }
        assert!(check("teapot ladder orbit fox").is_ok());
        assert!(check("rhosyn ysgol lleuad").is_ok());
    }
}
