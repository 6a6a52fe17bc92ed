//! Children: their output is shown as it comes, set back, and kept for a summary.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::terminal;

/// One sentence for the reader: what failed, and what to do.
pub(crate) type Sentence = String;

pub(crate) struct Finished {
    pub(crate) ok: bool,
    /// All that it printed, both streams in order of arrival.
    pub(crate) lines: Vec<String>,
}

/// Runs a child and shows what it prints.
///
/// # Errors
/// When it cannot be started at all.
pub(crate) fn stream(command: &mut Command) -> Result<Finished, Sentence> {
    let name = command.get_program().to_string_lossy().into_owned();
    let cannot = |error: std::io::Error| format!("`{name}` could not be started ({error}).");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(cannot)?;
    let (to_us, from_child) = channel();
    let out = child.stdout.take().expect("stdout is piped");
    let err = child.stderr.take().expect("stderr is piped");
    let readers = [forward(out, to_us.clone()), forward(err, to_us)];
    let lines: Vec<String> = from_child
        .into_iter()
        .inspect(|line: &String| terminal::aside(line))
        .collect();
    for reader in readers {
        reader.join().expect("a reader only reads and sends");
    }
    let ok = child.wait().map_err(cannot)?.success();
    Ok(Finished { ok, lines })
}

/// As [`stream`], for a child that must succeed.
///
/// # Errors
/// `otherwise` when it fails.
pub(crate) fn must(command: &mut Command, otherwise: &str) -> Result<(), Sentence> {
    if stream(command)?.ok {
        Ok(())
    } else {
        Err(otherwise.to_owned())
    }
}

/// What a short-lived child prints, when it succeeds.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a short-lived child prints about a text, when it succeeds.
pub(crate) fn answer_to(command: &mut Command, text: &str) -> Option<String> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut to_child = child.stdin.take()?;
    to_child.write_all(text.as_bytes()).ok()?;
    drop(to_child);
    let output = child.wait_with_output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(said)
}

fn forward(from: impl Read + Send + 'static, to: Sender<String>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut reader = BufReader::new(from);
        let mut line = Vec::new();
        while reader
            .read_until(b'\n', &mut line)
            .is_ok_and(|read| read > 0)
        {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            if to.send(text).is_err() {
                return;
            }
            line.clear();
        }
    })
}
