//! Names that are the hash of what they name, and the nonce that tells equal ballots apart.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::scalars::{fixed, textual, to_hex};

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
        fixed(text).map(Self)
    }

    /// A hash, or a key of the same length, that was made elsewhere.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
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
        fixed(text).map(Self)
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
