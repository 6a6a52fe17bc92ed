//! An Ed25519 signature in few enough characters for a file's name.

use std::fmt;

use super::base32::{self, LETTERS};
use super::textual;

/// Digits of 64 bytes.
const LENGTH: usize = 103;

/// A code's signature of a ballot's name (Ed25519, RFC 8032), kept as it is spelt: 103 characters, of which none is a capital,
/// since many disks take capitals and small letters for the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameSignature([u8; LENGTH]);

impl NameSignature {
    /// So many characters each is long.
    pub const LENGTH: usize = LENGTH;

    pub fn of(signature: &[u8; 64]) -> Self {
        Self(std::array::from_fn(|at| {
            let digit = base32::digit(signature, at);
            LETTERS[usize::from(digit)].to_ascii_lowercase()
        }))
    }

    /// `None` where the text is no signature in its one spelling.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: [u8; LENGTH] = text.as_bytes().try_into().ok()?;
        let whole = digits.iter().all(|digit| value(*digit).is_some());
        // 64 bytes end two bits after the last digit's beginning.
        let spare = value(digits[LENGTH - 1])? & 7;
        (whole && spare == 0).then_some(Self(digits))
    }

    pub fn to_bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        for (at, digit) in self.0.iter().enumerate() {
            base32::put(&mut bytes, at, value(*digit).unwrap_or_default());
        }
        bytes
    }
}

impl fmt::Display for NameSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.0).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for NameSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

textual!(
    NameSignature,
    "103 digits of Crockford's base 32, in small letters",
    "^[0-9a-hjkmnp-tv-z]{102}[08gr]$",
    Self([b'0'; LENGTH])
);

fn value(digit: u8) -> Option<u8> {
    let (first, from) = match digit {
        b'0'..=b'9' => (b'0', 0),
        b'a'..=b'h' => (b'a', 10),
        b'j' | b'k' => (b'j', 18),
        b'm' | b'n' => (b'm', 20),
        b'p'..=b't' => (b'p', 22),
        b'v'..=b'z' => (b'v', 27),
        _ => return None,
    };
    Some(digit - first + from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_in_its_one_spelling() {
        let bytes: [u8; 64] = std::array::from_fn(|at| (at * 37 + 201) as u8);
        for bytes in [bytes, [0; 64], [255; 64]] {
            let text = NameSignature::of(&bytes).to_string();
            assert_eq!(text.len(), LENGTH);
            let read = NameSignature::parse(&text).expect("what was written is read");
            assert_eq!(read.to_bytes(), bytes);
            for wrong in [
                text.to_uppercase() + "0",
                text[1..].to_owned(),
                format!("{}1", &text[..LENGTH - 1]),
                format!("u{}", &text[1..]),
                format!("A{}", &text[1..]),
                format!("é{}", &text[2..]),
            ] {
                assert_eq!(NameSignature::parse(&wrong), None, "{wrong}");
            }
        }
    }
}
