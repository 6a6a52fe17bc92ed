//! What every key file has in common: how it is read, looked at and written.

use std::io::{self, ErrorKind};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::locked::Cost;
use crate::failure::Failure;
use crate::words::say;
use crate::{files, secret};

/// What the note of a practice key says.
pub(super) const PRACTICE: &str =
    "For practice only. Everybody has it, and everybody knows its passphrase: practice.";

/// A key file as it is written.
pub(super) trait Stored: Serialize + DeserializeOwned {
    const FORMAT: &'static str;

    fn format(&self) -> &str;
    /// The hash that is written in it.
    fn check(&self) -> &str;
    /// The hash of all else.
    fn checksum(&self) -> String;
    fn cost(&self) -> Cost;
    /// Everybody has a practice key; nobody need be warned that others can read it.
    fn is_practice(&self) -> bool;

    /// # Errors
    /// What is wrong with what everybody may know of it.
    fn look_at_public(&self) -> Result<(), String>;
}

/// Reads a key file; the passphrase is not needed for what is public of it.
///
/// # Errors
/// What is wrong with it.
pub(super) fn parse<T: Stored>(bytes: &[u8]) -> Result<T, String> {
    let file: T = serde_json::from_slice(bytes).map_err(|error| say!("key.no_file", error))?;
    if file.format() != T::FORMAT {
        return Err(say!(
            "key.format",
            found = format_args!("{:?}", file.format()),
            format = format_args!("{:?}", T::FORMAT)
        ));
    }
    if file.checksum() != file.check() {
        return Err(say!("key.checksum").into());
    }
    if file.cost().is_too_much() {
        return Err(say!("key.too_much_work").into());
    }
    file.look_at_public()?;
    Ok(file)
}

/// The same from a file on disk.
pub(super) fn read<T: Stored>(path: &Path) -> Result<T, Failure> {
    let file: T = parse(&files::read(path)?)
        .map_err(|why| Failure::bad(format!("{}: {why}", path.display())))?;
    if !file.is_practice() {
        secret::warn_if_open(path);
    }
    Ok(file)
}

/// Writes it where there is no file yet, for this account alone.
pub(super) fn write(file: &impl Stored, path: &Path) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(file).map_err(io::Error::other)?;
    text.push('\n');
    secret::make_folder(secret::folder_of(path))?;
    secret::create(path, text.as_bytes()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::bad(say!("key.is_there", file = path.display())),
        _ => Failure::bad(say!("io.write_key", place = path.display(), error)),
    })
}
