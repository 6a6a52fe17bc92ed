//! The organiser's key file: a seed of 32 bytes that only a passphrase opens.

use std::path::Path;

use documents::budget::Keys;
use documents::{Budget, Date, Id, PublicKey};
use seals::{Event, Organiser};
use serde::{Deserialize, Serialize};

use super::Passphrase;
use super::locked::{Cost, Locked};
use super::stored::{self, PRACTICE, Stored};
use crate::chance;
use crate::failure::Failure;
use crate::words::say;

const FORMAT: &str = "common-purse/key/1";
const NOTE: &str = "Secret. Keep this file in two safe places, and its passphrase apart from it. docs/keys.md says how.";

/// The file as it is written. Bytes are hexadecimal.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyFile {
    format: String,
    note: String,
    /// The one event that it is for; the practice key is for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<Purpose>,
    /// What everybody may know; the budget names it.
    public: Written,
    argon2id: Cost,
    salt: String,
    nonce: String,
    /// ChaCha20-Poly1305 (RFC 8439) of the seed.
    seed: String,
    /// The hash of the file without this field: tells a damaged file from a wrong passphrase.
    check: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    organiser: String,
    about: String,
    choices: String,
}

/// What tells an event from the next one. A close publishes the key that opens its choices, so a second event with the
/// same key would be open from its first day.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Purpose {
    /// The budget's id.
    budget: String,
    /// Its last day when the key was made; a budget that opens later is of another event.
    closes: String,
}

impl Purpose {
    fn of(budget: &Budget) -> Self {
        Self {
            budget: budget.id.to_string(),
            closes: budget.dates.closes.to_string(),
        }
    }

    fn fits(&self, budget: &Budget) -> bool {
        let closes = Date::parse(&self.closes);
        self.budget == budget.id.as_str() && closes.is_some_and(|day| budget.dates.opens <= day)
    }
}

impl KeyFile {
    /// A key that nobody has yet, for the event of this budget; without one, for practice.
    pub(crate) fn make(passphrase: &str, budget: Option<&Budget>) -> Result<Self, Failure> {
        let seed = chance::bytes::<32>()?;
        let locked = Locked::lock(&seed, passphrase)?;
        let keys = Organiser::new(*seed).keys(true, true);
        let mut file = Self {
            format: FORMAT.into(),
            note: budget.map_or(PRACTICE, |_| NOTE).into(),
            event: budget.map(Purpose::of),
            public: Written {
                organiser: keys.organiser.to_string(),
                about: keys.about.to_string(),
                choices: keys.choices.map(|key| key.to_string()).unwrap_or_default(),
            },
            argon2id: locked.argon2id,
            salt: locked.salt,
            nonce: locked.nonce,
            seed: locked.seed,
            check: String::new(),
        };
        file.check = file.checksum();
        Ok(file)
    }

    /// Reads a key file; the passphrase is not needed for its public halves.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        stored::parse(bytes)
    }

    /// The same from a file on disk.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        stored::read(path)
    }

    pub(crate) fn note(&self) -> &str {
        &self.note
    }

    /// All that may be known of it.
    pub(crate) fn public(&self) -> Keys {
        self.halves()
            .expect("the public halves were looked at when the file was read, or made")
    }

    fn halves(&self) -> Option<Keys> {
        Some(Keys {
            organiser: PublicKey::parse(&self.public.organiser)?,
            about: PublicKey::parse(&self.public.about)?,
            choices: Some(PublicKey::parse(&self.public.choices)?),
            codes: true,
        })
    }

    /// Whoever holds it.
    ///
    /// # Errors
    /// A wrong passphrase, or a file that does not hold what it says.
    pub(crate) fn open(&self, passphrase: &str) -> Result<Organiser, &'static str> {
        let seed = self.locked().open(passphrase)?;
        let organiser = Organiser::new(*seed);
        if organiser.keys(true, true) == self.public() {
            Ok(organiser)
        } else {
            Err(say!("key.damaged"))
        }
    }

    /// Writes it where there is no file yet, for this account alone.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Failure> {
        stored::write(self, path)
    }

    fn refuse_other_event(&self, budget: &Budget) -> Result<(), String> {
        match &self.event {
            None if self.is_practice() => Ok(()),
            Some(event) if event.fits(budget) => Ok(()),
            Some(event) => Err(say!(
                "key.other_event",
                event = event.budget,
                closes = event.closes,
                own = budget.id,
                opens = budget.dates.opens
            )),
            None => Err(say!("key.no_event").into()),
        }
    }

    fn locked(&self) -> Locked {
        Locked {
            argon2id: self.argon2id,
            salt: self.salt.clone(),
            nonce: self.nonce.clone(),
            seed: self.seed.clone(),
        }
    }
}

impl Stored for KeyFile {
    const FORMAT: &'static str = FORMAT;

    fn format(&self) -> &str {
        &self.format
    }

    fn check(&self) -> &str {
        &self.check
    }

    fn checksum(&self) -> String {
        let Written {
            organiser,
            about,
            choices,
        } = &self.public;
        let (format, note, locked) = (&self.format, &self.note, self.locked());
        let all = format!("{format}\n{note}\n{organiser}\n{about}\n{choices}\n{locked}");
        let event = self.event.as_ref();
        let event = event.map_or(String::new(), |event| {
            format!("{}\n{}\n", event.budget, event.closes)
        });
        Id::of([all, event].concat().as_bytes()).to_string()
    }

    fn cost(&self) -> Cost {
        self.argon2id
    }

    fn is_practice(&self) -> bool {
        self.note == PRACTICE
    }

    fn look_at_public(&self) -> Result<(), String> {
        match self.halves() {
            Some(_) => Ok(()),
            None => Err(say!("key.not_hexadecimal").into()),
        }
    }
}

/// The organiser of a budget's event: the key at this path, opened by its passphrase.
///
/// # Errors
/// A key that cannot be opened, or is another event's.
pub(crate) fn organiser_of(
    budget: &Budget,
    path: &Path,
    passphrase: &Passphrase,
) -> Result<Organiser, Failure> {
    let file = KeyFile::read(path)?;
    let public = file.public();
    let event = Event::of(budget).ok_or_else(|| Failure::bad(say!("key.budget_names_none")))?;
    let fits = event.keys.organiser == public.organiser
        && event.keys.about == public.about
        && (event.keys.choices.is_none() || event.keys.choices == public.choices);
    if !fits {
        return Err(Failure::bad(say!(
            "key.not_of_budget",
            file = path.display(),
            budget = event.keys.organiser,
            own = public.organiser
        )));
    }
    file.refuse_other_event(budget)
        .map_err(|why| Failure::bad(format!("{}: {why}", path.display())))?;
    file.open(&passphrase.ask()?)
        .map_err(|why| Failure::bad(format!("{}: {why}", path.display())))
}
