//! `purse key new`: a key file, and its public halves in the budget.

mod ledger;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use documents::Budget;
use documents::budget::Keys;
use zeroize::Zeroizing;

use crate::edition;
use crate::failure::Failure;
use crate::files;
use crate::folder;
use crate::keys::{self, KeyFile, PRACTICE_PASSPHRASE, Passphrase};
use crate::secret;
use crate::words::say;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The key file to make
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The budget of the one event that the key is for: the public keys are written into it, the rest of it stays
    #[arg(long, value_name = "BUDGET", required_unless_present_any = ["practice", "ledger"])]
    budget: Option<PathBuf>,
    /// Voting takes a one-time code
    #[arg(long, conflicts_with = "ledger")]
    codes: bool,
    /// Nobody can read the choices before the close; only with codes
    #[arg(long, requires = "codes")]
    sealed: bool,
    #[command(flatten)]
    passphrase: Passphrase,
    #[command(flatten)]
    ledger: ledger::Options,
    /// A key that everybody may have: its passphrase is "practice"
    #[arg(long, hide = true)]
    practice: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    if args.ledger.ledger {
        return ledger::run(args);
    }
    let Some(path) = &args.budget else {
        return only_practice(args);
    };
    secret::refuse_served(&args.file)?;
    edition::refuse_change(path)?;
    // What can be wrong with the budget is found before a key is made for it.
    let stand_in = seals::Organiser::new([0; 32]).keys(args.codes, args.sealed);
    with_keys(path, &stand_in)?;
    let (budget, _) = files::budget(path)?;
    let passphrase = if args.practice {
        Zeroizing::new(PRACTICE_PASSPHRASE.to_owned())
    } else {
        args.passphrase.choose(&known(&budget))?
    };
    // Of two who make a key for one budget the second finds the first one's.
    let _alone = folder::alone(secret::folder_of(path))?;
    edition::refuse_change(path)?;
    with_keys(path, &stand_in)?;
    let event = (!args.practice).then_some(&budget);
    let public = make(args, &passphrase, event)?;
    files::replace(path, &with_keys(path, &public)?)?;
    print(args, path)
}

/// A key for several example budgets.
fn only_practice(args: &Args) -> Result<(), Failure> {
    let keys = make(args, PRACTICE_PASSPHRASE, None)?;
    writeln!(
        io::stdout().lock(),
        "{}\n\n  {}",
        say!("key.put_into_budget"),
        keys::as_json(&keys)?
    )?;
    Ok(())
}

/// Makes the key file, and opens it once from the disk: a key that does not open is worse than none.
fn make(args: &Args, passphrase: &str, budget: Option<&Budget>) -> Result<Keys, Failure> {
    let file = KeyFile::make(passphrase, budget)?;
    file.write(&args.file)?;
    let tried = KeyFile::read(&args.file).and_then(|file| {
        file.open(passphrase)
            .map_err(|why| Failure::bad(format!("{}: {why}", args.file.display())))
    });
    if let Err(failure) = tried {
        // It was made just now, and nothing names it.
        let _ = fs::remove_file(&args.file);
        return Err(failure);
    }
    let mut public = file.public();
    public.codes = args.codes;
    public.choices = public.choices.filter(|_| args.sealed);
    Ok(public)
}

/// Words that whoever guesses finds in the budget.
fn known(budget: &Budget) -> Vec<&str> {
    let languages = budget.languages.iter();
    let titles = languages.flat_map(|language| budget.title.get(language).split_whitespace());
    let id = budget.id.as_str().split('-');
    id.chain(titles).collect()
}

fn with_keys(path: &Path, keys: &Keys) -> Result<Vec<u8>, Failure> {
    let (budget, bytes) = files::budget(path)?;
    keys::with_keys(&bytes, &budget, keys)
        .map_err(|why| Failure::bad(say!("key.not_into_budget", budget = path.display(), why)))
}

fn print(args: &Args, budget: &Path) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", say!("key.made", file = args.file.display()))?;
    writeln!(out, "{}", say!("key.named", budget = budget.display()))?;
    writeln!(out, "\n{}", say!("key.copy"))?;
    if args.sealed {
        writeln!(out, "{}", say!("key.without_choices"))?;
    } else {
        writeln!(out, "{}", say!("key.without_answers"))?;
    }
    Ok(())
}
