//! A budget that is edited after people have begun to vote: no ballot counts for another line, and everybody is told.

mod common;

use std::fs;
use std::path::Path;

use common::http::read;
use common::server::Server;
use common::{purse, text};
use tempfile::TempDir;

/// A box with ballots of the test budget that `purse serve` began, and has stopped serving.
fn begun(folder: &TempDir) -> String {
    let place = folder.path().join("box").to_str().unwrap().to_owned();
    let made = purse([
        "simulate",
        common::BUDGET,
        "--ballots",
        "10",
        "--seed",
        "1",
        "--out",
        &place,
    ]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(purse(["pack", &place]).status.success());
    place
}

/// Two lines change names, their ids do not.
fn swap_names(ballot_box: &Path) -> String {
    let path = ballot_box.join("budget.json");
    let before = fs::read_to_string(&path).unwrap();
    let [a, b] = ["\"Advice\"", "\"Warm homes\""];
    assert!(before.contains(a) && before.contains(b), "{before}");
    let after = before.replace(a, "\"?\"").replace(b, a).replace("\"?\"", b);
    fs::write(&path, after).unwrap();
    before
}

#[test]
fn every_command_says_that_the_budget_was_changed() {
    let folder = TempDir::new().unwrap();
    let place = begun(&folder);
    let before = swap_names(Path::new(&place));
    for command in [&["pack", &place][..], &["count", &place, "--publish"]] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_purse"))
            .args(command)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{command:?}");
        let says = text(&output.stderr);
        assert!(says.contains("was changed after this box began"), "{says}");
        assert!(says.contains("copy began.json over budget.json"), "{says}");
    }
    let counted = purse(["count", &place]);
    let says = text(&counted.stderr);
    assert!(says.contains("Warning: budget.json was changed"), "{says}");
    assert!(says.contains("no file in"), "{says}");
    assert!(
        says.contains("cast on another edition of this budget"),
        "{says}"
    );
    let recounted = purse(["recount", &place]);
    assert_eq!(recounted.status.code(), Some(1));
    assert!(text(&recounted.stdout).contains("DIFFERS  budget.json was changed"));

    // Put back, all of them count.
    let kept = fs::read_to_string(Path::new(&place).join("began.json")).unwrap();
    assert_eq!(kept, before);
    fs::write(Path::new(&place).join("budget.json"), kept).unwrap();
    assert!(purse(["count", &place, "--publish"]).status.success());
}

#[test]
fn before_anybody_has_voted_the_budget_may_still_be_changed() {
    let folder = TempDir::new().unwrap();
    let ballot_box = folder.path().join("box");
    drop(Server::start_with(folder, ballot_box.clone(), &[]));
    // The server's folder went with it: begin anew, edit, begin again.
    let folder = TempDir::new().unwrap();
    let ballot_box = folder.path().join("box");
    fs::create_dir_all(ballot_box.join("ballots")).unwrap();
    fs::write(ballot_box.join("began.json"), "an earlier draft").unwrap();
    let server = Server::start_with(folder, ballot_box.clone(), &[]);
    let began = fs::read(ballot_box.join("began.json")).unwrap();
    assert_eq!(began, fs::read(common::BUDGET).unwrap());
    drop(server);
}

#[test]
fn a_running_box_gives_out_the_budget_that_it_began_with() {
    let server = Server::start(&[]);
    let before = read(server.address, "/box/budget.json").body;
    swap_names(&server.ballot_box);
    assert_eq!(read(server.address, "/box/budget.json").body, before);
}
