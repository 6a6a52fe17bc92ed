//! `purse store`: the file that tells devices how a store takes and lists a box's files.

mod azure;
mod s3;

use std::io::{self, Write};

use documents::boxes::Store;

use crate::failure::Failure;

/// Writes store.json for a store that is no plain web server; put it into the box beside budget.json.
///
/// What it holds lets a page add files and list them, and nothing else. It runs out at a time that you choose.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse store s3 --address https://s3.example.org/hall --region garage --until 2026-12-24 \\
      --add-key add.key --list-key list.key > store.json
  purse store azure --token 'sp=c&st=…&se=…&sr=c&sig=…' > store.json

deploy/s3.md and deploy/azure.md say what to do before and after.")]
pub(crate) struct Args {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(clap::Subcommand)]
enum Kind {
    /// A bucket of Amazon S3, or of a store that speaks its language, such as Garage
    S3(s3::Args),
    /// A container of Azure Blob Storage
    Azure(azure::Args),
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let store = match &args.kind {
        Kind::S3(args) => s3::store(args)?,
        Kind::Azure(args) => azure::store(args)?,
    };
    print(&store)
}

fn print(store: &Store) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(&store.to_bytes())?;
    writeln!(out)?;
    Ok(())
}
