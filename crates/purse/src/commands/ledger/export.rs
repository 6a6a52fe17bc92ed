//! `purse ledger export`: the ledger in forms that other programs read.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use documents::{Lang, OrgId};

use crate::failure::Failure;
use crate::promises::Book;
use crate::promises::export::{self, Publisher};
use crate::words::say;

/// Prints the ledger in a form that other programs read. The same ledger gives the same bytes.
///
/// A feed, put beside the page whenever an entry is added, lets people follow the ledger without any server; a calendar shows them
/// what is due.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse ledger export events/hall --as csv > ledger.csv
  purse ledger export events/hall --as 360giving --prefix 360G-hazelbeck --funder GB-CHC-1234567 > grants.json
  purse ledger export events/hall --as oc4ids --address https://budget.example.org/ > projects.json
  purse ledger export events/hall --as calendar --language cy > dates.ics
  purse ledger export events/hall --as feed --address https://budget.example.org/#promises > ledger.xml")]
pub(crate) struct Args {
    /// The folder of the box, or a copy of it
    #[arg(value_name = "BOX")]
    ballot_box: PathBuf,
    /// The form
    #[arg(long = "as", value_enum, value_name = "FORM")]
    form: Form,
    /// The language of texts and names; left out, the budget's first
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Where people read the ledger, https://…
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    address: Option<String>,
    /// What your ids begin with, as 360Giving or OC4IDS gives it out to those who publish
    #[arg(long, value_name = "PREFIX")]
    prefix: Option<String>,
    /// The funder's number in a register, such as GB-CHC-1234567
    #[arg(long, value_name = "ID", value_parser = org_id)]
    funder: Option<OrgId>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Form {
    /// A row for each entry, for spreadsheets
    Csv,
    /// Grants, by the 360Giving Data Standard 1.4
    #[value(name = "360giving")]
    Giving,
    /// Projects, by the Open Contracting for Infrastructure Data Standard 0.9.5
    Oc4ids,
    /// Due dates, as an .ics file
    Calendar,
    /// Every entry as news, as an Atom feed
    Feed,
}

fn address(text: &str) -> Result<String, String> {
    let is_one = text.starts_with("https://") || text.starts_with("http://");
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte));
    match is_one && plain {
        true => Ok(text.to_owned()),
        false => Err(say!("ledger.export.address").into()),
    }
}

fn org_id(text: &str) -> Result<OrgId, String> {
    OrgId::parse(text).ok_or_else(|| say!("ledger.export.org_id").into())
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mut book = Book::read(&args.ballot_box)?;
    if let Some(language) = &args.language {
        let languages = &book.budget.languages;
        let known = languages.iter().find(|own| own.as_str() == language);
        let names = || Vec::from_iter(languages.iter().map(Lang::as_str)).join(", ");
        let known = known.cloned();
        let known = known.ok_or_else(|| Failure::usage(say!("args.one_of", names = names())))?;
        book = book.in_lang(known);
    }
    let publisher = Publisher {
        address: args.address.clone(),
        prefix: args.prefix.clone(),
        funder: args.funder.clone(),
    };
    let mut out = io::stdout().lock();
    let package = match args.form {
        Form::Csv => {
            write!(out, "{}", documents::csv::MARK)?;
            return Ok(export::table(&book, out)?);
        }
        Form::Calendar => return Ok(write!(out, "{}", export::calendar(&book, &publisher))?),
        Form::Feed => return Ok(write!(out, "{}", export::feed(&book, &publisher))?),
        Form::Giving => export::giving(&book, &publisher),
        Form::Oc4ids => export::oc4ids(&book, &publisher),
    };
    let package = package.ok_or_else(|| Failure::bad(say!("ledger.export.nothing")))?;
    if args.prefix.is_none() {
        // Nobody is left to tell when stderr is closed.
        let _ = writeln!(io::stderr(), "{}", say!("ledger.export.no_prefix"));
    }
    writeln!(out, "{package:#}")?;
    Ok(())
}
