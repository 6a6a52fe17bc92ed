//! `purse watch`: a folder, a server, and whatever may happen to them.

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use common::server::Server;
use common::{BUDGET, files_below, purse, text};
use documents::Id;
use tempfile::TempDir;

/// A box of 12 ballots, and the file to keep.
struct Watched {
    folder: TempDir,
    ballot_box: PathBuf,
}

impl Watched {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let ballot_box = folder.path().join("box");
        let place = ballot_box.to_str().unwrap();
        let made = purse([
            "simulate",
            BUDGET,
            "--ballots",
            "12",
            "--seed",
            "1",
            "--out",
            place,
        ]);
        assert!(made.status.success(), "{}", text(&made.stderr));
        Self { folder, ballot_box }
    }

    fn keep(&self) -> PathBuf {
        self.folder.path().join("seen.txt")
    }

    fn look(&self) -> Output {
        look(self.ballot_box.to_str().unwrap(), &self.keep(), &[])
    }

    /// Puts back what was removed.
    fn make_again(&self) -> bool {
        let place = self.ballot_box.to_str().unwrap();
        let again = ["--ballots", "12", "--seed", "1", "--out", place];
        let made = std::process::Command::new(env!("CARGO_BIN_EXE_purse"))
            .args([&["simulate", BUDGET][..], &again].concat())
            .status();
        made.unwrap().success()
    }

    fn ballot(&self) -> PathBuf {
        files_below(&self.ballot_box.join("ballots"))[3].clone()
    }
}

fn look(ballot_box: &str, keep: &Path, more: &[&str]) -> Output {
    let keep = keep.to_str().unwrap();
    let args = [&["watch", ballot_box, "--keep", keep][..], more].concat();
    std::process::Command::new(env!("CARGO_BIN_EXE_purse"))
        .args(args)
        .output()
        .expect("purse is built before its tests")
}

fn same(output: &Output, says: &str) {
    let out = text(&output.stdout);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{out}{}",
        text(&output.stderr)
    );
    assert!(
        out.contains(says) && out.contains("nothing was removed or changed"),
        "{out}"
    );
}

fn different(output: &Output, says: &str) {
    let out = text(&output.stdout);
    assert_eq!(
        output.status.code(),
        Some(1),
        "{out}{}",
        text(&output.stderr)
    );
    assert!(out.contains(says), "{out}");
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

#[test]
fn new_files_are_kept_and_the_file_only_grows() {
    let watched = Watched::new();
    same(&watched.look(), "13 files, 13 new");
    let first = fs::read_to_string(watched.keep()).unwrap();
    same(&watched.look(), "13 files, 0 new");
    let bytes = b"another ballot";
    fs::write(
        watched
            .ballot_box
            .join(format!("ballots/{}.json", Id::of(bytes))),
        bytes,
    )
    .unwrap();
    // Whose name is no hash counts for nothing, and is not watched.
    fs::write(watched.ballot_box.join("ballots/junk.json"), b"junk").unwrap();
    same(&watched.look(), "14 files, 1 new");
    let then = fs::read_to_string(watched.keep()).unwrap();
    assert!(then.starts_with(&first));
    assert_eq!(then.lines().count(), 14);
    for line in then.lines() {
        let (hash, path) = line.split_once("  ").unwrap();
        let bytes = fs::read(watched.ballot_box.join(path)).unwrap();
        assert_eq!(Id::of(&bytes).to_string(), hash, "as sha256sum writes it");
    }
}

#[test]
fn a_ballot_that_was_removed_is_named_and_stays_missed() {
    let watched = Watched::new();
    same(&watched.look(), "13 new");
    let gone = watched.ballot();
    fs::remove_file(&gone).unwrap();
    let says = format!("REMOVED  ballots/{}", name(&gone));
    different(&watched.look(), &says);
    different(&watched.look(), &says);
    let every = look(
        watched.ballot_box.to_str().unwrap(),
        &watched.keep(),
        &["--every", "3600"],
    );
    different(&every, &says);
}

#[test]
fn a_file_that_was_changed_is_named() {
    let watched = Watched::new();
    same(&watched.look(), "13 new");
    let (changed, budget) = (watched.ballot(), watched.ballot_box.join("budget.json"));
    for path in [&changed, &budget] {
        let mut bytes = fs::read(path).unwrap();
        bytes.push(b'\n');
        fs::write(path, bytes).unwrap();
    }
    let seen = watched.look();
    different(&seen, &format!("CHANGED  ballots/{}", name(&changed)));
    different(&seen, "CHANGED  budget.json");
    let names = look(
        watched.ballot_box.to_str().unwrap(),
        &watched.keep(),
        &["--names-only"],
    );
    same(&names, "0 new");
}

#[test]
fn a_packed_ballot_is_not_missed_and_a_lost_bundle_is() {
    let watched = Watched::new();
    same(&watched.look(), "13 new");
    let place = watched.ballot_box.to_str().unwrap();
    assert!(purse(["pack", place, "--remove"]).status.success());
    same(&watched.look(), "2 files, 1 new");
    let bundle = files_below(&watched.ballot_box.join("bundle"))[0].clone();
    let bytes = fs::read(&bundle).unwrap();
    fs::write(&bundle, &bytes[..bytes.len() / 2]).unwrap();
    let seen = watched.look();
    different(&seen, "CHANGED  bundle/");
    different(&seen, "REMOVED  ballots/");
}

#[test]
fn a_box_is_watched_by_its_address() {
    let watched = Watched::new();
    let keep = watched.keep();
    let server = Server::start_with(TempDir::new().unwrap(), watched.ballot_box.clone(), &[]);
    let address = format!("http://{}/box", server.address);
    same(&look(&address, &keep, &[]), "13 files, 13 new");
    // The folder and the address are one box.
    same(&watched.look(), "13 files, 0 new");
    let gone = watched.ballot();
    fs::write(
        files_below(&watched.ballot_box.join("ballots"))[0].clone(),
        b"other",
    )
    .unwrap();
    fs::remove_file(&gone).unwrap();
    let seen = look(&address, &keep, &[]);
    different(&seen, &format!("REMOVED  ballots/{}", name(&gone)));
    different(&seen, "CHANGED  ballots/");
}

const NOTHING: &str = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// A server without a store.json that gives every other request the same answer, until the test ends.
fn answering(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/box/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or(0);
            let asks_for_store = text(&request[..length]).starts_with("GET /box/store.json");
            let answer = if asks_for_store { NOTHING } else { answer };
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}

#[test]
fn a_box_that_cannot_be_reached_tells_nothing() {
    let folder = TempDir::new().unwrap();
    let keep = folder.path().join("seen.txt");
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/box/", listener.local_addr().unwrap())
    };
    let portal = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\nConnection: close\r\n\r\n<h1>Log in</h1";
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\nConnection: close\r\n\r\n[{\"name\":\"0";
    let busy = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let moved = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    for (address, says) in [
        (closed, "could not be read"),
        (answering(portal), "it is no list of files"),
        (answering(cut), "the list was cut"),
        (answering(busy), "the answer was 503"),
        (answering(moved), "the answer was 302"),
        (answering(NOTHING), "this is no box"),
        (
            folder.path().join("nowhere").to_str().unwrap().to_owned(),
            "this is no box",
        ),
    ] {
        let output = look(&address, &keep, &[]);
        let err = text(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{says}: {err}");
        assert!(err.contains(says), "{says}: {err}");
        assert_eq!(fs::read(&keep).unwrap(), b"", "nothing is kept of it");
    }
}

#[test]
fn a_file_of_another_kind_is_not_added_to() {
    let watched = Watched::new();
    fs::write(watched.keep(), "my shopping list\n").unwrap();
    let refused = watched.look();
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stderr).contains("seen.txt, line 1: expected a hash"),
        "{}",
        text(&refused.stderr)
    );
    assert_eq!(
        fs::read_to_string(watched.keep()).unwrap(),
        "my shopping list\n"
    );
}

/// A list that was opened on another system, marked by its editor, or checked by another tool.
#[test]
fn line_ends_of_another_system_are_no_removal() {
    let watched = Watched::new();
    same(&watched.look(), "13 files, 13 new");
    let kept = fs::read_to_string(watched.keep()).unwrap();
    for text in [
        kept.replace('\n', "\r\n"),
        kept.replace('\n', "\r"),
        format!("\u{FEFF}{}", kept.replace('\n', "\r\n")),
        kept.trim_end().to_owned(),
        kept.replace('\n', " \n\n"),
        kept.replace("  ", " *"),
    ] {
        fs::write(watched.keep(), &text).unwrap();
        same(&watched.look(), "13 files, 0 new");
        fs::remove_file(watched.ballot()).unwrap();
        different(&watched.look(), "REMOVED  ballots/");
        assert_eq!(fs::read_to_string(watched.keep()).unwrap(), text);
        assert!(watched.make_again());
    }
}

#[test]
fn a_line_that_was_cut_off_is_written_again() {
    let watched = Watched::new();
    same(&watched.look(), "13 files, 13 new");
    let kept = fs::read_to_string(watched.keep()).unwrap();
    for cut in [2, 6, 50, 70] {
        fs::write(watched.keep(), &kept[..kept.len() - cut]).unwrap();
        same(&watched.look(), "13 files, 1 new");
        same(&watched.look(), "13 files, 0 new");
    }
}

/// As cron starts it while the last one still runs: a line that the other is writing would look cut off.
#[test]
fn two_who_keep_into_one_file_take_turns() {
    let watched = Watched::new();
    same(&watched.look(), "13 files, 13 new");
    let kept = fs::File::open(watched.keep()).unwrap();
    kept.lock().unwrap();
    let mut second = Command::new(env!("CARGO_BIN_EXE_purse"))
        .args(["watch", watched.ballot_box.to_str().unwrap(), "--keep"])
        .arg(watched.keep())
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut says = String::new();
    let mut err = BufReader::new(second.stderr.take().unwrap());
    err.read_line(&mut says).unwrap();
    assert!(says.contains("Waiting for another purse"), "{says}");
    kept.unlock().unwrap();
    same(&second.wait_with_output().unwrap(), "13 files, 0 new");
}

#[test]
fn a_published_result_of_a_large_event_is_watched() {
    let watched = Watched::new();
    let bytes = vec![b' '; 2_000_000];
    let path = watched
        .ballot_box
        .join(format!("published/{}.json", Id::of(&bytes)));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, &bytes).unwrap();
    same(&watched.look(), "14 files, 14 new");
    fs::write(&path, b"another").unwrap();
    different(&watched.look(), "CHANGED  published/");
}

/// A host that never answers would keep its watcher waiting once for each of its ballots.
#[test]
fn the_first_file_that_cannot_be_read_ends_the_look() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    let names = (0..600_u32).map(|n| {
        let id = Id::of(&n.to_le_bytes());
        format!("{{\"name\":\"{id}.json\",\"type\":\"file\"}}")
    });
    let listing = format!("[{}]", names.collect::<Vec<_>>().join(","));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/box/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or(0);
            let request = text(&request[..length]);
            let (status, body) = match request.split(' ').nth(1).unwrap_or_default() {
                "/box/budget.json" => ("200 OK", "{}"),
                "/box/store.json" => ("404 Not Found", ""),
                "/box/ballots/" => ("200 OK", listing.as_str()),
                path if path.ends_with('/') => ("200 OK", "[]"),
                _ => {
                    ASKED.fetch_add(1, Ordering::Relaxed);
                    ("500 Internal Server Error", "")
                }
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(head.as_bytes());
        }
    });
    let folder = TempDir::new().unwrap();
    let seen = look(&address, &folder.path().join("seen.txt"), &[]);
    assert_eq!(seen.status.code(), Some(3));
    let says = text(&seen.stderr);
    assert!(
        says.contains("could not be read: the answer was 500"),
        "{says}"
    );
    let asked = ASKED.load(Ordering::Relaxed);
    assert!((1..=12).contains(&asked), "{asked} of 600 were asked for");
}

/// A server that answers by the path, until the test ends; what it says of the rest goes on without end.
fn serving(answers: &'static [(&'static str, &'static str)]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/box/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                let mut request = [0; 4096];
                let length = stream.read(&mut request).unwrap_or(0);
                let request = text(&request[..length]);
                let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
                let known = answers.iter().find(|(known, _)| path == *known);
                let (head, body) = match known {
                    Some((_, "")) => ("404 Not Found", ""),
                    Some((_, to)) if to.starts_with("/box/") => ("302 Found", *to),
                    Some((_, body)) => ("200 OK", *body),
                    None => ("200 OK", "["),
                };
                let head = format!(
                    "HTTP/1.1 {head}\r\nConnection: close\r\nLocation: {body}\r\n\r\n{body}"
                );
                let _ = stream.write_all(head.as_bytes());
                let endless = known.is_none();
                while endless && stream.write_all(&[b' '; 65_536]).is_ok() {}
            });
        }
    });
    address
}

const SHA: &str = "0000000000000000000000000000000000000000000000000000000000000000";

#[test]
fn answers_without_end_are_bounded_and_said() {
    let folder = TempDir::new().unwrap();
    let keep = folder.path().join("seen.txt");
    let budget = serving(&[]);
    let listing = serving(&[("/box/budget.json", "{}"), ("/box/store.json", "")]);
    let store = serving(&[("/box/budget.json", "{}")]);
    for (address, says) in [
        (budget, "budget.json could not be read: it is too large"),
        (store, "store.json could not be read: it is too large"),
        (listing, "the list has no end"),
    ] {
        let output = look(&address, &keep, &[]);
        assert_eq!(output.status.code(), Some(3), "{says}");
        let err = text(&output.stderr);
        assert!(err.contains(says), "{says}: {err}");
    }
}

#[test]
fn a_ballot_without_end_is_named_and_hides_nothing_else() {
    let address = serving(&[
        ("/box/budget.json", "{}"),
        ("/box/store.json", ""),
        ("/box/keys/", "[]"),
        ("/box/close/", "[]"),
        ("/box/ledger/", "[]"),
        ("/box/results/", "[]"),
        ("/box/published/", "[]"),
        (
            "/box/ballots/",
            "[{\"name\":\"0000000000000000000000000000000000000000000000000000000000000000.json\",\"type\":\"file\"}]",
        ),
        ("/box/bundle/", "[]"),
    ]);
    let folder = TempDir::new().unwrap();
    let keep = folder.path().join("seen.txt");
    let seen = look(&address, &keep, &[]);
    same(&seen, "2 files, 1 new");
    let says = format!("LARGE    ballots/{SHA}.json");
    assert!(text(&seen.stdout).contains(&says), "{}", text(&seen.stdout));
    let hash = Id::of(b"what was there");
    let kept = fs::read_to_string(&keep).unwrap();
    fs::write(&keep, format!("{kept}{hash}  ballots/{SHA}.json\n")).unwrap();
    different(
        &look(&address, &keep, &[]),
        &format!("CHANGED  ballots/{SHA}.json"),
    );
}

#[test]
fn another_host_is_followed_only_where_it_is_allowed() {
    let address = serving(&[
        ("/box/budget.json", "{}"),
        (
            "/box/store.json",
            "{\"format\":\"common-purse/store/1\",\"address\":\"http://127.0.0.9:9\",\"ballots\":{\"by\":\"put\"},\"list\":{\"as\":\"s3\"}}",
        ),
    ]);
    let folder = TempDir::new().unwrap();
    let keep = folder.path().join("seen.txt");
    let refused = look(&address, &keep, &[]);
    assert_eq!(refused.status.code(), Some(3));
    let err = text(&refused.stderr);
    assert!(
        err.contains("it sends readers to another host, 127.0.0.9:9")
            && err.contains("--allow-host"),
        "{err}"
    );
    let followed = look(&address, &keep, &["--allow-host", "127.0.0.9"]);
    let err = text(&followed.stderr);
    assert!(err.contains("http://127.0.0.9:9?"), "asked there: {err}");
}

#[test]
fn what_leads_round_in_a_circle_is_not_followed() {
    let address = serving(&[("/box/budget.json", "/box/budget.json")]);
    let folder = TempDir::new().unwrap();
    let output = look(&address, &folder.path().join("seen.txt"), &[]);
    assert_eq!(output.status.code(), Some(3));
    let err = text(&output.stderr);
    assert!(
        err.contains("the answer was 302, which leads to /box/budget.json, and is not followed"),
        "{err}"
    );
}
