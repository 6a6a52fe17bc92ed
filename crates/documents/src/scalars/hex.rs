//! Bytes written as lower-case hexadecimal digits: one spelling for each value.

use std::fmt;

use super::textual;

/// Half of a key pair that everybody may know: 32 bytes of Ed25519 (RFC 8032) or X25519 (RFC 7748).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey(pub [u8; 32]);

/// The other half, where it has been published: the key that opens sealed choices after the close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenedKey(pub [u8; 32]);

/// An Ed25519 signature (RFC 8032).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

/// Bytes that only the holder of a key can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed(pub Box<[u8]>);

macro_rules! fixed {
    ($($type:ident),*) => { $(
        impl $type {
            /// `None` where the text is not so many lower-case hexadecimal digits.
            pub fn parse(text: &str) -> Option<Self> {
                fixed(text).map(Self)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                to_hex(&self.0, f)
            }
        }
    )* };
}

fixed!(PublicKey, OpenedKey, Signature);

impl Sealed {
    /// `None` where the text is not pairs of lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = vec![0; text.len() / 2];
        fill(&mut bytes, text)?;
        Some(Self(bytes.into()))
    }
}

impl fmt::Display for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        to_hex(&self.0, f)
    }
}

textual!(
    PublicKey,
    "64 lower-case hexadecimal digits",
    "^[0-9a-f]{64}$",
    Self([0; 32])
);
textual!(
    OpenedKey,
    "64 lower-case hexadecimal digits",
    "^[0-9a-f]{64}$",
    Self([0; 32])
);
textual!(
    Signature,
    "128 lower-case hexadecimal digits",
    "^[0-9a-f]{128}$",
    Self([0; 64])
);
textual!(
    Sealed,
    "pairs of lower-case hexadecimal digits",
    "^([0-9a-f]{2})*$",
    Self(Box::default())
);

pub(crate) fn to_hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const AT_ONCE: usize = 32;
    let mut digits = [0; 2 * AT_ONCE];
    for bytes in bytes.chunks(AT_ONCE) {
        for (pair, byte) in digits.chunks_exact_mut(2).zip(bytes) {
            pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
        let digits = std::str::from_utf8(&digits[..2 * bytes.len()]);
        f.write_str(digits.map_err(|_| fmt::Error)?)?;
    }
    Ok(())
}

fn digit(value: u8) -> u8 {
    if value < 10 {
        b'0' + value
    } else {
        b'a' + value - 10
    }
}

pub(crate) fn fixed<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut out = [0; N];
    fill(&mut out, text)?;
    Some(out)
}

/// Fills `out` with what the digits say; `None` where they are not just so many.
fn fill(out: &mut [u8], text: &str) -> Option<()> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    let digits = text.as_bytes();
    if digits.len() != 2 * out.len() {
        return None;
    }
    for (byte, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(())
}
