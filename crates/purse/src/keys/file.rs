//! The organiser's key file: a seed of 32 bytes that only a passphrase opens.

use std::io::{self, ErrorKind};
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use documents::budget::Keys;
use documents::{Budget, Date, Id, PublicKey, Sealed};
use seals::{Event, Organiser};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Passphrase;
use crate::chance;
use crate::failure::Failure;
use crate::files;
use crate::secret;
use crate::words::say;

const FORMAT: &str = "common-purse/key/1";
const NOTE: &str = "Secret. Keep this file in two safe places, and its passphrase apart from it. docs/keys.md says how.";
const PRACTICE: &str =
    "For practice only. Everybody has it, and everybody knows its passphrase: practice.";

/// What it costs to try a passphrase: the second choice of RFC 9106, section 4 (Argon2id), which a small machine can
/// pay.
const COST: Cost = Cost {
    memory_kib: 65_536,
    passes: 3,
    lanes: 4,
};
/// A file that asks for more would only stop the machine that opens it.
const MOST: Cost = Cost {
    memory_kib: 1_048_576,
    passes: 64,
    lanes: 64,
};

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

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
        let (seed, salt, nonce) = (
            chance::bytes::<32>()?,
            chance::bytes::<16>()?,
            chance::bytes::<12>()?,
        );
        let sealed = cipher(passphrase, &*salt, COST)
            .and_then(|cipher| cipher.encrypt(&Nonce::from(*nonce), &seed[..]).ok())
            .ok_or_else(|| Failure::bad(say!("key.too_little_memory")))?;
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
            argon2id: COST,
            salt: hex(&*salt),
            nonce: hex(&*nonce),
            seed: hex(&sealed),
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
        let file: Self =
            serde_json::from_slice(bytes).map_err(|error| say!("key.no_file", error))?;
        if file.format != FORMAT {
            return Err(say!(
                "key.format",
                found = format_args!("{:?}", file.format),
                format = format_args!("{:?}", FORMAT)
            ));
        }
        if file.checksum() != file.check {
            return Err(say!("key.checksum").into());
        }
        let cost = file.argon2id;
        if cost.memory_kib > MOST.memory_kib || cost.passes > MOST.passes || cost.lanes > MOST.lanes
        {
            return Err(say!("key.too_much_work").into());
        }
        if file.halves().is_none() {
            return Err(say!("key.not_hexadecimal").into());
        }
        Ok(file)
    }

    /// The same from a file on disk.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let file = Self::parse(&files::read(path)?)
            .map_err(|why| Failure::bad(format!("{}: {why}", path.display())))?;
        if !file.is_practice() {
            secret::warn_if_open(path);
        }
        Ok(file)
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
        const DAMAGED: &str = say!("key.damaged");
        let [salt, nonce, sealed] =
            [&self.salt, &self.nonce, &self.seed].map(|field| Sealed::parse(field));
        let (Some(salt), Some(nonce), Some(sealed)) = (salt, nonce, sealed) else {
            return Err(DAMAGED);
        };
        let nonce = <[u8; 12]>::try_from(&*nonce.0).map_err(|_| DAMAGED)?;
        let cipher = cipher(passphrase, &salt.0, self.argon2id).ok_or(DAMAGED)?;
        let seed = cipher
            .decrypt(&Nonce::from(nonce), &*sealed.0)
            .map(Zeroizing::new)
            .map_err(|_| say!("key.not_its_passphrase"))?;
        let seed = <[u8; 32]>::try_from(seed.as_slice()).map_err(|_| DAMAGED)?;
        let organiser = Organiser::new(seed);
        if organiser.keys(true, true) == self.public() {
            Ok(organiser)
        } else {
            Err(DAMAGED)
        }
    }

    /// Writes it where there is no file yet, for this account alone.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Failure> {
        let mut text = serde_json::to_string_pretty(self).map_err(io::Error::other)?;
        text.push('\n');
        secret::make_folder(secret::folder_of(path))?;
        secret::create(path, text.as_bytes()).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Failure::bad(say!("key.is_there", file = path.display())),
            _ => Failure::bad(say!("io.write_key", place = path.display(), error)),
        })
    }

    /// Everybody has the practice key; nobody need be warned that others can read it.
    fn is_practice(&self) -> bool {
        self.note == PRACTICE
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

    fn checksum(&self) -> String {
        let Cost {
            memory_kib,
            passes,
            lanes,
        } = self.argon2id;
        let Written {
            organiser,
            about,
            choices,
        } = &self.public;
        let (format, note, salt, nonce, seed) = (
            &self.format,
            &self.note,
            &self.salt,
            &self.nonce,
            &self.seed,
        );
        let all = format!(
            "{format}\n{note}\n{organiser}\n{about}\n{choices}\n{memory_kib}\n{passes}\n{lanes}\n{salt}\n{nonce}\n{seed}\n"
        );
        let event = self.event.as_ref();
        let event = event.map_or(String::new(), |event| {
            format!("{}\n{}\n", event.budget, event.closes)
        });
        Id::of([all, event].concat().as_bytes()).to_string()
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

/// `None` where the cost cannot be paid.
fn cipher(passphrase: &str, salt: &[u8], cost: Cost) -> Option<ChaCha20Poly1305> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).ok()?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut *key)
        .ok()?;
    Some(ChaCha20Poly1305::new(&Key::from(*key)))
}

fn hex(bytes: &[u8]) -> String {
    Sealed(bytes.into()).to_string()
}
