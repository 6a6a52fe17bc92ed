//! `purse key show`: what everybody may know of a key.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use crate::args::Format;
use crate::failure::Failure;
use crate::files;
use crate::keys::{KeyFile, LedgerKeyFile};
use crate::report::csv;
use crate::words::say;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The key file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How to print the keys
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    if LedgerKeyFile::begins(&files::read(&args.file)?) {
        return of_ledger(args);
    }
    let file = KeyFile::read(&args.file)?;
    let keys = file.public();
    let rows = [
        ("organiser", Some(keys.organiser), say!("key.signs")),
        ("about", Some(keys.about), say!("key.seals_answers")),
        ("choices", keys.choices, say!("key.seals_choices")),
    ]
    .map(|(name, key, what)| {
        (
            name,
            key.map(|key| key.to_string()).unwrap_or_default(),
            what,
        )
    });
    let mut out = io::stdout().lock();
    match args.format {
        Format::Text => {
            writeln!(out, "{}\n", file.note())?;
            for (name, key, what) in rows {
                writeln!(out, "{name:<9}  {key}  {what}")?;
            }
        }
        Format::Json => {
            let all: serde_json::Map<_, _> = rows
                .into_iter()
                .map(|(name, key, _)| (name.to_owned(), json!(key)))
                .collect();
            writeln!(out, "{}", json!(all))?;
        }
        Format::Csv => {
            let mut table = csv::Writer::from_writer(out);
            table.write_record(["name", "key"])?;
            for (name, key, _) in rows {
                table.write_record([name, &key])?;
            }
            table.flush()?;
        }
    }
    Ok(())
}

/// Who signs the promise ledger with it.
fn of_ledger(args: &Args) -> Result<(), Failure> {
    let file = LedgerKeyFile::read(&args.file)?;
    let signer = file.signer().map_err(Failure::bad)?;
    let record = serde_json::to_string(&signer).map_err(io::Error::other)?;
    let mut out = io::stdout().lock();
    match args.format {
        Format::Text => {
            writeln!(out, "{}\n", file.note())?;
            let says = say!(
                "key.ledger_signs",
                name = signer.id,
                role = signer.role.name()
            );
            writeln!(out, "{says}\n\n{record}")?;
        }
        Format::Json => writeln!(out, "{record}")?,
        Format::Csv => {
            let mut table = csv::Writer::from_writer(out);
            table.write_record(["name", "key"])?;
            table.write_record([signer.id.as_str(), &signer.key.to_string()])?;
            table.flush()?;
        }
    }
    Ok(())
}
