//! `purse pack`: loose ballots into few files, which are read back before anything is removed.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use documents::boxes::{self, JSON, JSONL};
use documents::{Ballot, Budget, Id, Signed, bundle};
use seals::Event;
use serde_json::json;

use crate::args::Format;
use crate::edition;
use crate::failure::Failure;
use crate::files;
use crate::folder::{self, Created};
use crate::report::csv;
use crate::report::numbers::number;
use crate::report::progress;
use crate::words::{counted, say};

/// Packs the ballots of a box into one file, so that a phone fetches one file instead of thousands.
///
/// Very many ballots become several files, none larger than a phone reads.
/// The loose ballots stay unless --remove is given; a ballot that is both loose and packed counts once. Files that
/// are no ballot, or whose name does not fit them or is not signed by its code, are left where they are, so that every
/// count still refuses them.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse pack events/hall
  purse pack events/hall --remove            take the loose ballots away once the file has been read back")]
pub(crate) struct Args {
    /// The folder of the box
    #[arg(value_name = "BOX")]
    ballot_box: PathBuf,
    /// Remove the loose ballots that are safely packed
    #[arg(long)]
    remove: bool,
    /// How to print what was done
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Bytes of one bundle: well below what a phone reads to its end.
const PART: usize = bundle::MAX_BYTES / 10;

/// What was done.
struct Packed {
    /// The paths of the new bundles in the box; none where there was nothing new to pack.
    bundles: Vec<String>,
    ballots: usize,
    /// Ballots that an earlier bundle holds.
    before: usize,
    removed: usize,
    /// Names of files that cannot be packed.
    left: Vec<String>,
    /// How many more there are of these.
    more_left: u64,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, bytes) = files::budget_of(&args.ballot_box)?;
    let _alone = edition::alone(&args.ballot_box, &bytes)?;
    if args.remove {
        refuse_while_codes_vote(&args.ballot_box, &budget)?;
    }
    let mut packed = already_packed(&args.ballot_box)?;
    let loose = loose(&args.ballot_box, Event::of(&budget).as_ref())?;
    let new: Vec<&Good> = loose
        .good
        .iter()
        .filter(|ballot| !packed.contains(&ballot.line))
        .collect();
    let parts = parts(&new, PART);
    let bundles: Result<Vec<String>, _> = parts.map(|part| write(&args.ballot_box, part)).collect();
    packed.extend(new.iter().map(|ballot| ballot.line.clone()));
    let mut done = Packed {
        bundles: bundles?,
        ballots: new.len(),
        before: loose.good.len() - new.len(),
        removed: 0,
        left: loose.odd,
        more_left: loose.more_odd,
    };
    if args.remove {
        let safe = loose
            .good
            .iter()
            .filter(|ballot| packed.contains(&ballot.line));
        done.removed = remove(&args.ballot_box, safe)?;
    }
    print(&done, args.format)
}

/// A phone finds out by the names of loose ballots how often a code has voted: taken away before the close, somebody's
/// second thoughts would count for less than their first.
fn refuse_while_codes_vote(ballot_box: &Path, budget: &Budget) -> Result<(), Failure> {
    let closed = !files::listing(ballot_box, boxes::CLOSE, JSON)?
        .ids
        .is_empty();
    if closed || !budget.needs_code() {
        return Ok(());
    }
    Err(Failure::bad(say!("pack.not_closed")))
}

/// The lines of the bundles that are there.
fn already_packed(ballot_box: &Path) -> Result<BTreeSet<Vec<u8>>, Failure> {
    let mut packed = BTreeSet::new();
    for id in files::listing(ballot_box, boxes::BUNDLE, JSONL)?.ids {
        packed.extend(lines_in(ballot_box, &id)?);
    }
    Ok(packed)
}

/// Reads a bundle. One that does not fit its name, or that no phone reads to its end, is not counted, so it holds nothing.
fn lines_in(ballot_box: &Path, id: &Id) -> Result<Vec<Vec<u8>>, Failure> {
    let bytes = files::read(&ballot_box.join(boxes::bundle_path(id)))?;
    let sound = Id::of(&bytes) == *id && bytes.len() <= bundle::MAX_BYTES;
    let lines = bundle::lines(&bytes).filter(|_| sound);
    Ok(lines.map(<[u8]>::to_vec).collect())
}

/// A ballot that fits its name.
struct Good {
    id: Id,
    /// In the box.
    path: String,
    /// In a bundle.
    line: Vec<u8>,
}

struct Loose {
    /// As a bundle has them.
    good: Vec<Good>,
    odd: Vec<String>,
    more_odd: u64,
}

/// In an event with keys, a name that its code has not signed is none of a ballot's.
fn loose(ballot_box: &Path, event: Option<&Event>) -> Result<Loose, Failure> {
    let listing = files::listing(ballot_box, boxes::BALLOTS, JSON)?;
    let without = listing.ids.iter().map(|id| (*id, None));
    let with = listing.signed.iter().map(|name| (name.id, Some(name)));
    let bar = progress::bar(
        say!("pack.reading"),
        listing.ids.len() + listing.signed.len(),
    );
    let mut loose = Loose {
        good: Vec::new(),
        odd: listing.strays.clone(),
        more_odd: listing.more_strays,
    };
    for (id, name) in bar.wrap_iter(without.chain(with)) {
        let path = name.map_or_else(|| boxes::ballot_path(&id), boxes::signed_path);
        let is_signed = |name| event.is_none_or(|event| seals::name_holds(event, name));
        let line = match name.is_none_or(is_signed) {
            true => files::line(ballot_box, &id, name)?,
            false => Vec::new(),
        };
        if is_ballot(&line) && boxes::path_of_ballot(&line) == path {
            loose.good.push(Good { id, path, line });
        } else {
            loose
                .odd
                .extend(path.strip_prefix(boxes::BALLOTS).map(str::to_owned));
        }
    }
    loose
        .good
        .sort_by(|a, b| (a.id, &a.line).cmp(&(b.id, &b.line)));
    Ok(loose)
}

/// With or without a code; whether it belongs is for each count to say.
fn is_ballot(line: &[u8]) -> bool {
    if Signed::begins(line) {
        Signed::read(line).is_ok()
    } else {
        Ballot::read(line).is_ok()
    }
}

/// The ballots in parts, each of at most so many bytes in a bundle, or of one ballot.
fn parts<'p, 'g>(mut ballots: &'p [&'g Good], most: usize) -> impl Iterator<Item = &'p [&'g Good]> {
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = ballots.iter().take_while(|ballot| {
            bytes += ballot.line.len() + 1;
            bytes <= most
        });
        let many = fits.count().max(1).min(ballots.len());
        let (part, rest) = ballots.split_at(many);
        ballots = rest;
        (!part.is_empty()).then_some(part)
    })
}

/// Writes the bundle and reads it back; its path in the box.
fn write(ballot_box: &Path, ballots: &[&Good]) -> Result<String, Failure> {
    let bytes = bundle::pack(ballots.iter().map(|ballot| ballot.line.as_slice()));
    let id = Id::of(&bytes);
    let path = boxes::bundle_path(&id);
    folder::prepare(ballot_box)?;
    let place = ballot_box.join(&path);
    let created = folder::create(&place, &bytes)
        .map_err(|error| Failure::bad(say!("io.write", place = place.display(), error)))?;
    let whole = lines_in(ballot_box, &id)?
        .iter()
        .eq(ballots.iter().map(|ballot| &ballot.line));
    if created == Created::Taken || !whole {
        return Err(Failure::bad(say!(
            "pack.not_written",
            file = place.display()
        )));
    }
    Ok(path)
}

fn remove<'b>(
    ballot_box: &Path,
    ballots: impl Iterator<Item = &'b Good>,
) -> Result<usize, Failure> {
    let mut removed = 0;
    for ballot in ballots {
        let path = ballot_box.join(&ballot.path);
        fs::remove_file(&path)
            .map_err(|error| Failure::bad(say!("io.remove", place = path.display(), error)))?;
        removed += 1;
    }
    Ok(removed)
}

fn print(done: &Packed, format: Format) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match format {
        Format::Text => print_text(&mut out, done)?,
        Format::Json => {
            let answer = json!({
                "bundles": done.bundles,
                "ballots": done.ballots,
                "before": done.before,
                "removed": done.removed,
                "left": done.left,
                "more_left": done.more_left,
            });
            writeln!(out, "{answer}")?;
        }
        Format::Csv => {
            let left = done.left.len() + done.more_left as usize;
            let mut table = csv::Writer::from_writer(out);
            table.write_record(["bundles", "ballots", "before", "removed", "left"])?;
            let numbers = [done.ballots, done.before, done.removed, left].map(|n| n.to_string());
            let bundles = done.bundles.join(" ");
            table.write_record([&bundles, &numbers[0], &numbers[1], &numbers[2], &numbers[3]])?;
            table.flush()?;
        }
    }
    Ok(())
}

fn print_text(out: &mut impl Write, done: &Packed) -> io::Result<()> {
    let ballots = |number: usize| counted!("counted.ballots", number as u64);
    match done.bundles.is_empty() {
        true => writeln!(out, "{}", say!("pack.nothing_new"))?,
        false => writeln!(
            out,
            "{}",
            say!(
                "pack.packed",
                ballots = ballots(done.ballots),
                file = done.bundles.join(", ")
            )
        )?,
    }
    if done.before > 0 {
        writeln!(
            out,
            "{}",
            say!("pack.earlier", ballots = ballots(done.before))
        )?;
    }
    if done.removed > 0 {
        writeln!(
            out,
            "{}",
            say!("pack.removed", ballots = ballots(done.removed))
        )?;
    } else if done.ballots + done.before > 0 {
        writeln!(out, "{}", say!("pack.still_there"))?;
    }
    for name in &done.left {
        writeln!(out, "{}", say!("pack.left", file = boxes::shown(name)))?;
    }
    if done.more_left > 0 {
        writeln!(
            out,
            "{}",
            say!("pack.left_more", files = number(done.more_left))
        )?;
    }
    Ok(())
}
