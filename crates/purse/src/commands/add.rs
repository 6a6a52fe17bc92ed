//! `purse add`: ballots that somebody carried here in a file, such as from a kiosk that had no connection.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use documents::boxes::{self, CLOSE, JSON, JSONL};
use documents::{
    Ballot, Budget, BudgetName, Plan, PublicKey, Refusal, Signed, SignedName, bundle, signed,
};
use seals::Event;
use serde_json::json;

use crate::args::Format;
use crate::edition;
use crate::failure::Failure;
use crate::files;
use crate::folder::{self, Created};
use crate::report::csv;
use crate::report::refusal::why;
use crate::words::{counted, say};

/// Adds the ballots in a file to a box, each as if its device had sent it.
///
/// The file is what a kiosk saves for its staff, or any bundle. Nothing in the box is replaced, so that the same file may be
/// added again. What is no ballot of this event is named by its line, and left out.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse add events/hall aldermoor-2027-library-2027-03-10.jsonl")]
pub(crate) struct Args {
    /// The folder of the box
    #[arg(value_name = "BOX")]
    ballot_box: PathBuf,
    /// The files with ballots
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How to print what was done
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What became of the lines of all files.
#[derive(Default)]
struct Done {
    added: usize,
    /// Of these the box had the same file already.
    there: usize,
    /// In the order in which the files were given, and of their lines.
    left: Vec<Left>,
    /// The event is closed: what is added now does not count.
    closed: bool,
}

struct Left {
    file: String,
    /// From 1.
    line: usize,
    why: String,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, bytes) = files::budget_of(&args.ballot_box)?;
    // All files are read before anything is written.
    let read: Result<Vec<_>, _> = args.files.iter().map(|file| files::read(file)).collect();
    let _alone = edition::alone(&args.ballot_box, &bytes)?;
    folder::prepare(&args.ballot_box)?;
    let into = Into {
        ballot_box: &args.ballot_box,
        name: budget.name(),
        event: Event::of(&budget),
        plan: Plan::of(&budget),
        budget: &budget,
    };
    let mut done = Done {
        closed: !files::listing(&args.ballot_box, CLOSE, JSON)?
            .ids
            .is_empty(),
        ..Done::default()
    };
    for (file, bytes) in args.files.iter().zip(read?) {
        into.add(file, &bytes, &mut done)?;
    }
    print(&done, args.format)
}

/// The box that is added to.
struct Into<'b> {
    ballot_box: &'b Path,
    budget: &'b Budget,
    name: BudgetName,
    event: Option<Event>,
    plan: Plan,
}

/// Lines of one code that may be one ballot, each for another place.
struct Ahead<'f> {
    /// Nothing of what is sealed: that differs in each line.
    says: Option<Vec<u8>>,
    /// The place of the first line.
    first: u64,
    /// The place and the number that a line of the same sealed ballot would have next.
    next: (u64, usize),
    lines: Vec<&'f [u8]>,
}

/// By code: who changes their mind at a kiosk without a connection has several there.
type Coded<'f> = BTreeMap<PublicKey, Vec<Ahead<'f>>>;

impl<'f> Ahead<'f> {
    /// Puts a line to its ballot: lines of one ballot say the same, and where that is sealed, each follows the one before, in the
    /// file and by its place.
    fn gather(coded: &mut Coded<'f>, signed: Signed, line: &'f [u8], number: usize) {
        let nth = seals::nth(signed.revision);
        let next = (nth.saturating_add(1), number + 1);
        let says = signed.ballot.map(|ballot| ballot.to_bytes());
        let of_code = coded.entry(signed.key).or_default();
        let same =
            |one: &&mut Ahead| one.says == says && (says.is_some() || one.next == (nth, number));
        match of_code.iter_mut().find(same) {
            Some(one) => {
                one.next = next;
                one.lines.push(line);
            }
            None => of_code.push(Self {
                says,
                first: nth,
                next,
                lines: vec![line],
            }),
        }
    }

    /// Where sealed lines are not as many as a ballot is signed for, two ballots may have met: each line is then taken for one. Of
    /// these the last counts, as of any others of one code; taken together, one would be lost.
    fn ballots(&self) -> impl Iterator<Item = &[&'f [u8]]> {
        let whole = self.says.is_some() || self.lines.len() == seals::AHEAD as usize;
        self.lines.chunks(if whole { self.lines.len() } else { 1 })
    }
}

impl Into<'_> {
    fn add(&self, file: &Path, bytes: &[u8], done: &mut Done) -> Result<(), Failure> {
        let lines = bundle::lines(bytes)
            .zip(1..)
            .filter(|(line, _)| !line.is_empty());
        let mut coded = Coded::new();
        for (line, number) in lines {
            match self.judge(line) {
                Ok(None) => self.keep(line, done)?,
                Ok(Some(signed)) => Ahead::gather(&mut coded, signed, line, number),
                Err(why) => done.left.push(Left {
                    file: file.display().to_string(),
                    line: number,
                    why,
                }),
            }
        }
        let mut seen = self.revisions_of(coded.keys())?;
        for (key, mut ballots) in coded {
            // The one that was cast last is to be the code's last here too.
            ballots.sort_by_key(|one| one.first);
            let seen = seen.entry(key).or_default();
            for lines in ballots.iter().flat_map(Ahead::ballots) {
                self.settle(lines, seen, done)?;
            }
        }
        Ok(())
    }

    /// Gives a ballot that was signed ahead its place, after those of its code that were seen here; it is one of them from then on.
    fn settle(&self, lines: &[&[u8]], seen: &mut Vec<u64>, done: &mut Done) -> Result<(), Failure> {
        // The ballot may be here already, under any of its places.
        if self.has_one_of(lines)? {
            done.there += 1;
            return Ok(());
        }
        if let Some(line) = seals::settle(&lines.join(&b'\n'), seen.iter().copied()) {
            self.keep(&line, done)?;
            seen.extend(Signed::read(&line).map(|signed| signed.revision));
        }
        Ok(())
    }

    /// With a code: the ballot, which may be one line of several. Whether its code may vote, each count says.
    fn judge(&self, line: &[u8]) -> Result<Option<Signed>, String> {
        let another = || say!("add.another_budget", id = &self.name.id);
        if Signed::begins(line) {
            let signed = Signed::read(line).map_err(|_| say!("add.no_ballot").to_string())?;
            let event = self
                .event
                .as_ref()
                .ok_or_else(|| say!("add.no_codes").to_string())?;
            if signed.budget != self.name {
                return Err(another());
            }
            if !seals::name_holds(event, &SignedName::of(&signed)) {
                return Err(say!("add.not_signed").into());
            }
            event.sealed(&signed).map_err(|refusal| why(&refusal))?;
            // What is sealed is judged once the close has opened it.
            if let Some(ballot) = &signed.ballot {
                self.takes(ballot).map_err(|refusal| why(&refusal))?;
            }
            return Ok(Some(signed));
        }
        let ballot = Ballot::read(line).map_err(|_| say!("add.no_ballot").to_string())?;
        if ballot.budget != self.name {
            return Err(another());
        }
        if self.budget.needs_code() {
            return Err(say!("add.needs_code").into());
        }
        self.takes(&ballot).map_err(|refusal| why(&refusal))?;
        Ok(None)
    }

    /// As each count does.
    fn takes(&self, ballot: &Ballot) -> Result<(), Refusal> {
        ballot.amounts(&self.plan)?;
        ballot.people_at_a_table(self.budget.most_at_a_table)?;
        Ok(())
    }

    fn keep(&self, line: &[u8], done: &mut Done) -> Result<(), Failure> {
        let place = self.place_of(line);
        let created = folder::create(&place, &signed::file(line));
        match created
            .map_err(|error| Failure::bad(say!("io.write", place = place.display(), error)))?
        {
            Created::New => done.added += 1,
            Created::Same => done.there += 1,
            Created::Taken => return Err(taken(&place)),
        }
        Ok(())
    }

    fn place_of(&self, line: &[u8]) -> PathBuf {
        self.ballot_box.join(boxes::path_of_ballot(line))
    }

    /// Whether one of these lines is here, to the byte. A name alone is none: each count refuses what else has it.
    fn has_one_of(&self, lines: &[&[u8]]) -> Result<bool, Failure> {
        let mut other = None;
        for line in lines {
            let place = self.place_of(line);
            let found = folder::compare(&place, &signed::file(line))
                .map_err(|error| Failure::bad(say!("io.read", place = place.display(), error)))?;
            match found {
                Some(Created::Same) => return Ok(true),
                Some(_) => other = other.or(Some(place)),
                None => {}
            }
        }
        other.map_or(Ok(false), |place| Err(taken(&place)))
    }

    /// How these codes have voted in the box, loose and in bundles.
    fn revisions_of<'k>(
        &self,
        keys: impl Iterator<Item = &'k PublicKey>,
    ) -> Result<BTreeMap<PublicKey, Vec<u64>>, Failure> {
        let mut seen: BTreeMap<_, Vec<u64>> = keys.map(|key| (*key, Vec::new())).collect();
        if seen.is_empty() {
            return Ok(seen);
        }
        for name in files::listing(self.ballot_box, boxes::BALLOTS, JSON)?.signed {
            if let Some(of_code) = seen.get_mut(&name.key) {
                of_code.push(name.revision);
            }
        }
        for id in files::listing(self.ballot_box, boxes::BUNDLE, JSONL)?.ids {
            let bytes = files::read(&self.ballot_box.join(boxes::bundle_path(&id)))?;
            for signed in bundle::lines(&bytes).filter_map(|line| Signed::read(line).ok()) {
                if let Some(of_code) = seen.get_mut(&signed.key) {
                    of_code.push(signed.revision);
                }
            }
        }
        Ok(seen)
    }
}

/// The name is the hash of the bytes: what lies there is no ballot, and every count says so.
fn taken(place: &Path) -> Failure {
    Failure::bad(say!("add.taken", file = place.display()))
}

fn print(done: &Done, format: Format) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match format {
        Format::Text => print_text(&mut out, done)?,
        Format::Json => {
            let left = done
                .left
                .iter()
                .map(|left| json!({ "file": left.file, "line": left.line, "why": left.why }));
            let left: Vec<_> = left.collect();
            let answer = json!({ "added": done.added, "there": done.there, "left": left, "closed": done.closed });
            writeln!(out, "{answer}")?;
        }
        Format::Csv => {
            let mut table = csv::Writer::from_writer(out);
            table.write_record(["added", "there", "left", "closed"])?;
            let numbers = [done.added, done.there, done.left.len()].map(|n| n.to_string());
            table.write_record([
                &numbers[0],
                &numbers[1],
                &numbers[2],
                &done.closed.to_string(),
            ])?;
            table.flush()?;
        }
    }
    Ok(())
}

fn print_text(out: &mut impl Write, done: &Done) -> io::Result<()> {
    let ballots = |number: usize| counted!("counted.ballots", number as u64);
    writeln!(out, "{}", say!("add.added", ballots = ballots(done.added)))?;
    if done.there > 0 {
        writeln!(out, "{}", say!("add.there", ballots = ballots(done.there)))?;
    }
    for Left { file, line, why } in &done.left {
        writeln!(
            out,
            "{}",
            say!("add.left", file = boxes::shown(file), line, why)
        )?;
    }
    if done.closed {
        writeln!(out, "{}", say!("add.closed"))?;
    }
    Ok(())
}
