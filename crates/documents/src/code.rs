//! A one-time voting code, as it stands on a card: 80 random bits and a character that finds slips.

use std::fmt::{self, Write};

use crate::scalars::base32::{self, LETTERS};

/// Sixteen characters of 5 bits, and the check character.
pub const LENGTH: usize = 17;
/// A card shows the code in groups that begin here.
const GROUPS: [usize; 3] = [4, 8, 12];

/// A one-time voting code. Whoever knows it can vote with it, so it is never written into a box.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code([u8; 10]);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// It has so many characters instead of 17.
    Length(usize),
    /// This character is in no code.
    Character(char),
    /// One character or more is wrong, or two have changed places.
    Slip,
}

impl Code {
    pub fn new(random: [u8; 10]) -> Self {
        Self(random)
    }

    pub fn as_bytes(&self) -> &[u8; 10] {
        &self.0
    }

    /// Reads a code as people type it: in any case, with or without spaces and dashes, O for 0, I and L for 1.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn read(text: &str) -> Result<Self, CodeFault> {
        let mut digits = [0; LENGTH];
        let mut found = 0;
        for c in text.chars().filter(|c| !is_gap(*c)) {
            let digit = digit(c).ok_or(CodeFault::Character(c))?;
            if let Some(place) = digits.get_mut(found) {
                *place = digit;
            }
            found += 1;
        }
        if found != LENGTH {
            return Err(CodeFault::Length(found));
        }
        if check(&digits) != 0 {
            return Err(CodeFault::Slip);
        }
        Ok(Self(packed(&digits)))
    }

    fn digits(&self) -> [u8; LENGTH] {
        let mut digits = [0; LENGTH];
        for (at, digit) in digits.iter_mut().take(LENGTH - 1).enumerate() {
            *digit = base32::digit(&self.0, at);
        }
        digits[LENGTH - 1] = check(&digits);
        digits
    }
}

/// ABCD-EFGH-JKMN-PQRST
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, digit) in self.digits().into_iter().enumerate() {
            if GROUPS.contains(&at) {
                f.write_char('-')?;
            }
            f.write_char(char::from(LETTERS[usize::from(digit)]))?;
        }
        Ok(())
    }
}

/// A code must not stand in a log.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn digit(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    LETTERS
        .iter()
        .position(|&letter| char::from(letter) == c)
        .map(|at| at as u8)
}

fn packed(digits: &[u8; LENGTH]) -> [u8; 10] {
    let mut bytes = [0; 10];
    for (at, &digit) in digits.iter().take(LENGTH - 1).enumerate() {
        base32::put(&mut bytes, at, digit);
    }
    bytes
}

/// The sum of the digits, each times its own power of 2 in the field of 32 elements (x⁵ + x² + 1), the last times 1.
/// It is 0 for a whole code. All powers differ, so that one wrong character, or two that have changed places, always
/// show.
fn check(digits: &[u8; LENGTH]) -> u8 {
    let twice = |digit: u8| {
        let doubled = digit << 1;
        if doubled & 32 == 0 {
            doubled
        } else {
            doubled ^ 0b10_0101
        }
    };
    let start = 0;
    digits[..LENGTH - 1]
        .iter()
        .fold(start, |sum, digit| twice(sum ^ digit))
        ^ digits[LENGTH - 1]
}
