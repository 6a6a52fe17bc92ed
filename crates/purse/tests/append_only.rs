//! nginx with and without an append-only folder: two writers of one name, the slower one last.
//!
//! `chattr +a` needs root and a file system that knows it, such as ext4. Where either is missing, the tests of it say
//! so on stderr and end; the box's promise then rests on names alone, which the last test shows.

mod common;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Barrier;
use std::thread;

use common::http::{Upload, put, read};
use common::made_up::{ballots, count, counted};
use common::nginx::Nginx;
use common::{files_below, text, wait_until};
use tempfile::TempDir;

const JSON: (&str, &str) = ("Content-Type", "application/json");

/// A folder to which files can only be added, until dropped.
struct AppendOnly(PathBuf);

impl AppendOnly {
    /// `None`, with a line that says why, where this machine cannot.
    fn make(folder: &Path) -> Option<Self> {
        let done = Command::new("chattr").arg("+a").arg(folder).output();
        let why = match done {
            Ok(output) if output.status.success() => return Some(Self(folder.to_owned())),
            Ok(output) => text(&output.stderr),
            Err(error) => error.to_string(),
        };
        // Past the test runner, which would keep it to itself.
        let _ = writeln!(
            io::stderr(),
            "NOT TRIED: chattr +a is not possible here: {}",
            why.trim()
        );
        None
    }
}

impl Drop for AppendOnly {
    fn drop(&mut self) {
        // When this fails the temporary folder stays behind, which harms no test.
        let _ = Command::new("chattr").arg("-a").arg(&self.0).status();
    }
}

/// An upload that has passed nginx's look for the name, and is not yet whole.
fn slow_upload(nginx: &Nginx, path: &str, bytes: &[u8]) -> Upload {
    let length = bytes.len().to_string();
    let mut slow = Upload::begin(
        nginx.address,
        "PUT",
        path,
        &[JSON, ("Content-Length", &length)],
    );
    slow.send(&bytes[..bytes.len() - 1]);
    let uploads = nginx.folder.path().join("uploads");
    wait_until("nginx has begun a temporary file", || {
        !files_below(&uploads).is_empty()
    });
    slow
}

/// So small a buffer that an upload is written to disk, and with it past the guard, from its first bytes on.
fn nginx() -> Nginx {
    Nginx::start(|site| {
        site.replace(
            "client_max_body_size 40k;",
            "client_max_body_size 40k; client_body_buffer_size 1k;",
        )
    })
}

#[test]
fn a_slow_writer_cannot_replace_a_quick_one_in_an_append_only_folder() {
    let nginx = nginx();
    let Some(_append_only) = AppendOnly::make(&nginx.ballot_box.join("ballots")) else {
        return;
    };
    let path = "/box/ballots/one.json";
    let mut slow = slow_upload(&nginx, path, &[b'a'; 9_000]);
    assert_eq!(put(nginx.address, path, b"quick").status, 201);
    slow.send(b"a");
    assert_eq!(slow.finish().status, 500);
    assert_eq!(text(&read(nginx.address, path).body), "quick");
    assert!(fs::remove_file(nginx.ballot_box.join("ballots/one.json")).is_err());
}

#[test]
fn of_many_writers_at_once_the_first_stays_whole_in_an_append_only_folder() {
    let nginx = nginx();
    let Some(_append_only) = AppendOnly::make(&nginx.ballot_box.join("ballots")) else {
        return;
    };
    let start = Barrier::new(16);
    let replies: Vec<(u16, Vec<u8>)> = thread::scope(|scope| {
        let writers: Vec<_> = (0..16u8)
            .map(|writer| {
                let (start, address) = (&start, nginx.address);
                scope.spawn(move || {
                    let body = vec![b'a' + writer; 12_000 + usize::from(writer)];
                    start.wait();
                    (put(address, "/box/ballots/one.json", &body).status, body)
                })
            })
            .collect();
        writers
            .into_iter()
            .map(|writer| writer.join().unwrap())
            .collect()
    });
    let won: Vec<_> = replies
        .iter()
        .filter(|(status, _)| *status == 201)
        .collect();
    assert_eq!(
        won.len(),
        1,
        "{:?}",
        replies.iter().map(|reply| reply.0).collect::<Vec<_>>()
    );
    assert!(
        replies
            .iter()
            .all(|(status, _)| [201, 412, 500].contains(status))
    );
    assert_eq!(read(nginx.address, "/box/ballots/one.json").body, won[0].1);
}

/// Whoever knows a ballot's name before it is sent can replace it in a folder that is not append-only. That makes the
/// file a stranger to its name, which the count refuses and says so; every other ballot counts as before.
#[test]
fn without_it_a_ballot_replaced_by_a_slow_writer_is_refused_by_its_name() {
    let nginx = nginx();
    let folder = TempDir::new().unwrap();
    let made = ballots(folder.path(), 20);
    let (victim, honest) = &made[3];
    let path = format!("/box/ballots/{victim}");
    let forged = made[5].1.clone();
    let mut slow = slow_upload(&nginx, &path, &[&forged[..], &[b' '; 9_000]].concat());
    for (name, bytes) in &made {
        assert_eq!(
            put(nginx.address, &format!("/box/ballots/{name}"), bytes).status,
            201
        );
    }
    let before = count(&nginx.ballot_box);
    assert_eq!(counted(&before), 20);
    slow.send(b" ");
    assert_eq!(slow.finish().status, 204, "replaced");
    let after = count(&nginx.ballot_box);
    let id = victim.strip_suffix(".json").unwrap();
    assert_eq!(counted(&after), 19);
    assert!(!after["counted"].to_string().contains(id), "{id}");
    assert_eq!(after["refused"]["number"], 1, "{}", after["refused"]);
    assert!(
        after["refused"].to_string().contains(victim.as_str()),
        "{}",
        after["refused"]
    );
    // With the ballot put back the result is what it was, to the byte.
    fs::write(nginx.ballot_box.join("ballots").join(victim), honest).unwrap();
    assert_eq!(count(&nginx.ballot_box), before);
}
