//! HTTP/1.1 by hand, since the tests send what no well-behaved client would.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use documents::boxes::UploadRequest;

pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

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
        Upload::attempt(server, method, path, headers).expect("the server takes connections")
    }

    /// `None` where nobody takes connections.
    fn attempt(
        server: SocketAddr,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Option<Upload> {
        let stream = TcpStream::connect(server).ok()?;
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head += &format!("Host: {server}\r\n");
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        let mut upload = Upload::of(stream);
        upload.send(format!("{head}\r\n").as_bytes());
        Some(upload)
    }

    /// A server that has already refused may close its end: its answer says so.
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        let _ = self.0.write_all(bytes);
    }

    /// A server that hangs fails the test instead of stopping it.
    pub(crate) fn of(stream: TcpStream) -> Upload {
        let patient = stream.set_read_timeout(Some(Duration::from_secs(60)));
        patient.expect("a minute is a time");
        Upload(stream)
    }

    /// The status of an answer before the real one: the server has begun to take the body.
    pub(crate) fn interim(&mut self) -> u16 {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            self.0.read_exact(&mut byte).expect("an answer");
            head.push(byte[0]);
        }
        let status = head.split(|byte| *byte == b' ').nth(1);
        let status = status.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
        status.expect("a status")
    }

    /// Waits until the server ends the connection; what it said before.
    pub(crate) fn ended(mut self) -> Vec<u8> {
        let mut said = Vec::new();
        let mut piece = [0; 4_096];
        loop {
            match self.0.read(&mut piece) {
                Ok(0) => return said,
                Ok(length) => said.extend(&piece[..length]),
                Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => return said,
                Err(error) => panic!("the server does not end the connection: {error}"),
            }
        }
    }

    pub(crate) fn finish(self) -> Reply {
        self.whole().expect("the server answers to the end")
    }

    /// `None` where the answer does not come, or breaks off.
    fn whole(mut self) -> Option<Reply> {
        let mut bytes = Vec::new();
        // A server that refuses an upload may close before it has taken all of it: its answer counts all the same.
        let _ = self.0.read_to_end(&mut bytes);
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
    attempt(server, method, path, headers, body).expect("the server answers to the end")
}

/// `None` where the server is away, or goes away in the middle.
pub(crate) fn attempt(
    server: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Option<Reply> {
    let length = body.len().to_string();
    let mut all = headers.to_vec();
    if !body.is_empty() || ["PUT", "POST"].contains(&method) {
        all.push(("Content-Length", &length));
    }
    let mut upload = Upload::attempt(server, method, path, &all)?;
    upload.send(body);
    upload.whole()
}

/// As a device would send it: to the host in the address. `None` where that is away, or goes away in the middle.
pub(crate) fn carry(parcel: &UploadRequest) -> Option<Reply> {
    let (server, path) = parts(&parcel.address);
    let headers: Vec<(&str, &str)> = parcel
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    attempt(server, parcel.method, &path, &headers, &parcel.body)
}

/// A request to an address such as `http://127.0.0.1:3900/box?list-type=2`.
pub(crate) fn ask(method: &str, address: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    let (server, path) = parts(address);
    send(server, method, &path, headers, body)
}

fn parts(address: &str) -> (SocketAddr, String) {
    let rest = address.strip_prefix("http://").expect("a plain address");
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let path = match &rest[end..] {
        query if query.starts_with('?') => format!("/{query}"),
        "" => "/".into(),
        path => path.into(),
    };
    (rest[..end].parse().expect("a loopback address"), path)
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

fn parse(bytes: &[u8]) -> Option<Reply> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).expect("a head in ASCII");
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .and_then(|status| status.parse().ok());
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(k, v)| (k.to_owned(), v.trim().to_owned()))
        .collect();
    let mut reply = Reply {
        status: status.expect("a status"),
        headers,
        body: bytes[end + 4..].to_vec(),
    };
    if reply.header("transfer-encoding").is_some() {
        reply.body = unchunk(&reply.body)?;
    }
    Some(reply)
}

fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(end + 2..end + 2 + length)?);
        rest = rest.get(end + 2 + length + 2..)?;
    }
}
