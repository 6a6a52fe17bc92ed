//! HTTP/1.1 by hand, since the tests send what no well-behaved client would.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// An open request whose body is sent piece by piece.
pub(crate) struct Upload(TcpStream);

impl Upload {
    pub(crate) fn begin(
        server: SocketAddr,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Upload {
        let stream = TcpStream::connect(server).unwrap();
        // A server that hangs fails the test instead of stopping it.
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .unwrap();
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n");
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        let mut upload = Upload(stream);
        upload.send(format!("{head}\r\n").as_bytes());
        upload
    }

    /// A server that has already refused may close its end: its answer says so.
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        let _ = self.0.write_all(bytes);
    }

    pub(crate) fn finish(mut self) -> Reply {
        let mut bytes = Vec::new();
        let read = self.0.read_to_end(&mut bytes);
        assert!(!bytes.is_empty(), "the server answered nothing: {read:?}");
        parse(&bytes)
    }
}

pub(crate) fn send(
    server: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Reply {
    let length = body.len().to_string();
    let mut all = headers.to_vec();
    if !body.is_empty() || method == "PUT" {
        all.push(("Content-Length", &length));
    }
    let mut upload = Upload::begin(server, method, path, &all);
    upload.send(body);
    upload.finish()
}

pub(crate) fn read(server: SocketAddr, path: &str) -> Reply {
    send(server, "GET", path, &[], b"")
}

pub(crate) fn put(server: SocketAddr, path: &str, body: &[u8]) -> Reply {
    send(
        server,
        "PUT",
        path,
        &[("Content-Type", "application/json")],
        body,
    )
}

fn parse(bytes: &[u8]) -> Reply {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head that ends");
    let head = std::str::from_utf8(&bytes[..end]).expect("a head in ASCII");
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .and_then(|status| status.parse().ok());
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .collect();
    let mut reply = Reply {
        status: status.expect("a status"),
        headers,
        body: bytes[end + 4..].to_vec(),
    };
    if reply.header("transfer-encoding").is_some() {
        reply.body = unchunk(&reply.body);
    }
    reply
}

fn unchunk(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = rest
            .windows(2)
            .position(|two| two == b"\r\n")
            .expect("a chunk's length");
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + length]);
        rest = &rest[end + 2 + length + 2..];
    }
}
