//! Requests that no browser sends: what they bring takes no name, costs little, and hides no second request.

mod common;

use std::io::Write;
use std::net::TcpStream;

use common::http::{Upload, put, read, send};
use common::server::Server;
use common::{files_below, text};

const JSON: (&str, &str) = ("Content-Type", "application/json");

/// Sends these bytes on a connection of its own; the status of each answer until the server ends it.
fn statuses(server: &Server, bytes: &[u8]) -> Vec<String> {
    let mut stream = TcpStream::connect(server.address).unwrap();
    // A server that has already refused takes no more.
    let _ = stream.write_all(bytes);
    let said = text(&Upload::of(stream).ended());
    said.lines()
        .filter_map(|line| line.strip_prefix("HTTP/1.1 "))
        .map(|line| line[..3].to_owned())
        .collect()
}

#[test]
fn nothing_or_a_part_takes_no_name() {
    let server = Server::start(&[]);
    for folder in ["ballots", "results"] {
        let path = format!("/box/{folder}/a.json");
        let put_with =
            |header, body: &[u8]| send(server.address, "PUT", &path, &[JSON, header], body).status;
        assert_eq!(put(server.address, &path, b"").status, 400);
        let part = ("Content-Range", "bytes 0-1/9");
        assert_eq!(put_with(part, b"{}"), 400);
        let packed = ("Content-Encoding", "gzip");
        assert_eq!(put_with(packed, b"{}"), 415);
        let chunked = [JSON, ("Transfer-Encoding", "chunked")];
        let mut none = Upload::begin(server.address, "PUT", &path, &chunked);
        none.send(b"0\r\n\r\n");
        assert_eq!(none.finish().status, 400);
        let without_length = Upload::begin(server.address, "PUT", &path, &[JSON]);
        assert_eq!(without_length.finish().status, 400);
        assert!(files_below(&server.ballot_box.join(folder)).is_empty());
        assert_eq!(put(server.address, &path, b"{}").status, 201);
        assert_eq!(put(server.address, &path, b"").status, 400);
    }
}

#[test]
fn what_a_body_says_is_no_request() {
    let server = Server::start(&[]);
    let start =
        "PUT /box/ballots/a.json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
    let hidden = "PUT /box/ballots/hidden.json HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\
                  Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    let length = hidden.len();
    for (lengths, expected) in [
        // A second length, or another way to tell the end, would let two programs see two ends.
        ("Content-Length: 0\r\nContent-Length: 5\r\n", "400"),
        ("Content-Length: 0, 0\r\n", "400"),
        ("Content-Length: +2\r\n", "400"),
        ("Content-Length : 0\r\n", "400"),
        ("Transfer-Encoding: xchunked\r\n", "400"),
        ("Transfer-Encoding: chunked, identity\r\n", "400"),
        (
            &format!("Connection: close\r\nContent-Length: {length}\r\n"),
            "201",
        ),
    ] {
        let request = format!("{start}{lengths}\r\n{hidden}");
        assert_eq!(
            statuses(&server, request.as_bytes()),
            [expected],
            "{lengths:?}"
        );
    }
    let hidden = read(server.address, "/box/ballots/hidden.json");
    assert_eq!(hidden.status, 404);
}

#[test]
fn requests_one_behind_the_other_are_answered_in_their_order() {
    let server = Server::start(&[]);
    let put = |name: &str, more: &str| {
        format!(
            "PUT /box/ballots/{name}.json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\
             {more}Transfer-Encoding: chunked\r\n\r\n2;a=b\r\n{{}}\r\n0\r\nContent-Length: 9\r\n\r\n"
        )
    };
    let all = [
        put("a", ""),
        put("a", ""),
        put("b", "Connection: close\r\n"),
    ]
    .concat();
    assert_eq!(statuses(&server, all.as_bytes()), ["201", "204", "201"]);
}

#[test]
fn a_header_larger_than_any_browsers_is_refused() {
    let server = Server::start(&[]);
    let with = |length: usize| {
        let padding = "y".repeat(length);
        let request = format!(
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX: {padding}\r\n\r\n"
        );
        statuses(&server, request.as_bytes())
    };
    assert_eq!(with(16 << 10), ["200"]);
    // Where it breaks off early the answer may be lost, but nothing is given out.
    assert!(!with(100 << 10).contains(&"200".to_owned()));
}

#[test]
fn an_address_longer_than_any_is_nowhere() {
    let server = Server::start(&[]);
    for path in [
        format!("/{}", "a".repeat(256)),
        "/a".repeat(3_000),
        format!("/box/ballots/{}.json", "a".repeat(3_000)),
        "/%00".into(),
        "/%ff".into(),
    ] {
        assert_eq!(read(server.address, &path).status, 404, "{path}");
    }
}
