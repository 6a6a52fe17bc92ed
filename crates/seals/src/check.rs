//! Whether a ballot with a code belongs, cheapest question first: what its name tells, then its bytes.

use documents::judging::{Job, Verdict};
use documents::signed::MAX_BYTES;
use documents::{Ballot, CodeRegister, Id, OpenedKey, Refusal, Sealed, Signed, SignedName};

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

    /// The codes that may vote.
    pub fn codes(&self) -> &CodeRegister {
        &self.codes
    }

    /// The answer to any question about a ballot.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn judge<B: AsRef<[u8]>>(&self, job: &Job<B>) -> Verdict {
        match job {
            Job::Name(name) => self.check_name(name).map(|()| (*name, None)),
            Job::File(name, bytes) => Ok((*name, self.check_bytes(name, bytes.as_ref())?)),
            Job::Line(line) => {
                let checked = self.check(line.as_ref())?;
                Ok((checked.name, checked.ballot))
            }
        }
    }

    /// What the name alone tells, so that the file need not be fetched: has a code that may vote signed it?
    ///
    /// # Errors
    /// A code that is unknown or was taken back, or a signature that is none of this name's.
    pub fn check_name(&self, name: &SignedName) -> Result<(), Refusal> {
        self.codes.may_vote(&name.key)?;
        match sign::name_holds(&self.event, name) {
            true => Ok(()),
            false => Err(Refusal::WrongSignature {}),
        }
    }

    /// Judges the file of a name that [`Checker::check_name`] has let through: size, hash, bytes, seal. Its ballot, or
    /// `None` while that is sealed.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check_bytes(&self, name: &SignedName, bytes: &[u8]) -> Result<Option<Ballot>, Refusal> {
        if bytes.len() > MAX_BYTES {
            return Err(Refusal::TooLarge {
                most: MAX_BYTES as u64,
            });
        }
        let hash = Id::of(bytes);
        if hash != name.id {
            return Err(Refusal::WrongName { hash });
        }
        let signed = Signed::read_file(name, bytes)?;
        if SignedName::of(&signed) != *name {
            return Err(Refusal::WrongName { hash });
        }
        self.event.budget.expects(&signed.budget)?;
        self.open(signed)
    }

    /// Judges a loose file, name first.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check_file(&self, name: &SignedName, bytes: &[u8]) -> Result<Checked, Refusal> {
        self.check_name(name)?;
        let ballot = self.check_bytes(name, bytes)?;
        Ok(Checked {
            name: *name,
            ballot,
        })
    }

    /// Judges a line of a bundle.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, line: &[u8]) -> Result<Checked, Refusal> {
        let signed = Signed::read(line)?;
        self.event.budget.expects(&signed.budget)?;
        let name = SignedName::of(&signed);
        self.check_name(&name)?;
        Ok(Checked {
            name,
            ballot: self.open(signed)?,
        })
    }

    fn open(&self, signed: Signed) -> Result<Option<Ballot>, Refusal> {
        let Some(sealed) = self.event.sealed(&signed)? else {
            return Ok(signed.ballot);
        };
        let Some(choices) = &self.choices else {
            return Ok(None);
        };
        let info = info(&self.event);
        let bound_to = bound_to(&signed.key, signed.revision);
        let plain = seal::open(choices, &info, &bound_to, sealed);
        let ballot = plain.and_then(|plain| Ballot::read(&plain).ok());
        ballot.map(Some).ok_or(Refusal::CannotBeOpened {})
    }
}

impl Event {
    /// What is sealed of this ballot; `None` where its choices are open.
    ///
    /// # Errors
    /// It is sealed where choices are open in this event, or open where they are sealed.
    pub fn sealed<'s>(&self, signed: &'s Signed) -> Result<Option<&'s Sealed>, Refusal> {
        match (&signed.ballot, &signed.sealed, &self.keys.choices) {
            (Some(_), None, None) => Ok(None),
            (None, Some(sealed), Some(_)) => Ok(Some(sealed)),
            _ => Err(Refusal::WronglySealed {}),
        }
    }
}
