//! Ballots that somebody carried in a file, such as from a kiosk without a connection.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use common::event::Event;
use common::{BUDGET, files_below, purse, text};
use documents::{Ballot, bundle};
use serde_json::Value;
use tempfile::TempDir;

/// A box for the tests' budget, and in a file beside it so many ballots that are not in it.
struct Carried {
    folder: TempDir,
}

impl Carried {
    fn new(ballots: &str) -> Self {
        let carried = Self {
            folder: TempDir::new().unwrap(),
        };
        let made = carried.path("made");
        let done = purse([
            "simulate",
            BUDGET,
            "--ballots",
            ballots,
            "--seed",
            "5",
            "--out",
            text_of(&made),
        ]);
        assert!(done.status.success(), "{}", text(&done.stderr));
        let files = files_below(&made.join("ballots"));
        let lines: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
        carried.write("file.jsonl", &bundle::pack(lines.iter().map(Vec::as_slice)));
        fs::create_dir_all(carried.path("box/ballots")).unwrap();
        fs::copy(BUDGET, carried.path("box/budget.json")).unwrap();
        carried
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn file(&self) -> Vec<u8> {
        fs::read(self.path("file.jsonl")).unwrap()
    }

    fn add(&self, file: &str) -> Value {
        json(&purse([
            "add",
            text_of(&self.path("box")),
            text_of(&self.path(file)),
            "--format",
            "json",
        ]))
    }

    fn in_box(&self) -> Vec<PathBuf> {
        files_below(&self.path("box/ballots"))
    }
}

fn text_of(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", text(&output.stderr)))
}

#[test]
fn every_ballot_of_the_file_is_in_the_box_once_however_often_it_is_added() {
    let carried = Carried::new("9");
    let first = carried.add("file.jsonl");
    assert_eq!((&first["added"], &first["there"]), (&9.into(), &0.into()));
    let names = carried.in_box();
    assert_eq!(names.len(), 9);
    for file in &names {
        let bytes = fs::read(file).unwrap();
        let id = Ballot::read(&bytes).unwrap().id();
        assert_eq!(file.file_stem().unwrap().to_str().unwrap(), id.to_string());
    }
    let again = carried.add("file.jsonl");
    assert_eq!((&again["added"], &again["there"]), (&0.into(), &9.into()));
    assert_eq!(carried.in_box(), names);
    let counted = purse(["count", text_of(&carried.path("box")), "--format", "json"]);
    assert_eq!(json(&counted)["counted"].as_array().unwrap().len(), 9);
}

#[test]
fn what_is_no_ballot_of_this_event_is_named_by_its_line_and_left_out() {
    let carried = Carried::new("2");
    let file = String::from_utf8(carried.file()).unwrap();
    let (one, other) = file.trim_end().split_once('\n').unwrap();
    let amount = one
        .split_once("\"amounts\":{")
        .unwrap()
        .1
        .split([':', ','])
        .nth(1)
        .unwrap();
    let odd = [
        one.to_owned(),
        "{}".into(),
        other[..other.len() / 2].into(),
        one.replace("\"sha256\":\"", "\"sha256\":\"0"),
        one.replacen(&format!(":{amount}"), ":999990", 1),
        String::new(),
        other.to_owned(),
        "\u{feff}".to_owned() + one,
    ];
    carried.write("odd.jsonl", odd.join("\n").as_bytes());
    let done = carried.add("odd.jsonl");
    assert_eq!(done["added"], 2);
    let left: Vec<u64> = done["left"]
        .as_array()
        .unwrap()
        .iter()
        .map(|left| left["line"].as_u64().unwrap())
        .collect();
    assert_eq!(left, [2, 3, 4, 5, 8]);
    assert!(
        done["left"]
            .as_array()
            .unwrap()
            .iter()
            .all(|left| !left["why"].as_str().unwrap().is_empty())
    );
    let said = purse([
        "add",
        text_of(&carried.path("box")),
        text_of(&carried.path("odd.jsonl")),
    ]);
    let said = text(&said.stdout);
    assert!(
        said.contains("2 ballots already") && said.contains("Left out line 4"),
        "{said}"
    );
}

#[test]
fn what_is_left_out_of_two_files_is_named_file_by_file() {
    let carried = Carried::new("2");
    let file = String::from_utf8(carried.file()).unwrap();
    let (one, other) = file.trim_end().split_once('\n').unwrap();
    carried.write("b.jsonl", format!("{one}\n{{}}\n{{}}\n").as_bytes());
    carried.write("a.jsonl", format!("{{}}\n{other}\n{{}}\n").as_bytes());
    let [a, b] = ["a.jsonl", "b.jsonl"].map(|name| carried.path(name));
    let place = carried.path("box");
    let done = json(&purse([
        "add",
        text_of(&place),
        text_of(&b),
        text_of(&a),
        "--format",
        "json",
    ]));
    let left = done["left"].as_array().unwrap().iter();
    let left: Vec<_> = left
        .map(|left| (left["file"].as_str(), left["line"].as_u64()))
        .collect();
    let (a, b) = (Some(text_of(&a)), Some(text_of(&b)));
    assert_eq!(
        left,
        [(b, Some(2)), (b, Some(3)), (a, Some(1)), (a, Some(3))]
    );
}

/// The budget takes no ballots of tables: whoever adds one hears so now, and not first from a count.
#[test]
fn a_ballot_of_so_many_people_as_no_count_takes_is_left_out() {
    let carried = Carried::new("2");
    let file = carried.file();
    let at_table = |people: Option<u64>| {
        let ballot = Ballot {
            channel: documents::ballot::Channel::Table,
            people,
            ..Ballot::read(bundle::lines(&file).next().unwrap()).unwrap()
        };
        ballot.to_bytes()
    };
    let odd = [at_table(Some(4)), at_table(Some(0)), at_table(None), file].join(&b'\n');
    carried.write("odd.jsonl", &odd);
    let done = carried.add("odd.jsonl");
    assert_eq!(done["added"], 2);
    let left = done["left"].as_array().unwrap();
    assert!(left.iter().all(|left| left["why"].as_str() != Some("")));
    let lines: Vec<_> = left.iter().map(|left| left["line"].as_u64()).collect();
    assert_eq!(lines, [Some(1), Some(2), Some(3)]);
}

#[test]
fn a_ballot_of_another_edition_is_not_added() {
    let carried = Carried::new("3");
    let budget = fs::read_to_string(BUDGET).unwrap();
    fs::write(
        carried.path("box/budget.json"),
        budget.replacen('{', "{ ", 1),
    )
    .unwrap();
    let done = carried.add("file.jsonl");
    assert_eq!(
        (&done["added"], done["left"].as_array().unwrap().len()),
        (&0.into(), 3)
    );
}

#[test]
fn no_name_is_overwritten() {
    let carried = Carried::new("2");
    let id = bundle::id(bundle::lines(&carried.file()).next().unwrap());
    let place = carried.path("box").join(documents::boxes::ballot_path(&id));
    fs::write(&place, b"something else").unwrap();
    let done = purse([
        "add",
        text_of(&carried.path("box")),
        text_of(&carried.path("file.jsonl")),
    ]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains(&id.to_string()));
    assert_eq!(fs::read(place).unwrap(), b"something else");
}

#[test]
fn a_file_that_is_not_there_adds_nothing_of_the_others() {
    let carried = Carried::new("2");
    let (file, missing) = (carried.path("file.jsonl"), carried.path("missing.jsonl"));
    let done = purse([
        "add",
        text_of(&carried.path("box")),
        text_of(&file),
        text_of(&missing),
    ]);
    assert_eq!(done.status.code(), Some(1));
    assert!(carried.in_box().is_empty());
}

/// A ballot of a kiosk at this event, another for each seed.
fn at_kiosk(event: &Event, seed: u8) -> Ballot {
    let made = event.path(&format!("made-{seed}"));
    let (seed, made) = (seed.to_string(), text_of(&made).to_owned());
    let done = purse([
        "simulate",
        BUDGET,
        "--ballots",
        "1",
        "--seed",
        &seed,
        "--out",
        &made,
    ]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let file = files_below(&Path::new(&made).join("ballots")).remove(0);
    Ballot {
        budget: event.budget().name(),
        channel: documents::ballot::Channel::Kiosk,
        ..Ballot::read(&fs::read(file).unwrap()).unwrap()
    }
}

/// A kiosk that cannot see the box signs a ballot for the code's next places; the box says which one it takes.
#[test]
fn a_ballot_that_was_signed_ahead_takes_the_place_after_its_codes_last() {
    let event = Event::with_codes(&["--codes"], &["--count", "3"]);
    let voters = event.voters();
    let ahead = |voter: usize, nonce: u8| {
        voters[voter]
            .cast_ahead(&at_kiosk(&event, nonce), 0, &[nonce; 32])
            .unwrap()
    };
    // One code has voted once already, elsewhere.
    let before = bundle::lines(&ahead(1, 1)).next().unwrap().to_vec();
    event.put(&before);
    let file = [ahead(0, 2), ahead(1, 3)].concat();
    fs::write(event.path("file.jsonl"), &file).unwrap();
    let added: Value =
        serde_json::from_str(&event.good(&["add", "box", "file.jsonl", "--format", "json"]))
            .unwrap();
    assert_eq!(
        (
            &added["added"],
            &added["there"],
            added["left"].as_array().unwrap().len()
        ),
        (&2.into(), &0.into(), 0)
    );
    assert_eq!(event.names("ballots").len(), 3);
    let again: Value =
        serde_json::from_str(&event.good(&["add", "box", "file.jsonl", "--format", "json"]))
            .unwrap();
    assert_eq!((&again["added"], &again["there"]), (&0.into(), &2.into()));
    let counted: Value =
        serde_json::from_str(&event.good(&["count", "box", "--format", "json"])).unwrap();
    assert_eq!(counted["counted"].as_array().unwrap().len(), 2);
    // A ballot without a code, and one that somebody else has signed, are none of this event's.
    let forged = String::from_utf8(ahead(2, 4))
        .unwrap()
        .replace("\"signature\":\"", "\"signature\":\"0");
    let open = String::from_utf8(at_kiosk(&event, 5).to_bytes()).unwrap();
    fs::write(event.path("odd.jsonl"), format!("{open}\n{forged}")).unwrap();
    let odd: Value =
        serde_json::from_str(&event.good(&["add", "box", "odd.jsonl", "--format", "json"]))
            .unwrap();
    assert_eq!(
        (&odd["added"], odd["left"].as_array().unwrap().len()),
        (&0.into(), 17)
    );
}

/// Of the lines of a file that are in the box, is the one with the highest place, which counts, one of these?
fn last_is_of(event: &Event, file: &[u8], ballot: &[u8]) -> bool {
    let here = bundle::lines(file).filter(|line| {
        let place = documents::boxes::path_of_ballot(line);
        !line.is_empty() && event.path("box").join(place).exists()
    });
    let revision = |line: &&[u8]| documents::Signed::read(line).unwrap().revision;
    let last = here.max_by_key(revision).expect("one is in the box");
    bundle::lines(ballot).any(|line| line == last)
}

/// Whoever changes their mind at a kiosk without a connection has voted twice there; the second ballot counts, sealed or open,
/// however the bytes of the two compare.
#[test]
fn who_votes_twice_at_a_kiosk_without_a_connection_has_the_last_ballot_counted() {
    for options in [&["--codes"][..], &["--codes", "--sealed"]] {
        for [first, second] in [[1, 2], [2, 1]] {
            let event = Event::with_codes(options, &["--count", "1"]);
            let voters = event.voters();
            let cast = |nonce: u8, so_far: u64| {
                let ballot = at_kiosk(&event, nonce);
                let lines = voters[0].cast_ahead(&ballot, so_far, &[nonce; 32]);
                lines.expect("a place is left")
            };
            let changed = cast(second, 1);
            // The file has the two in the order of their hashes.
            let file = bundle::pack([&*cast(first, 0), &*changed]);
            fs::write(event.path("file.jsonl"), &file).unwrap();
            for (added, there) in [(2, 0), (0, 2)] {
                let done = event.good(&["add", "box", "file.jsonl", "--format", "json"]);
                let done: Value = serde_json::from_str(&done).unwrap();
                assert_eq!(
                    (&done["added"], &done["there"]),
                    (&added.into(), &there.into())
                );
            }
            assert_eq!(event.names("ballots").len(), 2);
            assert!(last_is_of(&event, &file, &changed), "{options:?}");
        }
    }
}

/// The box had told the first its place, and could not be reached any more. Sealed, nothing says where the one ends and the other
/// begins.
#[test]
fn a_sealed_ballot_behind_one_that_has_its_place_already_is_not_lost() {
    for here in [false, true] {
        let event = Event::with_codes(&["--codes", "--sealed"], &["--count", "1"]);
        let cast = |nonce: u8, so_far: u64| {
            let lines =
                event.voters()[0].cast_ahead(&at_kiosk(&event, nonce), so_far, &[nonce; 32]);
            lines.expect("a place is left")
        };
        let (first, changed) = (cast(1, 0), cast(2, 1));
        let settled = bundle::lines(&first).next().unwrap();
        let file = [settled, &changed].join(&b'\n');
        fs::write(event.path("file.jsonl"), &file).unwrap();
        if here {
            // It did arrive, and the kiosk never heard of it.
            event.put(settled);
        }
        for _ in 0..2 {
            let done = event.good(&["add", "box", "file.jsonl", "--format", "json"]);
            let done: Value = serde_json::from_str(&done).unwrap();
            assert_eq!(done["left"], serde_json::json!([]));
            assert!(last_is_of(&event, &file, &changed), "{done}");
        }
    }
}

/// A copy of the box that broke off leaves such files: the count refuses them, and the ballot would be lost.
#[test]
fn other_bytes_under_any_name_of_a_ballot_with_a_code_are_not_taken_for_it() {
    let event = Event::with_codes(&["--codes"], &["--count", "1"]);
    let cast = event.voters()[0].cast_ahead(&at_kiosk(&event, 1), 0, &[1; 32]);
    let file = cast.unwrap();
    fs::write(event.path("file.jsonl"), &file).unwrap();
    let lines: Vec<&[u8]> = bundle::lines(&file).collect();
    let place = |line: &[u8]| {
        event
            .path("box")
            .join(documents::boxes::path_of_ballot(line))
    };
    let whole = documents::signed::file(lines[0]);
    let add = ["add", "box", "file.jsonl", "--format", "json"];
    for line in [lines[0], lines[5]] {
        let place = place(line);
        for bytes in [&b""[..], &whole[..whole.len() / 2], b"something else"] {
            fs::write(&place, bytes).unwrap();
            let says = event.bad(&add);
            assert!(
                says.contains(place.file_name().unwrap().to_str().unwrap()),
                "{says}"
            );
            assert_eq!(fs::read(&place).unwrap(), bytes, "nothing is replaced");
            assert_eq!(event.names("ballots").len(), 1, "nothing is added");
            fs::remove_file(&place).unwrap();
        }
        fs::create_dir(&place).unwrap();
        event.bad(&add);
        fs::remove_dir(&place).unwrap();
    }
    let added: Value = serde_json::from_str(&event.good(&add)).unwrap();
    assert_eq!((&added["added"], &added["there"]), (&1.into(), &0.into()));
    // What counts is here, whatever another of its names holds.
    fs::write(place(lines[5]), b"").unwrap();
    let again: Value = serde_json::from_str(&event.good(&add)).unwrap();
    assert_eq!((&again["added"], &again["there"]), (&0.into(), &1.into()));
}

/// Nor does it displace the code's ballot before, should somebody put it there by hand.
#[test]
fn a_ballot_with_a_code_that_no_count_takes_is_left_out() {
    let event = Event::with_codes(&["--codes"], &["--count", "1"]);
    let (_, code, _) = &event.codes()[0];
    let good = at_kiosk(&event, 1);
    let line = |ballot: &Ballot, nth: u64, of: &seals::Event| {
        let voter = seals::Voter::new(code, of);
        let signed = voter.cast(ballot.clone(), voter.revision(nth).unwrap(), [9; 32]);
        signed.unwrap().to_bytes()
    };
    let text = String::from_utf8(good.to_bytes()).unwrap();
    let amounts = text.find("\"amounts\":{").unwrap();
    let at = amounts + text[amounts..].find(':').unwrap() + 1;
    let at = at + text[at..].find(':').unwrap() + 1;
    let end = at + text[at..].find([',', '}']).unwrap();
    let greedy = format!("{}999990{}", &text[..at], &text[end..]);
    let greedy = Ballot::read(greedy.as_bytes()).unwrap();
    let table = Ballot {
        channel: documents::ballot::Channel::Table,
        people: Some(4),
        ..good.clone()
    };
    let own = event.event();
    let mut seals = own.clone();
    seals.keys.choices = Some(seals.keys.organiser);
    let odd = [
        line(&greedy, 2, own),
        line(&table, 3, own),
        line(&good, 4, &seals),
    ];
    fs::write(event.path("odd.jsonl"), odd.join(&b'\n')).unwrap();
    let add = ["add", "box", "odd.jsonl", "--format", "json"];
    let added: Value = serde_json::from_str(&event.good(&add)).unwrap();
    let left = added["left"].as_array().unwrap();
    let lines: Vec<_> = left.iter().map(|left| left["line"].as_u64()).collect();
    assert_eq!(lines, [Some(1), Some(2), Some(3)], "{added}");
    assert_eq!(added["added"], 0);
    let id = event.put(&line(&good, 1, own));
    odd.iter().for_each(|line| _ = event.put(line));
    let counted: Value =
        serde_json::from_str(&event.good(&["count", "box", "--format", "json"])).unwrap();
    assert_eq!(counted["counted"], serde_json::json!([id.to_string()]));
    assert_eq!(counted["refused"]["number"], 3);
}
