//! Sockets that are slow, silent or many: none of them keeps a resident out, and each comes to an end.

mod common;

use std::fs;
use std::io::Write;
use std::net::{SocketAddr, TcpStream};

use common::http::{Upload, attempt, put, read};
use common::server::Server;
use common::wait_until;
use tempfile::TempDir;

const JSON: (&str, &str) = ("Content-Type", "application/json");

fn connect(server: SocketAddr) -> TcpStream {
    TcpStream::connect(server).expect("the server takes connections")
}

/// A connection that says this and then nothing.
fn says(server: SocketAddr, words: &str) -> TcpStream {
    let mut stream = connect(server);
    stream.write_all(words.as_bytes()).unwrap();
    stream
}

const SLOW: [&str; 4] = [
    "",
    "GET /box/ballots/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    "PUT /box/ballots/a.json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    "PUT /box/results/a.json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
];

fn takes_part(server: &Server, number: usize) {
    let path = format!("/box/ballots/resident-{number}.json");
    assert_eq!(put(server.address, &path, b"{}").status, 201);
    assert_eq!(read(server.address, &path).status, 200);
    assert_eq!(read(server.address, "/").status, 200);
}

#[test]
fn slow_sockets_from_ones_own_address_keep_no_resident_out() {
    let server = Server::start(&["--silence", "600", "--header-time", "600"]);
    let mut slow = Vec::new();
    for (kind, words) in SLOW.into_iter().enumerate() {
        // Of each kind more than one address may have: before the resident comes, all its places are taken by them.
        for _ in 0..300 {
            let mut stream = connect(server.address);
            // The server may have ended it already.
            let _ = stream.write_all(words.as_bytes());
            slow.push(stream);
        }
        takes_part(&server, kind);
        assert!(server.open() < 2 * 256 + 64, "{} {words:?}", server.open());
    }
}

#[test]
fn many_connections_in_all_are_as_many_as_the_machine_can_have() {
    let folder = TempDir::new().unwrap();
    let ballot_box = folder.path().join("box");
    // The soft limit is raised to the hard one, and the rest is lived with.
    let starter = ["prlimit", "--nofile=64:256"];
    let options = ["--hall", "--budget", common::BUDGET, "--header-time", "600"];
    let server = Server::start_by(&starter, folder, ballot_box, &options);
    let limits = fs::read_to_string(format!("/proc/{}/limits", server.pid())).unwrap();
    let files = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    let soft = files.and_then(|line| line.split_whitespace().nth(3));
    assert_eq!(soft, Some("256"));
    let slow: Vec<TcpStream> = (0..400)
        .map(|number| says(server.address, SLOW[number % 2]))
        .collect();
    takes_part(&server, 0);
    drop(slow);
    takes_part(&server, 1);
}

#[test]
fn a_header_that_does_not_end_is_cut_off() {
    let server = Server::start(&["--header-time", "0.2"]);
    let half = Upload::begin(server.address, "GET", "/box/ballots/", &[]);
    assert!(
        half.ended().starts_with(b"HTTP/1.1 200"),
        "a whole one is answered"
    );
    for words in &SLOW[..2] {
        let stream = says(server.address, words);
        assert!(!Upload::of(stream).ended().starts_with(b"HTTP/1.1 2"));
    }
}

/// More bytes than the system keeps for a reader on its own.
const LARGE: usize = 16 << 20;

fn with_a_large_bundle(options: &[&str]) -> Server {
    let folder = TempDir::new().unwrap();
    let ballot_box = folder.path().join("box");
    fs::create_dir_all(ballot_box.join("bundle")).unwrap();
    let bundle = fs::File::create(ballot_box.join("bundle/0a.jsonl")).unwrap();
    bundle.set_len(LARGE as u64).unwrap();
    Server::start_with(folder, ballot_box, options)
}

#[test]
fn an_answer_that_nobody_takes_is_given_up() {
    let path = "/box/bundle/0a.jsonl";
    for limit in ["--silence", "--request-time"] {
        let server = with_a_large_bundle(&[limit, "1"]);
        // The first to ask waits until the bundle's tag is known, maybe in vain.
        let known = || attempt(server.address, "HEAD", path, &[], b"").is_some();
        wait_until("the bundle's tag is known", known);
        let before = server.open();
        let begin = || {
            let mut unread = Upload::begin(server.address, "GET", path, &[]);
            (unread.interim() == 200).then_some(unread)
        };
        let unread: Vec<Upload> = (0..20).filter_map(|_| begin()).collect();
        assert_eq!(unread.len(), 20);
        wait_until("the server has given up", || server.open() <= before);
        for one in unread {
            assert!(one.ended().len() < LARGE, "{limit}");
        }
    }
}

#[test]
fn an_answer_that_is_taken_comes_whole() {
    let server = with_a_large_bundle(&[]);
    let whole = read(server.address, "/box/bundle/0a.jsonl");
    assert_eq!((whole.status, whole.body.len()), (200, LARGE));
}

const FILES: u64 = 30_000;

#[test]
fn a_hundred_unread_listings_of_many_files_cost_less_than_ten_read_ones() {
    let folder = TempDir::new().unwrap();
    let ballots = folder.path().join("box/ballots");
    fs::create_dir_all(&ballots).unwrap();
    for number in 0..FILES {
        let name = documents::Id::of(&number.to_le_bytes());
        fs::File::create(ballots.join(format!("{name}.json"))).unwrap();
    }
    let server = Server::start_with(folder, ballots.parent().unwrap().into(), &[]);
    let listed = read(server.address, "/box/ballots/").body.len();
    assert!(listed > 100 * FILES as usize, "{listed}");
    let before = server.status("VmHWM");
    // Three times on each connection: what the system keeps for a reader must not hide what the server keeps.
    let asks = "GET /box/ballots/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(3);
    let unread: Vec<TcpStream> = (0..100)
        .map(|number| {
            // These have another listing than those before.
            if number % 40 == 0 {
                let path = format!("/box/ballots/new-{number}.json");
                assert_eq!(put(server.address, &path, b"{}").status, 201);
            }
            says(server.address, &asks)
        })
        .collect();
    // The last of them in line is answered once the others are.
    assert_eq!(read(server.address, "/box/ballots/").status, 200);
    let after = server.status("VmHWM");
    assert!(
        after - before < 10 * listed as u64 / 1_000,
        "{before} kB before, {after} kB after"
    );
    drop(unread);
}

#[test]
fn two_hundred_unread_results_of_a_megabyte_cost_little_memory() {
    let folder = TempDir::new().unwrap();
    let results = folder.path().join("box/results");
    fs::create_dir_all(&results).unwrap();
    fs::write(results.join("a.json"), vec![b' '; 1 << 20]).unwrap();
    let server = Server::start_with(folder, results.parent().unwrap().into(), &[]);
    let path = "/box/results/a.json";
    assert_eq!(read(server.address, path).body.len(), 1 << 20);
    let before = server.status("VmHWM");
    // Several times on each connection, for the same reason.
    let asks = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").repeat(8);
    let unread: Vec<TcpStream> = (0..200).map(|_| says(server.address, &asks)).collect();
    assert_eq!(read(server.address, "/box/ballots/").status, 200);
    let after = server.status("VmHWM");
    assert!(
        after - before < 60_000,
        "{before} kB before, {after} kB after"
    );
    drop(unread);
}

#[test]
fn an_upload_in_the_middle_of_a_crowd_is_finished() {
    let server = Server::start(&["--connections-per-address", "4"]);
    let path = "/box/ballots/a.json";
    let headers = [JSON, ("Content-Length", "2"), ("Expect", "100-continue")];
    let mut upload = Upload::begin(server.address, "PUT", path, &headers);
    assert_eq!(upload.interim(), 100);
    let silent: Vec<TcpStream> = (0..50).map(|_| connect(server.address)).collect();
    upload.send(b"{}");
    assert_eq!(upload.finish().status, 201);
    drop(silent);
}
