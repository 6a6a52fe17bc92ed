//! A ballot with a code: its choices open or sealed until the close, its name signed by the code's key.
//!
//! A file's name commits to its bytes, and the signature in the name to the name: so a name alone tells whether somebody
//! with that code has made the ballot, and a forged one need not be fetched. A line, as a bundle and a device have it, is
//! the file with the name's signature as its last field.

use std::borrow::Cow;

use crate::ballot;
use crate::json::{self, format_name, record};
use crate::{Ballot, BudgetName, Id, NameSignature, PublicKey, Refusal, Sealed};

format_name!(
    /// `common-purse/signed/1`
    SignedFormat,
    "common-purse/signed/1"
);

/// Bytes of a file: more than the largest sealed ballot needs, two digits a byte.
pub const MAX_BYTES: usize = 40_960;

/// What a line has at its end and the file has not, without the signature's digits.
const FIELD: (&str, &str) = (",\"signature\":\"", "\"}");
/// So many bytes a line is longer than the file, which ends in a brace too.
const LONGER: usize = FIELD.0.len() + NameSignature::LENGTH + FIELD.1.len() - 1;

record! {
    /// A ballot and its name's signature. The order of the fields is the order of the canonical bytes.
    #[derive(Eq)]
    pub struct Signed {
        pub format: SignedFormat,
        /// The budget it was cast on, also of what is sealed.
        pub budget: BudgetName,
        /// Of the code.
        pub key: PublicKey,
        /// Of two valid ballots of one code, the one with the higher number counts.
        pub revision: u64,
        /// The ballot, where choices are open.
        pub ballot: Option<Ballot>,
        /// The ballot, sealed to the budget's key `choices`.
        pub sealed: Option<Sealed>,
        /// By `key`, over the ballot's name: event, revision, and the hash of the file, which is without this field.
        pub signature: NameSignature,
    }
}

impl Signed {
    /// The canonical line: compact JSON, fields in order.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(self)
    }

    /// The bytes of its file.
    pub fn to_file(&self) -> Vec<u8> {
        file(&self.to_bytes()).into()
    }

    /// Reads a line whose bytes are canonical; whether the signature holds is not looked at.
    ///
    /// # Errors
    /// Too many bytes, the first place where the shape is wrong, or where the bytes leave the canonical ones.
    pub fn read(line: &[u8]) -> Result<Self, Refusal> {
        const MOST: usize = MAX_BYTES + LONGER;
        if line.len() > MOST {
            return Err(Refusal::TooLarge {
                most: MAX_BYTES as u64,
            });
        }
        let signed: Self =
            json::read(line, MOST, |_, _| ()).map_err(|problems| Refusal::malformed(&problems))?;
        Refusal::unless_canonical(&signed.to_bytes(), line)?;
        let large = |ballot: &Ballot| ballot.to_bytes().len() > ballot::MAX_BYTES;
        if line.len() > ballot::MAX_BYTES && signed.ballot.as_ref().is_some_and(large) {
            return Err(Refusal::TOO_LARGE);
        }
        Ok(signed)
    }

    /// Reads a file that has this name. Its revision and key may still be others than the name says.
    ///
    /// # Errors
    /// Those of [`Signed::read`].
    pub fn read_file(name: &SignedName, file: &[u8]) -> Result<Self, Refusal> {
        Self::read(&line(name, file))
    }

    /// Is this a ballot with a code, by its first field?
    pub fn begins(bytes: &[u8]) -> bool {
        bytes.starts_with(b"{\"format\":\"common-purse/signed/")
    }
}

/// The file of a line; of anything else, such as a ballot without a code, the bytes themselves.
pub fn file(line: &[u8]) -> Cow<'_, [u8]> {
    let split = Signed::begins(line)
        .then(|| line.split_at_checked(line.len().checked_sub(LONGER + 1)?))
        .flatten();
    match split {
        Some((file, end)) if end.starts_with(FIELD.0.as_bytes()) && end.ends_with(b"\"}") => {
            [file, b"}"].concat().into()
        }
        _ => line.into(),
    }
}

/// The line of a file that has this name.
pub fn line(name: &SignedName, file: &[u8]) -> Vec<u8> {
    let open = file.strip_suffix(b"}").unwrap_or(file);
    let (before, after) = FIELD;
    let field = format!("{before}{}{after}", name.signature);
    [open, field.as_bytes()].concat()
}

/// What the signature of a list or a close is over: the canonical bytes without the last field, `signature`.
pub fn signed_part(bytes: &[u8]) -> Vec<u8> {
    const FIELD: usize = ",\"signature\":\"\"}".len() + 128;
    let mut part = bytes[..bytes.len().saturating_sub(FIELD)].to_vec();
    part.push(b'}');
    part
}

/// Where a ballot with a code lies: `<key>-<revision>-<id>-<signature>`, so that one of an unknown code, or one that its
/// code has not signed, need not be fetched. With its ending it has at most 255 bytes, as many as disks take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignedName {
    pub key: PublicKey,
    pub revision: u64,
    pub id: Id,
    pub signature: NameSignature,
}

impl SignedName {
    /// Characters of the longest name, without its ending.
    pub const LONGEST: usize = 64 + 1 + 16 + 1 + 64 + 1 + NameSignature::LENGTH;

    /// `None` where the text is not made so.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let name = Self {
            key: PublicKey::parse(parts.next()?)?,
            revision: number(parts.next()?)?,
            id: Id::parse(parts.next()?)?,
            signature: NameSignature::parse(parts.next()?)?,
        };
        parts.next().is_none().then_some(name)
    }

    /// The name of a ballot's file.
    pub fn of(signed: &Signed) -> Self {
        Self {
            key: signed.key,
            revision: signed.revision,
            id: Id::of(&signed.to_file()),
            signature: signed.signature,
        }
    }
}

impl std::fmt::Display for SignedName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            key,
            revision,
            id,
            signature,
        } = self;
        write!(f, "{key}-{revision}-{id}-{signature}")
    }
}

/// A whole number in its one spelling.
fn number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok().filter(|n| *n <= json::MAX_WHOLE)?;
    (number.to_string() == text).then_some(number)
}

const _: () = assert!(
    MAX_BYTES > 2 * ballot::MAX_BYTES,
    "every ballot can be sealed: padding and the other fields take less than a quarter more"
);

const _: () = assert!(
    SignedName::LONGEST + crate::boxes::JSON.len() <= 255,
    "a disk takes every name"
);
