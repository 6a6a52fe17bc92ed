//! A running `purse serve` in a folder of its own, ended with the test.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

use tempfile::TempDir;

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) ballot_box: PathBuf,
    child: Child,
    output: BufReader<ChildStdout>,
    _folder: TempDir,
}

impl Server {
    pub(crate) fn start(extra: &[&str]) -> Server {
        let folder = TempDir::new().unwrap();
        let ballot_box = folder.path().join("box");
        Server::start_with(folder, ballot_box, extra)
    }

    /// With a box that may have something in it.
    pub(crate) fn start_with(folder: TempDir, ballot_box: PathBuf, extra: &[&str]) -> Server {
        let mut all = vec!["--budget", super::BUDGET];
        all.extend(extra);
        Server::start_by(&[], folder, ballot_box, &all)
    }

    /// Started by another program, such as one that sets limits; the box may have its budget.
    pub(crate) fn start_by(
        starter: &[&str],
        folder: TempDir,
        ballot_box: PathBuf,
        extra: &[&str],
    ) -> Server {
        let widget = super::widget(folder.path());
        let mut words = starter.to_vec();
        words.push(env!("CARGO_BIN_EXE_purse"));
        let mut command = Command::new(words[0]);
        command
            .args(&words[1..])
            .args(["serve", "--bind", "127.0.0.1", "--port", "0", "--widget"])
            .arg(widget)
            .arg("--box")
            .arg(&ballot_box)
            .args(extra);
        Server::run(&mut command, folder, ballot_box)
    }

    /// What serves in any way.
    pub(crate) fn run(command: &mut Command, folder: TempDir, ballot_box: PathBuf) -> Server {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let address = address(&mut output);
        Server {
            address,
            ballot_box,
            child,
            output,
            _folder: folder,
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// A line such as `VmHWM: 1234 kB` of what the system says of the server.
    pub(crate) fn status(&self, field: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = status.lines().find(|line| line.starts_with(field));
        let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
        number.expect("a number")
    }

    /// How many files and connections the server has open.
    pub(crate) fn open(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.pid()))
            .unwrap()
            .count()
    }

    pub(crate) fn ask_to_stop(&mut self) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Reads what the server prints up to the line that begins so.
    pub(crate) fn wait_for(&mut self, beginning: &str) {
        let mut line = String::new();
        while !line.starts_with(beginning) {
            line.clear();
            assert!(
                self.output.read_line(&mut line).unwrap() > 0,
                "the server never printed {beginning:?}"
            );
        }
    }

    pub(crate) fn wait(mut self) -> (ExitStatus, String) {
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap(), rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail when the server has ended already, as it should have in some tests.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port is read from the first line, as a script would.
fn address(output: &mut impl BufRead) -> SocketAddr {
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let url = line.split_whitespace().last().unwrap_or_default();
    let address = url
        .strip_prefix("http://")
        .and_then(|rest| rest.strip_suffix('/'));
    address
        .and_then(|address| address.parse().ok())
        .unwrap_or_else(|| panic!("no address in {line:?}"))
}
