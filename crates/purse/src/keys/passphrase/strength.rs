//! Whether a new passphrase would stand against somebody who has the key file and time.

use std::collections::BTreeSet;

use zeroize::Zeroizing;
use zxcvbn::zxcvbn;

use crate::failure::Failure;

const SHORTEST: usize = 12;
const DIFFERENT: usize = 6;
/// So many tries, as a power of ten, must a program need that knows words, names, dates and keyboard rows: zxcvbn's
/// highest score. ARCHITECTURE.md has what a try costs.
const TRIES: u64 = 10;
/// zxcvbn's work grows with the square of the length.
const LOOKED_AT: usize = 100;

/// # Errors
/// Why it is easy to guess.
pub(super) fn check(passphrase: &str, known: &[&str]) -> Result<(), Failure> {
    let letters: BTreeSet<char> = passphrase.chars().collect();
    let no_letter = |sign: &char| sign.is_numeric() || !sign.is_alphanumeric();
    let says = if passphrase.is_empty() {
        "the passphrase is empty"
    } else if passphrase.chars().count() < SHORTEST || letters.len() < DIFFERENT {
        "the passphrase is too easy to guess"
    } else if letters.iter().all(no_letter) {
        "the passphrase is only numbers, which are easy to guess"
    } else if tries(passphrase, known) < TRIES {
        "the passphrase is too easy to guess: it is made of what programs that guess try first"
    } else {
        return Ok(());
    };
    Err(Failure::bad(format!(
        "{says}: use at least {SHORTEST} characters, such as four or five words that do not belong together"
    )))
}

/// As a power of ten. Without its spaces, since zxcvbn takes each of them for a secret sign.
fn tries(passphrase: &str, known: &[&str]) -> u64 {
    let signs = passphrase.chars().filter(|sign| *sign != ' ');
    let signs: Zeroizing<String> = Zeroizing::new(signs.take(LOOKED_AT).collect());
    zxcvbn(&signs, known).guesses_log10().max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn passphrases_that_are_easy_to_guess_are_refused() {
        for (weak, says) in [
            ("", "is empty"),
            ("short words", "too easy"),
            ("aaaaaaaaaaaaaaaaaaaa", "too easy"),
            ("practice", "too easy"),
            ("2026-11-26 15:30", "only numbers"),
            ("Password1234!", "try first"),
            ("P@ssw0rd2026!!", "try first"),
            ("qwertyuiop123", "try first"),
            ("qwerty asdfgh zxcvbn", "try first"),
            ("password password", "try first"),
            ("let me in please", "try first"),
            ("iloveyou forever", "try first"),
            ("december 25 2026", "try first"),
            ("Hazelbeck2026", "try first"),
            ("abcdefghijkl", "try first"),
        ] {
            let refused = check(weak, &["hazelbeck"]).expect_err(weak).to_string();
            assert!(refused.contains(says), "{weak:?}: {refused}");
            assert!(refused.contains("at least 12 characters"), "{refused}");
        }
        for good in [
            "teapot ladder orbit fox",
            "rhosyn ysgol lleuad",
            "four words of passphrase",
            "ffenestr garreg hapus afon",
            "żółw książka lampa mydło",
            "k7#Vq9!wz2Lm",
        ] {
            assert!(check(good, &["hazelbeck"]).is_ok(), "{good}");
        }
        assert!(
            check(&"teapot ladder orbit ".repeat(5_000), &[]).is_ok(),
            "however long"
        );
    }
}
