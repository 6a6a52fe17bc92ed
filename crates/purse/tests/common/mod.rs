//! What the tests share: folders, a running `purse serve`, and an HTTP client that hides nothing.
#![allow(dead_code, reason = "each test program uses its own part")]

pub(crate) mod event;
#[cfg(feature = "stores")]
pub(crate) mod garage;
pub(crate) mod http;
pub(crate) mod made_up;
pub(crate) mod nginx;
pub(crate) mod server;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A budget of 1,000 in steps of 10 over four priorities, with a limit on two of them and two questions.
pub(crate) const BUDGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/budget.json");

/// Runs `purse` to its end.
pub(crate) fn purse<const N: usize>(args: [&str; N]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_purse"))
        .args(args)
        .output()
        .expect("purse is built before its tests")
}

/// Runs a command to its end, and gives it these answers, a line each.
pub(crate) fn answered(command: &mut Command, answers: &str) -> Output {
    let command = command.stdin(Stdio::piped());
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("purse is built before its tests");
    let mut stdin = child.stdin.take().expect("it was asked for");
    // Who has ended does not read on.
    let _ = stdin.write_all(answers.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("it was started")
}

/// A widget of one page and the kinds of file that a real one has.
pub(crate) fn widget(folder: &Path) -> PathBuf {
    let widget = folder.join("widget");
    fs::create_dir_all(widget.join("icons")).unwrap();
    let files: [(&str, &[u8]); 12] = [
        ("index.html", b"<!doctype html><title>a page</title>"),
        ("app-3f9c2a71d05be844.js", b"plain script"),
        ("app-3f9c2a71d05be844.js.gz", b"gzipped script"),
        ("app-3f9c2a71d05be844.js.br", b"brotli script"),
        ("app-3f9c2a71d05be844_bg.wasm", b"\0asm"),
        ("style.css", b"body {}"),
        ("sw.js", b"the worker"),
        ("device.js", b"what registers it"),
        ("app.webmanifest", b"{}"),
        ("icons/icon-192.png", b"\x89PNG"),
        ("icons/icon.svg", b"<svg/>"),
        (
            "preload.map",
            b"/index.html '<./app-3f9c2a71d05be844_bg.wasm>; rel=\"preload\"; as=\"fetch\"; crossorigin';\n",
        ),
    ];
    for (name, bytes) in files {
        fs::write(widget.join(name), bytes).unwrap();
    }
    widget
}

/// Every file below `folder`, hidden ones too, in order.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path))
        } else {
            found.push(path)
        }
    }
    found.sort();
    found
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Looks again and again until it is so; a test that waits in vain fails instead of hanging.
pub(crate) fn wait_until(what: &str, mut so: impl FnMut() -> bool) {
    let give_up = Instant::now() + Duration::from_secs(120);
    while !so() {
        assert!(Instant::now() < give_up, "waited in vain until {what}");
        thread::park_timeout(Duration::from_millis(2));
    }
}
