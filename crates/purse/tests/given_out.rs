//! What the embedded box gives out, and to whom: nothing but a box's files, without their times, under our own names.

mod common;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use common::event::Event;
use common::http::{put, read, send};
use common::server::Server;
use common::text;
use tempfile::TempDir;

#[test]
fn only_names_that_belong_to_a_box_are_given_out() {
    let server = Server::start(&[]);
    for name in [
        "hall.key",
        "codes.csv",
        "cards.html",
        "notes.txt",
        ".env",
        "keys/hall.key",
        "keys/codes.csv",
        "ballots/Codes.csv",
        "results/cards.html",
        "published/.hidden.json",
        "close/a.txt",
        "ledger/payments.csv",
        "ledger/board.key",
        "bundle/a.json",
    ] {
        fs::write(server.ballot_box.join(name), "a secret").unwrap();
        let dotted = name.replace('.', "%2e");
        let escaped: String = name.bytes().map(|b| format!("%{b:02X}")).collect();
        for path in [
            name,
            &dotted,
            &escaped,
            &format!("./{name}"),
            &format!("{name}/"),
        ] {
            for method in ["GET", "HEAD"] {
                let reply = send(server.address, method, &format!("/box/{path}"), &[], b"");
                assert_eq!(
                    (reply.status, reply.body.len()),
                    (404, 0),
                    "{method} {path}"
                );
            }
        }
    }
    for folder in ["keys", "ballots", "results", "published"] {
        let listing = text(&read(server.address, &format!("/box/{folder}/")).body);
        assert_eq!(listing, "[\r\n]", "{folder}");
    }
}

#[test]
fn a_secret_beside_the_widget_is_not_given_out_either() {
    let server = Server::start(&[]);
    let widget = server.ballot_box.with_file_name("widget");
    let outside = server.ballot_box.with_file_name("outside");
    fs::write(&outside, "a secret").unwrap();
    for name in [
        "hall.key",
        "Hall.KEY",
        ".env",
        "codes.csv",
        "cards.html",
        "cards.html.gz",
        "cards-from-51.html",
        "codes (1).csv",
        "codes.csv.bak",
        "Copy of codes.csv",
    ] {
        fs::write(widget.join(name), "a secret").unwrap();
    }
    std::os::unix::fs::symlink(&outside, widget.join("link.js")).unwrap();
    std::os::unix::fs::symlink(&outside, widget.join("style.css.gz")).unwrap();
    for path in [
        "/hall.key",
        "/hall%2ekey",
        "/%68all.key",
        "/Hall.KEY",
        "/.env",
        "/%2eenv",
        "/codes.csv",
        "/cards.html",
        "/cards.html.gz",
        "/cards-from-51.html",
        "/codes%20(1).csv",
        "/codes.csv.bak",
        "/Copy%20of%20codes.csv",
        "/link.js",
        "/link%2ejs",
        "/style.css",
    ] {
        for method in ["GET", "HEAD"] {
            let gzip = [("Accept-Encoding", "gzip")];
            let reply = send(server.address, method, path, &gzip, b"");
            assert_eq!(reply.status, 404, "{method} {path}");
        }
    }
}

/// What `purse serve` says on stderr before it has printed its addresses.
fn said_at_the_start(ballot_box: &Path, budget: &Path) -> String {
    let mut server = Command::new(env!("CARGO_BIN_EXE_purse"))
        .args(["serve", "--bind", "127.0.0.1", "--port", "0", "--budget"])
        .arg(budget)
        .arg("--box")
        .arg(ballot_box)
        .arg("--widget")
        .arg(common::widget(ballot_box.parent().unwrap()))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let printed = lines.any(|line| line.unwrap().starts_with("Ctrl-C stops it"));
    server.kill().unwrap();
    let said = server.wait_with_output().unwrap().stderr;
    assert!(printed, "{}", text(&said));
    text(&said)
}

/// An organiser may well make cards for one folder and serve another.
#[test]
fn a_box_without_the_list_of_its_codes_is_told_at_the_start() {
    let event = Event::with_codes(&["--codes"], &["--count", "3"]);
    let budget = event.path("budget.json");
    assert_eq!(said_at_the_start(&event.path("box"), &budget), "");
    let said = said_at_the_start(&event.path("other"), &budget);
    assert!(
        said.contains("has no list of codes, so no ballot in it can count"),
        "{said}"
    );
    assert!(said.contains("purse codes new … --box"), "{said}");
    let open = event.path("open");
    assert_eq!(said_at_the_start(&open, Path::new(common::BUDGET)), "");
}

#[test]
fn secrets_and_links_in_what_is_served_are_told_at_the_start() {
    let folder = TempDir::new().unwrap();
    let ballot_box = folder.path().join("box");
    fs::create_dir_all(ballot_box.join("keys")).unwrap();
    fs::create_dir_all(ballot_box.join("ballots")).unwrap();
    fs::write(ballot_box.join("hall.key"), "").unwrap();
    fs::write(ballot_box.join("keys/codes.csv"), "").unwrap();
    std::os::unix::fs::symlink("nowhere", ballot_box.join("ballots/a.json")).unwrap();
    let said = said_at_the_start(&ballot_box, Path::new(common::BUDGET));
    let said: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("purse: "))
        .collect();
    assert!(said[0].contains("ballots/a.json is a link"), "{said:?}");
    assert!(
        said[1].contains("hall.key has the name of a secret"),
        "{said:?}"
    );
    assert!(
        said[2].contains("codes.csv has the name of a secret"),
        "{said:?}"
    );
}

#[test]
fn links_in_a_box_lead_nowhere() {
    let server = Server::start(&[]);
    let outside = server.ballot_box.with_file_name("outside.json");
    fs::write(&outside, "{}").unwrap();
    let ballots = server.ballot_box.join("ballots");
    let link = |to: &std::path::Path, name: &str| {
        std::os::unix::fs::symlink(to, ballots.join(name)).unwrap();
    };
    link(&outside, "out.json");
    link(&ballots.join("loop.json"), "loop.json");
    link(&server.ballot_box, "folder");
    link(std::path::Path::new("nowhere"), "nowhere.json");
    let listing = read(server.address, "/box/ballots/");
    assert_eq!(
        (listing.status, text(&listing.body)),
        (200, "[\r\n]".into())
    );
    for name in ["out.json", "loop.json", "nowhere.json"] {
        let path = format!("/box/ballots/{name}");
        assert_eq!(read(server.address, &path).status, 404, "{name}");
        for body in [b"{}", b"[]"] {
            assert_eq!(put(server.address, &path, body).status, 412, "{name}");
        }
    }
    assert_eq!(
        read(server.address, "/box/ballots/folder/budget.json").status,
        404
    );
    assert_eq!(fs::read(&outside).unwrap(), b"{}");
    assert!(!ballots.join("nowhere").exists());
    // In the folder of results, which are written as they arrive, too.
    std::os::unix::fs::symlink(&outside, server.ballot_box.join("results/out.json")).unwrap();
    std::os::unix::fs::symlink("loop.json", server.ballot_box.join("results/loop.json")).unwrap();
    for name in ["out", "loop"] {
        let path = format!("/box/results/{name}.json");
        assert_eq!(put(server.address, &path, b"{}").status, 412, "{name}");
    }
}

#[test]
fn a_box_whose_own_parts_are_links_is_not_served() {
    for name in [
        "ballots",
        "published",
        "budget.json",
        "store.json",
        ".serving",
    ] {
        let folder = TempDir::new().unwrap();
        let (ballot_box, outside) = (folder.path().join("box"), folder.path().join("outside"));
        fs::create_dir(&ballot_box).unwrap();
        match name.contains('.') {
            true => drop(fs::copy(common::BUDGET, &outside).unwrap()),
            false => fs::create_dir(&outside).unwrap(),
        }
        std::os::unix::fs::symlink(&outside, ballot_box.join(name)).unwrap();
        let widget = common::widget(folder.path());
        let output = common::purse([
            "serve",
            "--bind",
            "127.0.0.1",
            "--port",
            "0",
            "--budget",
            common::BUDGET,
            "--box",
            ballot_box.to_str().unwrap(),
            "--widget",
            widget.to_str().unwrap(),
        ]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains(&format!("{name} is a link")), "{said}");
        if outside.is_file() {
            assert_eq!(
                fs::read(&outside).unwrap(),
                fs::read(common::BUDGET).unwrap()
            );
        }
    }
}

#[test]
fn a_name_that_is_not_ours_is_refused() {
    let server = Server::start(&["--host", "budget.example.org"]);
    let ask = |method: &str, path: &str, host: &str| {
        let headers = [("Host", host), ("Content-Type", "application/json")];
        send(server.address, method, path, &headers, b"{}").status
    };
    for host in [
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "budget.example.org.evil",
    ] {
        for path in ["/", "/box/budget.json", "/box/ballots/", "/style.css"] {
            assert_eq!(ask("GET", path, host), 421, "{host} {path}");
        }
        assert_eq!(ask("PUT", "/box/ballots/a.json", host), 421, "{host}");
    }
    let absolute = "http://evil.example/box/budget.json";
    assert_eq!(ask("GET", absolute, "evil.example"), 421);
    assert_ne!(ask("GET", absolute, "localhost"), 200);
    for host in [
        "127.0.0.1",
        "localhost:1",
        "budget.example.org",
        "[::1]:80",
        "192.168.0.7",
        "Box.localhost",
    ] {
        assert_eq!(ask("GET", "/box/budget.json", host), 200, "{host}");
    }
    assert_eq!(ask("PUT", "/box/ballots/a.json", "budget.example.org"), 201);
}

/// Nothing that is told of a ballot depends on when it came.
#[test]
fn nobody_learns_in_which_order_ballots_came() {
    let tell = |order: &[u64]| {
        let server = Server::start(&[]);
        for number in order {
            let path = format!("/box/ballots/{number}.json");
            assert_eq!(
                put(server.address, &path, number.to_string().as_bytes()).status,
                201
            );
            let file =
                fs::File::open(server.ballot_box.join(format!("ballots/{number}.json"))).unwrap();
            let time = file.metadata().unwrap().modified().unwrap();
            let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap();
            assert_eq!(since.as_nanos() % Duration::from_secs(86_400).as_nanos(), 0);
            // As a box that was copied, or filled by an earlier version.
            let long_ago = SystemTime::UNIX_EPOCH + Duration::new(1_000_000_000 + number, 123);
            file.set_modified(long_ago).unwrap();
        }
        let paths = (0..8).map(|number| format!("/box/ballots/{number}.json"));
        let mut told: Vec<_> = paths.map(|path| headers_but_date(&server, &path)).collect();
        told.push((text(&read(server.address, "/box/ballots/").body), vec![]));
        told
    };
    let told = tell(&[0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(told, tell(&[5, 2, 7, 0, 6, 1, 4, 3]));
    for (name, _) in &told[0].1 {
        assert_ne!(name, "last-modified");
    }
}

fn headers_but_date(server: &Server, path: &str) -> (String, Vec<(String, String)>) {
    let reply = read(server.address, path);
    let mut headers = reply.headers().to_vec();
    headers.retain(|(name, _)| name != "date");
    (text(&reply.body), headers)
}

#[test]
fn a_tag_says_whether_the_bytes_are_the_same() {
    let server = Server::start(&[]);
    let large = vec![b' '; 3 << 20];
    fs::write(server.ballot_box.join("bundle/0a.jsonl"), &large).unwrap();
    put(server.address, "/box/ballots/a.json", b"{}");
    for path in [
        "/box/ballots/a.json",
        "/box/began.json",
        "/box/bundle/0a.jsonl",
    ] {
        let first = read(server.address, path);
        let tag = first.header("etag").unwrap().to_owned();
        let again = |tag: &str| {
            let reply = send(server.address, "GET", path, &[("If-None-Match", tag)], b"");
            (reply.status, reply.body.len())
        };
        assert_eq!(again(&tag), (304, 0), "{path}");
        assert_eq!(again("*"), (304, 0), "{path}");
        assert_eq!(again(&format!("\"other\", {tag}")), (304, 0), "{path}");
        assert_eq!(again("\"other\""), (200, first.body.len()), "{path}");
        // Somebody changes the file where it lies: the next answer is the new one.
        let mut bytes = first.body.clone();
        bytes[0] = b'#';
        fs::write(server.ballot_box.join(&path["/box/".len()..]), bytes).unwrap();
        assert_eq!(again(&tag), (200, first.body.len()), "{path}");
    }
}

/// So large that no machine reads it to its end within a test.
#[test]
fn no_file_is_read_for_its_tag_that_may_have_no_end() {
    let server = Server::start(&[]);
    let path = "bundle/0b.jsonl";
    let file = fs::File::create(server.ballot_box.join(path)).unwrap();
    file.set_len(1 << 40).unwrap();
    let ask = || {
        let given = [("If-None-Match", "*")];
        let reply = send(server.address, "GET", &format!("/box/{path}"), &given, b"");
        assert_eq!(reply.status, 304);
        reply.header("etag").unwrap().to_owned()
    };
    assert_eq!(ask(), ask());
}
