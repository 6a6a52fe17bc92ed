//! Too many at once, over real sockets: what is refused costs its sender, and ballots go first.

mod common;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use common::event::Event;
use common::http::{Reply, Upload, put, read};
use common::made_up::ballots;
use common::server::Server;
use common::{files_below, wait_until};
use documents::{Ballot, Signed, SignedName, boxes};
use tempfile::TempDir;

const JSON: (&str, &str) = ("Content-Type", "application/json");

/// So many uploads of junk, one after the other; how many were taken, and the last answer.
fn junk(server: &Server, number: usize) -> (usize, Reply) {
    let send = |number: usize| {
        let path = format!("/box/ballots/{number:064}.json");
        put(server.address, &path, b"{}")
    };
    let mut taken = 0;
    for number in 0..number {
        taken += usize::from(send(number).status == 201);
    }
    (taken, send(number))
}

/// A device's whole way: it sends, and reads its own ballot back.
fn sends(server: &Server, name: &str, bytes: &[u8]) {
    let path = format!("/box/ballots/{name}");
    assert_eq!(put(server.address, &path, bytes).status, 201, "{name}");
    let back = read(server.address, &path);
    assert_eq!((back.status, back.body.as_slice()), (200, bytes), "{name}");
}

#[test]
fn junk_from_a_halls_address_keeps_no_sound_ballot_waiting() {
    let folder = TempDir::new().unwrap();
    let residents = ballots(folder.path(), 60);
    let server = Server::start(&["--per-address", "60"]);
    let (taken, wait) = junk(&server, 100);
    assert!((60..70).contains(&taken), "{taken}");
    assert_eq!(wait.status, 429);
    assert!(wait.header("retry-after").unwrap().parse::<u32>().unwrap() >= 1);
    for (name, bytes) in &residents {
        sends(&server, name, bytes);
    }
}

/// An event with this many codes, and each one's ballot: name and bytes.
fn coded(number: usize) -> (Event, Vec<(String, Vec<u8>)>) {
    let count = number.to_string();
    let event = Event::with_codes(&["--codes"], &["--count", &count]);
    let made = ballots(&event.path("."), number);
    let signed = event
        .voters()
        .into_iter()
        .zip(made)
        .map(|(voter, (_, ballot))| {
            let ballot = Ballot::read(&ballot).unwrap();
            upload(&voter.cast(ballot, 1, [7; 32]).unwrap())
        });
    let signed = signed.collect();
    (event, signed)
}

/// The name and the bytes of a ballot's file.
fn upload(signed: &Signed) -> (String, Vec<u8>) {
    let path = boxes::path_of_ballot(&signed.to_bytes());
    (path[boxes::BALLOTS.len()..].to_owned(), signed.to_file())
}

/// A ballot of this event without its code's envelope.
fn bare((name, bytes): &(String, Vec<u8>)) -> Ballot {
    let name = SignedName::parse(name.strip_suffix(".json").unwrap()).unwrap();
    Signed::read_file(&name, bytes).unwrap().ballot.unwrap()
}

fn serve(event: &Event, options: &[&str]) -> Server {
    Server::start_by(&[], TempDir::new().unwrap(), event.path("box"), options)
}

#[test]
fn a_ballot_whose_signature_holds_goes_first_and_a_forged_one_does_not() {
    let (event, residents) = coded(60);
    let server = serve(&event, &["--per-address", "1", "--per-minute", "1"]);
    assert_eq!(junk(&server, 20).0, 1);
    let (name, bytes) = &residents[0];
    // One digit of the signature.
    let digit = name.len() - ".json".len() - 100;
    let other = if &name[digit..=digit] == "0" {
        "1"
    } else {
        "0"
    };
    let forged = [&name[..digit], other, &name[digit + 1..]].concat();
    let path = format!("/box/ballots/{forged}");
    assert_eq!(put(server.address, &path, bytes).status, 429);
    let path = format!("/box/ballots/{name}");
    let others = put(server.address, &path, b"{}");
    assert_eq!(others.status, 429, "bytes that the name was not given to");
    for (name, bytes) in &residents {
        sends(&server, name, bytes);
    }
}

/// What no code has signed costs its sender a header, and the box no body.
#[test]
fn a_forgery_is_refused_before_its_bytes_come() {
    let (event, residents) = coded(1);
    let server = serve(&event, &["--per-address", "1"]);
    junk(&server, 20);
    let headers = [JSON, ("Content-Length", "30000")];
    let path = format!("/box/ballots/{:064}.json", 77);
    let forged = Upload::begin(server.address, "PUT", &path, &headers);
    assert_eq!(forged.finish().status, 429);
    let (name, bytes) = &residents[0];
    sends(&server, name, bytes);
}

#[test]
fn a_copy_of_somebodys_ballot_takes_nothing_from_its_code() {
    let (event, residents) = coded(1);
    let (name, bytes) = &residents[0];
    let server = serve(&event, &["--per-address", "1"]);
    sends(&server, name, bytes);
    let path = format!("/box/ballots/{name}");
    for _ in 0..40 {
        assert_eq!(put(server.address, &path, bytes).status, 204);
    }
    let ballot = bare(&residents[0]);
    let second = event.voters().remove(0).cast(ballot, 2, [7; 32]).unwrap();
    let (name, bytes) = upload(&second);
    sends(&server, &name, &bytes);
}

#[test]
fn one_code_cannot_send_without_end() {
    let (event, residents) = coded(1);
    let voter = event.voters().remove(0);
    let ballot = bare(&residents[0]);
    let server = serve(&event, &["--per-address", "1"]);
    let statuses = (1..=40).map(|revision| {
        let signed = voter.cast(ballot.clone(), revision, [7; 32]).unwrap();
        let (name, bytes) = upload(&signed);
        put(server.address, &format!("/box/ballots/{name}"), &bytes).status
    });
    let taken = statuses.filter(|status| *status == 201).count();
    assert!((20..30).contains(&taken), "{taken}");
}

#[test]
fn the_last_room_is_kept_for_ballots_whose_signature_holds() {
    let (event, residents) = coded(2);
    let server = serve(&event, &["--most-files", "16"]);
    let (taken, full) = junk(&server, 30);
    assert_eq!((taken, full.status), (14, 503));
    for (name, bytes) in &residents {
        sends(&server, name, bytes);
    }
}

#[test]
fn in_a_hall_one_address_may_send_what_all_may() {
    let server = Server::start(&["--hall", "--per-address", "1", "--per-minute", "40"]);
    let (taken, wait) = junk(&server, 60);
    assert!((40..50).contains(&taken), "{taken}");
    assert_eq!(wait.status, 429);
}

#[test]
fn results_and_readings_take_nothing_from_ballots() {
    let server = Server::start(&[
        "--results-per-address",
        "1",
        "--reads-per-address",
        "1",
        "--read-backs-per-address",
        "1",
    ]);
    let post = |name: &str| put(server.address, &format!("/box/results/{name}.json"), b"{}").status;
    assert_eq!((post("a"), post("b"), post("c")), (201, 429, 429));
    let list = || read(server.address, "/box/ballots/").status;
    assert_eq!((list(), list(), list()), (200, 429, 429));
    let strange = || read(server.address, "/box/ballots/strange.json").status;
    assert_eq!((strange(), strange()), (404, 429));
    for number in 0..20 {
        sends(&server, &format!("{number}.json"), b"{}");
    }
}

#[test]
fn whoever_reads_lists_keeps_nobody_behind_the_same_address_from_taking_part() {
    let server = Server::start(&["--reads-per-address", "1"]);
    let list = |folder: &str| read(server.address, &format!("/box/{folder}/")).status;
    assert_eq!((list("ballots"), list("results")), (200, 429));
    for path in ["budget.json", "began.json", "keys/", "close/"] {
        let reply = read(server.address, &format!("/box/{path}"));
        assert_eq!(reply.status, 200, "{path}");
    }
}

/// What was refused for its size or its kind is no upload.
#[test]
fn what_is_refused_uses_up_no_ballots_place() {
    let server = Server::start(&["--per-address", "1", "--max-ballot", "100"]);
    let path = "/box/ballots/a.json";
    for _ in 0..10 {
        assert_eq!(put(server.address, path, &[b' '; 101]).status, 413);
        let plain = [("Content-Type", "text/plain")];
        let reply = common::http::send(server.address, "PUT", path, &plain, b"{}");
        assert_eq!(reply.status, 415);
    }
    assert_eq!(put(server.address, path, b"{}").status, 201);
}

#[test]
fn a_box_that_was_full_takes_ballots_again_when_files_are_taken_out() {
    for limit in [["--most-files", "2"], ["--most-bytes", "10"]] {
        let server = Server::start(&limit);
        let send = |name: &str| {
            let path = format!("/box/ballots/{name}.json");
            put(server.address, &path, b"12345").status
        };
        assert_eq!((send("a"), send("b"), send("c")), (201, 201, 503));
        fs::remove_file(server.ballot_box.join("ballots/a.json")).unwrap();
        wait_until("there is room again", || send("c") == 201);
        assert_eq!(send("d"), 503);
    }
}

#[test]
fn results_have_a_room_of_their_own() {
    let server = Server::start(&["--most-results", "1", "--most-files", "1"]);
    let send = |folder: &str, name: &str| {
        let path = format!("/box/{folder}/{name}.json");
        put(server.address, &path, b"{}").status
    };
    assert_eq!((send("results", "a"), send("results", "b")), (201, 503));
    assert_eq!(send("results", "a"), 204, "what is there is known");
    assert_eq!((send("ballots", "a"), send("ballots", "b")), (201, 503));
}

fn bytes_in(folder: &std::path::Path) -> u64 {
    let size = |file: &PathBuf| fs::metadata(file).map_or(0, |about| about.len());
    files_below(folder).iter().map(size).sum()
}

/// Begins to upload a result and has sent so much of it. An answer that has come already is for `finish`.
fn begun(server: &Server, name: &str, bytes: usize) -> Upload {
    let path = format!("/box/results/{name}.json");
    let headers = [JSON, ("Transfer-Encoding", "chunked")];
    let mut upload = Upload::begin(server.address, "PUT", &path, &headers);
    for _ in 0..bytes / 1_000 {
        upload.send(format!("3e8\r\n{}\r\n", "x".repeat(1_000)).as_bytes());
    }
    upload
}

#[test]
fn fifty_unfinished_uploads_of_80_mb_take_no_more_than_their_room() {
    let options = ["--max-result", "80000000", "--most-result-bytes", "2000000"];
    let server = Server::start(&[&options[..], &["--hall"]].concat());
    let results = server.ballot_box.join("results");
    let uploads: Vec<Upload> = (0..50)
        .map(|number| begun(&server, &number.to_string(), 100_000))
        .collect();
    wait_until("those that fit are there", || {
        bytes_in(&results) >= 1_500_000
    });
    assert!(bytes_in(&results) <= 2_000_000);
    assert_eq!(
        put(server.address, "/box/ballots/a.json", b"{}").status,
        201
    );
    drop(uploads);
    wait_until("what was given up is gone", || {
        files_below(&results).is_empty()
    });
    let small = || put(server.address, "/box/results/small.json", b"{}").status;
    wait_until("there is room again", || small() == 201);
}

#[test]
fn a_result_is_small_or_refused() {
    let server = Server::start(&[]);
    let path = "/box/results/a.json";
    let large = [JSON, ("Content-Length", "80000000")];
    let refused = Upload::begin(server.address, "PUT", path, &large).finish();
    assert_eq!(refused.status, 413);
}

#[test]
fn an_upload_that_takes_too_long_ends_and_leaves_nothing() {
    for limit in ["--silence", "--upload-time"] {
        let server = Server::start(&[limit, "0.2"]);
        for folder in ["ballots", "results"] {
            let path = format!("/box/{folder}/a.json");
            let headers = [JSON, ("Content-Length", "1000")];
            let mut upload = Upload::begin(server.address, "PUT", &path, &headers);
            upload.send(b"{");
            assert_eq!(upload.finish().status, 408, "{limit} {folder}");
            let folder = server.ballot_box.join(folder);
            wait_until("nothing is left", || files_below(&folder).is_empty());
        }
    }
}

/// A file system of its own, of 256 kB, until dropped.
struct SmallDisk(TempDir);

impl SmallDisk {
    /// `None`, with a line that says why, where this account may not.
    fn make() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"])
            .arg(folder.path())
            .output();
        let why = match done {
            Ok(output) if output.status.success() => return Some(Self(folder)),
            Ok(output) => common::text(&output.stderr),
            Err(error) => error.to_string(),
        };
        use std::io::Write;
        // Past the test runner, which would keep it to itself.
        let _ = writeln!(
            std::io::stderr(),
            "NOT TRIED: no small disk here: {}",
            why.trim()
        );
        None
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // When this fails the mount stays behind, which harms no test.
        let _ = Command::new("umount")
            .arg("--lazy")
            .arg(self.0.path())
            .status();
    }
}

#[test]
fn a_full_disk_takes_ballots_again_when_there_is_space() {
    let Some(disk) = SmallDisk::make() else {
        return;
    };
    let ballot_box = disk.0.path().join("box");
    let server = Server::start_with(TempDir::new().unwrap(), ballot_box, &[]);
    let filler = disk.0.path().join("filler");
    // Until nothing more fits.
    let _ = fs::write(&filler, [0; 300_000]);
    let path = "/box/ballots/a.json";
    let full = put(server.address, path, &[b' '; 9_000]);
    assert_eq!((full.status, full.header("retry-after")), (507, Some("60")));
    assert!(files_below(&server.ballot_box.join("ballots")).is_empty());
    fs::remove_file(filler).unwrap();
    assert_eq!(put(server.address, path, &[b' '; 9_000]).status, 201);
}
