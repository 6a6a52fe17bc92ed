//! Whether a new passphrase would stand against somebody who has the key file and time.

use std::collections::BTreeSet;

use zeroize::Zeroizing;
use zxcvbn::zxcvbn;

use crate::failure::Failure;
use crate::words::say;

const SHORTEST: usize = 12;
const DIFFERENT: usize = 6;
/// So many tries, as a power of ten, must a program need that knows words, names, dates and keyboard rows: zxcvbn's
/// highest score. ARCHITECTURE.md has what a try costs.
const TRIES: u64 = 10;
/// Phrases that whoever guesses has in a list, zxcvbn's lists have not, and people take for good. In plain small letters.
const KNOWN: [&str; 22] = [
    "correcthorsebatterystaple",
    "tr0ub4dor&3",
    "troubadour",
    "thequickbrownfoxjumpsoverthelazydog",
    "loremipsumdolorsitamet",
    "tobeornottobethatisthequestion",
    "nevergonnagiveyouup",
    "maytheforcebewithyou",
    "godsavetheking",
    "godsavethequeen",
    "henwladfynhadau",
    "llanfairpwllgwyngyll",
    "llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "mymothersmaidenname",
    // What this tool, its documents and its commands are about.
    "fourorfivewordsthatdonotbelongtogether",
    "wordsthatdonotbelongtogether",
    "participatorybudgeting",
    "commonpurse",
    "passphrase",
    "organiser",
    "votingcodes",
    "townhall",
];
/// Words of a series hide less than they are long: whoever has guessed one goes on with the next.
const SERIES: [&[&str]; 5] = [
    &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ],
    &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ],
    &[
        "dydd", "llun", "mawrth", "mercher", "iau", "gwener", "sadwrn", "sul",
    ],
    &[
        "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw", "deg",
    ],
];
/// zxcvbn's work grows with the square of the length.
const LOOKED_AT: usize = 100;

/// # Errors
/// Why it is easy to guess.
pub(super) fn check(passphrase: &str, known: &[&str]) -> Result<(), Failure> {
    let letters: BTreeSet<char> = passphrase.chars().collect();
    let no_letter = |sign: &char| sign.is_numeric() || !sign.is_alphanumeric();
    let says = if passphrase.is_empty() {
        say!("passphrase.empty")
    } else if passphrase.chars().count() < SHORTEST || letters.len() < DIFFERENT {
        say!("passphrase.easy")
    } else if letters.iter().all(no_letter) {
        say!("passphrase.numbers")
    } else if tries(passphrase, known) < TRIES {
        say!("passphrase.known")
    } else {
        return Ok(());
    };
    Err(Failure::bad(say!(
        "passphrase.advice",
        says,
        shortest = SHORTEST
    )))
}

/// As a power of ten. Without its spaces, since zxcvbn takes each of them for a secret sign; where words of series or
/// numbers are among its words, what is left without them has to be strong.
fn tries(passphrase: &str, known: &[&str]) -> u64 {
    let counts = |word: &&str| {
        let number = !word.chars().any(char::is_alphabetic);
        let word = word.to_lowercase();
        !number && !SERIES.iter().any(|series| series.contains(&word.as_str()))
    };
    let words = || passphrase.split(' ');
    let whole: Zeroizing<String> = Zeroizing::new(words().collect());
    let rest: Zeroizing<String> = Zeroizing::new(words().filter(counts).collect());
    guesses(&whole, known).min(guesses(&rest, known))
}

fn guesses(signs: &str, known: &[&str]) -> u64 {
    let signs: Zeroizing<String> = Zeroizing::new(signs.chars().take(LOOKED_AT).collect());
    let joined = known.concat();
    let known: Vec<&str> = [known, &[joined.as_str()], &KNOWN].concat();
    zxcvbn(&signs, &known).guesses_log10().max(0.0) as u64
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
            ("correct horse battery staple", "try first"),
            ("CorrectHorseBatteryStaple1", "try first"),
            ("Tr0ub4dor&3 Tr0ub4dor&3", "try first"),
            ("the quick brown fox jumps over the lazy dog", "try first"),
            ("to be or not to be that is the question", "try first"),
            (
                "four or five words that do not belong together",
                "try first",
            ),
            ("never gonna give you up", "try first"),
            ("26 November 2026 16:00", "try first"),
            ("one two three four five six", "try first"),
            ("monday tuesday wednesday", "try first"),
            ("Llanfairpwllgwyngyll", "try first"),
        ] {
            let refused = check(weak, &["hazelbeck"]).expect_err(weak).to_string();
            assert!(refused.contains(says), "{weak:?}: {refused}");
            assert!(refused.contains("at least 12 characters"), "{refused}");
        }
        for good in [
            "teapot ladder orbit fox",
            "rhosyn ysgol lleuad",
            "ffenestr garreg hapus afon",
            "żółw książka lampa mydło",
            "k7#Vq9!wz2Lm",
            "teapot ladder may orbit fox 7",
        ] {
            assert!(check(good, &["hazelbeck"]).is_ok(), "{good}");
        }
        assert!(
            check(&"teapot ladder orbit ".repeat(5_000), &[]).is_ok(),
            "however long"
        );
    }
}
