//! `purse key new`: a key file, and its public halves in the budget.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use documents::budget::Keys;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::files;
use crate::keys::{self, KeyFile, PRACTICE_PASSPHRASE, Passphrase};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The key file to make
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The budget to write the public keys into; the rest of it stays as it is
    #[arg(long, value_name = "BUDGET")]
    budget: Option<PathBuf>,
    /// Voting takes a one-time code
    #[arg(long)]
    codes: bool,
    /// Nobody can read the choices before the close; only with codes
    #[arg(long, requires = "codes")]
    sealed: bool,
    #[command(flatten)]
    passphrase: Passphrase,
    /// A key that everybody may have: its passphrase is "practice"
    #[arg(long, hide = true)]
    practice: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    // What can be wrong with the budget is found before a key is made for it.
    let stand_in = seals::Organiser::new([0; 32]).keys(args.codes, args.sealed);
    if let Some(budget) = &args.budget {
        with_keys(budget, &stand_in)?;
    }
    let passphrase = if args.practice {
        Zeroizing::new(PRACTICE_PASSPHRASE.to_owned())
    } else {
        args.passphrase.choose()?
    };
    let file = KeyFile::make(&passphrase, args.practice)?;
    file.write(&args.file)?;
    // Read back: a key that does not open is worse than none.
    KeyFile::read(&args.file)?
        .open(&passphrase)
        .map_err(|why| Failure::bad(format!("{}: {why}", args.file.display())))?;
    let mut public = file.public();
    public.codes = args.codes;
    public.choices = public.choices.filter(|_| args.sealed);
    if let Some(budget) = &args.budget {
        replace(budget, &with_keys(budget, &public)?)?;
    }
    print(args, &public)
}

fn with_keys(path: &Path, keys: &Keys) -> Result<Vec<u8>, Failure> {
    let (budget, bytes) = files::budget(path)?;
    keys::with_keys(&bytes, &budget, keys)
        .map_err(|why| Failure::bad(format!("the keys cannot go into {}: {why}", path.display())))
}

/// The file has either its old bytes or the new ones, whatever happens in between.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = || -> io::Result<()> {
        let place = fs::canonicalize(path)?;
        let folder = place.parent().unwrap_or(Path::new("."));
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.write_all(bytes)?;
        new.as_file()
            .set_permissions(fs::metadata(&place)?.permissions())?;
        new.as_file().sync_all()?;
        new.persist(&place).map_err(|refused| refused.error)?;
        Ok(())
    };
    written().map_err(|error| Failure::io("write the keys into", path, &error))
}

fn print(args: &Args, keys: &Keys) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "Made the key {}.", args.file.display())?;
    match &args.budget {
        Some(budget) => writeln!(
            out,
            "{} names it now. Do not change the budget once the event has begun.",
            budget.display()
        )?,
        None => writeln!(
            out,
            "Put this into the budget, after the last field and a comma:\n\n  {}\n",
            keys::as_json(keys)?
        )?,
    }
    writeln!(
        out,
        "\nCopy the file to a second safe place now, and keep the passphrase apart from it."
    )?;
    if args.sealed {
        writeln!(
            out,
            "Without both, the choices can never be opened. Whoever holds both can read them before the close."
        )?;
    } else {
        writeln!(
            out,
            "Without both, the event cannot be closed, and nobody learns what people said about themselves."
        )?;
    }
    Ok(())
}
