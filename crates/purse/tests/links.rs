//! Links, pipes and devices in a box: no tool reads through them, and each says what was passed over.
#![cfg(unix)]

mod common;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Output};

use common::{BUDGET, purse, text};
use documents::Id;
use tempfile::TempDir;

/// A box of eight ballots, and beside it a file that is none of its own but would fit.
struct Linked {
    folder: TempDir,
    other: Id,
}

impl Linked {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        for (name, seed) in [("box", "1"), ("elsewhere", "2")] {
            let place = folder.path().join(name);
            let made = ["--seed", seed, "--out", place.to_str().unwrap()];
            let made = purse([
                "simulate",
                BUDGET,
                "--ballots",
                "8",
                made[0],
                made[1],
                made[2],
                made[3],
            ]);
            assert!(made.status.success(), "{}", text(&made.stderr));
        }
        let there = common::files_below(&folder.path().join("elsewhere/ballots"));
        let other = Id::of(&fs::read(&there[0]).unwrap());
        Self { folder, other }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, command: &str, more: &[&str]) -> Output {
        let keep = self.path("seen.txt");
        let watch = ["--keep", keep.to_str().unwrap()];
        let more = if command == "watch" { &watch[..] } else { more };
        Command::new(env!("CARGO_BIN_EXE_purse"))
            .arg(command)
            .arg(self.path("box"))
            .args(more)
            .output()
            .unwrap()
    }
}

#[test]
fn files_that_are_links_pipes_or_devices_are_passed_over_and_named() {
    let linked = Linked::new();
    assert!(linked.run("count", &["--publish"]).status.success());
    let before = linked.run("count", &["--format", "json"]);
    let ballots = linked.path("box/ballots");
    let name = format!("{}.json", linked.other);
    symlink(
        linked.path("elsewhere/ballots").join(&name),
        ballots.join(&name),
    )
    .unwrap();
    let odd = |n: u8| ballots.join(format!("{}.json", Id::of(&[n])));
    symlink("/dev/zero", odd(1)).unwrap();
    symlink(odd(2), odd(2)).unwrap();
    let pipe = Command::new("mkfifo").arg(odd(3)).status().unwrap();
    assert!(pipe.success());
    for (command, more) in [
        ("count", &["--format", "json"][..]),
        ("recount", &[]),
        ("pack", &[]),
        ("watch", &[]),
    ] {
        let output = linked.run(command, more);
        let err = text(&output.stderr);
        assert!(output.status.success(), "{command}: {err}");
        assert!(
            err.contains("it is a link or no plain file"),
            "{command}: {err}"
        );
        assert!(err.contains(&name), "{command}: {err}");
        if command == "count" {
            assert_eq!(output.stdout, before.stdout);
        }
    }
}

#[test]
fn a_folder_or_a_budget_that_leads_out_of_the_box_is_refused() {
    for name in ["ballots", "bundle", "results", "budget.json"] {
        let linked = Linked::new();
        let place = linked.path("box").join(name);
        for to in [linked.path("elsewhere").join(name), place.clone()] {
            if place.is_dir() {
                fs::remove_dir_all(&place).unwrap();
            } else {
                fs::remove_file(&place).unwrap();
            }
            symlink(&to, &place).unwrap();
            for command in ["count", "pack"] {
                if command == "pack" && name == "results" {
                    continue;
                }
                let output = linked.run(command, &[]);
                let err = text(&output.stderr);
                assert_eq!(output.status.code(), Some(1), "{command} {name}: {err}");
                assert!(
                    err.contains("leads out of the box"),
                    "{command} {name}: {err}"
                );
            }
        }
    }
}

/// Only what lies in the box itself may be named twice.
#[test]
fn a_folder_that_is_a_link_within_the_box_is_read() {
    let linked = Linked::new();
    let before = linked.run("count", &["--format", "json"]).stdout;
    fs::rename(linked.path("box/ballots"), linked.path("box/kept")).unwrap();
    symlink("kept", linked.path("box/ballots")).unwrap();
    assert_eq!(linked.run("count", &["--format", "json"]).stdout, before);
}

/// A hole of a terabyte takes no room on the disk, and would take all memory.
#[test]
fn a_file_without_end_is_said_to_be_too_large() {
    let linked = Linked::new();
    let bundle = format!("box/bundle/{}.jsonl", Id::of(b"a hole"));
    let file = fs::File::create(linked.path(&bundle)).unwrap();
    file.set_len(1 << 40).unwrap();
    let refused = linked.run("count", &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stderr).contains("larger than any file"),
        "{}",
        text(&refused.stderr)
    );
    let watched = linked.run("watch", &[]);
    assert!(watched.status.success(), "{}", text(&watched.stderr));
    assert!(
        text(&watched.stdout).contains("LARGE    bundle/"),
        "{}",
        text(&watched.stdout)
    );
}

/// As a ballot copied through a computer with another alphabet; no server lists it, so no browser counts it.
#[test]
fn a_ballot_whose_name_is_no_text_is_named() {
    let linked = Linked::new();
    assert!(linked.run("count", &["--publish"]).status.success());
    let ballots = linked.path("box/ballots");
    let one = common::files_below(&ballots)[0].clone();
    fs::rename(one, ballots.join(OsStr::from_bytes(b"caf\xe9.json"))).unwrap();
    for command in ["count", "recount", "pack"] {
        let said = text(&linked.run(command, &[]).stderr).to_owned();
        assert!(said.contains("ballots/caf"), "{command}: {said}");
        assert!(said.contains("its name is no text"), "{command}: {said}");
    }
}
