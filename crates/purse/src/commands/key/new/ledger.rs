//! `purse key new --ledger`: a key file for one who signs the promise ledger, and the record that names them.

use std::fs;
use std::io::{self, Write};

use documents::ledger::{Role, Signer};
use documents::{Budget, PublicKey, Slug};
use serde_json::json;

use super::{Args, known};
use crate::failure::Failure;
use crate::files;
use crate::keys::{self, LedgerKeyFile, PRACTICE_PASSPHRASE};
use crate::promises::texts;
use crate::secret;
use crate::words::say;

#[derive(clap::Args)]
#[command(next_help_heading = "Ledger")]
pub(super) struct Options {
    /// A key to sign the promise ledger with: it is of one body, not of one event
    #[arg(long, requires_all = ["id", "name", "role"])]
    pub(super) ledger: bool,
    /// The body's name for machines, such as board
    #[arg(long, value_name = "NAME", requires = "ledger")]
    id: Option<String>,
    /// The body's name for people, in each language: --name en="Health Board" --name cy="Bwrdd Iechyd"
    #[arg(long, value_name = "TEXT", requires = "ledger")]
    name: Vec<String>,
    /// What the body may say: a decision-maker everything, an organiser all but the answers, a partner what becomes of the money,
    /// a recipient what was done
    #[arg(long, value_name = "ROLE", requires = "ledger", value_parser = role)]
    role: Option<Role>,
    /// A line that the body may speak of; may be repeated. Left out, all
    #[arg(long, value_name = "LINE", requires = "ledger")]
    line: Vec<String>,
}

pub(crate) fn role(name: &str) -> Result<Role, String> {
    let names = Vec::from_iter(Role::ALL.iter().map(|role| role.name()));
    Role::named(name).ok_or_else(|| say!("args.one_of", names = names.join(", ")))
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let budget = args.budget.as_deref().map(files::budget).transpose()?;
    let budget = budget.map(|(budget, _)| budget);
    let signer = signer(&args.ledger, budget.as_ref())?;
    secret::refuse_served(&args.file)?;
    let (file, passphrase) = if args.practice {
        (
            LedgerKeyFile::practice(signer)?,
            PRACTICE_PASSPHRASE.to_owned().into(),
        )
    } else {
        let named = signer.name.iter().flat_map(|(_, name)| name.split(' '));
        let own = signer.id.as_str().split('-').chain(named);
        let own = Vec::from_iter(own.chain(budget.iter().flat_map(known)));
        let passphrase = args.passphrase.choose(&own)?;
        (
            LedgerKeyFile::make(&passphrase, signer.clone())?,
            passphrase,
        )
    };
    file.write(&args.file)?;
    // A key that does not open is worse than none.
    let tried = LedgerKeyFile::read(&args.file).and_then(|file| {
        file.open(&passphrase)
            .map_err(|why| Failure::bad(format!("{}: {why}", args.file.display())))?;
        file.signer().map_err(Failure::bad)
    });
    match tried {
        Ok(signer) => print(args, &signer),
        Err(failure) => {
            // It was made just now, and nothing names it.
            let _ = fs::remove_file(&args.file);
            Err(failure)
        }
    }
}

/// Who signs, but for the key that is still to be made.
fn signer(options: &Options, budget: Option<&Budget>) -> Result<Signer, Failure> {
    let languages = budget.map(|budget| budget.languages.as_slice());
    let name = texts::read(&options.name, languages).map_err(Failure::usage)?;
    let record = json!({
        "id": options.id,
        "name": name,
        "role": options.role.map(Role::name),
        "key": PublicKey([0; 32]).to_string(),
        "lines": options.line,
    });
    let signer = keys::signer_of(record.to_string().as_bytes()).map_err(Failure::usage)?;
    if let Some(budget) = budget {
        texts::in_every_language("name", &signer.name, &budget.languages)
            .map_err(Failure::usage)?;
        let known = |line: &&Slug| budget.position(line).is_none();
        if let Some(line) = signer.lines.iter().find(known) {
            let lines = budget.priorities.iter().map(|line| line.id.as_str());
            let lines = Vec::from_iter(lines).join(", ");
            return Err(Failure::usage(say!("ledger.no_line", line, lines)));
        }
    }
    Ok(signer)
}

fn print(args: &Args, signer: &Signer) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", say!("key.made", file = args.file.display()))?;
    writeln!(out, "\n{}\n", say!("key.ledger_record"))?;
    let record = serde_json::to_string(signer).map_err(io::Error::other)?;
    writeln!(out, "{record}")?;
    writeln!(out, "\n{}", say!("key.ledger_use"))?;
    writeln!(out, "{}", say!("key.copy"))?;
    writeln!(out, "{}", say!("key.ledger_without"))?;
    Ok(())
}
