//! Turns a box of plain ballots into an event with codes, and closes it: for tests, with a key that is no secret.
//!
//! ```text
//! coded_event cast BOX [sealed] [bundle] [twice=N] [voided=N]
//! coded_event close BOX
//! ```
//!
//! Each code votes once; the first N of them vote `twice`, and the last N are taken back after they have voted.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use counter::reader::{self, Answer, AtOnce, Reader, Wanted};
use counter::{Terms, coarsened};
use documents::boxes::{self, BALLOTS, BUDGET, CLOSE, KEYS, Listing};
use documents::close::CloseFormat;
use documents::judging::{Question, Reply, Verdict};
use documents::key_list::KeyListFormat;
use documents::result::ResultFile;
use documents::{
    Ballot, Budget, Close, Code, Id, KeyList, Signature, SignedName, Slug, SlugMap, bundle,
};
use seals::{Chance, Checker, Event, Organiser, Voter, key_lists, open_about, seal_about};

type Done<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Done {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["cast", ballot_box, ref options @ ..] => {
            cast(Path::new(ballot_box), &Options::of(options)?)
        }
        ["close", ballot_box] => close(Path::new(ballot_box)),
        _ => Err("expected cast BOX or close BOX".into()),
    }
}

#[derive(Default)]
struct Options {
    sealed: bool,
    bundle: bool,
    twice: usize,
    voided: usize,
}

impl Options {
    fn of(words: &[&str]) -> Done<Self> {
        let mut options = Self::default();
        for word in words {
            match word.split_once('=').unwrap_or((word, "")) {
                ("sealed", "") => options.sealed = true,
                ("bundle", "") => options.bundle = true,
                ("twice", number) => options.twice = number.parse()?,
                ("voided", number) => options.voided = number.parse()?,
                _ => return Err(format!("{word}: no such option").into()),
            }
        }
        Ok(options)
    }
}

fn organiser() -> Organiser {
    Organiser::new([7; 32])
}

fn code(number: usize) -> Code {
    let mut bytes = [0x5a; 10];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    Code::new(bytes)
}

/// As much chance as a test needs.
fn chance(what: &str, number: usize) -> Chance {
    *Id::of(format!("{what} {number}").as_bytes()).as_bytes()
}

fn cast(ballot_box: &Path, options: &Options) -> Done {
    let keys = organiser().keys(true, options.sealed);
    let mut value: serde_json::Value = serde_json::from_slice(&fs::read(ballot_box.join(BUDGET))?)?;
    value["keys"] = serde_json::to_value(keys)?;
    fs::write(ballot_box.join(BUDGET), value.to_string())?;
    let (budget, _) = budget(ballot_box)?;
    let event = Event::of(&budget).ok_or("a budget with keys")?;

    let ballots = plain_ballots(ballot_box)?;
    let codes = ballots.len() - options.twice;
    let voters: Vec<Voter> = (0..codes)
        .map(|number| Voter::new(&code(number), &event))
        .collect();
    let mut signed = Vec::new();
    for (number, mut ballot) in ballots.into_iter().enumerate() {
        // It was made before the budget had keys.
        ballot.budget = budget.name();
        let (voter, revision) = (number % codes, 1 + (number / codes) as u64);
        let said = answers(&budget, voter);
        let ballot = seal_about(ballot, &said, &event, chance("about", number));
        let cast = ballot
            .and_then(|ballot| voters[voter].cast(ballot, revision, chance("ballot", number)));
        signed.push(cast.ok_or("a key that is one")?);
    }
    if options.bundle {
        let all: Vec<Vec<u8>> = signed.iter().map(|signed| signed.to_bytes()).collect();
        let bytes = bundle::pack(all.iter().map(Vec::as_slice));
        write(ballot_box, &boxes::bundle_path(&Id::of(&bytes)), &bytes)?;
    } else {
        for signed in &signed {
            let path = boxes::signed_path(&SignedName::of(signed));
            write(ballot_box, &path, &signed.to_file())?;
        }
    }

    let sorted = |voters: &[Voter]| {
        let mut keys: Vec<_> = voters.iter().map(Voter::key).collect();
        keys.sort_unstable();
        keys
    };
    let list = organiser().sign_list(KeyList {
        format: KeyListFormat,
        budget: budget.name(),
        revision: 1,
        codes: sorted(&voters),
        voided: sorted(&voters[codes - options.voided..]),
        signature: Signature([0; 64]),
    });
    write(ballot_box, &boxes::keys_path(&list.id()), &list.to_bytes())
}

/// What the holder of a code says about themselves.
fn answers(budget: &Budget, number: usize) -> SlugMap<Slug> {
    let answer = |(at, question): (usize, &documents::budget::Question)| {
        let answer = &question.answers[(number + at) % question.answers.len()];
        (question.id.clone(), answer.id.clone())
    };
    budget.about.iter().enumerate().map(answer).collect()
}

fn close(ballot_box: &Path) -> Done {
    let (budget, bytes) = budget(ballot_box)?;
    let event = Event::of(&budget).ok_or("a budget with keys")?;
    let lists = files(ballot_box, KEYS)?;
    let lists: Vec<(Id, Vec<u8>)> = lists
        .into_iter()
        .map(|(_, bytes)| (Id::of(&bytes), bytes))
        .collect();
    let (codes, _) = key_lists(
        &event,
        lists.iter().map(|(id, bytes)| (id, bytes.as_slice())),
    );
    let codes = codes.ok_or("a list of codes")?;
    let choices = event.keys.choices.map(|_| organiser().choices_key());
    let keys = codes.lists().to_vec();
    let checker = Checker::new(event, codes, choices);

    let mut said = BTreeMap::new();
    let open = count(ballot_box, &bytes, None, &checker, &mut said)?;
    said.retain(|id, _| open.counted.contains(id));
    let mut close = Close {
        format: CloseFormat,
        budget: budget.name(),
        revision: 1,
        keys,
        counted: open.counted,
        refused: open.refused,
        choices,
        about: coarsened(&budget, &said),
        result: Id::of(b""),
        signature: Signature([0; 64]),
    };
    let closed = Some(close.clone());
    close.result = count(ballot_box, &bytes, closed, &checker, &mut BTreeMap::new())?.id();
    let close = organiser().sign_close(close);
    fs::create_dir_all(ballot_box.join(CLOSE))?;
    write(
        ballot_box,
        &boxes::close_path(&close.id()),
        &close.to_bytes(),
    )
}

/// Counts the box; `said` takes in what each ballot's voter said about themselves.
fn count(
    ballot_box: &Path,
    budget: &[u8],
    close: Option<Close>,
    checker: &Checker,
    said: &mut BTreeMap<Id, SlugMap<Slug>>,
) -> Done<ResultFile> {
    let signed = reader::Signed {
        codes: Some(checker.codes().clone()),
        close,
        refused: Vec::new(),
    };
    let at_once = AtOnce {
        files: 1,
        batches: 1,
    };
    let mut quiet = |_| ();
    let terms = Terms::read(budget).map_err(all)?;
    let mut reader = Reader::signed(terms, signed, at_once, &mut quiet);
    loop {
        let tasks = reader.wanted();
        if tasks.is_empty() {
            break;
        }
        for task in tasks {
            let answer = answer(ballot_box, checker, said, &task.what)?;
            reader.took(task, answer);
        }
    }
    let count = reader.finish().map_err(|why| format!("{why:?}"))?;
    count.finish().map_err(|failure| failure.code().into())
}

fn answer(
    ballot_box: &Path,
    checker: &Checker,
    said: &mut BTreeMap<Id, SlugMap<Slug>>,
    what: &Wanted,
) -> Done<Answer> {
    Ok(match what {
        Wanted::List(folder) => Answer::Listed(listing(ballot_box, folder)?),
        Wanted::File(file) => Answer::Bytes(fs::read(ballot_box.join(file.path()))?),
        Wanted::Ask(Question::Jobs(jobs)) => {
            let verdicts: Vec<Verdict> = jobs.iter().map(|job| checker.judge(job)).collect();
            for (name, ballot) in verdicts.iter().flatten() {
                hear(said, name.id, ballot.as_ref());
            }
            Answer::Reply(Reply::Verdicts(verdicts))
        }
        Wanted::Ask(Question::Setup(_)) => Answer::Nothing,
    })
}

fn hear(said: &mut BTreeMap<Id, SlugMap<Slug>>, id: Id, ballot: Option<&Ballot>) {
    if let Some(answers) = ballot.and_then(|ballot| open_about(ballot, &organiser())) {
        said.insert(id, answers);
    }
}

fn budget(ballot_box: &Path) -> Done<(Budget, Vec<u8>)> {
    let bytes = fs::read(ballot_box.join(BUDGET))?;
    Ok((Budget::read(&bytes).map_err(all)?, bytes))
}

/// Takes the plain ballots out of the box, in the order of their names.
fn plain_ballots(ballot_box: &Path) -> Done<Vec<Ballot>> {
    let mut ballots = Vec::new();
    for (name, bytes) in files(ballot_box, BALLOTS)? {
        ballots.push(Ballot::read(&bytes).map_err(|why| format!("{name}: {why:?}"))?);
        fs::remove_file(ballot_box.join(BALLOTS).join(name))?;
    }
    Ok(ballots)
}

/// Names and bytes of a folder's files, sorted.
fn files(ballot_box: &Path, folder: &str) -> Done<Vec<(String, Vec<u8>)>> {
    let listing = listing(ballot_box, folder)?;
    let ids = listing.ids.iter().map(Id::to_string);
    let names = ids.chain(listing.signed.iter().map(SignedName::to_string));
    names
        .map(|name| {
            let name = name + boxes::ending(folder);
            let bytes = fs::read(ballot_box.join(folder).join(&name))?;
            Ok((name, bytes))
        })
        .collect()
}

fn listing(ballot_box: &Path, folder: &str) -> Done<Listing> {
    let mut names = Vec::new();
    for entry in fs::read_dir(ballot_box.join(folder))? {
        names.extend(entry?.file_name().into_string());
    }
    let names = names.iter().map(String::as_str);
    Ok(Listing::of(names, boxes::ending(folder)))
}

fn write(ballot_box: &Path, path: &str, bytes: &[u8]) -> Done {
    let path: PathBuf = ballot_box.join(path);
    fs::create_dir_all(path.parent().ok_or("a path in the box")?)?;
    Ok(fs::write(path, bytes)?)
}

fn all(problems: Vec<documents::Problem>) -> String {
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    problems.join("\n")
}
