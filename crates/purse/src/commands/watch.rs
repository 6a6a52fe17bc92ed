//! `purse watch`: proof that nothing was removed from a box or changed in it.

mod seen_log;
mod source;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use documents::boxes::{BUNDLE, JSONL};
use documents::{Id, boxes, bundle};

use crate::failure::Failure;
use crate::words::{counted, say};
use seen_log::SeenLog;
use source::{Hashed, Source};

/// Keeps the names and hashes of a box's files, and says when one of them was removed or changed.
///
/// Anybody can watch a box, by its folder or its address. What was seen is kept in a file that only grows, a line a
/// file, as sha256sum writes and checks them. A ballot that was packed into a bundle is not missed. Exit code 1 as soon
/// as something was removed or changed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse watch https://budget.example.org/box/ --keep seen.txt --every 300
  purse watch events/hall --keep seen.txt                 one look
  cd events/hall && sha256sum --check --quiet ~/seen.txt  the same without this tool")]
pub(crate) struct Args {
    /// The folder of the box, or its address
    #[arg(value_name = "BOX")]
    ballot_box: String,
    /// The file that keeps what was seen; made when there is none
    #[arg(long, value_name = "FILE")]
    keep: PathBuf,
    /// Look again every so many seconds, until something was removed or changed
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    every: Option<u64>,
    /// Do not read files again that were read before: quicker, and blind to changes inside them
    #[arg(long)]
    names_only: bool,
    /// A host that the box's store.json may send this computer to, such as a bucket's; may be repeated. Others are refused
    #[arg(long, value_name = "HOST")]
    allow_host: Vec<String>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let source = Source::of(&args.ballot_box, &args.allow_host);
    let mut log = SeenLog::open(&args.keep)?;
    loop {
        match (look(&source, &mut log, args.names_only), args.every) {
            (Ok(seen), every) => {
                seen.print()?;
                if !seen.gone.is_empty() || !seen.changed.is_empty() {
                    return Err(Failure::Told);
                }
                if every.is_none() {
                    return Ok(());
                }
            }
            // A box that cannot be reached for a while may still hold everything.
            (Err(unreachable @ Failure::Unreachable { .. }), Some(_)) => {
                write!(io::stderr(), "{unreachable}")?;
            }
            (Err(failure), _) => return Err(failure),
        }
        thread::sleep(Duration::from_secs(args.every.unwrap_or(1)));
    }
}

/// What one look has shown.
struct Seen {
    files: usize,
    new: usize,
    gone: Vec<String>,
    /// With the hash that was kept, and the one that is there now; none where there is no end to the bytes.
    changed: Vec<(String, Id, Option<Id>)>,
    /// Files with more bytes than any file of a box.
    large: Vec<String>,
}

fn look(source: &Source, log: &mut SeenLog, names_only: bool) -> Result<Seen, Failure> {
    let names: BTreeSet<String> = source.names()?.into_iter().collect();
    let wanted: Vec<&String> = names
        .iter()
        .filter(|name| !names_only || log.hash(name).is_none())
        .collect();
    let (mut new, mut changed, mut gone, mut large) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (name, hash) in source.hashes(&wanted)? {
        match (log.hash(name), hash) {
            (None, Hashed::Is(hash)) => new.push((name.clone(), hash)),
            (None, Hashed::TooLarge) => large.push(name.clone()),
            (Some(was), Hashed::Is(is)) if was != is => changed.push((name.clone(), was, Some(is))),
            (Some(was), Hashed::TooLarge) => changed.push((name.clone(), was, None)),
            // Removed since the listing was made.
            (Some(_), Hashed::Gone) => gone.push(name.clone()),
            (Some(_), Hashed::Is(_)) | (None, Hashed::Gone) => (),
        }
    }
    gone.extend(log.names().filter(|name| !names.contains(*name)).cloned());
    if !gone.is_empty() {
        let packed = packed(source, &large)?;
        gone.retain(|name| !packed.contains(name));
    }
    log.add(&new)?;
    Ok(Seen {
        files: names.len(),
        new: new.len(),
        gone,
        changed,
        large,
    })
}

/// Where the ballots in the bundles lay, of bundles that fit their names; those that are too large do not.
fn packed(source: &Source, large: &[String]) -> Result<BTreeSet<String>, Failure> {
    let mut packed = BTreeSet::new();
    for name in source.names()? {
        let Some(id) = name
            .strip_prefix(BUNDLE)
            .and_then(|name| boxes::id_of(name, JSONL))
        else {
            continue;
        };
        if large.contains(&name) {
            continue;
        }
        if let Some(bytes) = source.read(&name)?.filter(|bytes| Id::of(bytes) == id) {
            packed.extend(bundle::lines(&bytes).map(boxes::path_of_ballot));
        }
    }
    Ok(packed)
}

impl Seen {
    fn print(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        for name in &self.gone {
            writeln!(out, "{}", say!("watch.removed", name))?;
        }
        for (name, was, is) in &self.changed {
            match is {
                Some(is) => writeln!(out, "{}", say!("watch.changed", name, was, is))?,
                None => writeln!(out, "{}", say!("watch.changed_large", name, was))?,
            }
        }
        for name in &self.large {
            writeln!(out, "{}", say!("watch.large", name))?;
        }
        let end = if self.gone.is_empty() && self.changed.is_empty() {
            say!("watch.nothing").to_owned()
        } else {
            say!(
                "watch.some",
                removed = self.gone.len(),
                changed = self.changed.len()
            )
        };
        writeln!(
            out,
            "{}",
            say!(
                "watch.look",
                time = jiff::ZonedDateTime::now().strftime("%Y-%m-%d %H:%M"),
                files = counted!("counted.files", self.files as u64),
                new = self.new,
                end
            )
        )?;
        out.flush()
    }
}
