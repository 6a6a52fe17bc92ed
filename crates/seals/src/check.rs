//! Whether a ballot with a code belongs, cheapest question first.

use documents::key_list::Standing;
use documents::signed::MAX_BYTES;
use documents::{Ballot, CodeRegister, Id, OpenedKey, PublicKey, Refusal, Signed, SignedName};

use crate::voter::{bound_to, info};
use crate::{Event, seal, sign};

/// Judges the ballots of one event.
pub struct Checker {
    event: Event,
    codes: CodeRegister,
    choices: Option<OpenedKey>,
}

/// A ballot that belongs. Whether it keeps the budget's limits is for the count to say.
#[derive(Debug, PartialEq)]
pub struct Checked {
    pub name: SignedName,
    /// `None` while its choices are sealed.
    pub ballot: Option<Ballot>,
}

impl Checker {
    /// `choices` opens what is sealed, once the close has published it.
    pub fn new(event: Event, codes: impl Into<CodeRegister>, choices: Option<OpenedKey>) -> Self {
        Self {
            event,
            codes: codes.into(),
            choices,
        }
    }

    /// What the name alone tells, so that the file need not be fetched.
    ///
    /// # Errors
    /// A code that is unknown or was taken back.
    pub fn check_name(&self, name: &SignedName) -> Result<(), Refusal> {
        self.may_vote(&name.key)
    }

    /// Judges a loose file: name, size, hash, bytes, signature, seal.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check_file(&self, name: &SignedName, bytes: &[u8]) -> Result<Checked, Refusal> {
        self.check_name(name)?;
        if bytes.len() > MAX_BYTES {
            return Err(Refusal::TooLarge {
                most: MAX_BYTES as u64,
            });
        }
        let hash = Id::of(bytes);
        if hash != name.id {
            return Err(Refusal::WrongName { hash });
        }
        let checked = self.check(bytes)?;
        if checked.name == *name {
            Ok(checked)
        } else {
            Err(Refusal::WrongName { hash })
        }
    }

    /// Judges a ballot wherever it lies, such as in a bundle.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, bytes: &[u8]) -> Result<Checked, Refusal> {
        let signed = Signed::read(bytes)?;
        self.event.budget.expects(&signed.budget)?;
        self.may_vote(&signed.key)?;
        if !sign::holds(&signed.key, bytes, &signed.signature) {
            return Err(Refusal::WrongSignature {});
        }
        Ok(Checked {
            name: SignedName::of(&signed, bytes),
            ballot: self.open(signed)?,
        })
    }

    fn may_vote(&self, key: &PublicKey) -> Result<(), Refusal> {
        match self.codes.standing(key) {
            Standing::MayVote => Ok(()),
            Standing::Voided => Err(Refusal::VoidedCode {}),
            Standing::Unknown => Err(Refusal::UnknownCode {}),
        }
    }

    fn open(&self, signed: Signed) -> Result<Option<Ballot>, Refusal> {
        match (signed.ballot, signed.sealed, self.event.keys.choices) {
            (Some(ballot), None, None) => Ok(Some(ballot)),
            (None, Some(sealed), Some(_)) => {
                let Some(choices) = &self.choices else {
                    return Ok(None);
                };
                let info = info(&self.event);
                let bound_to = bound_to(&signed.key, signed.revision);
                let plain = seal::open(choices, &info, &bound_to, &sealed);
                let ballot = plain.and_then(|plain| Ballot::read(&plain).ok());
                ballot.map(Some).ok_or(Refusal::CannotBeOpened {})
            }
            _ => Err(Refusal::WronglySealed {}),
        }
    }
}
