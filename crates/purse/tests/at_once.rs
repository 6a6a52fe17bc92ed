//! Two people at the same folder at once, copies of a box that meet again, and a machine that stops in between.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::process::Output;
use std::thread;

use common::event::{Event, codes_new};
use common::{files_below, text, wait_until};
use documents::key_list::Standing;
use documents::{Close, ResultFile};
use seals::Voter;

/// Runs commands side by side; what each of them answered, after all did what they were asked for.
fn at_once(event: &Event, commands: &[Vec<&str>]) -> Vec<Output> {
    let run = |args: &Vec<&str>| event.command(args).output().unwrap();
    let answers: Vec<Output> = thread::scope(|scope| {
        let runs: Vec<_> = commands
            .iter()
            .map(|args| scope.spawn(move || run(args)))
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    for (args, answer) in commands.iter().zip(&answers) {
        assert!(
            answer.status.success(),
            "{args:?}: {}",
            text(&answer.stderr)
        );
    }
    answers
}

fn void<'a>(ballot_box: &'a str, number: &'a str) -> Vec<&'a str> {
    let key = ["--key", "hall.key", "--codes", "codes/codes.csv"];
    [
        &["codes", "void", ballot_box],
        &key[..],
        &["--number", number],
    ]
    .concat()
}

fn new<'a>(out: &'a str, ballot_box: &'a str, count: &'a str) -> Vec<&'a str> {
    let out = ["--out", out, "--box", ballot_box, "--count", count];
    [&codes_new("")[..], &out].concat()
}

/// Whether the box knows every card in these tables; how many there are.
fn cards_that_may_vote(event: &Event, tables: &[&str]) -> usize {
    let codes = event.register("box").expect("lists");
    let mut numbers = 0;
    for table in tables {
        for (number, code, _) in event.codes_in(table) {
            let key = Voter::new(&code, event.event()).key();
            assert_eq!(codes.standing(&key), Standing::MayVote, "{table}, {number}");
            numbers += 1;
        }
    }
    numbers
}

#[test]
fn of_codes_that_are_taken_back_at_once_none_is_lost() {
    let event = Event::with_codes(&["--codes"], &["--count", "8"]);
    for numbers in [["1", "2"], ["3", "4"], ["5", "6"]] {
        at_once(&event, &numbers.map(|number| void("box", number)));
    }
    let codes = event.register("box").expect("lists");
    assert_eq!((codes.voided().len(), codes.voters()), (6, 2));
}

#[test]
fn codes_that_are_made_at_once_can_all_vote() {
    let event = Event::with_codes(&["--codes"], &["--count", "3"]);
    let commands = [
        new("north", "box", "20"),
        new("south", "box", "20"),
        new("codes", "box", "7"),
        new("codes", "box", "7"),
    ];
    at_once(&event, &commands);
    let tables = ["north", "south", "codes"];
    assert_eq!(cards_that_may_vote(&event, &tables), 57);
    assert_eq!(event.register("box").unwrap().voters(), 57);
    let numbers: BTreeSet<u64> = event.codes().iter().map(|(number, ..)| *number).collect();
    assert!(
        numbers.into_iter().eq(1..=17),
        "each card has its own number"
    );
}

/// Copies the files of one box into another, as an organiser's synchronised folder does.
fn merge(event: &Event, from: &str, into: &str) {
    for file in files_below(&event.path(from)) {
        let to = event
            .path(into)
            .join(file.strip_prefix(event.path(from)).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        if !to.exists() {
            fs::copy(&file, &to).unwrap();
        }
    }
}

#[test]
fn two_copies_of_a_box_meet_in_one_answer() {
    let event = Event::with_codes(&["--codes"], &["--count", "6"]);
    vote(&event, "5");
    merge(&event, "box", "copy");
    event.good(&void("box", "1"));
    event.good(&void("copy", "2"));
    event.good(&new("north", "box", "4"));
    event.good(&new("south", "copy", "4"));
    merge(&event, "box", "one");
    merge(&event, "copy", "one");
    merge(&event, "copy", "other");
    merge(&event, "box", "other");
    let one = event.register("one").unwrap();
    assert_eq!(Some(&one), event.register("other").as_ref());
    assert_eq!((one.codes().len(), one.voided().len()), (14, 2));

    let [first, second] =
        ["one", "other"].map(|ballot_box| event.good(&["count", ballot_box, "--format", "json"]));
    assert_eq!(first, second);
    for ballot_box in ["one", "other"] {
        event.good(&["open", ballot_box, "--key", "hall.key"]);
        event.good(&["recount", ballot_box]);
    }
    let [close, other] = ["one", "other"].map(|ballot_box| the_close(&event, ballot_box));
    assert_eq!(close, other);
    assert_eq!(close.keys, one.lists());
    assert_eq!(
        (close.keys.len(), close.counted.len()),
        (2, 3),
        "5 voted, of whom 2 are void"
    );

    // A list that the close names is needed to repeat it.
    let path = format!("one/keys/{}.json", close.keys[0]);
    fs::remove_file(event.path(&path)).unwrap();
    let refused = event.bad(&["count", "one"]);
    assert!(
        refused.contains("a list of codes that the close names is missing"),
        "{refused}"
    );
}

/// Each of the first codes votes; in an event without codes, so many ballots.
fn vote(event: &Event, ballots: &str) {
    let coded = event.budget().needs_code();
    let codes: &[&str] = if coded {
        &["--codes", "codes/codes.csv"]
    } else {
        &[]
    };
    let made = [
        "simulate",
        "budget.json",
        "--ballots",
        ballots,
        "--seed",
        "1",
        "--out",
        "box",
    ];
    event.good(&[&made[..], codes].concat());
}

fn the_close(event: &Event, ballot_box: &str) -> Close {
    let files = files_below(&event.path(ballot_box).join("close"));
    assert_eq!(files.len(), 1, "{files:?}");
    Close::read(&fs::read(&files[0]).unwrap()).unwrap()
}

#[test]
fn of_two_who_close_at_once_one_closes_and_the_other_is_told() {
    let event = Event::with_codes(&["--codes"], &["--count", "4"]);
    vote(&event, "4");
    let open = vec!["open", "box", "--key", "hall.key"];
    let said = at_once(&event, &[open.clone(), open]);
    let said: BTreeSet<bool> = said
        .iter()
        .map(|answer| text(&answer.stdout).contains("closed already, and comes to the same"))
        .collect();
    assert_eq!(said.len(), 2, "one of each");
    assert_eq!(the_close(&event, "box").counted.len(), 4);
}

#[test]
fn who_packs_and_counts_at_once_loses_no_ballot() {
    let event = Event::new(&[]);
    event.make_box();
    vote(&event, "40");
    let before = event.good(&["count", "box", "--format", "json"]);
    let pack = vec!["pack", "box", "--remove"];
    let publish = vec!["count", "box", "--publish"];
    at_once(&event, &[pack.clone(), publish.clone(), pack, publish]);
    assert_eq!(event.good(&["count", "box", "--format", "json"]), before);
    let result = ResultFile::read(before.trim_end().as_bytes()).unwrap();
    assert_eq!(result.counted.len(), 40);
    assert!(event.names("ballots").is_empty());
}

/// The process is killed as soon as its first file is there; all that it leaves is finished by the next run.
#[test]
fn codes_whose_making_was_cut_off_are_finished_by_the_next() {
    let event = Event::with_codes(&["--codes"], &["--count", "2"]);
    let mut cut_off = event.command(&new("north", "box", "3000")).spawn().unwrap();
    let table = event.path("north/codes.csv");
    wait_until("the table is there", || table.exists());
    cut_off.kill().unwrap();
    cut_off.wait().unwrap();
    // Whatever of the list was written is taken away: the worst that can have happened.
    for folder in ["north/keys", "box/keys"] {
        for file in files_below_if_any(&event, folder) {
            if fs::metadata(&file).unwrap().len() > 10_000 {
                fs::remove_file(&file).unwrap();
            }
        }
    }
    let said = event.good(&new("north", "box", "5"));
    assert!(
        said.contains("3,000 cards of an earlier run, which was cut off"),
        "{said}"
    );
    assert_eq!(cards_that_may_vote(&event, &["codes", "north"]), 3007);
    let sheet = fs::read_to_string(event.path("north/cards.html")).unwrap();
    assert!(
        event
            .codes_in("north")
            .iter()
            .all(|(_, code, _)| sheet.contains(&code.to_string()))
    );
}

fn files_below_if_any(event: &Event, folder: &str) -> Vec<std::path::PathBuf> {
    let folder = event.path(folder);
    if folder.exists() {
        files_below(&folder)
    } else {
        Vec::new()
    }
}

/// What a crash leaves of a lock is a file that nobody holds.
#[test]
fn a_lock_that_was_left_behind_stops_nobody() {
    let event = Event::with_codes(&["--codes"], &["--count", "3"]);
    fs::write(event.path("box/.purse-lock"), b"").unwrap();
    event.good(&void("box", "1"));
    event.good(&["pack", "box"]);
}

#[test]
fn the_folder_of_another_event_makes_no_codes_valid() {
    let event = Event::with_codes(&["--codes"], &["--count", "3"]);
    let text = fs::read_to_string(common::BUDGET).unwrap();
    for (n, id) in ["another", event.budget().id.as_str()].iter().enumerate() {
        let (budget, key) = (format!("{n}.json"), format!("{n}.key"));
        let renamed = text.replacen(event.budget().id.as_str(), id, 1);
        fs::write(event.path(&budget), renamed).unwrap();
        event.good(&["key", "new", &key, "--budget", &budget, "--codes"]);
        let refused = event.bad(&[
            "codes", "new", "--budget", &budget, "--key", &key, "--count", "2", "--out", "codes",
        ]);
        assert!(refused.contains("the codes of another event"), "{refused}");
        assert_eq!(event.codes().len(), 3);
    }
}
