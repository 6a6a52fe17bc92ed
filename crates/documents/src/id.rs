//! Names that are the hash of what they name, and the nonce that tells equal ballots apart.

use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

use crate::scalars::textual;

/// The SHA-256 (FIPS 180-4) of a file's bytes, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 32]);

impl Id {
    /// The name of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// `None` where the text is not 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        from_hex(text).map(Self)
    }

    /// A hash, or a key of the same length, that was made elsewhere.
    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        to_hex(&self.0, f)
    }
}

textual!(
    Id,
    "64 lower-case hexadecimal digits",
    "^[0-9a-f]{64}$",
    Self([0; 32])
);

/// 16 random bytes: two residents' equal choices are still two ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nonce(pub [u8; 16]);

impl Nonce {
    /// `None` where the text is not 32 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        from_hex(text).map(Self)
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        to_hex(&self.0, f)
    }
}

textual!(
    Nonce,
    "32 lower-case hexadecimal digits",
    "^[0-9a-f]{32}$",
    Self([0; 16])
);

fn to_hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .try_for_each(|digit| {
            f.write_char(char::from(if digit < 10 {
                b'0' + digit
            } else {
                b'a' + digit - 10
            }))
        })
}

fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut out = [0; N];
    for (byte, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(out)
}
