//! A ballot with a code: signed by the code's key, its choices open or sealed until the close.

use crate::ballot;
use crate::json::{self, Object, format_name, record};
use crate::{Ballot, BudgetName, Id, PublicKey, Refusal, Sealed, Signature};

format_name!(
    /// `common-purse/signed/1`
    SignedFormat,
    "common-purse/signed/1"
);

/// More than the largest sealed ballot needs: two digits a byte.
pub const MAX_BYTES: usize = 40_960;

record! {
    /// A ballot and the signature of its code. The order of the fields is the order of the canonical bytes.
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
        /// By `key`, over the canonical bytes without this field.
        pub signature: Signature,
    }
}

impl Signed {
    /// The canonical bytes: compact JSON, fields in order.
    pub fn to_bytes(&self) -> Vec<u8> {
        Object::write(|json| {
            json.text("format", &SignedFormat::NAME);
            self.budget.write(json);
            json.text("key", &self.key);
            json.number("revision", self.revision);
            if let Some(ballot) = &self.ballot {
                json.object("ballot", |json| ballot.write(json));
            }
            if let Some(sealed) = &self.sealed {
                json.text("sealed", sealed);
            }
            json.text("signature", &self.signature);
        })
    }

    /// Reads a signed ballot whose bytes are canonical; whether the signature holds is not looked at.
    ///
    /// # Errors
    /// Too many bytes, the first place where the shape is wrong, or where the bytes leave the canonical ones.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_BYTES {
            return Err(Refusal::TooLarge {
                most: MAX_BYTES as u64,
            });
        }
        let signed: Self = json::read(bytes, MAX_BYTES, |_, _| ())
            .map_err(|problems| Refusal::malformed(&problems))?;
        Refusal::unless_canonical(&signed.to_bytes(), bytes)?;
        let large = |ballot: &Ballot| ballot.to_bytes().len() > ballot::MAX_BYTES;
        if bytes.len() > ballot::MAX_BYTES && signed.ballot.as_ref().is_some_and(large) {
            return Err(Refusal::TOO_LARGE);
        }
        Ok(signed)
    }

    /// Is this a signed ballot, by its first field?
    pub fn begins(bytes: &[u8]) -> bool {
        bytes.starts_with(b"{\"format\":\"common-purse/signed/")
    }
}

/// What a signature is over: a document's canonical bytes without its last field, `signature`.
pub fn signed_part(bytes: &[u8]) -> Vec<u8> {
    const FIELD: usize = ",\"signature\":\"\"}".len() + 128;
    let mut part = bytes[..bytes.len().saturating_sub(FIELD)].to_vec();
    part.push(b'}');
    part
}

/// Where a ballot with a code lies: `<key>-<revision>-<id>`, so that one of an unknown code need not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignedName {
    pub key: PublicKey,
    pub revision: u64,
    pub id: Id,
}

impl SignedName {
    /// `None` where the text is not made so.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let name = Self {
            key: PublicKey::parse(parts.next()?)?,
            revision: number(parts.next()?)?,
            id: Id::parse(parts.next()?)?,
        };
        parts.next().is_none().then_some(name)
    }

    /// The name that these bytes must have.
    pub fn of(signed: &Signed, bytes: &[u8]) -> Self {
        Self {
            key: signed.key,
            revision: signed.revision,
            id: Id::of(bytes),
        }
    }
}

impl std::fmt::Display for SignedName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{}", self.key, self.revision, self.id)
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
